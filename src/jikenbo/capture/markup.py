"""Web pages as far as capture looks into them: their characters, well enough to find links and a few words."""

import re

from selectolax.lexbor import LexborHTMLParser

from jikenbo.capture.entries import resolved
from jikenbo.capture.fetch import Exchange

_CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.IGNORECASE)
_HEAD = 2000
_REFRESH = re.compile(r"\s*(\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"'>]+)", re.IGNORECASE)
# A page that sends its reader on after so many seconds is a redirect; one that does so later is to be read.
_AT_ONCE = 5
# Browsers read what says Shift_JIS with Microsoft's extensions; the strict codec would refuse ① and 髙.
_MEANT = {"shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932"}


def decoded(answer: Exchange, limit: int = 3_000_000) -> str:
    """The characters of an answer: UTF-8 if it is, else as the header or the page says."""
    data = answer.content[:limit]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        named = _CHARSET.search(answer.header("content-type")) or _CHARSET.search(data[:_HEAD].decode("latin-1"))
    name = named[1].lower() if named else "cp932"
    try:
        return data.decode(_MEANT.get(name, name), "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def parsed(answer: Exchange) -> LexborHTMLParser:
    """The tree of a page."""
    return LexborHTMLParser(decoded(answer))


def base_of(tree: LexborHTMLParser, answer: Exchange) -> str:
    """The address that a page's links start from: its own, or the one that it names as its base."""
    named = next((str(node.attributes.get("href") or "") for node in tree.css("base[href]")), "")
    return (resolved(answer.address, named) if named else "") or answer.address


def refresh_target(answer: Exchange) -> str:
    """Where a page sends its reader on at once by http-equiv=refresh, or an empty string."""
    if answer.status != 200 or not re.search(rb"http-equiv", answer.content[:20_000], re.IGNORECASE):
        return ""
    tree = parsed(answer)
    for node in tree.css("meta[http-equiv]"):
        if str(node.attributes.get("http-equiv") or "").lower() == "refresh":
            said = _REFRESH.match(str(node.attributes.get("content") or ""))
            if said and int(said[1][:4]) <= _AT_ONCE:
                target = resolved(base_of(tree, answer), said[2])
                return "" if target == answer.address else target
    return ""
