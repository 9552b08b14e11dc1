"""What a web page says of itself: title, site, date and address."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from jikenbo.extract.page_words import title_ending
from jikenbo.extract.stated_date import stated_date
from jikenbo.text.fold import fold

_PARTS = re.compile(r"\s+[|｜\-–—:：/／«»<>＜＞]\s+|\s*[|｜«»]\s*|(?<=\S)\s+[-–—]\s*(?=\S)")
_SPACES = re.compile(r"\s+")
# A shorter title than this may stand in many places.
_SHORTEST_KEY = 8
_LONGEST = 200
_MOST_PLACES = 20
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
    heading = heading or _unmarked(tree, named)
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
    key, is_named = _key(named), _names(named)
    for tag in ("h1", "h2", "h3"):
        nodes = [n for n in tree.css(tag) if 3 < len(words_of(n)) <= _LONGEST and _key(words_of(n))]
        inside = [n for n in nodes if _key(words_of(n)) in key and title_ending().search(fold(words_of(n)))]
        titled = [n for n in nodes if title_ending().search(fold(words_of(n)))] if tag == "h1" else []
        found = inside or titled or [n for n in nodes if is_named(_key(words_of(n)))]
        if found:
            return max(found, key=lambda n: len(words_of(n)))
    return None


def _names(named: str) -> Callable[[str], bool]:
    """What tells whether words are what a page's own title names it by: its telling part, or more than half of it."""
    whole, part = _key(named), _key(_best_part(named))
    return lambda key: key in whole and (key == part or 2 * len(key) > len(whole))


def _unmarked(tree: LexborHTMLParser, named: str) -> LexborNode | None:
    """An element that says a page's title, and nothing else, without being a heading or a link: the last of the first.

    A title that stands in more places than a few is no mark of any.
    """
    is_named, found, seen = _names(named), None, 0
    for node in tree.body.traverse(include_text=True) if tree.body else ():
        words = node.text_content or "" if node.tag == "-text" else ""
        if not _SHORTEST_KEY <= len(words) <= _LONGEST or len(key := _key(words)) < _SHORTEST_KEY or not is_named(key):
            continue
        if seen == _MOST_PLACES:
            break
        seen += 1
        if node.parent is not None and not _in_link(node) and _key(words_of(node.parent)) == key:
            found = node.parent
    return found


def _in_link(node: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in ("a", "option", "title", "script", "style"):
            return True
        above = above.parent
    return False


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
