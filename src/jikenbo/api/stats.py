"""The figures over all cases, with how many state each and how well it is read."""

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response

from jikenbo.analyse.accuracy import accuracies
from jikenbo.analyse.statistics import GROUPS, READ_FROM, SPANS, Tally
from jikenbo.api import shapes
from jikenbo.api.index import Index
from jikenbo.api.lists import sent
from jikenbo.api.remembering import remembered
from jikenbo.ingest.figures import tallied
from jikenbo.store import Store, figures

_MOST_VALUES = 100


def stats(request: Request, index: Index) -> Response:
    """Figures over the whole casebook."""
    found = remembered(index.store, "stats", tallied)
    totals, months = remembered(index.store, "totals", _totals)
    whole = shapes.Stats(
        **asdict(totals),
        months=[shapes.MonthShape(**asdict(month)) for month in months],
        by={by: _share(found, by) for by in GROUPS if by != "month"},
        days={name: _days(found, name) for name in SPANS},
    )
    return sent(request, whole)


def _totals(store: Store) -> tuple[figures.Totals, list[figures.Month]]:
    with store.reading() as connection:
        return figures.totals(connection), figures.months(connection)


def _share(found: Tally, by: str) -> shapes.FigureShape:
    held = found.shares(by)
    values = [shapes.CountShape(value=value, cases=many) for value, many in held.counts[:_MOST_VALUES]]
    return shapes.FigureShape(stating=held.stating, read=_read(by), values=values)


def _days(found: Tally, name: str) -> shapes.DaysShape:
    middle = found.span(name)
    if middle is None:
        return shapes.DaysShape(stating=0, read=_read(name))
    return shapes.DaysShape(**asdict(middle), read=_read(name))


def _read(figure: str) -> shapes.ReadShape | None:
    """How well the field is read that a figure is counted from."""
    known = accuracies().get(str(READ_FROM.get(figure, "")))
    if known is None:
        return None
    return shapes.ReadShape(field=READ_FROM[figure].value, precision=known.precision, recall=known.recall)
