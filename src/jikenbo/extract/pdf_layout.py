"""The lines of PDF pages as paragraphs: columns one after the other, running heads gone, broken lines joined again."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from jikenbo.extract.pdf_lines import Page, Run, glue, lines
from jikenbo.text.blocks import opens_block

# Running heads and feet are among so many lines from the edge; a page number stands in this share of the height.
_OUTER = 2
_MARGIN = 0.13
_PAGE_NUMBER = re.compile(
    r"[-‐–—―－・\s/]*(?:p(?:age)?\.?\s*)?\d{1,3}(?:\s*[/／]\s*\d{1,3})?\s*(?:ページ|頁)?[-‐–—―－・\s]*", re.IGNORECASE
)
# A column of running text has lines of at least so many characters; a table's cells are shorter.
_COLUMN_LINE = 10
_COLUMN_LINES = 4
# A column of text ends each of its lines with the next column's in sight: most of them are full.
_FULL = 0.5
_FIGURES = re.compile(r"\d+")
_ENDED = re.compile(r"[。．】」！？!?：:]$|(?:以上|敬具|各位|御中)$")
# A line that begins with a day and a gap is an entry of a list of what happened when.
_ENTRY = re.compile(r"(?:(?:\d{4}|令和.{1,2})年)?\d{1,2}月\d{1,2}日(?:[(（].[)）])?[\s\u3000:：]|[-‐–—※＊*・]|【")
# A line that fills its column has at least so many characters.
_SHORTEST_FULL = 14
# What begins further right than this share of the page is set to the right, and fills nothing.
_RIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: text, place, character height, page, and the edges of the column it stands in.

    A row of a table is written `| a | b |`.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    edges: tuple[float, float] = (0.0, 0.0)
    row: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Joined lines: text, the page it begins on, character height, whether a table's row, whether a gap is above it."""

    text: str
    page: int
    size: float
    row: bool
    apart: bool


def paragraphs(pages: list[Page]) -> list[Paragraph]:
    """The text of all pages in reading order; the heads and feet that pages share are left out."""
    running = _running(pages)
    laid = [line for number, page in enumerate(pages, 1) for line in _lines_of(page, number, running)]
    return list(_joined(laid))


def _running(pages: list[Page]) -> set[str]:
    """What stands at the head or foot of most pages, figures aside."""
    if len(pages) < 2:
        return set()
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_FIGURES.sub("0", text) for text, _ in _outer(page)})
    return {text for text, often in seen.items() if often >= max(2, round(len(pages) * 0.6))}


def _outer(page: Page) -> list[tuple[str, float]]:
    """The words and base lines of the first and the last lines of a page."""
    found = [(" ".join(run.text for run in line), line[0].base) for line in lines(page.runs)]
    return found if len(found) <= 2 * _OUTER else found[:_OUTER] + found[-_OUTER:]


def _lines_of(page: Page, number: int, running: set[str]) -> list[Line]:
    gone = {base for text, base in _outer(page) if _FIGURES.sub("0", text) in running}
    low, high = page.height * _MARGIN, page.height * (1 - _MARGIN)
    gone |= {base for text, base in _outer(page) if not low < base < high and _PAGE_NUMBER.fullmatch(text)}
    if all(base in gone for base in (line[0].base for line in lines(page.runs))):
        # No page is head and foot alone: its text is like the other pages'.
        gone = {base for base in gone if not low < base < high}
    runs = tuple(run for line in lines(page.runs) if line[0].base not in gone for run in line)
    found = [line for part in _columns(runs) for line in _rows(part, number)]
    for table in page.tables:
        edges = (table.left, table.right)
        texts = [f"| {' | '.join(row)} |" for row in table.rows]
        rows = [Line(text, *edges, table.top, 1.0, number, edges, row=True) for text in texts]
        at = next((n for n, line in enumerate(found) if _is_below(line, table.top, *edges)), len(found))
        found[at:at] = rows
    return found


def _is_below(line: Line, top: float, left: float, right: float) -> bool:
    return line.base < top and line.left < right and line.right > left


