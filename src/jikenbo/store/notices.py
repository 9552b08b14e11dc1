"""Notices and their deliveries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, or_, select

from jikenbo.store.watch_schema import delivery, notice


@dataclass(frozen=True, slots=True)
class Notice:
    """What subscribers are told: of which release, if of one, and of what kind.

    `said` is what was seen, in no language. Kinds are new, removed, restored, moved, words and facts; of a source (its
    name is then the title) few and failing.
    """

    id: int
    release_id: str | None
    kind: str
    made_at: datetime
    title: str
    address: str
    said: str


def put(connection: Connection, **values: Any) -> None:
    """Keep something that subscribers are to be told."""
    connection.execute(insert(notice).values(**values))


def newest(connection: Connection, limit: int) -> list[Notice]:
    """The newest notices."""
    rows = connection.execute(select(notice).order_by(notice.c.made_at.desc(), notice.c.id.desc()).limit(limit))
    return [Notice(*row) for row in rows]


def due(connection: Connection, channel: str, now: datetime) -> list[tuple[Notice, int]]:
    """The notices to be sent on a channel now, oldest first, each with how often it was tried."""
    here = and_(delivery.c.notice_id == notice.c.id, delivery.c.channel == channel)
    wanted = or_(delivery.c.notice_id.is_(None), and_(delivery.c.sent_at.is_(None), delivery.c.next_at <= now))
    query = select(notice, delivery.c.tries).outerjoin(delivery, here).where(wanted).order_by(notice.c.id)
    return [(Notice(*row[:-1]), row[-1] or 0) for row in connection.execute(query)]


def settle(connection: Connection, notice_id: int, channel: str, **values: Any) -> None:
    """Keep what became of a delivery: when it was sent, or when it is tried again."""
    here = and_(delivery.c.notice_id == notice_id, delivery.c.channel == channel)
    connection.execute(delete(delivery).where(here))
    connection.execute(insert(delivery).values(notice_id=notice_id, channel=channel, **values))
