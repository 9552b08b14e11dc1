"""The lines of an archive entry above its body: which section each stands in, and where one value runs over two."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from jikenbo.extract.entry_links import is_bare_address, is_label, links_in
from jikenbo.extract.stated_date import looks_dated
from jikenbo.model.text import Span
from jikenbo.text.fold import fold

_HEADING = re.compile(
    r"^[ \t\u3000\ufeff]*(?P<marks>#{1,2})(?!#)[ \t\u3000]*(?P<words>.*?)[ \t\u3000\r]*$", re.MULTILINE
)
_BULLET = re.compile(r"[ \t\u3000]*[-*+・－][ \t\u3000]*")
_NOTE = re.compile(r"\([^()]*\)$")
_NAMES = {"公表概要": "overview", "事案ID": "case", "公表種別": "kind", "本文": "body"}
# A heading is taken for the misspelt form of another if half of its characters are the same, in order.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it.

    `kind` is overview, case, kind, body or other; `exact` is false where the heading is misspelt. `heading` is its
    place, `inline` the place of a value on the heading's own line (# 事案ID: 2026-01-05-…), `start` and `end` bound
    the lines below.
    """

    kind: str
    exact: bool
    heading: Span
    start: int
    end: int
    inline: Span | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One value of an overview, trimmed; a value over two lines is joined and its place runs from first to last."""

    value: str
    span: Span
    marked: bool


def sections(content: str) -> tuple[Section, ...]:
    """The sections of an entry, the body last: everything after the first body heading belongs to it."""
    found: list[Section] = []
    for match in _HEADING.finditer(content):
        kind, exact = _kind(match, first=not found)
        if found:
            found[-1] = replace(found[-1], end=match.start())
        heading = Span(match.start(), match.end())
        found.append(Section(kind, exact, heading, match.end(), len(content), _inline(match, kind)))
        if kind == "body":
            break
    return tuple(found)


def _kind(match: re.Match[str], *, first: bool) -> tuple[str, bool]:
    words = _NOTE.sub("", fold(match["words"]).replace(" ", "")).partition(":")[0]
    if words in _NAMES:
        return _NAMES[words], True
    if len(match["marks"]) == 1:
        likeness, name = max((SequenceMatcher(None, words, known).ratio(), known) for known in _NAMES)
        if words and likeness >= _ALIKE:
            return _NAMES[name], False
    return ("overview", False) if first else ("other", False)


def _inline(match: re.Match[str], kind: str) -> Span | None:
    colon = re.search(r"[:：]", match["words"])
    if kind not in ("case", "kind") or not colon:
        return None
    return _trimmed(match.string, Span(match.start("words") + colon.end(), match.end("words")))


def _trimmed(content: str, span: Span) -> Span | None:
    words = content[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None


def items(content: str, start: int, end: int) -> tuple[Item, ...]:
    """The values between two offsets, one a bullet or line, continuation lines joined to what they continue."""
    found: list[Item] = []
    adjacent = False
    for span in _lines(content, start, end):
        line = content[span.start : span.end]
        if not line.strip():
            adjacent = False
            continue
        bullet = _BULLET.match(line)
        item = _item(content, Span(span.start + bullet.end() if bullet else span.start, span.end), marked=bool(bullet))
        if adjacent and found and not bullet and _continues(found, item):
            found[-1] = _joined(found[-1], item)
        else:
            found.append(item)
        adjacent = True
    return tuple(found)


def _item(content: str, span: Span, *, marked: bool) -> Item:
    kept = _trimmed(content, span) or Span(span.start, span.start)
    return Item(content[kept.start : kept.end], kept, marked)


def _lines(content: str, start: int, end: int) -> Iterator[Span]:
    at = start
    while at < end:
        stop = content.find("\n", at, end)
        stop = end if stop < 0 else stop
        yield Span(at, stop)
        at = stop + 1


def _continues(found: list[Item], item: Item) -> bool:
    """Whether a line without a bullet goes on with the value above it: a title in two lines, or a link's address."""
    above = found[-1]
    if not above.marked or links_in(above.value) or is_label(item.value) or looks_dated(item.value):
        return False
    if links_in(item.value):
        has_address = any(is_bare_address(one.value) for one in found)
        return has_address and is_bare_address(item.value)
    return True


def _joined(above: Item, below: Item) -> Item:
    space = " " if is_bare_address(below.value) or (above.value[-1:].isascii() and below.value[:1].isascii()) else ""
    return Item(above.value + space + below.value, Span(above.span.start, below.span.end), above.marked)
