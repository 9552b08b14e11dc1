"""Drafts of archive entries: made of captured releases, accepted, edited or refused by a person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from jikenbo.store.schema import capture, release
from jikenbo.store.watch_schema import draft, visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft entry in Markdown; `state` is open, accepted or refused, by whom, when and why."""

    release_id: str
    made_at: datetime
    state: str
    content: str
    decided_at: datetime | None = None
    decided_by: str = ""
    reason: str = ""


def wanted(connection: Connection) -> list[str]:
    """The releases that a draft is to be made of, by id.

    They were fetched and are in no archive yet, and have no draft or an open one older than their newest capture.
    """
    fetched = select(visit.c.release_id).where(visit.c.release_id.is_not(None), visit.c.digest != "")
    copy = release.alias()
    archived = select(copy.c.id).where(copy.c.same_as == release.c.id, copy.c.doc.not_like("http%")).exists()
    newer = select(capture.c.id).where(capture.c.release_id == draft.c.release_id, capture.c.taken_at > draft.c.made_at)
    stale = select(draft.c.release_id).where(draft.c.state == "open", newer.exists())
    query = select(release.c.id).where(
        release.c.id.in_(fetched),
        release.c.id.not_in(select(draft.c.release_id)) | release.c.id.in_(stale),
        release.c.same_as.is_(None),
        ~archived,
    )
    return list(connection.execute(query.order_by(release.c.id)).scalars())


def put(connection: Connection, made: Draft) -> None:
    """Keep a draft in the place of the one before."""
    connection.execute(delete(draft).where(draft.c.release_id == made.release_id))
    connection.execute(insert(draft).values(**{name: getattr(made, name) for name in Draft.__slots__}))


def get(connection: Connection, release_id: str) -> Draft | None:
    """A release's draft, or None."""
    row = connection.execute(select(draft).where(draft.c.release_id == release_id)).first()
    return Draft(**row._mapping) if row else None  # noqa: SLF001


def listed(connection: Connection, state: str = "open") -> list[Draft]:
    """Drafts of a state, the oldest first."""
    rows = connection.execute(select(draft).where(draft.c.state == state).order_by(draft.c.made_at, draft.c.release_id))
    return [Draft(**row._mapping) for row in rows]  # noqa: SLF001


def decide(connection: Connection, made: Draft) -> None:
    """Keep what a person decided."""
    values = {"state": made.state, "content": made.content, "decided_at": made.decided_at}
    values |= {"decided_by": made.decided_by, "reason": made.reason}
    connection.execute(update(draft).where(draft.c.release_id == made.release_id).values(**values))
