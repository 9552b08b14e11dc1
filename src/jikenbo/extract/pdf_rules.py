"""The lines that a PDF page draws, and the grids of tables that they make."""

import ctypes
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

# Edges closer than this (points) are one line drawn thick or twice.
_ONE = 3.0
_SHORTEST = 6.0
# A drawing has more than this; then it is a picture and no table.
_MOST = 4000

# A drawn line from (left, bottom) to (right, top), upright or level.
Rule = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table's edges: `xs` from left to right, `ys` from top to bottom."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column in which a point lies, or None outside."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[-1] <= y < self.ys[0]):
            return None
        row = sum(1 for edge in self.ys if edge > y) - 1
        return row, bisect_right(self.xs, x) - 1


def read_rules(page: pdfium.PdfPage) -> tuple[list[Rule], float]:
    """The upright and level lines that a page draws, and how much of it its pictures cover, in square points."""
    rules: list[Rule] = []
    covered = 0.0
    for number, found in enumerate(page.get_objects(max_depth=2)):
        if number > 20 * _MOST:
            break
        if found.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = found.get_bounds()
            covered += abs(right - left) * abs(top - bottom)
        elif found.type == raw.FPDF_PAGEOBJ_PATH and len(rules) < _MOST:
            rules.extend(_edges(found.raw))
    return rules, covered


def _edges(path: raw.FPDF_PAGEOBJECT) -> Iterator[Rule]:
    """The straight edges of a path, in the page's own measure."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    last: tuple[float, float] | None = None
    for index in range(min(raw.FPDFPath_CountSegments(path), 200)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if last is not None and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            across, up = abs(here[0] - last[0]), abs(here[1] - last[1])
            if min(across, up) < 1 and max(across, up) > _SHORTEST:
                yield min(here[0], last[0]), min(here[1], last[1]), max(here[0], last[0]), max(here[1], last[1])
        last = here


def grids_of(rules: list[Rule]) -> list[Grid]:
    """The tables that lines make: groups of touching lines with three upright edges and two level ones or more."""
    found = []
    for group in _touching(rules):
        xs = _distinct(left for left, bottom, right, top in group if top - bottom > right - left)
        ys = _distinct(bottom for left, bottom, right, top in group if right - left >= top - bottom)
        if len(xs) > 2 and len(ys) > 1:
            found.append(Grid(tuple(xs), tuple(reversed(ys))))
    return found


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """Lines in groups of which each touches another of its group; tables stand one below the other."""
    groups: list[list[Rule]] = []
    bottom = 0.0
    for rule in sorted(rules, key=lambda one: -one[3]):
        if groups and rule[3] >= bottom - _ONE:
            groups[-1].append(rule)
            bottom = min(bottom, rule[1])
        else:
            groups.append([rule])
            bottom = rule[1]
    return groups


def _distinct(values: Iterator[float]) -> list[float]:
    """Edges in order, those that are one line counted once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _ONE:
            found.append(value)
    return found
