"""The log of digests: every capture and every finding, each entry chained to the one before by its hash."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, text

from jikenbo.store.statements import Insert
from jikenbo.store.watch_schema import digest_log, digest_stamp

_PUT = Insert(digest_log)
_BEGINNING = hashlib.sha256(b"jikenbo digest log").hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what was noted (capture, visit, register), of what, with which digest; `chained` binds all before."""

    number: int
    at: datetime
    what: str
    subject: str
    digest: str
    chained: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """An RFC 3161 token over the chained digest of an entry, and so over every entry before it."""

    number: int
    service: str
    at: datetime
    token: bytes


def log(connection: Connection, what: str, subject: str, digest: str, at: datetime) -> Entry:
    """Add an entry to the log."""
    if connection.dialect.name == "postgresql":
        # Two writers must not chain to the same entry; SQLite has one writer at a time anyway.
        connection.execute(text("LOCK TABLE digest_log IN EXCLUSIVE MODE"))
    # Written out, because it is asked once a capture: an ordinary statement costs ten times as much to prepare.
    last = connection.exec_driver_sql("SELECT number, chained FROM digest_log ORDER BY number DESC LIMIT 1").first()
    number, before = (last[0], last[1]) if last else (0, _BEGINNING)
    entry = _following(number, before, (what, subject, digest), at.astimezone(UTC))
    _PUT(connection, [(entry.number, entry.at, what, subject, digest, entry.chained)])
    return entry


def chained(last: Entry | None, what: str, subject: str, digest: str, at: datetime) -> Entry:
    """The entry that follows another one."""
    before = (last.number, last.chained) if last else (0, _BEGINNING)
    return _following(*before, (what, subject, digest), at)


def _following(last: int, before: str, noted: tuple[str, str, str], at: datetime) -> Entry:
    number = last + 1
    words = "\n".join((before, str(number), at.isoformat(), *noted))
    return Entry(number, at, *noted, hashlib.sha256(words.encode()).hexdigest())


def head(connection: Connection) -> Entry | None:
    """The newest entry."""
    row = connection.execute(select(digest_log).order_by(digest_log.c.number.desc()).limit(1)).first()
    return Entry(*row) if row else None


def entries(connection: Connection) -> Iterator[Entry]:
    """All entries, oldest first."""
    rows = connection.execution_options(yield_per=1000).execute(select(digest_log).order_by(digest_log.c.number))
    return (Entry(*row) for row in rows)


def breaks(connection: Connection) -> Iterator[str]:
    """Where the log does not hang together: entries missing, changed or out of order, in a sentence each."""
    last: Entry | None = None
    for entry in entries(connection):
        expected = chained(last, entry.what, entry.subject, entry.digest, entry.at)
        if entry.number != expected.number:
            yield f"The log of digests lacks entry {expected.number}."
        elif entry.chained != expected.chained:
            yield f"Entry {entry.number} of the log of digests ({entry.what} {entry.subject}) is not as it was made."
        last = entry


def put_stamp(connection: Connection, stamp: Stamp) -> None:
    """Keep a time stamp."""
    columns = {name: getattr(stamp, name) for name in Stamp.__slots__}
    connection.execute(insert(digest_stamp).values(**columns))


def stamps(connection: Connection) -> list[Stamp]:
    """All time stamps, oldest first."""
    return [Stamp(*row) for row in connection.execute(select(digest_stamp).order_by(digest_stamp.c.number))]
