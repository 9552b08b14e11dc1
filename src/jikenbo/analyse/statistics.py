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


# Each band of people with the first number above it.
BANDS = ((100, "1-99"), (1_000, "100-999"), (10_000, "1000-9999"), (100_000, "10000-99999"))
ABOVE_BANDS = "100000-"


def days_to_notice(told: Told) -> int | None:
    """Days from the incident's beginning to its being noticed."""
    return _between(_day_of(told, Field.OCCURRED), _day_of(told, Field.DETECTED))


def days_to_disclose(told: Told) -> int | None:
    """Days from noticing to the first report."""
    return _between(_day_of(told, Field.DETECTED), _first_disclosed(told))


def days_to_final(told: Told) -> int | None:
    """Days from the first report to the one that calls itself the last."""
    for published, reading in told.reports:
        fact = reading.first(Field.REPORT)
        if fact and fact.value == "final":
            return _between(_first_disclosed(told), _day(published))
    return None


SPANS: Mapping[str, Callable[[Told], int | None]] = {
    "notice": days_to_notice,
    "disclose": days_to_disclose,
    "final": days_to_final,
}


@dataclass(frozen=True, slots=True)
class Counted:
    """What one case adds to the figures: its values in each of GROUPS that it states, its days in each of SPANS."""

    values: Mapping[str, Sequence[str]]
    days: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """What cases come to: their number, how many have and state each value, and the days of each span in order."""

    cases: int
    values: Mapping[str, Counter[str]]
    stating: Counter[str]
    days: Mapping[str, list[int]]

    def shares(self, by: str) -> Shares:
        """How many cases have each value of one of GROUPS."""
        counted = sorted(self.values[by].items(), key=lambda item: (-item[1], item[0]))
        return Shares(tuple(counted), self.stating[by], self.cases)

    def span(self, name: str) -> Span | None:
        """One of SPANS; None where no case states both ends."""
        found = self.days[name]
        if not found:
            return None
        quarter = len(found) // 4
        return Span(median(found), found[quarter], found[-1 - quarter], len(found))


def counted(told: Told) -> Counted:
    """What a case adds to the figures."""
    values = {by: sorted(found) for by, group in GROUPS.items() if (found := group(told))}
    days = {name: between for name, measure in SPANS.items() if (between := measure(told)) is not None}
    return Counted(values, days)


def tally(cases: Iterable[Counted]) -> Tally:
    """What cases come to, each looked at once."""
    values: dict[str, Counter[str]] = {by: Counter() for by in GROUPS}
    days: dict[str, list[int]] = {name: [] for name in SPANS}
    stating: Counter[str] = Counter()
    many = 0
    for many, one in enumerate(cases, 1):  # noqa: B007  (the last number is how many there were)
        for by, found in one.values.items():
            values[by].update(found)
        stating.update(one.values.keys())
        for name, between in one.days.items():
            days[name].append(between)
    return Tally(many, values, stating, {name: sorted(found) for name, found in days.items()})


def span(cases: Iterable[Told], name: str) -> Span | None:
    """One of SPANS over cases; None where no case states both ends."""
    return tally(map(counted, cases)).span(name)


def shares(cases: Iterable[Told], by: str) -> Shares:
    """How many cases have each value of one of GROUPS."""
    return tally(map(counted, cases)).shares(by)


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
    return frozenset({next((name for limit, name in BANDS if found.value < limit), ABOVE_BANDS)})


def _values(field: Field, status: str | None = None) -> Callable[[Told], frozenset[str]]:
    """The values that any report of a case gives for a field, or those that its newest report leaves standing."""

    def values(told: Told) -> frozenset[str]:
        newest = {str(fact.value): fact.status for _, reading in told.reports for fact in reading.of(field)}
        newest.pop("not_stated", None)
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
    "leak": _values(Field.LEAK_STATUS),
    "authority": _values(Field.AUTHORITIES),
    "measure": _values(Field.MEASURES),
    "reports": _reports,
}
# The field that each figure is counted from, so that its error rate can stand beside it.
READ_FROM = {
    "month": Field.PUBLISHED, "sector": Field.ORGANISATION, "type": Field.INCIDENT_TYPES, "vector": Field.VECTORS,
    "data_item": Field.DATA_ITEMS, "size": Field.COUNTS, "leak": Field.LEAK_STATUS, "authority": Field.AUTHORITIES,
    "measure": Field.MEASURES, "notice": Field.DETECTED, "disclose": Field.DETECTED, "final": Field.REPORT,
}  # fmt: skip


def _day_of(told: Told, field: Field) -> date | None:
    """The day that the newest report to state it gives for a field."""
    stated = (reading.first(field) for _, reading in reversed(told.reports))
    return next((day for fact in stated if fact and (day := _day(str(fact.value)))), None)


def _first_disclosed(told: Told) -> date | None:
    """The day of the first report; None where the first that is held says that there was an earlier one."""
    fact = told.reports[0][1].first(Field.REPORT) if told.reports else None
    return None if fact and fact.value in ("followup", "final") else _first_published(told)


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
