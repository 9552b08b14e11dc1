"""Where the casebook's releases come from: sources and their health, the originals, and what was doubtful in them."""

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from jikenbo.api.remembering import remembered
from jikenbo.store import Store, figures, health, registered
from jikenbo.store.health import Health
from jikenbo.web.visit import Visit
from jikenbo.web.words import Words

_LIMIT = 50
_UNWELL = 20


@dataclass(frozen=True, slots=True)
class Original:
    """Originals of one kind: what it is, how many there are, and when the last one was taken."""

    name: str
    many: int
    last: datetime


def show(visit: Visit) -> Response:
    """Sources, the originals by kind, and the doubts."""
    captures, kinds = remembered(visit.store, "sources", _count)
    from_source = visit.asked("source")[:300]
    last = _number(visit.asked("after"))
    with visit.store.reading() as connection:
        doubts = figures.doubts_listed(connection, _LIMIT + 1, last)
        sources = health.sources(connection, _LIMIT + 1, from_source)
        unwell = health.unwell(connection, _UNWELL + 1)
        watched, changes = health.count_sources(connection), sum(registered.kinds(connection).values())
    return visit.page(
        "sources.html",
        sources=sources[:_LIMIT],
        unwell=unwell[:_UNWELL],
        more_unwell=len(unwell) > _UNWELL,
        watched=watched,
        changes=changes,
        more_sources=visit.link("/sources", source=sources[_LIMIT - 1].id) if len(sources) > _LIMIT else None,
        state=lambda one: _state(one, visit.words),
        originals=[Original(_type(media_type, visit.words), many, at) for media_type, many, at in captures],
        kinds=[(visit.words.get(f"doubt.{kind}") or kind, many) for kind, many in kinds],
        doubts=doubts[:_LIMIT],
        following=visit.link("/sources", after=doubts[_LIMIT - 1][0]) + "#doubts" if len(doubts) > _LIMIT else None,
    )


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


def _count(store: Store) -> tuple[list[tuple[str, int, datetime]], list[tuple[str, int]]]:
    with store.reading() as connection:
        return figures.captures_by_source(connection), figures.doubt_kinds(connection)


def _type(media_type: str, words: Words) -> str:
    """A media type as a person calls it; one that is not known stands as it is."""
    return words.get("media." + media_type.split(";", maxsplit=1)[0].strip().lower()) or media_type


def _state(one: Health, words: Words) -> tuple[str, str]:
    """How a source is: a shape and words."""
    if one.status is None:
        return "open", words("sources.never")
    if one.alert and one.status == "done":
        return "possible", words("sources.is_few")
    shape = "confirmed" if one.well else "open" if one.status == "put_off" else "none"
    return shape, words.get(f"sources.is_{one.status}") or one.status
