"""The characters of a PDF page as lines: runs of characters that stand together, in reading order."""

import ctypes
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
from pypdfium2 import raw

# Within a line characters stand closer than this many of their heights; a wider gap parts two cells or columns.
_CELL_GAP = 1.6
_WORD_GAP = 0.25
# Two runs are of one line if their middles are no further apart than this share of their height.
_SAME_LINE = 0.55
_VERTICAL = 0.6
# A page of a release has some thousands; what lies beyond is no text to read.
_MOST_CHARACTERS = 40_000


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand together on a page: text, box (PDF points, y upwards), and height of its characters."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float

    @property
    def middle(self) -> float:
        """The height at which the run stands on the page."""
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """A page's runs, turned to horizontal if the page is written vertically, and its size."""

    runs: tuple[Run, ...]
    width: float
    height: float
    images: int


def read_page(page: pdfium.PdfPage) -> Page:
    """The runs of one page."""
    width, height = page.get_size()
    glyphs = _glyphs(page.get_textpage())
    images = sum(1 for found in page.get_objects(max_depth=2) if found.type == raw.FPDF_PAGEOBJ_IMAGE)
    if _is_vertical(glyphs):
        # Turned a quarter, columns from right to left become lines from top to bottom.
        glyphs = [replace(g, left=height - g.top, right=height - g.bottom, bottom=g.left, top=g.right) for g in glyphs]
        width, height = height, width
    return Page(tuple(_runs(glyphs)), width, height, images)


def _glyphs(text: pdfium.PdfTextPage) -> list[Run]:
    """Each character that the page itself sets, with its box."""
    found: list[Run] = []
    box = raw.FS_RECTF()
    handle = text.raw
    for index in range(min(text.count_chars(), _MOST_CHARACTERS)):
        if raw.FPDFText_IsGenerated(handle, index):
            continue
        code = raw.FPDFText_GetUnicode(handle, index)
        raw.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box))
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if char in "\r\n\x00":
            continue
        size = max(abs(box.top - box.bottom), 1.0)
        found.append(Run(char, box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top), size))
    return found


def _is_vertical(glyphs: list[Run]) -> bool:
    """Whether most characters follow the one before downwards and not to the right."""
    down = right = 0
    for before, after in pairwise(glyphs):
        across, fall = after.left - before.left, before.middle - after.middle
        if abs(across) < before.size * 0.3 and 0 < fall < before.size * 2:
            down += 1
        elif abs(fall) < before.size * 0.3 and 0 < across < before.size * 2:
            right += 1
    return down > 20 and down > _VERTICAL * (down + right)


def _runs(glyphs: list[Run]) -> list[Run]:
    """Neighbouring characters joined into runs; a small gap within a run becomes a space between Latin words."""
    runs: list[Run] = []
    for glyph in glyphs:
        last = runs[-1] if runs else None
        if last is None or not _follows(last, glyph):
            if glyph.text.strip():
                runs.append(glyph)
            continue
        gap = glyph.left - last.right
        spaced = gap > _WORD_GAP * last.size and last.text[-1].isascii() and glyph.text.isascii() and glyph.text.strip()
        runs[-1] = Run(
            last.text + (" " if spaced and not last.text.endswith(" ") else "") + glyph.text,
            last.left,
            min(last.bottom, glyph.bottom),
            max(last.right, glyph.right),
            max(last.top, glyph.top),
            max(last.size, glyph.size) if glyph.text.strip() else last.size,
        )
    return [replace(run, text=run.text.strip()) for run in runs if run.text.strip()]


def _follows(last: Run, glyph: Run) -> bool:
    size = max(last.size, glyph.size)
    level = abs(last.middle - glyph.middle) < _SAME_LINE * size
    return level and -0.5 * size < glyph.left - last.right < _CELL_GAP * size


def lines(runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    """Runs gathered into lines from top to bottom, each from left to right."""
    found: list[list[Run]] = []
    for run in sorted(runs, key=lambda one: (-one.middle, one.left)):
        last = found[-1] if found else None
        if last and abs(median(one.middle for one in last) - run.middle) < _SAME_LINE * min(run.size, last[0].size):
            last.append(run)
        else:
            found.append([run])
    return [tuple(sorted(line, key=lambda one: one.left)) for line in found]
