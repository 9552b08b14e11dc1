"""All campaigns, the largest first."""

from starlette.responses import Response

from jikenbo.store import campaigns
from jikenbo.web.visit import Visit

_LIMIT = 50


def show(visit: Visit) -> Response:
    """A page of campaigns; the cursor is the size and id of the last one before."""
    size, _, last = visit.asked("after").partition("_")
    after = (int(size), last) if size.isascii() and size.isdigit() and len(size) < 9 else None
    with visit.store.reading() as connection:
        heads = campaigns.listed(connection, _LIMIT + 1, after)
    shown = heads[:_LIMIT]
    following = visit.link("/campaigns", after=f"{shown[-1].cases}_{shown[-1].id}") if len(heads) > _LIMIT else None
    return visit.page("campaigns.html", heads=shown, most=max((h.cases for h in shown), default=1), following=following)