def _columns(runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    """The runs of what stands above two columns, of each column, and of what stands below; else all as one."""
    whole = lines(runs)
    found = _band(whole)
    if found is None:
        return [runs]
    first, last, gutter = found
    band = [run for line in whole[first:last] for run in line]
    parts = (
        [run for line in whole[:first] for run in line],
        [run for run in band if run.right <= gutter],
        [run for run in band if run.left >= gutter],
        [run for line in whole[last:] for run in line],
    )
    return [tuple(part) for part in parts if part]


def _band(whole: list[tuple[Run, ...]]) -> tuple[int, int, float] | None:
    """The lines (first, last, end not included) that two columns of text share, and where the gap between them is."""
    runs = [run for line in whole for run in line]
    if len(runs) < 2 * _COLUMN_LINES:
        return None
    low, high = min(run.left for run in runs), max(run.right for run in runs)
    best: tuple[int, int, float] | None = None
    for step in range(13):
        gutter = low + (high - low) * (0.35 + step * 0.025)
        first, last = _longest([all(r.right <= gutter or r.left >= gutter for r in line) for line in whole])
        first = _below_letterhead(whole, first, last, gutter)
        if _are_columns(whole[first:last], gutter) and (best is None or last - first > best[1] - best[0]):
            best = first, last, gutter
    return best


def _below_letterhead(whole: list[tuple[Run, ...]], first: int, last: int, gutter: float) -> int:
    """Where a band of columns begins, if lines set to the right alone stand above it with a gap below them."""
    start = first
    while start < last and not any(run.right <= gutter for run in whole[start]):
        start += 1
    if start in (first, last):
        return first
    above, below = whole[start - 1][0], whole[start][0]
    return start if above.base - below.base > 1.1 * below.size else first


def _longest(clear: list[bool]) -> tuple[int, int]:
    """The longest stretch of lines that leave a gap free."""
    best, start = (0, 0), 0
    for number, free in enumerate([*clear, False]):
        if not free:
            if number - start > best[1] - best[0]:
                best = (start, number)
            start = number + 1
    return best


def _are_columns(band: list[tuple[Run, ...]], gutter: float) -> bool:
    """Whether both sides of a gap are running text: many long lines, of which most reach the side's edge."""
    for side in (
        [run for line in band for run in line if run.right <= gutter],
        [run for line in band for run in line if run.left >= gutter],
    ):
        if len(side) < _COLUMN_LINES or median(len(run.text) for run in side) < _COLUMN_LINE:
            return False
        edge = max(run.right for run in side)
        if sum(run.right > edge - 2 * run.size for run in side) < _FULL * len(side) * 0.6:
            return False
    return True


def _rows(runs: tuple[Run, ...], page: int) -> list[Line]:
    """A column's lines; two neighbouring lines with several cells each are rows of a table."""
    found = lines(runs)
    tabular = [len(line) > 1 and max(len(run.text) for run in line) < 40 for line in found]
    edges = _edges(found)
    rows = []
    for n, line in enumerate(found):
        row = tabular[n] and ((n > 0 and tabular[n - 1]) or tabular[n + 1 : n + 2] == [True])
        texts = [run.text for run in line]
        text = f"| {' | '.join(texts)} |" if row else "\u3000".join(texts)
        size, right = max(run.size for run in line), line[-1].right
        rows.append(Line(text, line[0].left, right, line[0].base, size, page, edges(line), row))
    return rows


def _edges(found: list[tuple[Run, ...]]) -> Callable[[tuple[Run, ...]], tuple[float, float]]:
    """What tells the left and right edge that a line's like keep to: lines of its size that begin near its start."""
    kept: dict[tuple[int, int], tuple[float, float]] = {}
    lefts, rights = [line[0].left for line in found], [line[-1].right for line in found]
    whole = min(lefts, default=0.0), max(rights, default=0.0)
    for line in found:
        low, high = kept.get(_like(line), (line[0].left, line[-1].right))
        kept[_like(line)] = min(low, line[0].left), max(high, line[-1].right)

    def edges(line: tuple[Run, ...]) -> tuple[float, float]:
        size, at = _like(line)
        if line[0].left > whole[0] + _RIGHT * (whole[1] - whole[0]):
            return whole
        near = [kept[size, at + step] for step in (-1, 0, 1) if (size, at + step) in kept]
        return min(low for low, _ in near), max(high for _, high in near)

    return edges


def _like(line: tuple[Run, ...]) -> tuple[int, int]:
    size = max(run.size for run in line)
    return round(size), int(line[0].left // (1.5 * size))


def _joined(found: list[Line]) -> Iterator[Paragraph]:
    """Lines as paragraphs: a line that breaks within a sentence goes on in the next, over the page's end too."""
    pitch = _pitch(found)
    open_one: Paragraph | None = None
    before: Line | None = None
    for line in found:
        if open_one is not None and before is not None and _goes_on(before, line, pitch):
            open_one = replace(open_one, text=open_one.text + glue(open_one.text, line.text) + line.text)
        else:
            if open_one is not None:
                yield open_one
            apart = not (line.row and before is not None and before.row)
            open_one = Paragraph(line.text, line.page, line.size, line.row, apart)
        before = line
    if open_one is not None:
        yield open_one


def _pitch(found: list[Line]) -> float:
    """How far apart the lines of a paragraph usually stand."""
    steps = [b.base - a.base for b, a in pairwise(found) if b.page == a.page and 0 < b.base - a.base < 3.5 * b.size]
    return min(median(steps), 2.2 * median(line.size for line in found)) if steps else 0.0


def _goes_on(before: Line, line: Line, pitch: float) -> bool:
    """Whether a line carries on the one before: that one fills its column unended, and this one opens nothing."""
    if before.row or line.row or abs(before.size - line.size) > 0.06 * before.size:
        return False
    centred = before.size > 0 and _is_centred(before) and _is_centred(line)
    fall = before.base - line.base
    if before.page == line.page and fall > max(1.45 * pitch, 1.2 * before.size):
        return False
    if _ENDED.search(before.text) or _ENTRY.match(line.text) or opens_block(line.text):
        return False
    low, high = before.edges
    full = before.left < low + 3 * before.size and before.right > high - 1.6 * before.size
    full = full and high - low > _SHORTEST_FULL * before.size
    return full or (centred and before.right - before.left > 0.7 * (high - low))


def _is_centred(line: Line) -> bool:
    low, high = line.edges
    return abs((line.left - low) - (high - line.right)) < line.size
