"""A campaign: its origin, the organisations it reached, how it spread by day, and how many people each case names."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup
from starlette.responses import Response

from jikenbo.analyse.people import PEOPLE, People
from jikenbo.errors import NotFoundError
from jikenbo.store import pages
from jikenbo.web import charts
from jikenbo.web.summaries import SHOWN, Summary, summary
from jikenbo.web.visit import Visit

_ROWS = 100
# Longer campaigns are drawn by month: a column of a day would be thinner than its gap.
_MOST_DAYS = 92


@dataclass(frozen=True, slots=True)
class Member:
    """A case of the campaign in short, and why it belongs to it."""

    short: Summary
    sure: bool
    reason: str


def show(visit: Visit) -> Response:
    """A campaign."""
    campaign_id = visit.id()
    with visit.store.reading() as connection:
        head = pages.campaign_head(connection, campaign_id)
        if head is None:
            raise NotFoundError("There is no such campaign.")
        found = pages.campaign_members(connection, campaign_id, SHOWN)
    origin, origin_case = head
    members = [Member(summary(one.case), one.sure, one.reason) for one in found]
    begin = visit.asked("from")
    start = int(begin) if begin.isascii() and begin.isdigit() and len(begin) < 7 else 0
    shown = members[start : start + _ROWS]
    more = start + _ROWS < len(members)
    own = next((one.short for one in members if one.short.id == origin_case), None)
    return visit.page(
        "campaign.html",
        id=campaign_id,
        origin=origin,
        origin_case=origin_case,
        own=own,
        members=shown,
        all=len(members),
        unsure=sum(not one.sure for one in members),
        organisations=len({one.short.organisation for one in members if one.short.organisation}),
        first=members[0].short.published if members else None,
        last=members[-1].short.published if members else None,
        people=_people([one.short for one in members if one.short.id != origin_case]),
        chart=_chart(visit, [one.short.published for one in members]),
        following=visit.link(f"/campaigns/{campaign_id}", **{"from": start + _ROWS}) if more else None,
    )


def _people(cases: list[Summary]) -> tuple[int, int]:
    """The sum of the people that cases give, and how many cases give a number of people."""
    stated: list[People] = [one.people for one in cases if one.people and one.people.unit in PEOPLE]
    return sum(one.value for one in stated), len(stated)


def _chart(visit: Visit, days: list[str | None]) -> tuple[Markup, list[tuple[str, int]]]:
    whole = sorted(day for day in days if day and len(day) == 10)
    if not whole:
        return Markup(""), []
    spread = _by_day(whole) or sorted(Counter(day[:7] for day in whole).items())
    columns = [charts.Column(at, (many,)) for at, many in spread]
    title = visit.words("campaign.spread")
    return charts.columns(columns, (visit.words("home.cases"),), visit.words, title), [one for one in spread if one[1]]


def _by_day(days: list[str]) -> list[tuple[str, int]] | None:
    try:
        first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    except ValueError:
        return None
    if (last - first).days >= _MOST_DAYS:
        return None
    counted = Counter(days)
    every = ((first + timedelta(n)).isoformat() for n in range((last - first).days + 1))
    return [(day, counted[day]) for day in every]
