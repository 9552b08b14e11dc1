"""Releases with their captures, texts and readings."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from jikenbo.model.document import Document, Doubt
from jikenbo.model.fact import Reading
from jikenbo.model.release import Capture, Release
from jikenbo.model.text import Span
from jikenbo.store import records
from jikenbo.store.records import Rows
from jikenbo.store.schema import capture, doubt, fact, reading, release, text
from jikenbo.store.statements import Insert


@dataclass(frozen=True, slots=True)
class Stored:
    """A release as the casebook holds it: the document of its newest capture, its reading, and all its captures."""

    release: Release
    document: Document
    reading: Reading
    captures: tuple[Capture, ...]


def captured(connection: Connection, capture_ids: Iterable[str]) -> set[str]:
    """Those of the captures that the casebook holds already."""
    wanted = list(capture_ids)
    found: set[str] = set()
    for at in range(0, len(wanted), 500):
        rows = connection.execute(select(capture.c.id).where(capture.c.id.in_(wanted[at : at + 500])))
        found.update(rows.scalars())
    return found


_PUT_RELEASE = Insert(release, ignoring=True)
_PUT_CAPTURE = Insert(capture)
_PUT_TEXT = Insert(text)
_PUT_READING = Insert(reading)
_PUT_FACTS = Insert(fact)
_PUT_DOUBTS = Insert(doubt, without=["id"])


def add(connection: Connection, taken: Release, taken_capture: Capture, document: Document, read: Reading) -> bool:
    """Add a capture and its reading; see `add_rows`."""
    return add_rows(connection, taken, taken_capture, records.rows_of(document, read))


def add_rows(connection: Connection, taken: Release, taken_capture: Capture, rows: Rows) -> bool:
    """Add a capture with its text and reading, which a later capture of the same release puts in place of the former.

    Says whether the release is new.
    """
    of = taken.id
    columns = (of, taken.doc, taken.title, taken.organisation, taken.published, taken.address)
    is_new = _PUT_RELEASE(connection, [(*columns, None, False)]) == 1
    if not is_new:
        changed = dict(zip(Release.__slots__, columns, strict=True)) | {"linked": False}
        connection.execute(update(release).where(release.c.id == of).values(**changed))
        for made in (fact, reading, doubt):
            connection.execute(delete(made).where(made.c.release_id == of))
    c = taken_capture
    place = (c.media_type, c.digest, c.size, c.warc, c.offset)
    _PUT_CAPTURE(connection, [(c.id, of, c.doc, c.address, c.taken_at, *place)])
    _PUT_TEXT(connection, [(c.id, of, *rows.text)])
    _PUT_READING(connection, [(of, *rows.reading)])
    _PUT_FACTS(connection, [(of, position, *values) for position, values in enumerate(rows.facts)])
    _PUT_DOUBTS(connection, [(of, *values) for values in rows.doubts])
    return is_new


def put_doubts(connection: Connection, release_id: str | None, doubts: Sequence[Doubt]) -> None:
    """Put the doubts on a release's document (or on documents that gave no release) in the place of those before."""
    held = doubt.c.doc.in_({d.doc for d in doubts}) if release_id is None else doubt.c.release_id == release_id
    connection.execute(delete(doubt).where(held))
    _PUT_DOUBTS(connection, [(release_id, *records.doubt_values(one)) for one in doubts])


def settle_doubts(
    connection: Connection,
    kinds: Iterable[str],
    made: AbstractSet[tuple[str | None, Doubt]],
    docs: Collection[str] | None = None,
) -> None:
    """Have the doubts of some kinds (on some documents, or all), each with its release if any, be what was made."""
    query = select(doubt).where(doubt.c.kind.in_(list(kinds)))
    wanted = sorted(docs or ())
    parts = [wanted[at : at + 500] for at in range(0, len(wanted), 500)]
    queries = [query] if docs is None else [query.where(doubt.c.doc.in_(part)) for part in parts]
    standing = {row.id: (row.release_id, _doubt_of(row)) for one in queries for row in connection.execute(one)}
    gone = [key for key, one in standing.items() if one not in made]
    for at in range(0, len(gone), 500):
        connection.execute(delete(doubt).where(doubt.c.id.in_(gone[at : at + 500])))
    new = made - set(standing.values())
    _PUT_DOUBTS(connection, [(release_id, *records.doubt_values(one)) for release_id, one in sorted(new, key=_by_doc)])


