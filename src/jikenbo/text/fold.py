"""Folding: one form for the many ways in which the same Japanese is written, with the way back to every character.

Releases mix full and half width, Kangxi radicals, zero-width characters, spaces that a PDF put between figures and
their counters, and line breaks inside sentences. Rules are written against the folded form; spans are given in the
original one.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from jikenbo.model.text import Block, Span

# Circled figures mark list items; folded to bare figures they would run into the numbers beside them.
_KEPT = {*map(chr, range(0x2460, 0x2500)), *map(chr, range(0x2776, 0x2794)), *map(chr, range(0x3251, 0x32C0))}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
_ALIKE = {ord("〜"): "~", ord("∼"): "~", ord("•"): "・", ord("･"): "・", ord("⻑"): "長", ord("⻄"): "西"}
_SPACES = " \t\u00a0\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN = "\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u00ad"


def _forms() -> tuple[dict[int, str], str]:
    """Code points whose compatibility form is one other character, and the characters for which it is longer."""
    singles, several = {}, []
    # CJK ideographs and Hangul, two thirds of the plane, have no other form.
    for code in (*range(0x80, 0x3400), *range(0xA000, 0xAC00), *range(0xF900, 0x10000)):
        char = chr(code)
        form = unicodedata.normalize("NFKC", char)
        if form == char or char in _KEPT:
            continue
        if len(form) == 1:
            singles[code] = form
        else:
            several.append(re.escape(char))
    return singles | _DASHES | _ALIKE, "".join(several)


_TABLE, _SEVERAL = _forms()
# One class finds the places where a character alone does not tell what becomes of it; few texts have many.
_STOP = re.compile(rf"[<*_!\u3099\u309a\uff9e\uff9f\r\n{_UNSEEN}{_SPACES}{_SEVERAL}]")
_SPECIAL = re.compile(
    rf"(?P<tag><br\s*/?>)|(?P<gone>[{_UNSEEN}]+|\*\*|__|</?[a-zA-Z][^<>]{{0,300}}>|!\[[^\]\n]{{0,80}}\]\([^)\s]{{1,300}}\))"
    rf"|(?P<marks>[\u3099\u309a\uff9e\uff9f])|(?P<line>[ \t]*\r?\n\s*)|(?P<space>[{_SPACES}]+)|(?P<long>[{_SEVERAL}])"
)
_FIRST_WIDE = "\u2e80"
_NARROW = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz,.%０１２３４５６７８９") | {
    chr(code) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `offsets[i]` is where its character i begins in the original, with one entry past the end."""

    text: str
    offsets: "array[int]"

    def span(self, start: int, end: int) -> Span:
        """The original span of the folded characters from `start` to `end`."""
        return (
            Span(self.offsets[start], self.offsets[end - 1] + 1)
            if end > start
            else Span(self.offsets[start], self.offsets[start])
        )


def fold(text: str) -> str:
    """The folded form of a short string, without its offsets."""
    return fold_blocks(text, ()).text if _STOP.search(text) else text.translate(_TABLE)


def fold_blocks(content: str, blocks: tuple[Block, ...]) -> Folded:
    """Fold a text block by block; a line feed parts the blocks, and no block's inner line break remains."""
    parts: list[str] = []
    offsets = array("L")
    ranges = [(b.start, b.end) for b in blocks] or [(0, len(content))]
    for start, end in ranges:
        if parts:
            parts.append("\n")
            offsets.append(max(start - 1, 0))
        for piece, origin, one_to_one in _pieces(content, start, end):
            parts.append(piece)
            if one_to_one:
                offsets.extend(range(origin, origin + len(piece)))
            else:
                offsets.extend([origin] * len(piece))
    offsets.append(ranges[-1][1])
    return Folded("".join(parts), offsets)


def _pieces(content: str, start: int, end: int) -> Iterator[tuple[str, int, bool]]:
    """Folded pieces of a range with their origin, and whether they keep their length."""
    at = start
    for stop in _STOP.finditer(content, start, end):
        here = stop.start()
        match = _SPECIAL.match(content, here, end) if here >= at else None
        if match is None:
            continue
        marked = match.lastgroup == "marks" and here > at
        if here - marked > at:
            yield content[at : here - marked].translate(_TABLE), at, True
        at = match.end()
        piece = (
            unicodedata.normalize("NFKC", content[here - 1 : at]) if marked else _special(content, match, start, end)
        )
        if piece:
            yield piece, here - marked, False
    if at < end:
        yield content[at:end].translate(_TABLE), at, True


def _special(content: str, match: re.Match[str], start: int, end: int) -> str:
    kind = match.lastgroup
    if kind == "long":
        return unicodedata.normalize("NFKC", match.group())
    if kind == "tag":
        return " "
    if kind == "space":
        return _space(content, match, start, end)
    if kind == "line":
        before, after = content[match.start() - 1 : match.start()], content[match.end() : match.end() + 1]
        return " " if before.isascii() and after.isascii() and before.isalnum() and after.isalnum() else ""
    return ""


def _space(content: str, match: re.Match[str], start: int, end: int) -> str:
    """A space goes where it parts a figure or Latin word from Japanese, and stays as one where it parts words."""
    if match.start() == start or match.end() == end:
        return ""
    before, after = content[match.start() - 1], content[match.end()]
    single = len(match.group()) == 1 and match.group() != "\u3000"
    # Wide characters all stand above the Latin ones; a full-width figure or letter counts as narrow.
    parts_kinds = (before in _NARROW) != (after in _NARROW) and max(before, after) >= _FIRST_WIDE
    return "" if single and parts_kinds else " "
