"""A case: its reports in order, what each changed, and every fact with the words that say it."""

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from jikenbo.errors import NotFoundError
from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import Span
from jikenbo.store import pages
from jikenbo.store.pages import CaseView, Report
from jikenbo.web.changed import changed
from jikenbo.web.highlights import quote
from jikenbo.web.labels import Label, label
from jikenbo.web.summaries import summary
from jikenbo.web.visit import Visit

# In which order a case's facts are read; title, organisation and date stand in its head.
_ORDER = (
    Field.INCIDENT_TYPES, Field.VECTORS, Field.OCCURRED, Field.DETECTED, Field.EVENTS, Field.LEAK_STATUS, Field.COUNTS,
    Field.DATA_ITEMS, Field.SECONDARY_DAMAGE, Field.PARTIES, Field.AUTHORITIES, Field.MEASURES,
)  # fmt: skip
_WORDS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Saying:
    """The words that say a fact, with what stands around them, and the way to them; `said` tells where it leads."""

    before: str
    words: str
    after: str
    report: int
    link: str
    said: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that a case's reports say, in which reports, and in which words."""

    label: Label
    reports: tuple[int, ...]
    sayings: tuple[Saying, ...]
    more: int


def show(visit: Visit) -> Response:
    """A case; the id of any of its releases leads to it."""
    asked = visit.id()
    with visit.store.reading() as connection:
        case_id = pages.case_of(connection, asked)
        if case_id is None:
            raise NotFoundError("There is no such case.")
        if case_id != asked:
            return RedirectResponse(visit.link(f"/cases/{case_id}"), 308)
        case = pages.cases(connection, [case_id], texts=True)[0]
        captures = pages.captures_of(connection, [report.release.id for report in case.reports])
    return visit.page(
        "case.html",
        case=case,
        short=summary(case),
        groups=groups(case, visit),
        captures=captures,
        changed=changed(case, visit.words),
    )


def groups(case: CaseView, visit: Visit) -> list[tuple[Field, list[Row]]]:
    """The facts of a case by field, the same thing said in several reports once."""
    found: dict[Field, dict[tuple[object, ...], list[tuple[int, int, Fact]]]] = {}
    for order, report in enumerate(case.reports):
        for position, fact in enumerate(report.facts):
            if fact.value == "not_stated":
                continue
            held = found.setdefault(fact.field, {})
            held.setdefault(_same(fact), []).append((order, position, fact))
    return [(field, [_row(case, said, visit) for said in found[field].values()]) for field in _ORDER if field in found]


def _same(fact: Fact) -> tuple[object, ...]:
    return (fact.value, fact.status, fact.role, fact.until, fact.unit, fact.qualifier)


def _row(case: CaseView, said: list[tuple[int, int, Fact]], visit: Visit) -> Row:
    places = [(order, position, span) for order, position, fact in said for span in fact.spans]
    shown = _chosen(places)
    return Row(
        label(said[-1][2], visit.words),
        tuple(dict.fromkeys(order for order, _, _ in said)),
        tuple(_saying(visit, case.reports[order], order, position, span) for order, position, span in shown),
        len(places) - len(shown),
    )


def _chosen(places: list[tuple[int, int, Span]]) -> list[tuple[int, int, Span]]:
    """The places that are shown: the first one of each report before the others."""
    firsts: dict[int, tuple[int, int, Span]] = {}
    for place in sorted(places):
        firsts.setdefault(place[0], place)
    others = (place for place in sorted(places) if place not in firsts.values())
    return sorted([*firsts.values(), *others][:_WORDS_SHOWN])


def _saying(visit: Visit, report: Report, order: int, position: int, span: Span) -> Saying:
    before, words, after = quote(report.content, span)
    link = f"{visit.link(f'/releases/{report.release.id}')}#w{position}"
    return Saying(before, words, after, order, link, visit.words("case.see", n=order + 1, words=words))
