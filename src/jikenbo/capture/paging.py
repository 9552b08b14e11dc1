"""The page that a list goes on with: by rel=next, by what its link says, or by the number after the present one."""

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from jikenbo.capture.entries import resolved, tidy
from jikenbo.capture.fetch import Exchange
from jikenbo.capture.markup import base_of, parsed

_NEXT = re.compile(
    r"(?:次(?:へ|の?ページ(?:へ)?|の?\d{1,3}件(?:を表示|へ)?)?|next(?: page)?|older(?: posts)?"
    r"|過去の(?:記事|お知らせ|一覧)(?:へ)?|もっと見る|さらに表示)?[\s»›≫>＞→▶▷]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,4}")
# Links to pages by number stand together: this many at least, so that a lone figure is none.
_TOGETHER = 2


def next_page(answer: Exchange) -> str:
    """The address of a list's next page on the same host, or an empty string."""
    tree = parsed(answer)
    base = base_of(tree, answer)
    found = _named(tree) or _said(tree) or _numbered(tree)
    address = resolved(base, found)
    same = urlsplit(address).hostname == urlsplit(answer.address).hostname
    return address if same and address != answer.address else ""


def _named(tree: LexborHTMLParser) -> str:
    """Of rel=next."""
    for node in tree.css("link[rel],a[rel]"):
        if "next" in str(node.attributes.get("rel") or "").lower().split():
            return str(node.attributes.get("href") or "")
    return ""


def _said(tree: LexborHTMLParser) -> str:
    """Of the last link that says no more than “next”: the one below the list, where there are two."""
    found = ""
    for node in tree.css("a[href]"):
        words = tidy(node.text(separator=" ")) or tidy(
            str(node.attributes.get("aria-label") or node.attributes.get("title") or "")
        )
        if words and _NEXT.fullmatch(words):
            found = str(node.attributes.get("href") or "") or found
    return found


def _numbered(tree: LexborHTMLParser) -> str:
    """Of the number after the one without a link, or the one marked as current, where numbers stand together."""
    for group in tree.css("ul,ol,div,p,nav,td"):
        links = {int(words): node for node in group.css("a[href]") if _NUMBER.fullmatch(words := tidy(node.text()))}
        if len(links) < _TOGETHER or len(links) != len(group.css("a[href]")):
            continue
        here = _current(group, links)
        if here is not None and here + 1 in links:
            return str(links[here + 1].attributes.get("href") or "")
    return ""


def _current(group: LexborNode, links: dict[int, LexborNode]) -> int | None:
    for node in group.css("[aria-current],.current,.active"):
        if _NUMBER.fullmatch(words := tidy(node.text())):
            return int(words)
    plain = [int(word) for word in tidy(group.text(separator=" ")).split() if _NUMBER.fullmatch(word)]
    alone = [number for number in plain if number not in links]
    return alone[0] if len(alone) == 1 else None
