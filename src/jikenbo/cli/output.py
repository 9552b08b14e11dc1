"""How results look: one JSON object a line, or columns that align where Japanese characters are two cells wide."""

import json
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import click

_GAP = "  "


def print_json(value: dict[str, Any]) -> None:
    """Print one object on a line of its own."""
    click.echo(json.dumps(value, ensure_ascii=False))


def width(words: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def shortened(words: str, cells: int) -> str:
    """A text cut to a number of cells, with … at the cut."""
    if width(words) <= cells:
        return words
    kept, used = [], 1
    for char in words:
        used += width(char)
        if used > cells:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…"


def print_columns(rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset()) -> None:
    """Print rows in aligned columns; in a terminal the last column is cut to its width. `right` columns align right."""
    known = [[" ".join(cell.split()) for cell in row] for row in rows]
    if not known:
        return
    widths = [max(width(row[n]) for row in known) for n in range(len(known[0]))]
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for row in known:
        cells = [_padded(cell, widths[n], right=n in right) for n, cell in enumerate(row[:-1])]
        line = _GAP.join((*cells, row[-1]))
        click.echo(shortened(line, room) if room else line)


def _padded(cell: str, cells: int, *, right: bool) -> str:
    space = " " * (cells - width(cell))
    return space + cell if right else cell + space


class Progress:
    """A counter on standard error that overwrites itself; silent where standard error is no terminal."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._shown = sys.stderr.isatty()
        self._length = 0

    def show(self, done: int, total: int | None = None) -> None:
        """Show how far the work is."""
        if self._shown:
            line = f"{self._what} {done:,}" + (f" of {total:,}" if total else "")
            click.echo("\r" + line.ljust(self._length), err=True, nl=False)
            self._length = len(line)

    def end(self) -> None:
        """Take the counter away."""
        if self._shown and self._length:
            click.echo("\r" + " " * self._length + "\r", err=True, nl=False)
            self._length = 0
