"""Visits to addresses: what each showed, and where its record is."""

from typing import Any

from sqlalchemy import Connection, Row, insert, select

from jikenbo.model.visit import Seen, VisitRow
from jikenbo.store.watch_schema import visit

_COLUMNS = tuple(name for name in VisitRow.__slots__ if name != "seen")


def put(connection: Connection, made: VisitRow) -> None:
    """Keep a visit."""
    columns = {name: getattr(made, name) for name in _COLUMNS}
    connection.execute(insert(visit).values(verdict=made.seen.value, **columns))


def last_whole(connection: Connection, address: str) -> VisitRow | None:
    """The last visit to an address that brought content: its validators and digests serve the next one."""
    wanted = select(visit).where((visit.c.address == address) | (visit.c.final == address), visit.c.digest != "")
    row = connection.execute(wanted.order_by(visit.c.at.desc(), visit.c.id.desc()).limit(1)).first()
    return _of(row) if row else None


def of_release(connection: Connection, release_id: str) -> list[VisitRow]:
    """All visits to a release's address, oldest first."""
    rows = connection.execute(select(visit).where(visit.c.release_id == release_id).order_by(visit.c.at, visit.c.id))
    return [_of(row) for row in rows]


def every(connection: Connection) -> list[VisitRow]:
    """All visits, oldest first."""
    return [_of(row) for row in connection.execute(select(visit).order_by(visit.c.id))]


def _of(row: Row[Any]) -> VisitRow:
    columns = row._mapping  # noqa: SLF001  (the documented way to a row's columns by name)
    return VisitRow(seen=Seen(columns["verdict"]), **{name: columns[name] for name in _COLUMNS})
