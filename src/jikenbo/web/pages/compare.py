"""Two or more cases side by side."""

from starlette.responses import Response

from jikenbo.api.answers import clean
from jikenbo.model.fact import Field
from jikenbo.store import pages
from jikenbo.store.pages import CaseView
from jikenbo.web.labels import Label, label
from jikenbo.web.pages.nine_items import held_against
from jikenbo.web.summaries import summary
from jikenbo.web.visit import Visit
from jikenbo.web.words import Words

_MOST = 5
_ROWS = (
    Field.INCIDENT_TYPES, Field.VECTORS, Field.OCCURRED, Field.DETECTED, Field.LEAK_STATUS, Field.COUNTS,
    Field.DATA_ITEMS, Field.SECONDARY_DAMAGE, Field.PARTIES, Field.AUTHORITIES, Field.MEASURES,
)  # fmt: skip


def show(visit: Visit) -> Response:
    """The cases that the address names; each may be named by any of its releases."""
    asked = [clean(one).rsplit("/", 1)[-1][:300] for one in visit.asked_all("case")[: _MOST * 2]]
    with visit.store.reading() as connection:
        found = {one: pages.case_of(connection, one) for one in asked}
        known = dict.fromkeys(case_id for case_id in found.values() if case_id)
        cases = pages.cases(connection, list(known)[:_MOST])
    table = [(field, [_said(case, field, visit.words) for case in cases]) for field in _ROWS]
    return visit.page(
        "compare.html",
        cases=[summary(case) for case in cases],
        clocks=[held.clock if (held := held_against(case)) else None for case in cases],
        table=[(field, cells) for field, cells in table if any(cells)],
        without=[visit.link("/compare", case=[c.id for c in cases if c.id != case.id]) for case in cases],
        unknown=[one for one, case_id in found.items() if case_id is None],
        most=_MOST,
    )


def _said(case: CaseView, field: Field, words: Words) -> list[Label]:
    facts = (fact for report in case.reports for fact in report.facts if fact.field is field)
    return list(dict.fromkeys(label(fact, words) for fact in facts if fact.value != "not_stated"))
