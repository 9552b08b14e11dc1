"""The nine items of the report to the commission, and its clock, held against what a case's releases state."""

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from jikenbo.analyse.nine_items import Item, NineItems, nine_items
from jikenbo.errors import NotFoundError
from jikenbo.store import pages
from jikenbo.store.pages import CaseView
from jikenbo.web.labels import Label, label
from jikenbo.web.visit import Visit

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact that states an item: in words, and where its words stand."""

    label: Label
    report: int
    link: str


def show(visit: Visit) -> Response:
    """The nine items of a case."""
    asked = visit.id()
    with visit.store.reading() as connection:
        case_id = pages.case_of(connection, asked)
        if case_id is None:
            raise NotFoundError("There is no such case.")
        if case_id != asked:
            return RedirectResponse(visit.link(f"/cases/{case_id}/nine-items"), 308)
        case = pages.cases(connection, [case_id])[0]
    held = held_against(case)
    rows = [(item, _stated(visit, case, item)) for item in held.items] if held else []
    return visit.page("nine_items.html", case=case, held=held, rows=rows)


def held_against(case: CaseView) -> NineItems | None:
    """A case held against the rule of its day."""
    return nine_items([r.facts for r in case.reports], [r.release.published for r in case.reports])


def _stated(visit: Visit, case: CaseView, item: Item) -> list[Stated]:
    found: dict[Label, Stated] = {}
    for report, numbers in item.stated:
        release = case.reports[report]
        for number in numbers:
            said = label(release.facts[number], visit.words)
            link = f"{visit.link(f'/releases/{release.release.id}')}#w{number}"
            found.setdefault(said, Stated(said, report, link))
    return list(found.values())[:_SHOWN]
