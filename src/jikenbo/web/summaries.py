"""A case in a line or two, as lists show it."""

from dataclasses import dataclass

from jikenbo.analyse.people import People, people_of_case
from jikenbo.model.fact import Field
from jikenbo.store.pages import CaseView

SHOWN = (Field.INCIDENT_TYPES, Field.COUNTS, Field.LEAK_STATUS)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list shows of a case."""

    id: str
    title: str
    organisation: str | None
    published: str | None
    latest: str | None
    reports: int
    types: tuple[str, ...]
    people: People | None
    leak: str | None
    campaigns: tuple[tuple[str, str], ...]


def summary(case: CaseView) -> Summary:
    """A case in short: its first title, its types, and what its newest report says of people and leaks."""
    facts = [report.facts for report in case.reports]
    types = dict.fromkeys(str(f.value) for held in facts for f in held if f.field is Field.INCIDENT_TYPES)
    leaks = [str(f.value) for held in facts for f in held if f.field is Field.LEAK_STATUS and f.value != "not_stated"]
    return Summary(
        case.id,
        case.first.title,
        case.first.organisation,
        case.first.published,
        case.reports[-1].release.published if len(case.reports) > 1 else None,
        len(case.reports),
        tuple(types),
        people_of_case(facts),
        leaks[-1] if leaks else None,
        case.campaigns,
    )
