"""Sources with their runs and what was seen there: the state of the scheduler, which a killed process leaves whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from jikenbo.store.watch_schema import sighting, source, watch_run

STATES = ("waiting", "taken", "skipped", "forbidden", "gone", "failed")


@dataclass(frozen=True, slots=True)
class Watched:
    """A source as the casebook keeps it; `definition` is its TOML's."""

    id: str
    definition: Mapping[str, Any]
    next_at: datetime
    last_at: datetime | None
    failures: int
    etag: str
    last_modified: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One look at a source: what it found, how much of it was new, what was left and why; `alert` if too little."""

    source_id: str
    started_at: datetime
    ended_at: datetime | None = None
    status: str = "running"
    found: int = 0
    new: int = 0
    skipped: int = 0
    reason: str = ""
    alert: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An address seen at a source. `state` is waiting, taken, skipped, forbidden, gone or failed."""

    source_id: str
    address: str
    title: str
    seen_at: datetime
    state: str
    published: str | None = None
    reason: str = ""
    score: float = 0.0
    release_id: str | None = None
    tries: int = 0
    next_at: datetime | None = None
    vanishes_at: datetime | None = None


def put_source(connection: Connection, source_id: str, definition: Mapping[str, Any], next_at: datetime) -> None:
    """Keep a source, or its new definition."""
    if connection.execute(select(source.c.id).where(source.c.id == source_id)).scalar() is None:
        connection.execute(
            insert(source).values(id=source_id, definition=dict(definition), next_at=next_at, failures=0)
        )
    else:
        connection.execute(update(source).where(source.c.id == source_id).values(definition=dict(definition)))


def remove_source(connection: Connection, source_id: str) -> bool:
    """Forget a source with its runs and sightings; its releases stay. Whether there was one."""
    for table in (watch_run, sighting):
        connection.execute(delete(table).where(table.c.source_id == source_id))
    return connection.execute(delete(source).where(source.c.id == source_id)).rowcount > 0


def sources(connection: Connection) -> list[Watched]:
    """All sources, by id."""
    return [_watched(row) for row in connection.execute(select(source).order_by(source.c.id))]


def due_sources(connection: Connection, until: datetime) -> list[Watched]:
    """The sources that are due by a time, the one that has been due longest first."""
    wanted = select(source).where(source.c.next_at <= until).order_by(source.c.next_at, source.c.id)
    return [_watched(row) for row in connection.execute(wanted)]


def _watched(row: Row[Any]) -> Watched:
    return Watched(row.id, row.definition, row.next_at, row.last_at, row.failures, row.etag, row.last_modified)


def settle_source(connection: Connection, watched: Watched) -> None:
    """Keep when a source is due next, and what it was last asked with."""
    values = {name: getattr(watched, name) for name in ("next_at", "last_at", "failures", "etag", "last_modified")}
    connection.execute(update(source).where(source.c.id == watched.id).values(**values))


def begin_run(connection: Connection, source_id: str, now: datetime) -> int:
    """Note that a run begins; one that a killed process left is noted as broken off."""
    left = (watch_run.c.source_id == source_id) & (watch_run.c.status == "running")
    connection.execute(update(watch_run).where(left).values(status="broken_off", reason="The process ended."))
    made = connection.execute(insert(watch_run).values(**_columns(Run(source_id=source_id, started_at=now))))
    key = made.inserted_primary_key
    return int(key[0]) if key else 0


def end_run(connection: Connection, number: int, run: Run) -> None:
    """Note what a run came to."""
    connection.execute(update(watch_run).where(watch_run.c.id == number).values(**_columns(run)))


def last_alert(connection: Connection, source_id: str) -> str:
    """The alert of the last look at a source that came to an end, or an empty string."""
    ended = (watch_run.c.source_id == source_id) & watch_run.c.status.in_(("done", "failed"))
    last = select(watch_run.c.alert).where(ended).order_by(watch_run.c.started_at.desc(), watch_run.c.id.desc())
    return str(connection.execute(last.limit(1)).scalar() or "")


def runs(connection: Connection, source_id: str | None = None, limit: int = 50) -> list[Run]:
    """The last runs, newest first."""
    query = select(watch_run).order_by(watch_run.c.started_at.desc(), watch_run.c.id.desc()).limit(limit)
    query = query.where(watch_run.c.source_id == source_id) if source_id else query
    return [Run(**{k: v for k, v in row._mapping.items() if k != "id"}) for row in connection.execute(query)]  # noqa: SLF001


def _columns(run: Run | Sighting) -> dict[str, Any]:
    return {name: getattr(run, name) for name in run.__slots__}


def seen(connection: Connection, source_id: str, addresses: Iterable[str]) -> set[str]:
    """Those of some addresses that were seen at a source before."""
    wanted = list(addresses)
    found: set[str] = set()
    for at in range(0, len(wanted), 500):
        part = sighting.c.address.in_(wanted[at : at + 500])
        found.update(
            connection.execute(select(sighting.c.address).where(sighting.c.source_id == source_id, part)).scalars()
        )
    return found


def put_sightings(connection: Connection, made: Iterable[Sighting]) -> None:
    """Keep what was seen for the first time."""
    rows = [_columns(one) for one in made]
    if rows:
        connection.execute(insert(sighting), rows)


def settle_sighting(connection: Connection, made: Sighting) -> None:
    """Keep what became of a sighting."""
    here = (sighting.c.source_id == made.source_id) & (sighting.c.address == made.address)
    connection.execute(update(sighting).where(here).values(**_columns(made)))


def sightings(connection: Connection, source_id: str, state: str | None = None) -> list[Sighting]:
    """What was seen at a source, newest first."""
    query = select(sighting).where(sighting.c.source_id == source_id).order_by(sighting.c.seen_at.desc())
    query = query.where(sighting.c.state == state) if state else query
    return [_sighting(row) for row in connection.execute(query)]


def waiting(connection: Connection, until: datetime) -> list[Sighting]:
    """What is to be fetched by a time, what will vanish first before all."""
    wanted = (
        select(sighting)
        .where(sighting.c.state == "waiting", sighting.c.next_at.is_(None) | (sighting.c.next_at <= until))
        .order_by(sighting.c.vanishes_at.is_(None), sighting.c.vanishes_at, sighting.c.seen_at, sighting.c.address)
    )
    return [_sighting(row) for row in connection.execute(wanted)]


def stands(connection: Connection, held: Sighting) -> bool:
    """Whether a sighting waits still: another process may have settled it."""
    here = (sighting.c.source_id == held.source_id) & (sighting.c.address == held.address)
    return connection.execute(select(sighting.c.state).where(here)).scalar() == "waiting"


def taken_elsewhere(connection: Connection, held: Sighting) -> str | None:
    """The release that the same address gave when it was fetched for another source, or None."""
    here = (sighting.c.address == held.address) & (sighting.c.source_id != held.source_id)
    wanted = select(sighting.c.release_id).where(here, sighting.c.state == "taken", sighting.c.release_id.is_not(None))
    found: str | None = connection.execute(wanted).scalars().first()
    return found


def waiting_counts(connection: Connection) -> dict[str, int]:
    """How many addresses of each source wait to be fetched."""
    query = select(sighting.c.source_id, func.count()).where(sighting.c.state == "waiting")
    return {row[0]: row[1] for row in connection.execute(query.group_by(sighting.c.source_id))}


def _sighting(row: Row[Any]) -> Sighting:
    return Sighting(**row._mapping)  # noqa: SLF001
