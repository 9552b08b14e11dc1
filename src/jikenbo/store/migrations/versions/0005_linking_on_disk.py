"""What linking is held in: releases by digests of their keys, cases by names and days, what hangs together."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _named(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), nullable=False)


def upgrade() -> None:
    """Make the tables of linking; they are filled when something is linked next."""
    op.drop_table("blocking_key")
    op.create_table(
        "release_key",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        _named("day"),
        _named("release_id"),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_key_release_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "day", "release_id", name=op.f("pk_release_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_release_key_release_id"), "release_key", ["release_id"], unique=False)
    op.create_table(
        "joined_case",
        _named("id"),
        _named("shown"),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joined_case")),
    )
    op.create_index(op.f("ix_joined_case_shown"), "joined_case", ["shown"], unique=False)
    op.create_table(
        "joined_release",
        _named("release_id"),
        _named("case_id"),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_joined_release_release_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_joined_release")),
    )
    op.create_table(
        "former_profile",
        _named("release_id"),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_former_profile_release_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_former_profile")),
    )
    for name, *columns in (
        ("case_name", "name", "case_id"),
        ("case_day", "day", "case_id"),
        ("release_tie", "kind", "release_id", "other"),
        ("campaign_day", "day", "campaign_id"),
    ):
        key = sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{name}"))
        op.create_table(name, *map(_named, columns), key, sqlite_with_rowid=False)
    op.create_index("ix_campaign_day_campaign_id", "campaign_day", ["campaign_id"], unique=False)
    op.create_table(
        "case_thread",
        _named("name"),
        _named("case_id"),
        _named("part"),
        sa.PrimaryKeyConstraint("name", "case_id", name=op.f("pk_case_thread")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_thread_case_id", "case_thread", ["case_id"], unique=False)
    op.create_index("ix_judgement_author", "judgement", ["author", "relation"], unique=False)
