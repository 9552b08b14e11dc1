"""Statistics: charts with the table and the CSV behind each, and how many cases each figure rests on."""

import csv
import io
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup
from starlette.responses import Response

from jikenbo.analyse.accuracy import Accuracy, accuracies
from jikenbo.analyse.statistics import READ_FROM, Span, Tally
from jikenbo.api.remembering import remembered
from jikenbo.errors import NotFoundError
from jikenbo.ingest.figures import tallied
from jikenbo.vocab import vocabulary
from jikenbo.web import charts
from jikenbo.web.labels import VOCABULARIES, listed
from jikenbo.web.visit import Visit

# The days from one thing to another are counted in classes; each bound begins one.
_DAYS = (0, 1, 4, 8, 15, 31, 61, 91, 181)
# A search that finds the values of a figure, where there is one.
_FACETS = {
    "type": "type", "vector": "vector", "leak": "leak", "data_item": "item", "measure": "measure",
    "authority": "authority", "month": "date", "size": "people",
}  # fmt: skip
_MONTHS = 60
_MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart's table: its value as kept, in words, how many cases, and the search that finds them."""

    value: str
    text: str
    many: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: its lines, the cases that state it, how well the field is read, and the middle of days."""

    name: str
    lines: tuple[Line, ...]
    stating: int
    accuracy: Accuracy | None
    chart: Markup | None = None
    middle: Span | None = None


class _Made(NamedTuple):
    """How a figure comes about: which of GROUPS or SPANS it is of, and what makes its lines."""

    of: str
    lines: Callable[[Visit, Tally, str], tuple[Line, ...]]


def show(visit: Visit) -> Response:
    """All charts."""
    found = remembered(visit.store, "stats", tallied)
    return visit.page("stats.html", cases=found.cases, figures=[_figure(visit, found, name) for name in _FIGURES])


def table(visit: Visit) -> Response:
    """The table behind one chart, as CSV."""
    name = visit.id("name")
    if name not in _FIGURES:
        raise NotFoundError("There is no such table.")
    figure = _figure(visit, remembered(visit.store, "stats", tallied), name)
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(("value", "label", "cases"))
    writer.writerows((line.value, line.text, line.many) for line in figure.lines)
    # With a mark of its encoding, for the spreadsheets that would otherwise guess another one.
    return visit.answer(("\ufeff" + held.getvalue()).encode(), "text/csv; charset=utf-8")


def _figure(visit: Visit, found: Tally, name: str) -> Figure:
    made = _FIGURES[name]
    lines = made.lines(visit, found, made.of)
    middle = found.span(made.of) if made.of in found.days else None
    stating = len(found.days[made.of]) if made.of in found.days else found.stating[made.of]
    accuracy = accuracies().get(str(READ_FROM.get(made.of, "")))
    return Figure(name, lines, stating, accuracy, _by_month(visit, lines) if name == "months" else None, middle)


def _by_month(visit: Visit, lines: tuple[Line, ...]) -> Markup:
    columns = [charts.Column(line.value, (line.many,), line.link) for line in lines[-_MONTHS:]]
    return charts.columns(columns, (visit.words("home.cases"),), visit.words, visit.words("stats.months"))


def _values(visit: Visit, found: Tally, of: str) -> tuple[Line, ...]:
    """The values of a closed list, the most frequent first."""
    name = VOCABULARIES[READ_FROM[of]]
    counts = found.shares(of).counts[:_MOST_LINES]
    return tuple(Line(v, listed(name, v, visit.language), many, _found(visit, of, v)) for v, many in counts)


def _months(visit: Visit, found: Tally, of: str) -> tuple[Line, ...]:
    return tuple(Line(m, m, many, _found(visit, of, m)) for m, many in sorted(found.shares(of).counts))


def _sizes(visit: Visit, found: Tally, of: str) -> tuple[Line, ...]:
    """The bands of people, the smallest first."""
    counts = dict(found.shares(of).counts)
    lines = []
    for band in sorted(counts, key=lambda band: int(band.partition("-")[0])):
        least, _, most = band.partition("-")
        text = f"{int(least):,}〜{int(most):,}" if most else visit.words("search.at_least", n=f"{int(least):,}")
        searched = f"{least}..{most}" if most else f">={least}"
        lines.append(Line(band, text, counts[band], _found(visit, of, searched)))
    return tuple(lines)


def _sectors(visit: Visit, found: Tally, of: str) -> tuple[Line, ...]:
    """What publishers are: a sector of the stock exchange's list, or a kind of organisation."""
    kinds = vocabulary("organisation_kinds")
    return tuple(
        Line(
            value,
            listed("organisation_kinds", value, visit.language),
            many,
            visit.link("/search", q=f"{'kind' if value in kinds else 'sector'}:{value}"),
        )
        for value, many in found.shares(of).counts[:_MOST_LINES]
    )


def _reports(visit: Visit, found: Tally, of: str) -> tuple[Line, ...]:
    counts = sorted(found.shares(of).counts, key=lambda one: int(one[0]))
    return tuple(Line(value, visit.words("stats.of_reports", n=value), many) for value, many in counts)


def _days(visit: Visit, found: Tally, of: str) -> tuple[Line, ...]:
    counted = Counter(bisect_right(_DAYS, days) - 1 for days in found.days[of])
    return tuple(Line(str(bound), _class(visit, place), counted[place]) for place, bound in enumerate(_DAYS))


def _class(visit: Visit, place: int) -> str:
    first = _DAYS[place]
    if place == len(_DAYS) - 1:
        return visit.words("stats.days_or_more", n=first)
    last = _DAYS[place + 1] - 1
    return visit.words("stats.days", n=f"{first}" if first == last else f"{first}〜{last}")


def _found(visit: Visit, of: str, value: str) -> str:
    return visit.link("/search", q=f"{_FACETS[of]}:{value}")


_FIGURES: dict[str, _Made] = {
    "months": _Made("month", _months),
    "types": _Made("type", _values),
    "vectors": _Made("vector", _values),
    "sectors": _Made("sector", _sectors),
    "notice": _Made("notice", _days),
    "disclose": _Made("disclose", _days),
    "final": _Made("final", _days),
    "people": _Made("size", _sizes),
    "leaks": _Made("leak", _values),
    "items": _Made("data_item", _values),
    "authorities": _Made("authority", _values),
    "measures": _Made("measure", _values),
    "reports": _Made("reports", _reports),
}
