"""Where the casebook's releases came from, and what was doubtful in them."""

from starlette.responses import Response

from jikenbo.api.remembering import remembered
from jikenbo.store import Store, figures
from jikenbo.web.visit import Visit

_LIMIT = 50


def show(visit: Visit) -> Response:
    """What was taken in, by kind, and the doubts."""
    captures, kinds = remembered(visit.store, "sources", _count)
    after = visit.asked("after")
    with visit.store.reading() as connection:
        last = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
        doubts = figures.doubts_listed(connection, _LIMIT + 1, last)
    following = visit.link("/sources", after=doubts[_LIMIT - 1][0]) + "#doubts" if len(doubts) > _LIMIT else None
    return visit.page("sources.html", captures=captures, kinds=kinds, doubts=doubts[:_LIMIT], following=following)


def _count(store: Store) -> tuple[list[tuple[str, int, object]], list[tuple[str, int]]]:
    with store.reading() as connection:
        return figures.captures_by_source(connection), figures.doubt_kinds(connection)
