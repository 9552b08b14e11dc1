"""An organisation: its cases over time, and the cases of others that name it."""

from dataclasses import replace

from starlette.responses import RedirectResponse, Response

from jikenbo.errors import NotFoundError
from jikenbo.store import pages
from jikenbo.store.search import Query, Sort, Unit, View
from jikenbo.store.search.entries import name_key
from jikenbo.store.search.query import Word
from jikenbo.web.summaries import SHOWN, summary
from jikenbo.web.visit import Visit

_LIMIT = 30
_NAMED = 12


def show(visit: Visit) -> Response:
    """An organisation by its key; another way of writing its name leads to it."""
    asked = visit.id("key")
    own = View(unit=Unit.CASE, sort=Sort.NEWEST, limit=_LIMIT, cursor=visit.asked("after")[:100] or None, counted=())
    others = replace(own, limit=_NAMED, cursor=None)
    with visit.store.reading() as connection:
        key = next((key for key in (asked, name_key(asked)) if pages.organisation_name(connection, key)), "")
        name = pages.organisation_name(connection, key)
        if name is None:
            raise NotFoundError("There is no such organisation.")
        if key != asked:
            return RedirectResponse(visit.link(f"/organisations/{key}"), 308)
        found = visit.index.find(connection, _of(f"org:{key}"), own)
        named = visit.index.find(connection, _of(f"supplier:{key}", f"product:{key}"), others)
        cases = [summary(one) for one in pages.cases(connection, [row.id for row in found.rows], fields=SHOWN)]
        naming = [summary(one) for one in pages.cases(connection, [row.id for row in named.rows], fields=SHOWN)]
    after = visit.link(f"/organisations/{key}", after=found.next) if found.next else None
    return visit.page(
        "organisation.html", name=name, key=key, found=found, cases=cases, named=named, naming=naming, following=after
    )


def _of(*facets: str) -> Query:
    return Query("", needs=(Word(facets=facets),))
