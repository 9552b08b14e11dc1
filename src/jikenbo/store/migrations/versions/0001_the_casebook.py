"""The first schema: releases, captures, texts, readings, judgements, cases and campaigns."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "campaign",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("origin_case", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_table(
        "incident_case",
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_case")),
    )
    op.create_table(
        "release",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("doc", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("same_as", sa.String(), nullable=True),
        sa.Column("linked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["same_as"], ["release.id"], name=op.f("fk_release_same_as")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    op.create_index(op.f("ix_release_address"), "release", ["address"], unique=False)
    op.create_index(op.f("ix_release_linked"), "release", ["linked"], unique=False)
    op.create_index(op.f("ix_release_published"), "release", ["published"], unique=False)
    op.create_index(op.f("ix_release_same_as"), "release", ["same_as"], unique=False)
    op.create_table(
        "search_name",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "kind", name=op.f("pk_search_name")),
    )
    op.create_table(
        "search_posting",
        sa.Column("token", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("token", "segment", name=op.f("pk_search_posting")),
    )
    op.create_table(
        "search_segment",
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("segment", name=op.f("pk_search_segment")),
    )
    op.create_table(
        "search_state",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("generation", name=op.f("pk_search_state")),
    )
    op.create_table(
        "blocking_key",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("release_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_blocking_key_release_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "release_id", name=op.f("pk_blocking_key")),
    )
    op.create_index(op.f("ix_blocking_key_release_id"), "blocking_key", ["release_id"], unique=False)
    op.create_table(
        "campaign_case",
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_case_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("campaign_id", "case_id", name=op.f("pk_campaign_case")),
    )
    op.create_index(op.f("ix_campaign_case_case_id"), "campaign_case", ["case_id"], unique=False)
    op.create_table(
        "capture",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("release_id", sa.String(), nullable=False),
        sa.Column("doc", sa.String(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("warc", sa.String(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_capture_release_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture")),
    )
    op.create_index(op.f("ix_capture_digest"), "capture", ["digest"], unique=False)
    op.create_index(op.f("ix_capture_release_id"), "capture", ["release_id"], unique=False)
    op.create_table(
        "case_release",
        sa.Column("release_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["incident_case.id"], name=op.f("fk_case_release_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_case_release_release_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_case_release")),
    )
    op.create_index(op.f("ix_case_release_case_id"), "case_release", ["case_id"], unique=False)
    op.create_table(
        "doubt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.String(), nullable=True),
        sa.Column("doc", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_doubt_release_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doubt")),
    )
    op.create_index(op.f("ix_doubt_kind"), "doubt", ["kind"], unique=False)
    op.create_index(op.f("ix_doubt_release_id"), "doubt", ["release_id"], unique=False)
    op.create_table(
        "fact",
        sa.Column("release_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("until", sa.String(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("qualifier", sa.String(), nullable=True),
        sa.Column("previous", sa.BigInteger(), nullable=True),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_fact_release_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("release_id", "position", name=op.f("pk_fact")),
    )
    op.create_index("ix_fact_field_value", "fact", ["field", "value"], unique=False)
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("left", sa.String(), nullable=False),
        sa.Column("right", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["left"], ["release.id"], name=op.f("fk_judgement_left"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["right"], ["release.id"], name=op.f("fk_judgement_right"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint(
            "left",
            "right",
            "relation",
            "author",
            "name",
            "verdict",
            name=op.f("uq_judgement_left_right_relation_author_name_verdict"),
        ),
    )
    op.create_index(op.f("ix_judgement_left"), "judgement", ["left"], unique=False)
    op.create_index(op.f("ix_judgement_right"), "judgement", ["right"], unique=False)
    op.create_table(
        "profile",
        sa.Column("release_id", sa.String(), nullable=False),
        sa.Column("linker", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_profile_release_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_profile")),
    )
    op.create_table(
        "reading",
        sa.Column("release_id", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_reading_release_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_reading")),
    )
    op.create_table(
        "search_document",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_search_document_release_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_document")),
    )
    op.create_index(op.f("ix_search_document_release_id"), "search_document", ["release_id"], unique=False)
    op.create_table(
        "text",
        sa.Column("capture_id", sa.String(), nullable=False),
        sa.Column("release_id", sa.String(), nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.Column("overview", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_text_capture_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_text_release_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("capture_id", name=op.f("pk_text")),
    )
    op.create_index(op.f("ix_text_release_id"), "text", ["release_id"], unique=False)
