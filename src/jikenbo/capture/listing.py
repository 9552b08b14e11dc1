"""List pages: the links of a page, each with the words that tell what it leads to."""

from selectolax.lexbor import LexborNode

from jikenbo.capture.entries import Entry, once, resolved, tidy
from jikenbo.capture.fetch import Exchange
from jikenbo.capture.markup import base_of, parsed

# A row of a news list is one of these; its words tell of a link that itself says "PDF" or "詳細".
_ROWS = frozenset(("li", "tr", "dd", "article"))
_ROW = 300
_TERSE = 12
_FURNITURE = "nav,footer,script,style,noscript,template"
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def read_list(answer: Exchange) -> tuple[Entry, ...]:
    """The links of a page outside its menus, in order."""
    tree = parsed(answer)
    base = base_of(tree, answer)
    for node in tree.css(_FURNITURE):
        node.decompose()
    links = (_entry(base, node) for node in tree.css("a[href]"))
    return once(link for link in links if link.address not in ("", answer.address))


def _entry(base: str, link: LexborNode) -> Entry:
    words = tidy(link.text(separator=" "))
    if len(words) < _TERSE:
        words = _row(link) or words or tidy(str(link.attributes.get("title") or ""))
    return Entry(resolved(base, str(link.attributes.get("href") or "")), words)


def _row(link: LexborNode) -> str:
    """The words of the row that a terse link stands in, with those of the term before where it is a definition."""
    node = link.parent
    for _depth in range(4):
        if node is None:
            return ""
        if node.tag in _ROWS:
            words = tidy(node.text(separator=" "))
            return words if len(words) <= _ROW else ""
        node = node.parent
    return ""


def feeds_of(answer: Exchange) -> tuple[str, ...]:
    """The feeds that a page names as its own."""
    named = parsed(answer).css("link[rel=alternate]")
    found = [str(n.attributes.get("href") or "") for n in named if (n.attributes.get("type") or "") in _FEEDS]
    return tuple(one for href in found if (one := resolved(answer.address, href)))
