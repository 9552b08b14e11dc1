"""Statistics: charts with the table and the CSV behind each, and how many cases each figure rests on."""

import csv
import io
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy import Connection
from starlette.responses import Response

from jikenbo.analyse.accuracy import Accuracy, accuracies
from jikenbo.analyse.people import PEOPLE
from jikenbo.errors import NotFoundError
from jikenbo.model.fact import Field
from jikenbo.store import Store, figures
from jikenbo.web import charts
from jikenbo.web.labels import term
from jikenbo.web.remembering import remembered
from jikenbo.web.visit import Visit

_VALUES = {
    "types": (Field.INCIDENT_TYPES, "type"),
    "vectors": (Field.VECTORS, "vector"),
    "leaks": (Field.LEAK_STATUS, "leak"),
    "items": (Field.DATA_ITEMS, "item"),
    "measures": (Field.MEASURES, "measure"),
    "authorities": (Field.AUTHORITIES, "authority"),
}
_PEOPLE = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)
_DAYS = (0, 1, 4, 8, 15, 31, 61, 91, 181)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart's table: its value as kept, in words, how many cases, and the search that finds them."""

    value: str
    text: str
    many: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: its lines, the number of cases that state it, and how well the field is read."""

    name: str
    lines: tuple[Line, ...]
    stating: int
    accuracy: Accuracy | None
    chart: Markup | None = None


@dataclass(frozen=True, slots=True)
class _Counted:
    cases: int
    values: dict[str, list[tuple[str, int]]]
    stating: dict[str, int]
    months: list[figures.Month]
    people: list[tuple[int, int]]
    days: list[tuple[int, int]]


def show(visit: Visit) -> Response:
    """All charts."""
    counted = remembered(visit.store, "stats", _count)
    return visit.page("stats.html", cases=counted.cases, figures=[make(visit, counted) for make in _FIGURES.values()])


def table(visit: Visit) -> Response:
    """The table behind one chart, as CSV."""
    make = _FIGURES.get(visit.id("name"))
    if make is None:
        raise NotFoundError("There is no such table.")
    figure = make(visit, remembered(visit.store, "stats", _count))
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(("value", "label", "cases"))
    writer.writerows((line.value, line.text, line.many) for line in figure.lines)
    # With a mark of its encoding, for the spreadsheets that would otherwise guess another one.
    return visit.answer(("\ufeff" + held.getvalue()).encode(), "text/csv; charset=utf-8")


def _count(store: Store) -> _Counted:
    with store.reading() as connection:
        return _Counted(
            figures.totals(connection).cases,
            {name: figures.values(connection, field) for name, (field, _) in _VALUES.items()},
            figures.coverage(connection),
            figures.months(connection),
            _in_classes(figures.largest_counts(connection, PEOPLE), _PEOPLE),
            _in_classes(_delays(connection), _DAYS),
        )


def _in_classes(numbers: list[int], bounds: tuple[int, ...]) -> list[tuple[int, int]]:
    counted = Counter(bisect_right(bounds, number) - 1 for number in numbers)
    return [(bound, counted[place]) for place, bound in enumerate(bounds)]


def _delays(connection: Connection) -> list[int]:
    found = []
    for noticed, told in figures.noticed_and_told(connection):
        try:
            days = (date.fromisoformat(told) - date.fromisoformat(noticed)).days
        except ValueError:
            continue
        if days >= 0:
            found.append(days)
    return found


def _of_values(name: str) -> Callable[[Visit, _Counted], Figure]:
    field, facet = _VALUES[name]

    def make(visit: Visit, counted: _Counted) -> Figure:
        lines = tuple(
            Line(value, term(field, value, visit.language), many, visit.link("/search", q=f"{facet}:{value}"))
            for value, many in counted.values[name]
            if value != "not_stated"
        )
        return Figure(name, lines, counted.stating.get(field.value, 0), accuracies().get(field.value))

    return make


def _of_months(visit: Visit, counted: _Counted) -> Figure:
    lines = tuple(
        Line(m.month, m.month, m.cases, visit.link("/search", q=f"date:{m.month}")) for m in counted.months if m.cases
    )
    columns = [charts.Column(line.value, (line.many,), line.link) for line in lines[-60:]]
    chart = charts.columns(columns, (visit.words("home.cases"),), visit.words, visit.words("stats.months"))
    return Figure("months", lines, sum(line.many for line in lines), accuracies().get("published"), chart)


def _of_people(visit: Visit, counted: _Counted) -> Figure:
    lines = tuple(
        Line(
            str(bound),
            visit.words("search.at_least", n=f"{bound:,}") if place == len(_PEOPLE) - 1 else _range(_PEOPLE, place),
            many,
            visit.link("/search", q=f"people:{bound}..{_PEOPLE[place + 1] - 1}" if place < 6 else f"people:>={bound}"),
        )
        for place, (bound, many) in enumerate(counted.people)
    )
    return Figure("people", lines, sum(line.many for line in lines), accuracies().get("counts"))


def _of_days(visit: Visit, counted: _Counted) -> Figure:
    lines = tuple(
        Line(
            str(bound),
            visit.words("stats.days", n=_range(_DAYS, place))
            if place < len(_DAYS) - 1
            else visit.words("stats.days_or_more", n=bound),
            many,
        )
        for place, (bound, many) in enumerate(counted.days)
    )
    return Figure("delay", lines, sum(line.many for line in lines), accuracies().get("detected"))


def _range(bounds: tuple[int, ...], place: int) -> str:
    first, last = bounds[place], bounds[place + 1] - 1
    return f"{first:,}" if first == last else f"{first:,}〜{last:,}"


_FIGURES: dict[str, Callable[[Visit, _Counted], Figure]] = {
    "months": _of_months,
    "types": _of_values("types"),
    "vectors": _of_values("vectors"),
    "delay": _of_days,
    "people": _of_people,
    "leaks": _of_values("leaks"),
    "items": _of_values("items"),
    "authorities": _of_values("authorities"),
    "measures": _of_values("measures"),
}
