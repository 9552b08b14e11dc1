"""The lines of PDF pages as text: columns one after the other, running heads gone, broken sentences joined again."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from jikenbo.extract.pdf_lines import Page, Run, lines
from jikenbo.text.blocks import opens_block

# Heads and feet stand in this share of the page's height, above and below.
_MARGIN = 0.12
_PAGE_NUMBER = re.compile(
    r"[-‐–—―－・\s/]*(?:p(?:age)?\.?\s*)?\d{1,3}(?:\s*[/／]\s*\d{1,3})?\s*(?:ページ|頁)?[-‐–—―－・\s]*", re.IGNORECASE
)
# A column of running text has lines of at least so many characters; a table's cells are shorter.
_COLUMN_LINE = 12
_COLUMN_LINES = 4
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text (a table row as `| a | b |`), box, character height, and page number."""

    text: str
    left: float
    right: float
    middle: float
    size: float
    page: int
    row: bool = False


def page_texts(pages: list[Page]) -> list[str]:
    """The text of each page in reading order; the heads and feet that pages share are left out."""
    running = _running(pages)
    laid = [_lines_of(page, number, running) for number, page in enumerate(pages)]
    return [_joined(found) for found in laid]


def _running(pages: list[Page]) -> set[str]:
    """What stands in the margins of most pages, figures aside."""
    if len(pages) < 2:
        return set()
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_FIGURES.sub("0", text) for text, _ in _margins(page)})
    return {text for text, often in seen.items() if often >= max(2, round(len(pages) * 0.6))}


def _margins(page: Page) -> Iterator[tuple[str, float]]:
    for line in lines(page.runs):
        middle = line[0].middle
        if middle < page.height * _MARGIN or middle > page.height * (1 - _MARGIN):
            yield " ".join(run.text for run in line), middle


def _lines_of(page: Page, number: int, running: set[str]) -> list[Line]:
    gone = {
        middle for text, middle in _margins(page) if _PAGE_NUMBER.fullmatch(text) or _FIGURES.sub("0", text) in running
    }
    runs = tuple(run for line in lines(page.runs) if line[0].middle not in gone for run in line)
    return [line for part in _columns(runs) for line in _rows(part, number)]


def _columns(runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    """The runs of each column, left to right; one column where no gutter parts two runs of text."""
    gutter = _gutter(runs)
    if gutter is None:
        return [runs]
    across = [run for run in runs if run.left < gutter < run.right]
    top = max((run.middle for run in runs if run not in across), default=0.0)
    head = tuple(run for run in across if run.middle > top)
    left = tuple(run for run in runs if run.right <= gutter)
    right = tuple(run for run in runs if run.left >= gutter)
    tail = tuple(run for run in across if run.middle <= top)
    return [part for part in (head, left, right, tail) if part]


def _gutter(runs: tuple[Run, ...]) -> float | None:
    """Where the gap between two columns of running text is, or None."""
    if len(runs) < 2 * _COLUMN_LINES:
        return None
    low, high = min(run.left for run in runs), max(run.right for run in runs)
    for share in (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65):
        at = low + (high - low) * share
        left = [run for run in runs if run.right <= at]
        right = [run for run in runs if run.left >= at]
        if len(left) + len(right) < 0.85 * len(runs):
            continue
        if all(
            len(side) >= _COLUMN_LINES and median(len(r.text) for r in side) >= _COLUMN_LINE for side in (left, right)
        ):
            return at
    return None


def _rows(runs: tuple[Run, ...], page: int) -> list[Line]:
    """A column's lines; two neighbouring lines with several cells each are rows of a table."""
    found = lines(runs)
    tabular = [len(line) > 1 for line in found]
    rows = []
    for n, line in enumerate(found):
        row = tabular[n] and (tabular[n - 1 : n] == [True] or tabular[n + 1 : n + 2] == [True])
        texts = [run.text for run in line]
        text = f"| {' | '.join(texts)} |" if row else "\u3000".join(texts)
        middle = median(run.middle for run in line)
        rows.append(Line(text, line[0].left, line[-1].right, middle, max(run.size for run in line), page, row))
    return rows


def _joined(found: list[Line]) -> str:
    """Lines as text: a line that breaks within a sentence goes on, a wide space between lines is a blank line."""
    if not found:
        return ""
    edge = max(line.right for line in found if not line.row) if not all(line.row for line in found) else 0.0
    parts = [found[0].text]
    for before, line in pairwise(found):
        if _goes_on(before, line, edge):
            parts.append(_glue(before.text, line.text) + line.text)
        else:
            apart = before.middle - line.middle > 2.2 * max(before.size, line.size)
            parts.append(("\n\n" if apart else "\n") + line.text)
    return "".join(parts)


def _goes_on(before: Line, line: Line, edge: float) -> bool:
    """Whether a line carries on the one before: that one reaches the edge unended, and this one opens nothing."""
    if before.row or line.row or before.text.endswith(("。", "．", "】", "」")) or opens_block(line.text):
        return False
    near = 0 < before.middle - line.middle < 2.2 * max(before.size, line.size)
    alike = abs(before.size - line.size) < 0.15 * before.size
    return near and alike and before.right > edge - 2.2 * before.size


def _glue(before: str, after: str) -> str:
    """What stands between two parts of a broken line: a space between Latin words, else nothing."""
    return (
        " " if before[-1:].isascii() and after[:1].isascii() and before[-1:].isalnum() and after[:1].isalnum() else ""
    )
