"""The front page: what the casebook holds, by month, and where to begin."""

from dataclasses import dataclass

from starlette.responses import Response

from jikenbo.api.remembering import remembered
from jikenbo.model.fact import Field
from jikenbo.store import Store, campaigns, figures, pages
from jikenbo.web import charts
from jikenbo.web.summaries import SHOWN, Summary, summary
from jikenbo.web.visit import Visit

_NEWEST = 12
_LARGEST = 8
_TYPES = 10
_MONTHS = 36


@dataclass(frozen=True, slots=True)
class _Front:
    totals: figures.Totals
    months: tuple[figures.Month, ...]
    newest: tuple[Summary, ...]
    campaigns: tuple[campaigns.Head, ...]
    types: tuple[tuple[str, int], ...]


def show(visit: Visit) -> Response:
    """The front page."""
    front = remembered(visit.store, "home", _front)
    shown = front.months[-_MONTHS:]
    words = visit.words
    columns = [
        charts.Column(m.month, (m.cases, m.releases - m.cases), visit.link("/search", q=f"date:{m.month}"))
        for m in shown
    ]
    legend = (words("home.began"), words("home.followed"))
    chart = charts.columns(columns, legend, words, words("home.by_month"))
    return visit.page("home.html", front=front, chart=chart, months=shown)


def _front(store: Store) -> _Front:
    with store.reading() as connection:
        newest = [case_id for case_id, _ in pages.newest_cases(connection, _NEWEST)]
        return _Front(
            figures.totals(connection),
            tuple(figures.months(connection)),
            tuple(summary(one) for one in pages.cases(connection, newest, fields=SHOWN)),
            tuple(campaigns.listed(connection, _LARGEST)),
            tuple(figures.values(connection, Field.INCIDENT_TYPES, _TYPES)),
        )
