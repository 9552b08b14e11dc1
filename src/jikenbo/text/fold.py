"""Folding: one form for the many ways in which the same Japanese is written, with the way back to every character.

Releases mix full and half width, Kangxi radicals, zero-width characters, spaces that a PDF put between figures and
their counters, and line breaks inside sentences. Rules are written against the folded form; spans are given in the
original one.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jikenbo.model.text import Block, BlockKind, Span
from jikenbo.text.blocks import GAP

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
            several.append(code)
    return singles | _DASHES | _ALIKE, _ranges(several)


def _ranges(codes: Iterable[int]) -> str:
    """Ascending code points as the inside of a character class, which compiles the quicker the fewer its ranges."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(rf"\u{first:04x}-\u{last:04x}" for first, last in runs)


_TABLE, _SEVERAL = _forms()
# Schools and public bodies write ，and ．for 、and 。; between figures and behind those of a heading they are none.
# The point comes first, so that the search passes quickly to the next one.
_POINTS = re.compile(r"[，．](?:(?<=[ぁ-んァ-ヶー一-龥々」』)）]，)(?![0-9０-９])|(?<=[ぁ-ん]．))")
# Few characters of a text are written otherwise: finding their runs takes a quarter of what translating all takes.
_OTHERWISE = re.compile(f"[{_ranges(sorted(_TABLE))}]+")
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


# Making a named tuple this way takes a third of the time that its own constructor takes.
_new = tuple.__new__


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, with the way back: piece k begins at `starts[k]` and in the original at `origins[k]`.

    The characters of a piece stand one for one in the original where `widths[k]` is 1; where it is 0 they all stand
    for what is there. The last piece is empty and past the end.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    widths: tuple[int, ...]

    def origin(self, at: int) -> int:
        """Where the folded character at an offset begins in the original."""
        piece = bisect_right(self.starts, at) - 1
        return self.origins[piece] + (at - self.starts[piece]) * self.widths[piece]

    def span(self, start: int, end: int) -> Span:
        """The original span of the folded characters from `start` to `end`."""
        begin = self.origin(start)
        return _new(Span, (begin, self.origin(end - 1) + 1 if end > start else begin))


def fold(text: str) -> str:
    """The folded form of a short string, without its offsets."""
    return fold_blocks(text, ()).text if _STOP.search(text) else _alike(text)


def fold_blocks(content: str, blocks: tuple[Block, ...]) -> Folded:
    """Fold a text block by block; a line feed parts the blocks, and no block's inner line break remains."""
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    widths: list[int] = []
    at = 0
    ranges = [(b.start, b.end, _set_out(content, b)) for b in blocks] or [(0, len(content), False)]
    for piece, origin, width in _all_pieces(content, ranges):
        parts.append(piece)
        starts.append(at)
        origins.append(origin)
        widths.append(width)
        at += len(piece)
    return Folded("".join(parts), (*starts, at), (*origins, ranges[-1][1]), (*widths, 0))


def _set_out(content: str, block: Block) -> bool:
    """Whether a row's columns are set out with spaces: they are folded to bars, as those of other tables have."""
    return block.kind is BlockKind.ROW and content[block.start] != "|"


def _all_pieces(content: str, ranges: list[tuple[int, int, bool]]) -> Iterator[tuple[str, int, int]]:
    alike = _alike(content[: ranges[-1][1]])
    for number, (start, end, set_out) in enumerate(ranges):
        if number:
            yield "\n", max(start - 1, 0), 0
        if set_out:
            yield from _row(content, alike, start, end)
        else:
            yield from _pieces(content, alike, start, end)


def _row(content: str, alike: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The pieces of a row that is set out with spaces, a bar before each of its cells."""
    at = start
    for gap in (*GAP.finditer(content, start, end), None):
        yield "|", at, 0
        begun = at
        stop, at = gap.span() if gap else (end, end)
        yield from _pieces(content, alike, begun, stop)


def _alike(text: str) -> str:
    """A text with every character in its one form, at its place."""
    if text.isascii():
        return text
    if "，" in text or "．" in text:
        text = _POINTS.sub(_pointed, text)
    return _OTHERWISE.sub(_translated, text)


def _pointed(match: re.Match[str]) -> str:
    return "、" if match.group() == "，" else "。"


def _translated(match: re.Match[str]) -> str:
    return match.group().translate(_TABLE)


def _pieces(content: str, alike: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Folded pieces of a range with their origin and width; `alike` is the content in its one-for-one forms."""
    at = start
    for stop in _STOP.finditer(content, start, end):
        here = stop.start()
        match = _SPECIAL.match(content, here, end) if here >= at else None
        if match is None:
            continue
        marked = match.lastgroup == "marks" and here > at
        if here - marked > at:
            yield alike[at : here - marked], at, 1
        at = match.end()
        piece = (
            unicodedata.normalize("NFKC", content[here - 1 : at]) if marked else _special(content, match, start, end)
        )
        if piece:
            yield piece, here - marked, 0
    if at < end:
        yield alike[at:end], at, 1


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
