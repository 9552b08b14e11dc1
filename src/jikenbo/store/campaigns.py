"""Campaigns as pages show them: heads in lists, and one campaign's figures and cases, however many those are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from jikenbo.model.fact import Fact, Field
from jikenbo.store import pages, records
from jikenbo.store.schema import campaign, campaign_case, case_release, fact, field_of_few, release

_MANY = 500
# The day on which a case that gives none stands in a list: behind all others.
_LAST = "9999"


@dataclass(frozen=True, slots=True)
class Head:
    """A campaign in a list: its origin, how many cases it joins, and the days between which they were disclosed."""

    id: str
    origin: str
    cases: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a campaign reached: organisations, cases that are not sure, and how many began on each day."""

    organisations: int
    unsure: int
    days: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A case of a campaign: sure or not, the reason, and the case itself with the facts that a table shows."""

    case: pages.CaseView
    sure: bool
    reason: str

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands among the cases: the cursor of those after it."""
        return self.case.first.published or _LAST, self.case.id


def listed(connection: Connection, limit: int, after: tuple[int, str] | None = None) -> list[Head]:
    """Campaigns, the largest first; `after` is the number of cases and id of the last one of the page before."""
    size = func.count(campaign_case.c.case_id)
    query = _with_days().order_by(size.desc(), campaign.c.id).limit(limit)
    if after:
        query = query.having((size < after[0]) | ((size == after[0]) & (campaign.c.id > after[1])))
    return [Head(*row) for row in connection.execute(query)]


def some(connection: Connection, campaign_ids: Sequence[str]) -> list[Head]:
    """Some campaigns in the order asked for."""
    found: dict[str, Head] = {}
    for at in range(0, len(campaign_ids), _MANY):
        query = _with_days().where(campaign.c.id.in_(campaign_ids[at : at + _MANY]))
        found.update((row.id, Head(*row)) for row in connection.execute(query))
    return [found[one] for one in campaign_ids if one in found]


def _with_days() -> Select[Any]:
    days = func.min(release.c.published), func.max(release.c.published)
    columns = (campaign.c.id, campaign.c.origin, func.count(campaign_case.c.case_id), *days)
    joined = _to_first_release(campaign.join(campaign_case, campaign_case.c.campaign_id == campaign.c.id))
    return select(*columns).select_from(joined).group_by(campaign.c.id, campaign.c.origin)


def _to_first_release(cases: Any) -> Any:
    """The cases of campaigns with the release that opened each."""
    first = (case_release.c.case_id == campaign_case.c.case_id) & (case_release.c.position == 0)
    return cases.join(case_release, first).join(release, release.c.id == case_release.c.release_id)


def one(connection: Connection, campaign_id: str) -> tuple[Head, str | None] | None:
    """A campaign, and the case of the origin itself where it is known; None if there is no such campaign."""
    row = connection.execute(select(campaign.c.origin_case).where(campaign.c.id == campaign_id)).first()
    if row is None:
        return None
    heads = some(connection, [campaign_id])
    return (heads[0], row.origin_case) if heads else None


def extent(connection: Connection, campaign_id: str) -> Extent:
    """How far a campaign reached."""
    here = campaign_case.c.campaign_id == campaign_id
    joined = _to_first_release(campaign_case)
    organisations = select(func.count(release.c.organisation.distinct())).select_from(joined).where(here)
    unsure = select(func.count()).select_from(campaign_case).where(here, ~campaign_case.c.sure)
    days = select(release.c.published, func.count()).select_from(joined).where(here, release.c.published.is_not(None))
    counted = connection.execute(days.group_by(release.c.published).order_by(release.c.published))
    return Extent(
        connection.execute(organisations).scalar_one(),
        connection.execute(unsure).scalar_one(),
        tuple((row[0], row[1]) for row in counted),
    )


def members(
    connection: Connection,
    campaign_id: str,
    limit: int,
    after: tuple[str, str] | None = None,
    *,
    fields: Iterable[Field] = (),
) -> list[Member]:
    """The cases of a campaign by the day they were disclosed; `after` is the place of the last one before."""
    day = func.coalesce(release.c.published, _LAST)
    query = select(campaign_case).select_from(_to_first_release(campaign_case))
    query = query.where(campaign_case.c.campaign_id == campaign_id).order_by(day, campaign_case.c.case_id).limit(limit)
    if after:
        query = query.where((day > after[0]) | ((day == after[0]) & (campaign_case.c.case_id > after[1])))
    rows = {row.case_id: row for row in connection.execute(query)}
    held = pages.cases(connection, list(rows), fields=fields)
    return [Member(case, rows[case.id].sure, rows[case.id].reason) for case in held]


def counts(connection: Connection, campaign_id: str) -> dict[str, list[list[Fact]]]:
    """The numbers affected that the sure cases of a campaign give: by case, each report's in order."""
    query = (
        select(fact, case_release.c.case_id)
        .join(case_release, case_release.c.release_id == fact.c.release_id)
        .join(campaign_case, campaign_case.c.case_id == case_release.c.case_id)
        .where(campaign_case.c.campaign_id == campaign_id, campaign_case.c.sure)
        .where(field_of_few == Field.COUNTS.value, fact.c.role == "affected")
        .order_by(case_release.c.case_id, case_release.c.position, fact.c.position)
    )
    found: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(query):
        found[row.case_id][row.release_id].append(records.fact_of(row))
    return {case_id: list(reports.values()) for case_id, reports in found.items()}


def newest(connection: Connection, campaign_id: str, limit: int) -> list[str]:
    """The cases of a campaign that began last."""
    query = select(campaign_case.c.case_id).select_from(_to_first_release(campaign_case))
    query = query.where(campaign_case.c.campaign_id == campaign_id)
    order = release.c.published.desc().nulls_last(), campaign_case.c.case_id
    return list(connection.execute(query.order_by(*order).limit(limit)).scalars())


def ids(connection: Connection, after: str, limit: int) -> list[str]:
    """Ids of campaigns in order."""
    query = select(campaign.c.id).where(campaign.c.id > after).order_by(campaign.c.id)
    return list(connection.execute(query.limit(limit)).scalars())
