"""The tables that linking is held in: what a new release is found by, and what it touches. All can be made again."""

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, String, Table

from jikenbo.store.schema import metadata


def _named(name: str) -> Column[str]:
    return Column(name, String, primary_key=True)


# The digest of a blocking key, and the releases that have it in order of publication: a block is read by its key.
release_key = Table(
    "release_key",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    _named("day"),
    Column("release_id", String, ForeignKey("release.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# Cases as they are linked, copies of releases among them; `shown` is the id of the case without copies.
joined_case = Table(
    "joined_case",
    metadata,
    _named("id"),
    Column("shown", String, nullable=False, index=True),
    Column("content", JSON, nullable=False),
)

joined_release = Table(
    "joined_release",
    metadata,
    Column("release_id", String, ForeignKey("release.id", ondelete="CASCADE"), primary_key=True),
    Column("case_id", String, nullable=False),
)

# The names and the days that each case gives.
case_name = Table("case_name", metadata, _named("name"), _named("case_id"), sqlite_with_rowid=False)
case_day = Table("case_day", metadata, _named("day"), _named("case_id"), sqlite_with_rowid=False)

# Under a name, the cases that hang together: those of one part.
case_thread = Table(
    "case_thread",
    metadata,
    _named("name"),
    _named("case_id"),
    Column("part", String, nullable=False),
    Index("ix_case_thread_case_id", "case_id"),
    sqlite_with_rowid=False,
)

# Pairs of releases, both ways round: those that tell in the same words (`alike`), and those that would be of one case
# by themselves and are not (`torn`).
release_tie = Table(
    "release_tie",
    metadata,
    _named("kind"),
    _named("release_id"),
    _named("other"),
    sqlite_with_rowid=False,
)

# The days that a good part of a campaign's cases give.
campaign_day = Table(
    "campaign_day",
    metadata,
    _named("day"),
    _named("campaign_id"),
    Index("ix_campaign_day_campaign_id", "campaign_id"),
    sqlite_with_rowid=False,
)

# The profile with which a release stands linked, where it has got another one since.
former_profile = Table(
    "former_profile",
    metadata,
    Column("release_id", String, ForeignKey("release.id", ondelete="CASCADE"), primary_key=True),
    Column("content", JSON, nullable=False),
)

TABLES = (release_key, joined_case, joined_release, case_name, case_day, case_thread, release_tie, campaign_day)
