"""What a web page says of itself: title, site, date and address."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from jikenbo.extract.page_words import title_ending
from jikenbo.extract.stated_date import stated_date
from jikenbo.text.fold import fold

_PARTS = re.compile(r"\s+[|｜\-–—:：/／«»<>＜＞]\s+|\s*[|｜«»]\s*|(?<=\S)\s+[-–—]\s*(?=\S)")
_SPACES = re.compile(r"\s+")
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d{2}-\d{2})')


@dataclass(frozen=True, slots=True)
class Head:
    """What a page states apart from its text; empty where it says nothing.

    `title_node` is the node of the body that holds the title, by its number in the tree.
    """

    title: str
    title_place: str
    title_node: int | None
    site: str
    published: str
    address: str


def read_head(tree: LexborHTMLParser) -> Head:
    """What a page says of itself in its head, and its main heading."""
    named = _title_words(tree)
    heading = _heading(tree, named)
    title = words_of(heading) if heading else _best_part(named)
    return Head(
        title=title,
        title_place=(heading.tag or "") if heading else "head/title" if title else "",
        title_node=heading.mem_id if heading else None,
        site=_meta(tree, "og:site_name"),
        published=_published(tree),
        address=_address(tree),
    )


def words_of(node: LexborNode) -> str:
    """The words of a node in one line."""
    return _SPACES.sub(" ", node.text(deep=True)).strip()


def _title_words(tree: LexborHTMLParser) -> str:
    node = tree.css_first("head > title") or tree.css_first("title")
    return words_of(node) if node else _meta(tree, "og:title")


def _heading(tree: LexborHTMLParser, named: str) -> LexborNode | None:
    """The heading that is the release's title: one that the page's own title holds, or that ends as titles do."""
    key = _key(named)
    for tag in ("h1", "h2", "h3"):
        nodes = [n for n in tree.css(tag) if 3 < len(words_of(n)) <= 200 and _key(words_of(n))]
        inside = [n for n in nodes if _key(words_of(n)) in key and title_ending().search(fold(words_of(n)))]
        titled = [n for n in nodes if title_ending().search(fold(words_of(n)))] if tag == "h1" else []
        found = (
            inside
            or titled
            or ([n for n in nodes if _key(words_of(n)) in key and _key(words_of(n)) == _key(_best_part(named))])
        )
        if found:
            return max(found, key=lambda n: len(words_of(n)))
    return None


def _key(words: str) -> str:
    return re.sub(r"\W", "", fold(words))


def _best_part(named: str) -> str:
    """The part of a page's title that is the release's: the one that ends as titles do, else the first."""
    parts = [part for part in _PARTS.split(named) if part.strip()]
    return next((p.strip() for p in parts if title_ending().search(fold(p))), parts[0].strip() if parts else "")


def _meta(tree: LexborHTMLParser, name: str) -> str:
    node = tree.css_first(f'meta[property="{name}"]') or tree.css_first(f'meta[name="{name}"]')
    return ((node.attributes.get("content") or "") if node else "").strip()


def _published(tree: LexborHTMLParser) -> str:
    """The date of publication in the page's metadata."""
    for name in ("article:published_time", "datePublished", "date", "dc.date", "DC.date.issued", "pubdate"):
        if value := stated_date(_meta(tree, name).partition("T")[0]).value:
            return value
    for script in tree.css('script[type="application/ld+json"]'):
        if match := _JSON_DATE.search(script.text(deep=True)):
            return match[1]
    times = tree.css("time[datetime]")
    stamp = (times[0].attributes.get("datetime") or "").partition("T")[0] if len(times) == 1 else ""
    return stated_date(stamp).value or ""


def _address(tree: LexborHTMLParser) -> str:
    node = tree.css_first('link[rel="canonical"]')
    address = (node.attributes.get("href") or "") if node else _meta(tree, "og:url")
    return address if address.startswith(("http://", "https://")) else ""