def get(connection: Connection, release_id: str) -> Stored | None:
    """A release whole, or None."""
    row = connection.execute(select(release).where(release.c.id == release_id)).first()
    if row is None:
        return None
    return Stored(
        records.release_of(row),
        document(connection, release_id, row.doc),
        reading_of(connection, release_id),
        captures(connection, release_id),
    )


def document(connection: Connection, release_id: str, doc: str) -> Document:
    """The document of a release's newest capture."""
    newest = (
        select(text)
        .join(capture, capture.c.id == text.c.capture_id)
        .where(text.c.release_id == release_id)
        .order_by(capture.c.taken_at.desc(), capture.c.id)
        .limit(1)
    )
    return records.document_of(doc, connection.execute(newest).one()._mapping)  # noqa: SLF001


def reading_of(connection: Connection, release_id: str) -> Reading:
    """The present reading of a release."""
    head = connection.execute(select(reading).where(reading.c.release_id == release_id)).one()
    rows = connection.execute(select(fact).where(fact.c.release_id == release_id).order_by(fact.c.position))
    return Reading(head.reader, tuple(records.fact_of(row) for row in rows), tuple(head.notes))


def captures(connection: Connection, release_id: str) -> tuple[Capture, ...]:
    """All captures of a release and of its other copies, oldest first."""
    copies = select(release.c.id).where(release.c.same_as == release_id)
    wanted = select(capture).where((capture.c.release_id == release_id) | capture.c.release_id.in_(copies))
    rows = connection.execute(wanted.order_by(capture.c.taken_at, capture.c.id))
    return tuple(records.capture_of(row) for row in rows)


def newest_digest(connection: Connection, doc: str) -> str | None:
    """The digest of the newest capture of a document, or None if there is none."""
    newest = select(capture.c.digest).where(capture.c.doc == doc).order_by(capture.c.taken_at.desc(), capture.c.id)
    digest: str | None = connection.execute(newest.limit(1)).scalar()
    return digest


def canonical(connection: Connection, release_id: str) -> str | None:
    """The id under which a release appears: its own, or that of the release it is a copy of; None if unknown."""
    row = connection.execute(select(release.c.id, release.c.same_as).where(release.c.id == release_id)).first()
    return (row.same_as or row.id) if row else None


def listed(connection: Connection, after: tuple[str, str] | None = None, limit: int = 50) -> list[Release]:
    """Releases by date of publication, newest first; `after` is the date and id of the last one of the page before."""
    date = func.coalesce(release.c.published, "")
    query = select(release).where(release.c.same_as.is_(None))
    if after is not None:
        query = query.where((date < after[0]) | ((date == after[0]) & (release.c.id > after[1])))
    return [
        records.release_of(row) for row in connection.execute(query.order_by(date.desc(), release.c.id).limit(limit))
    ]


def every(connection: Connection) -> Iterator[Release]:
    """All releases, copies too, in order of id."""
    rows = connection.execution_options(yield_per=1000).execute(select(release).order_by(release.c.id))
    return (records.release_of(row) for row in rows)


def copies(connection: Connection) -> dict[str, str]:
    """Each release that is a copy of another one, with that one's id."""
    rows = connection.execute(select(release.c.id, release.c.same_as).where(release.c.same_as.is_not(None)))
    return {row.id: row.same_as for row in rows}


def count(connection: Connection) -> int:
    """How many releases there are, copies not counted."""
    return connection.execute(select(func.count()).select_from(release).where(release.c.same_as.is_(None))).scalar_one()


def doubts(connection: Connection) -> Iterator[Doubt]:
    """All doubts, by document."""
    for row in connection.execute(select(doubt).order_by(doubt.c.doc, doubt.c.id)):
        yield _doubt_of(row)


def _doubt_of(row: Row[Any]) -> Doubt:
    return Doubt(row.doc, row.kind, row.reason, Span(row.start, row.end) if row.start is not None else None)


def _by_doc(made: tuple[str | None, Doubt]) -> tuple[str, str, str]:
    return made[1].doc, made[1].kind, made[1].reason
