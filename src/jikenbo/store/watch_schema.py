"""The tables of watching: sources, runs, what was seen there, visits, re-checks, the log of digests, drafts."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    TypeDecorator,
)

from jikenbo.store.schema import metadata


class Moment(TypeDecorator[datetime]):
    """A time in UTC, with its zone on both databases: SQLite alone would lose it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """In UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """With its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _of_release(*, key: bool = False) -> Column[str]:
    of = ForeignKey("release.id", ondelete="CASCADE")
    return Column("release_id", String, of, primary_key=key, nullable=not key, index=None if key else True)


def _of_source(*, key: bool = False) -> Column[str]:
    of = ForeignKey("source.id", ondelete="CASCADE")
    return Column("source_id", String, of, primary_key=key, nullable=False, index=None if key else True)


source = Table(
    "source",
    metadata,
    Column("id", String, primary_key=True),
    # The whole definition, as its TOML says it.
    Column("definition", JSON, nullable=False),
    Column("next_at", Moment, nullable=False, index=True),
    Column("last_at", Moment),
    Column("failures", Integer, nullable=False, default=0),
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
)

watch_run = Table(
    "watch_run",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_source(),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("status", String, nullable=False),
    Column("found", Integer, nullable=False, default=0),
    Column("new", Integer, nullable=False, default=0),
    Column("skipped", Integer, nullable=False, default=0),
    Column("reason", Text, nullable=False, default=""),
    Column("alert", Text, nullable=False, default=""),
)

sighting = Table(
    "sighting",
    metadata,
    _of_source(key=True),
    Column("address", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("published", String),
    Column("seen_at", Moment, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("reason", Text, nullable=False, default=""),
    Column("score", Float, nullable=False, default=0.0),
    Column("release_id", String, ForeignKey("release.id", ondelete="SET NULL"), index=True),
    Column("tries", Integer, nullable=False, default=0),
    Column("next_at", Moment),
    Column("vanishes_at", Moment),
)

visit = Table(
    "visit",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_release(),
    Column("address", Text, nullable=False, index=True),
    Column("final", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("status", Integer),
    Column("verdict", String, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("digest", String, nullable=False, default=""),
    Column("payload_digest", String, nullable=False, default=""),
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
    Column("warc", String, nullable=False, default=""),
    Column("offset", BigInteger, nullable=False, default=0),
)

host_turn = Table(
    "host_turn",
    metadata,
    Column("host", String, primary_key=True),
    Column("free_at", Moment, nullable=False),
    Column("troubles", Integer, nullable=False, default=0),
)

recheck = Table(
    "recheck",
    metadata,
    _of_release(key=True),
    Column("address", Text, nullable=False),
    Column("next_at", Moment, nullable=False, index=True),
    Column("interval", Integer, nullable=False),
    Column("verdict", String, nullable=False),
    # What the last look showed and a second one has yet to confirm, and since when.
    Column("pending", String, nullable=False, default=""),
    Column("pending_at", Moment),
    Column("standing", String, nullable=False, default="same"),
)

register = Table(
    "register",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_release(),
    Column("kind", String, nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("noticed_at", Moment, nullable=False),
    Column("confirmed_at", Moment, nullable=False),
    Column("before", String, nullable=False, default=""),
    Column("after", String, nullable=False, default=""),
    Column("reason", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    Index("ix_register_confirmed_at", "confirmed_at"),
)

digest_log = Table(
    "digest_log",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("what", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("digest", String, nullable=False),
    Column("chained", String, nullable=False),
)

digest_stamp = Table(
    "digest_stamp",
    metadata,
    Column("number", Integer, ForeignKey("digest_log.number"), primary_key=True),
    Column("service", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("token", LargeBinary, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    _of_release(key=True),
    Column("made_at", Moment, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("content", Text, nullable=False),
    Column("decided_at", Moment),
    Column("decided_by", String, nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
)

notice = Table(
    "notice",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_release(),
    Column("kind", String, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("title", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("said", Text, nullable=False),
)

delivery = Table(
    "notice_delivery",
    metadata,
    Column("notice_id", Integer, ForeignKey("notice.id", ondelete="CASCADE"), primary_key=True),
    Column("channel", String, primary_key=True),
    Column("sent_at", Moment),
    Column("tries", Integer, nullable=False, default=0),
    Column("next_at", Moment),
    Column("reason", Text, nullable=False, default=""),
)
