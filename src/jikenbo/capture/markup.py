"""Web pages as far as capture looks into them: their characters, well enough to find links and a few words."""

import re

from selectolax.lexbor import LexborHTMLParser

from jikenbo.capture.fetch import Exchange

_CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.IGNORECASE)
_HEAD = 2000
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
