"""Charts as SVG drawn on the server: columns over time and bars by value, which scale without their words scaling.

Places along the width are percentages, so one drawing fits a phone and a desk; colours come from the style sheet by
class, since the page allows no inline style.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

from markupsafe import Markup

from jikenbo.web.formats import day, number
from jikenbo.web.words import Words

_HEIGHT = 200
_TOP, _BOTTOM = 14, 26
_WHOLE = Markup('<svg class="chart" width="100%" height="{}" role="group" aria-label="{}">{}</svg>')
_RECT = Markup('<rect class="{}" x="{:.3f}%" y="{:.1f}" width="{:.3f}%" height="{:.1f}"/>')
_LABEL = Markup('<text class="tick{}" x="{:.3f}%" y="{}" text-anchor="{}">{}</text>')


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its month or day, the parts stacked in it from below, and where it leads."""

    at: str
    parts: tuple[int, ...]
    link: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all columns of one chart share: where the ground is, pixels a unit, width in per cent, names, language."""

    ground: float
    scale: float
    width: float
    legend: Sequence[str]
    language: str


def columns(shown: Sequence[Column], legend: Sequence[str], words: Words, title: str) -> Markup:
    """Columns over time."""
    if not shown:
        return Markup("")
    most = max(1, *(sum(column.parts) for column in shown))
    step = _step(most)
    top = step * ceil(most / step)
    ground = _HEIGHT - _BOTTOM
    frame = _Frame(ground, (ground - _TOP) / top, 100 / len(shown), legend, words.language)
    drawn = [_rule(ground - value * frame.scale, value) for value in range(0, top + 1, step)]
    every = max(1, ceil(len(shown) / 12))
    for place, column in enumerate(shown):
        drawn.append(_column(column, place * frame.width, frame))
        back = len(shown) - 1 - place
        if back % every == 0:
            # On a narrow screen two labels of three are left out.
            drawn.append(_tick(column.at, (place + 0.5) * frame.width, narrow=back // every % 3 == 0))
    return _WHOLE.format(_HEIGHT, title, Markup("").join(drawn))


def _column(column: Column, left: float, frame: _Frame) -> Markup:
    said = "、".join(f"{name} {number(part)}" for name, part in zip(frame.legend, column.parts, strict=False))
    # An area over the whole height takes the pointer, so that a small column can be hit too.
    drawn = [
        Markup("<title>{}: {}</title>").format(day(column.at, frame.language), said),
        _rect("hit", left, 0, frame.width, frame.ground),
    ]
    y = frame.ground
    for order, part in enumerate(column.parts):
        if part:
            y -= part * frame.scale
            drawn.append(_rect(f"s{order}", left + frame.width * 0.12, y, frame.width * 0.76, part * frame.scale))
    inside = Markup("").join(drawn)
    if not column.link:
        return Markup("<g>{}</g>").format(inside)
    return Markup('<a href="{}" tabindex="-1">{}</a>').format(column.link, inside)


def _rect(kind: str, x: float, y: float, width: float, height: float) -> Markup:
    return _RECT.format(kind, x, y, width, height)


def _rule(y: float, value: int) -> Markup:
    line = Markup('<line class="rule" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>').format(y=y)
    return line + Markup('<text class="scale" x="0" y="{:.1f}">{}</text>').format(y - 3, number(value) if value else "")


def _tick(at: str, x: float, *, narrow: bool) -> Markup:
    parts = at.split("-")
    short = f"{int(parts[1])}/{int(parts[2])}" if len(parts) == 3 else at.replace("-", ".")
    anchor = "end" if x > 97 else "start" if x < 3 else "middle"
    return _LABEL.format("" if narrow else " wide", x, _HEIGHT - 8, anchor, short)


def _step(most: int) -> int:
    """A round number that divides the height into two to five parts."""
    rough = most / 4
    power = 10 ** int(log10(rough)) if rough >= 1 else 1
    return int(next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough or factor == 10))


def bar(part: float, whole: float, kind: str = "s0") -> Markup:
    """One bar for a cell of a table."""
    share = 100 * part / whole if whole else 0
    inside = Markup('<rect class="{}" width="{:.2f}%" height="10"/>').format(kind, min(share, 100))
    return Markup('<svg class="bar" width="100%" height="10" aria-hidden="true">{}</svg>').format(inside)
