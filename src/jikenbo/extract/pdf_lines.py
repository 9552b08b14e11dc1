"""The characters of a PDF page as lines: runs of characters that stand together, in reading order."""

import ctypes
import math
import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
from pypdfium2 import raw

from jikenbo.extract.pdf_rules import Grid, grids_of, read_rules

# Within a line characters stand closer than this many of their heights; a wider gap parts two cells or columns.
_CELL_GAP = 1.4
# A gap between two Latin letters that is a space, and one between any that is a full-width space; a PDF need not
# hold its spaces as characters.
_WORD_GAP = 0.15
_WIDE_GAP = 0.75
# Half of these marks is free space already, which justified lines widen.
_MARKS = frozenset("、。，．・：；（）「」『』【】〔〕［］｛｝〈〉《》")
# Two runs are of one line if their base lines are no further apart than this share of their height.
_SAME_LINE = 0.4
_VERTICAL = 0.6
# A narrower gap between two wide characters is a space too; typesetters put a quarter beside Latin words.
_NARROW_GAP = 0.35
# Ruby is at most so large beside the words it explains.
_RUBY = 0.65
_KANA = re.compile(r"[\u3040-\u30ff\s]+")
# A page of a release has some thousands; what lies beyond is no text to read.
_MOST_CHARACTERS = 40_000


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand together: text, left and right (PDF points), base line (upwards), and character height."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page's runs, turned to horizontal if the page is written vertically, its tables' cells, and its size.

    `pictured` is the share of the page that pictures cover.
    """

    runs: tuple[Run, ...]
    width: float
    height: float
    pictured: float
    tables: tuple["Table", ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: the texts of its cells row by row, and where it stands."""

    rows: tuple[tuple[str, ...], ...]
    left: float
    right: float
    top: float
    bottom: float


@dataclass(slots=True)
class _Cells:
    """The characters that stand in each cell of a grid."""

    grid: Grid
    found: dict[tuple[int, int], list[Run]] = field(default_factory=dict)


def read_page(page: pdfium.PdfPage) -> Page:
    """The runs and tables of one page."""
    width, height = page.get_size()
    text = page.get_textpage()
    glyphs = _glyphs(text)
    text.close()
    rules, pictures = read_rules(page)
    pictured = min(pictures / max(width * height, 1.0), 1.0)
    if _is_vertical(glyphs):
        turned = _turned(glyphs, height)
        return Page(tuple(_without_ruby(_runs(turned))), height, width, pictured)
    held = [_Cells(grid) for grid in grids_of(rules)]
    free = [glyph for glyph in glyphs if not _put(held, glyph)]
    tables = tuple(_table(cells) for cells in held if cells.found)
    return Page(tuple(_without_ruby(_runs(free))), width, height, pictured, tables)


def _glyphs(text: pdfium.PdfTextPage) -> list[Run]:
    """Each character that the page itself sets, with its place."""
    found: list[Run] = []
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    handle = text.raw
    for index in range(min(text.count_chars(), _MOST_CHARACTERS)):
        if raw.FPDFText_IsGenerated(handle, index):
            continue
        code = raw.FPDFText_GetUnicode(handle, index)
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if char in "\r\n\x00":
            continue
        raw.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box))
        raw.FPDFText_GetCharOrigin(handle, index, ctypes.byref(x), ctypes.byref(y))
        raw.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix))
        size = max(raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.b, matrix.d), 1.0)
        left, right = sorted((box.left, box.right))
        found.append(Run(char, left, right, y.value, size))
    return found


def _is_vertical(glyphs: list[Run]) -> bool:
    """Whether most characters follow the one before downwards and not to the right."""
    down = right = 0
    for before, after in pairwise(glyphs):
        across, fall = after.left - before.left, before.base - after.base
        if abs(across) < before.size * 0.3 and 0 < fall < before.size * 2:
            down += 1
        elif abs(fall) < before.size * 0.3 and 0 < across < before.size * 2:
            right += 1
    return down > 20 and down > _VERTICAL * (down + right)


def _turned(glyphs: list[Run], height: float) -> list[Run]:
    """The characters turned a quarter: columns from right to left become lines from top to bottom."""
    found: list[Run] = []
    for glyph in glyphs:
        across, down = (glyph.left + glyph.right) / 2, height - glyph.base
        # A full stop stands aside in its square; it is of the line all the same.
        if found and down > found[-1].right and abs(across - found[-1].base) < glyph.size:
            across = found[-1].base
        found.append(Run(glyph.text, down - glyph.size, down, across, glyph.size))
    return found


