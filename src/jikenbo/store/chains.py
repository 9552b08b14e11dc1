"""What verification follows: captures in the order of their records, with the texts and spans that rest on them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from jikenbo.model.release import Capture
from jikenbo.model.text import Span
from jikenbo.store import records
from jikenbo.store.schema import capture, fact, text
from jikenbo.store.watch_schema import digest_log


@dataclass(frozen=True, slots=True)
class Chain:
    """A capture with the text that was made of it, its digest in the log, and whether facts rest on that text.

    `content` is None where the text is gone.
    """

    capture: Capture
    release_id: str
    extractor: str
    content: str | None
    logged: str | None
    newest: bool


def chains(connection: Connection) -> Iterator[Chain]:
    """Every capture with its text, in the order of the captures' files."""
    newest = (
        select(capture.c.release_id, func.max(capture.c.taken_at).label("at")).group_by(capture.c.release_id).subquery()
    )
    logged = select(digest_log.c.digest).where(digest_log.c.subject == capture.c.id, digest_log.c.what == "capture")
    query = (
        select(
            capture, text.c.extractor, text.c.content, newest.c.at, logged.limit(1).scalar_subquery().label("logged")
        )
        .outerjoin(text, text.c.capture_id == capture.c.id)
        .join(newest, newest.c.release_id == capture.c.release_id)
        .order_by(capture.c.warc, capture.c.offset, capture.c.id)
    )
    for row in connection.execution_options(yield_per=200).execute(query):
        yield Chain(
            records.capture_of(row),
            row.release_id,
            row.extractor or "",
            row.content,
            row.logged,
            row.taken_at == row.at,
        )


def spans(connection: Connection, release_id: str) -> Iterator[tuple[str, Span]]:
    """The spans of a release's facts, each with its field."""
    for row in connection.execute(select(fact.c.field, fact.c.spans).where(fact.c.release_id == release_id)):
        yield from ((row.field, Span(*one)) for one in row.spans)


def lost(connection: Connection) -> Iterator[str]:
    """The captures that the log of digests knows and the casebook does not have."""
    query = (
        select(digest_log.c.subject)
        .outerjoin(capture, capture.c.id == digest_log.c.subject)
        .where(digest_log.c.what == "capture", capture.c.id.is_(None))
    )
    return iter(connection.execute(query.order_by(digest_log.c.number)).scalars())
