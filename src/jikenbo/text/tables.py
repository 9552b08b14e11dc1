"""Tables in a folded text: every cell with its row, its column and the head of its column."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# A row of a Markdown table is one line of the folded text that begins with a bar.
_ROW = re.compile(r"^\|[^\n]*", re.MULTILINE)
_CELL = re.compile(r"\|([^|]*)")


class Cell(NamedTuple):
    """A cell that holds something: its folded offsets, row and column from 0, head of the column and label of the row.

    `head` is empty in the first row of a table, `label` in the first column.
    """

    start: int
    end: int
    row: int
    column: int
    head: str
    label: str


def cells(text: str) -> Iterator[Cell]:
    """Every cell of every table, in order; the first row heads the columns, the first cell labels its row."""
    if "|" not in text:
        return
    heads: dict[int, str] = {}
    row, last = 0, -2
    for line in _ROW.finditer(text):
        row = row + 1 if line.start() == last + 1 else 0
        last = line.end()
        heads = {} if row == 0 else heads
        label = ""
        for column, (start, end) in enumerate(_columns(text, line.start(), line.end())):
            words = text[start:end]
            if row == 0:
                heads[column] = words
            yield Cell(start, end, row, column, heads.get(column, "") if row else "", label)
            label = label or words


def _columns(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _CELL.finditer(text, start, end):
        words = match[1]
        left = match.start(1) + len(words) - len(words.lstrip())
        yield left, max(match.end(1) - len(words) + len(words.rstrip()), left)