def _put(held: list[_Cells], glyph: Run) -> bool:
    """Put a character into the cell it stands in; False if it stands in none."""
    for cells in held:
        place = cells.grid.cell((glyph.left + glyph.right) / 2, glyph.base + glyph.size * 0.3)
        if place is not None:
            cells.found.setdefault(place, []).append(glyph)
            return True
    return False


def _table(cells: _Cells) -> Table:
    grid = cells.grid
    rows = [
        tuple(_cell(cells.found.get((row, column), [])) for column in range(len(grid.xs) - 1))
        for row in range(len(grid.ys) - 1)
    ]
    filled = tuple(row for row in rows if any(row))
    return Table(filled, grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1])


def _cell(glyphs: list[Run]) -> str:
    """The words of a cell, its lines joined."""
    words = ""
    for line in lines(tuple(_without_ruby(_runs(glyphs)))):
        text = "\u3000".join(run.text for run in line)
        words += glue(words, text) + text
    return words.replace("|", "｜")


def _runs(glyphs: list[Run]) -> list[Run]:
    """Neighbouring characters joined into runs, with the spaces between them that the page only leaves free."""
    runs: list[Run] = []
    for glyph in glyphs:
        last = runs[-1] if runs else None
        if last is None or not _follows(last, glyph):
            if glyph.text.strip():
                runs.append(glyph)
            continue
        text = last.text + _space(last, glyph) + glyph.text
        size = max(last.size, glyph.size) if glyph.text.strip() else last.size
        runs[-1] = Run(text, last.left, max(last.right, glyph.right), last.base, size)
    return list(dict.fromkeys(_placed(run) for run in runs if run.text.strip()))


def _placed(run: Run) -> Run:
    """A run to the point, so that words drawn twice over each other to look bold are one."""
    return Run(run.text.strip(), round(run.left), round(run.right), round(run.base), run.size)


def _follows(last: Run, glyph: Run) -> bool:
    size = max(last.size, glyph.size)
    level = abs(last.base - glyph.base) < _SAME_LINE * min(last.size, glyph.size)
    # The letters of a ligature share one box.
    return level and -1.1 * size < glyph.left - last.right < _CELL_GAP * size and glyph.right > last.right - 0.5 * size


def _space(last: Run, glyph: Run) -> str:
    """The space that a gap stands for."""
    if last.text[-1].isspace() or glyph.text.isspace():
        return ""
    gap = (glyph.left - last.right) / max(last.size, glyph.size)
    if last.text[-1].isascii() and glyph.text.isascii():
        return " " if gap > _WORD_GAP else ""
    if last.text[-1] in _MARKS or glyph.text in _MARKS:
        return ""
    return "\u3000" if gap > _WIDE_GAP else " " if gap > _NARROW_GAP else ""


def _without_ruby(runs: list[Run]) -> list[Run]:
    """The runs without readings set small above the words they belong to."""
    if not runs:
        return runs
    usual = median(run.size for run in runs)
    return [run for run in runs if not (_KANA.fullmatch(run.text) and _is_above(run, runs, usual))]


def _is_above(small: Run, runs: list[Run], usual: float) -> bool:
    if small.size > _RUBY * usual * 1.6:
        return False
    return any(
        small.size <= _RUBY * run.size
        and run.left - run.size < small.left < run.right + run.size
        and 0.4 * run.size < small.base - run.base < 1.6 * run.size
        for run in runs
    )


def lines(runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    """Runs gathered into lines from top to bottom, each from left to right."""
    found: list[list[Run]] = []
    for run in sorted(runs, key=lambda one: (-one.base, one.left)):
        last = found[-1] if found else None
        if last and abs(last[0].base - run.base) < _SAME_LINE * min(run.size, last[0].size):
            last.append(run)
        else:
            found.append([run])
    return [tuple(sorted(line, key=lambda one: one.left)) for line in found]


def glue(before: str, after: str) -> str:
    """What stands between two parts of a broken line: a space between Latin words, else nothing."""
    if not before or not after:
        return ""
    latin = before[-1].isascii() and after[0].isascii() and not before.endswith("-")
    return (
        " "
        if latin and (before[-1].isalnum() or before[-1] in ",.;:)") and (after[0].isalnum() or after[0] == "(")
        else ""
    )
