"""A campaign: its origin, the organisations it reached, how it spread by day, and how many people each case names."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup
from sqlalchemy import Connection
from starlette.responses import Response

from jikenbo.analyse.statistics import CampaignPeople, Told, campaign_people
from jikenbo.api.remembering import remembered
from jikenbo.errors import NotFoundError
from jikenbo.model.case import Campaign, Membership
from jikenbo.model.fact import Reading
from jikenbo.store import Store, campaigns, pages
from jikenbo.web import charts
from jikenbo.web.labels import amount
from jikenbo.web.summaries import SHOWN, Summary, summary
from jikenbo.web.visit import Visit

_ROWS = 100
# Longer campaigns are drawn by month: a column of a day would be thinner than its gap.
_MOST_DAYS = 92


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is shown of all cases of a campaign."""

    head: campaigns.Head
    origin_case: str | None
    own: Summary | None
    extent: campaigns.Extent
    people: CampaignPeople


def show(visit: Visit) -> Response:
    """A campaign; `after` is the day and case of the last member on the page before."""
    campaign_id = visit.id()
    whole = remembered(visit.store, ("campaign", campaign_id), lambda store: _whole(store, campaign_id))
    day, _, last = visit.asked("after")[:400].partition("_")
    with visit.store.reading() as connection:
        after = (day, last) if last else None
        members = campaigns.members(connection, campaign_id, _ROWS + 1, after, fields=SHOWN)
    following = "_".join(members[_ROWS - 1].place) if len(members) > _ROWS else None
    return visit.page(
        "campaign.html",
        whole=whole,
        head=whole.head,
        members=[(one, summary(one.case)) for one in members[:_ROWS]],
        people=[amount(value, unit, visit.words) for unit, value in _people_first(whole.people.others)],
        chart=_chart(visit, whole.extent.days),
        following=visit.link(f"/campaigns/{campaign_id}", after=following),
        further=following,
        first_page=visit.link(f"/campaigns/{campaign_id}") if after else None,
    )


def _whole(store: Store, campaign_id: str) -> _Whole:
    with store.reading() as connection:
        found = campaigns.one(connection, campaign_id)
        if found is None:
            raise NotFoundError("There is no such campaign.")
        head, origin_case = found
        own = pages.cases(connection, [origin_case], fields=SHOWN) if origin_case else []
        return _Whole(
            head,
            origin_case,
            summary(own[0]) if own else None,
            campaigns.extent(connection, campaign_id),
            _people(connection, head, origin_case),
        )


def _people(connection: Connection, head: campaigns.Head, origin_case: str | None) -> CampaignPeople:
    """The people of all sure cases, as far as they state a figure."""
    stated = campaigns.counts(connection, head.id)
    told = {
        case_id: Told(case_id, tuple((None, Reading("", tuple(facts))) for facts in reports))
        for case_id, reports in stated.items()
    }
    members = tuple(Membership(case_id, sure=True, reason="") for case_id in told)
    return campaign_people(Campaign(head.id, head.origin, members, origin_case), told)


def _people_first(sums: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(sums, key=lambda one: one[0] != "人")


def _chart(visit: Visit, days: Sequence[tuple[str, int]]) -> tuple[Markup, list[tuple[str, int]]]:
    """How the campaign spread, drawn and as a table."""
    whole = [one for one in days if len(one[0]) == 10]
    if not whole:
        return Markup(""), []
    spread = _by_day(whole) or _by_month(whole)
    columns = [charts.Column(at, (many,)) for at, many in spread]
    title = visit.words("campaign.spread")
    return charts.columns(columns, (visit.words("home.cases"),), visit.words, title), [one for one in spread if one[1]]


def _by_day(days: Sequence[tuple[str, int]]) -> list[tuple[str, int]] | None:
    try:
        first, last = date.fromisoformat(days[0][0]), date.fromisoformat(days[-1][0])
    except ValueError:
        return None
    if (last - first).days >= _MOST_DAYS:
        return None
    counted = dict(days)
    every = ((first + timedelta(n)).isoformat() for n in range((last - first).days + 1))
    return [(day, counted.get(day, 0)) for day in every]


def _by_month(days: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    counted: Counter[str] = Counter()
    for day, many in days:
        counted[day[:7]] += many
    return sorted(counted.items())
