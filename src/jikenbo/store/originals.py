"""Releases by where they stand on the web: their own captures, and those that say or have an address."""

from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from jikenbo.model.document import Document
from jikenbo.model.release import Capture
from jikenbo.store import records
from jikenbo.store.schema import capture, release, text


def own_captures(connection: Connection, release_id: str) -> tuple[Capture, ...]:
    """The captures of a release without those of its other copies, oldest first."""
    wanted = select(capture).where(capture.c.release_id == release_id)
    rows = connection.execute(wanted.order_by(capture.c.taken_at, capture.c.id))
    return tuple(records.capture_of(row) for row in rows)


def captured_document(connection: Connection, held: Capture) -> Document:
    """The document that was made of one capture."""
    row = connection.execute(select(text).where(text.c.capture_id == held.id)).one()
    return records.document_of(held.doc, row._mapping)  # noqa: SLF001


def at_address(connection: Connection, address: str) -> list[str]:
    """The releases that say an address as their own, by id."""
    return list(connection.execute(select(release.c.id).where(release.c.address == address)).scalars())


def of_doc(connection: Connection, doc: str) -> str | None:
    """The release that a document's captures are of, or None."""
    found: str | None = connection.execute(select(release.c.id).where(release.c.doc == doc)).scalars().first()
    return found


def link_again(connection: Connection, release_ids: Iterable[str]) -> None:
    """Have releases linked again when that is done next."""
    for one in release_ids:
        connection.execute(update(release).where(release.c.id == one).values(linked=False))
