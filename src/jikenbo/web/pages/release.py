"""A release: its text with every fact's words marked, the list of facts, its captures and what was doubtful."""

from itertools import groupby

from starlette.responses import RedirectResponse, Response

from jikenbo.errors import NotFoundError
from jikenbo.model.fact import Fact, Field
from jikenbo.store import pages, releases
from jikenbo.web.highlights import KINDS, blocks
from jikenbo.web.pages import register
from jikenbo.web.visit import Visit

_ORDER = {field: place for place, field in enumerate(Field)}


def show(visit: Visit) -> Response:
    """A release; a copy leads to the release that it is a copy of."""
    asked = visit.id()
    with visit.store.reading() as connection:
        known = releases.canonical(connection, asked)
        if known is None:
            raise NotFoundError("There is no such release.")
        if known != asked:
            return RedirectResponse(visit.link(f"/releases/{known}"), 308)
        stored = releases.get(connection, known)
        if stored is None:
            raise NotFoundError("There is no such release.")
        case_id = pages.case_of(connection, known)
        doubts = pages.doubts_of(connection, known)
        since = register.of_release(connection, known, visit.words)
    facts = stored.reading.facts
    return visit.page(
        "release.html",
        stored=stored,
        release=stored.release,
        case_id=case_id,
        doubts=doubts,
        since=since,
        blocks=list(blocks(stored.document.text, facts)),
        groups=_groups(facts),
        kinds=list(dict.fromkeys(KINDS.values())),
    )


def _groups(facts: tuple[Fact, ...]) -> list[tuple[Field, list[tuple[int, Fact]]]]:
    stated = [pair for pair in enumerate(facts) if pair[1].value != "not_stated"]
    numbered = sorted(stated, key=lambda pair: (_ORDER[pair[1].field], pair[0]))
    return [(field, list(held)) for field, held in groupby(numbered, key=lambda pair: pair[1].field)]
