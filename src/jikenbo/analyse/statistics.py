"""Figures over cases: how soon they are noticed and disclosed, how many people, and how many of each kind.

Every figure comes with the number of cases that state what it is counted from; a case that does not state it is in no
figure. People are counted by case, by its newest report with a figure, and a campaign's customers stand beside the
supplier's own total, never added to it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from jikenbo.analyse.people import People, people_of_case
from jikenbo.model.case import Campaign
from jikenbo.model.fact import Field, Reading


@dataclass(frozen=True, slots=True)
class Told:
    """A case as figures see it: its reports in order, each with its day of publication (ISO, or None) and reading.

    `sector` is what the publisher is, where it is known.
    """

    case: str
    reports: tuple[tuple[str | None, Reading], ...]
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Days from one thing to another over cases: the middle one, the quarter marks, and how many cases state both."""

    median: float
    lower: float
    upper: float
    stating: int


@dataclass(frozen=True, slots=True)
class Shares:
    """How many cases have each value, of how many that state one."""

    counts: tuple[tuple[str, int], ...]
    stating: int
    cases: int


@dataclass(frozen=True, slots=True)
class CampaignPeople:
    """People of a campaign without double counting.

    `own` is the origin's own total, `others` the sum of the members' own newest figures, by unit; the two overlap where
    `overlaps`, and are not to be added. `stating` of `cases` members give a figure.
    """

    campaign: str
    own: People | None
    others: tuple[tuple[str, int], ...]
    stating: int
    cases: int
    overlaps: bool


_BANDS = ((100, "1-99"), (1_000, "100-999"), (10_000, "1000-9999"), (100_000, "10000-99999"))


def days_to_notice(told: Told) -> int | None:
    """Days from the incident's beginning to its being noticed."""
    return _between(_day_of(told, Field.OCCURRED), _day_of(told, Field.DETECTED))


def days_to_disclose(told: Told) -> int | None:
    """Days from noticing to the first report."""
    return _between(_day_of(told, Field.DETECTED), _first_published(told))


def days_to_final(told: Told) -> int | None:
    """Days from the first report to the one that calls itself the last."""
    for published, reading in told.reports:
        fact = reading.first(Field.REPORT)
        if fact and fact.value == "final":
            return _between(_first_published(told), _day(published))
    return None


SPANS: Mapping[str, Callable[[Told], int | None]] = {
    "notice": days_to_notice,
    "disclose": days_to_disclose,
    "final": days_to_final,
}


def span(cases: Iterable[Told], name: str) -> Span | None:
    """One of SPANS over cases; None where no case states both ends."""
    found = sorted(days for told in cases if (days := SPANS[name](told)) is not None)
    if not found:
        return None
    quarter = len(found) // 4
    return Span(median(found), found[quarter], found[-1 - quarter], len(found))


def shares(cases: Sequence[Told], by: str) -> Shares:
    """How many cases have each value of one of GROUPS."""
    counted: Counter[str] = Counter()
    stating = 0
    for told in cases:
        values = GROUPS[by](told)
        counted.update(values)
        stating += bool(values)
    return Shares(tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0]))), stating, len(cases))


def people(told: Told) -> People | None:
    """The people of a case: the figure of its newest report with one."""
    return people_of_case([reading.facts for _, reading in told.reports])


def campaign_people(campaign: Campaign, cases: Mapping[str, Told]) -> CampaignPeople:
    """The people of a campaign: the origin's own total beside the sum of its other members'."""
    members = [cases[member.case] for member in campaign.members if member.sure and member.case in cases]
    origin = cases.get(campaign.origin_case) if campaign.origin_case else None
    sums: dict[str, int] = defaultdict(int)
    stating = 0
    for told in members:
        found = people(told)
        stating += found is not None
        if found and told is not origin:
            sums[found.unit] += found.value
    own = people(origin) if origin else None
    others = tuple(sorted(sums.items()))
    return CampaignPeople(campaign.id, own, others, stating, len(members), overlaps=bool(own and others))


def _month(told: Told) -> frozenset[str]:
    published = min((day for day, _ in told.reports if day), default=None)
    return frozenset({published[:7]} if published else ())


def _sector(told: Told) -> frozenset[str]:
    return frozenset({told.sector} if told.sector else ())


def _band(told: Told) -> frozenset[str]:
    """The size band of the people of a case; records are not people and are left out."""
    found = people(told)
    if found is None or found.unit != "人":
        return frozenset()
    return frozenset({next((name for limit, name in _BANDS if found.value < limit), "100000-")})


def _values(field: Field, status: str | None = None) -> Callable[[Told], frozenset[str]]:
    """The values that any report of a case gives for a field, or those that its newest report leaves standing."""

    def values(told: Told) -> frozenset[str]:
        newest = {str(fact.value): fact.status for _, reading in told.reports for fact in reading.of(field)}
        return frozenset(value for value, standing in newest.items() if status is None or standing == status)

    return values


def _reports(told: Told) -> frozenset[str]:
    return frozenset({str(len(told.reports))})


GROUPS: Mapping[str, Callable[[Told], frozenset[str]]] = {
    "month": _month,
    "sector": _sector,
    "type": _values(Field.INCIDENT_TYPES),
    "vector": _values(Field.VECTORS),
    "data_item": _values(Field.DATA_ITEMS, "included"),
    "size": _band,
    "reports": _reports,
}


def _day_of(told: Told, field: Field) -> date | None:
    """The day that the newest report to state it gives for a field."""
    stated = (reading.first(field) for _, reading in reversed(told.reports))
    return next((day for fact in stated if fact and (day := _day(str(fact.value)))), None)


def _first_published(told: Told) -> date | None:
    return min((day for published, _ in told.reports if (day := _day(published))), default=None)


def _day(written: str | None) -> date | None:
    """A full ISO day; a month or year alone is no day to count from."""
    try:
        return date.fromisoformat(written) if written and len(written) == 10 else None
    except ValueError:
        return None


def _between(first: date | None, last: date | None) -> int | None:
    """Days between two days in order; days out of order say nothing."""
    return (last - first).days if first and last and last >= first else None
