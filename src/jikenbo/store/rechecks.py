"""When each fetched release is looked at again, what one look showed, and the register of what two confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from jikenbo.store.watch_schema import notice, recheck, register, visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """One release's place in the round.

    `interval` is in seconds; `pending` is what one look showed and a second must confirm, since `pending_at`;
    `standing` is what is known of the page: same or removed.
    """

    release_id: str
    address: str
    next_at: datetime
    interval: int
    verdict: str
    pending: str = ""
    pending_at: datetime | None = None
    standing: str = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A removal, return, move or edit that two looks at different times have shown.

    `before` and `after` are captures; `detail` holds the difference in lines and facts.
    """

    id: int = 0
    release_id: str
    kind: str
    address: str
    noticed_at: datetime
    confirmed_at: datetime
    reason: str
    before: str = ""
    after: str = ""
    detail: Mapping[str, Any]


def enroll(connection: Connection, now: datetime, first: timedelta) -> int:
    """Give a place in the round to every release that was fetched and has none; how many there were."""
    known = select(recheck.c.release_id)
    fetched = (
        select(visit.c.release_id, func.min(visit.c.final).label("final"), func.max(visit.c.at).label("at"))
        .where(visit.c.release_id.is_not(None), visit.c.digest != "", visit.c.release_id.not_in(known))
        .group_by(visit.c.release_id)
    )
    seconds = int(first.total_seconds())
    rows = [
        {
            "release_id": row.release_id,
            "address": row.final,
            "next_at": (row.at or now) + first,
            "interval": seconds,
            "verdict": "new",
        }
        for row in connection.execute(fetched)
    ]
    if rows:
        connection.execute(insert(recheck).values(pending="", standing="same"), rows)
    return len(rows)


def due(connection: Connection, now: datetime) -> Recheck | None:
    """The release that has been due longest."""
    wanted = select(recheck).where(recheck.c.next_at <= now).order_by(recheck.c.next_at, recheck.c.release_id).limit(1)
    row = connection.execute(wanted).first()
    return _recheck(row) if row else None


def next_at(connection: Connection) -> datetime | None:
    """When the next release is due."""
    row = connection.execute(select(recheck.c.next_at).order_by(recheck.c.next_at).limit(1)).first()
    return row.next_at if row else None


def make_due(connection: Connection, now: datetime) -> None:
    """Have every release looked at now."""
    connection.execute(update(recheck).values(next_at=now))


def get(connection: Connection, release_id: str) -> Recheck | None:
    """A release's place in the round, or None."""
    row = connection.execute(select(recheck).where(recheck.c.release_id == release_id)).first()
    return _recheck(row) if row else None


def settle(connection: Connection, made: Recheck) -> None:
    """Keep what a look showed, and when the next one is due."""
    values = {name: getattr(made, name) for name in Recheck.__slots__}
    connection.execute(update(recheck).where(recheck.c.release_id == made.release_id).values(**values))


def put_registered(connection: Connection, made: Registered) -> int:
    """Add to the register."""
    values = {name: getattr(made, name) for name in Registered.__slots__ if name != "id"}
    key = connection.execute(insert(register).values(**values)).inserted_primary_key
    return int(key[0]) if key else 0


def registered(connection: Connection, release_id: str | None = None, limit: int | None = None) -> list[Registered]:
    """The register, newest first, of one release or of all."""
    query = select(register).order_by(register.c.confirmed_at.desc(), register.c.id.desc())
    query = query.where(register.c.release_id == release_id) if release_id else query
    return [Registered(**row._mapping) for row in connection.execute(query.limit(limit))]  # noqa: SLF001


def _recheck(row: Row[Any]) -> Recheck:
    return Recheck(**row._mapping)  # noqa: SLF001


def put_notice(connection: Connection, values: Mapping[str, Any]) -> None:
    """Keep something that subscribers are to be told."""
    connection.execute(insert(notice).values(**values))
