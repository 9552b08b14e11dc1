"""When each fetched release is looked at again, what one look showed, and the register of what two confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, update

from jikenbo.model.judgement import Author
from jikenbo.store.schema import judgement, release
from jikenbo.store.watch_schema import recheck, register, visit


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

    @property
    def digest(self) -> str:
        """The SHA-256 by which the log of digests knows it."""
        words = (self.release_id, self.kind, self.address, self.before, self.after, self.reason)
        return sha256("\n".join(words).encode()).hexdigest()


def enroll(connection: Connection, now: datetime, first: timedelta) -> int:
    """Give a place in the round to every release that was fetched, or else says its address; how many there were."""
    rows = [*_fetched(connection, now, first), *_named(connection, now, first)]
    if rows:
        connection.execute(insert(recheck).values(pending="", standing="same", verdict="new"), rows)
    return len(rows)


def _grouped() -> ColumnElement[str]:
    """The release that a release stands under: its own id, or that of the one it is a copy of."""
    return func.coalesce(release.c.same_as, release.c.id)


def _placed() -> Select[Any]:
    """The releases of which a copy has a place."""
    return select(_grouped()).join(recheck, recheck.c.release_id == release.c.id)


def _fetched(connection: Connection, now: datetime, first: timedelta) -> list[dict[str, Any]]:
    """Places for what was fetched, due a first interval later."""
    query = (
        select(visit.c.release_id, func.min(visit.c.final), func.max(visit.c.at))
        .where(visit.c.release_id.is_not(None), visit.c.digest != "")
        .where(visit.c.release_id.not_in(select(recheck.c.release_id)))
        .group_by(visit.c.release_id)
    )
    seconds = int(first.total_seconds())
    return [
        {"release_id": of, "address": final, "next_at": (at or now) + first, "interval": seconds}
        for of, final, at in connection.execute(query)
    ]


def _named(connection: Connection, now: datetime, first: timedelta) -> list[dict[str, Any]]:
    """Places for what was not fetched but says the publisher's address, as an archive's entry does: due now."""
    fetched = select(visit.c.release_id).where(visit.c.release_id.is_not(None), visit.c.digest != "")
    group = release.alias()
    copies = select(group.c.id).where(group.c.same_as == release.c.id, group.c.id.in_(fetched)).exists()
    query = select(release.c.id, release.c.address).where(
        release.c.same_as.is_(None),
        release.c.address.like("http%"),
        release.c.id.not_in(fetched),
        release.c.id.not_in(_placed()),
        ~copies,
    )
    seconds = int(first.total_seconds())
    return [
        {"release_id": row.id, "address": row.address.strip(), "next_at": now, "interval": seconds}
        for row in connection.execute(query)
    ]


def due(connection: Connection, until: datetime, limit: int | None = None) -> list[Recheck]:
    """The releases that are due by a time, the one that has been due longest first."""
    wanted = select(recheck).where(recheck.c.next_at <= until).order_by(recheck.c.next_at, recheck.c.release_id)
    return [_recheck(row) for row in connection.execute(wanted.limit(limit))]


def pages_of_entries(connection: Connection) -> list[tuple[str, str]]:
    """Releases that say an address which was fetched as a release of its own, each with that one, not yet judged."""
    entry, page = release.alias("entry"), release.alias("page")
    judged = select(judgement.c.id).where(
        judgement.c.relation == "release",
        judgement.c.author != Author.PROGRAM.value,
        ((judgement.c.left == entry.c.id) & (judgement.c.right == page.c.id))
        | ((judgement.c.left == page.c.id) & (judgement.c.right == entry.c.id)),
    )
    apart = entry.c.same_as.is_distinct_from(page.c.id) & page.c.same_as.is_distinct_from(entry.c.id)
    rows = connection.execute(
        select(entry.c.id, page.c.id).where(
            entry.c.address == page.c.doc, entry.c.id != page.c.id, apart, ~judged.exists()
        )
    )
    return [(one, other) for one, other in rows]


def pending(connection: Connection) -> int:
    """How many releases showed something that a second look has yet to confirm."""
    return connection.execute(select(func.count()).select_from(recheck).where(recheck.c.pending != "")).scalar_one()


def next_at(connection: Connection) -> datetime | None:
    """When the next release is due."""
    row = connection.execute(select(recheck.c.next_at).order_by(recheck.c.next_at).limit(1)).first()
    return row.next_at if row else None


def make_due(connection: Connection, now: datetime) -> None:
    """Have every release looked at now."""
    connection.execute(update(recheck).values(next_at=now))


def hand_over(connection: Connection, entry: str, made: Recheck) -> None:
    """Give an entry's place to its original, unless that has one."""
    connection.execute(delete(recheck).where(recheck.c.release_id == entry))
    if get(connection, made.release_id) is None:
        connection.execute(insert(recheck).values(**{name: getattr(made, name) for name in Recheck.__slots__}))


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
    """The register, newest first, of one release with its copies or of all."""
    query = select(register).order_by(register.c.confirmed_at.desc(), register.c.id.desc())
    if release_id:
        copies = select(release.c.id).where(release.c.same_as == release_id)
        query = query.where((register.c.release_id == release_id) | register.c.release_id.in_(copies))
    return [Registered(**row._mapping) for row in connection.execute(query.limit(limit))]  # noqa: SLF001


def _recheck(row: Row[Any]) -> Recheck:
    return Recheck(**row._mapping)  # noqa: SLF001
