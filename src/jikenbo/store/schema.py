"""The tables. What a person or a source said is kept as rows of its own; all the rest can be rebuilt from captures."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _release_id(name: str = "release_id", *, key: bool = False, index: bool = False) -> Column[str]:
    of = ForeignKey("release.id", ondelete="CASCADE")
    return Column(name, String, of, nullable=False, primary_key=key, index=index or None)


release = Table(
    "release",
    metadata,
    Column("id", String, primary_key=True),
    Column("doc", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("organisation", Text),
    Column("published", String, index=True),
    Column("address", Text, index=True),
    # The release that this one is another copy of; it then appears as that one's capture and not by itself.
    Column("same_as", String, ForeignKey("release.id"), index=True),
    Column("linked", Boolean, nullable=False, default=False, index=True),
)

capture = Table(
    "capture",
    metadata,
    Column("id", String, primary_key=True),
    _release_id(index=True),
    Column("doc", String, nullable=False),
    Column("address", Text),
    Column("taken_at", DateTime(timezone=True), nullable=False),
    Column("media_type", String, nullable=False),
    Column("digest", String, nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("warc", String, nullable=False),
    Column("offset", BigInteger, nullable=False),
)

text = Table(
    "text",
    metadata,
    Column("capture_id", String, ForeignKey("capture.id", ondelete="CASCADE"), primary_key=True),
    _release_id(index=True),
    Column("extractor", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("blocks", JSON, nullable=False),
    Column("overview", JSON, nullable=False),
)

reading = Table(
    "reading",
    metadata,
    _release_id(key=True),
    Column("reader", String, nullable=False),
    Column("notes", JSON, nullable=False),
)

fact = Table(
    "fact",
    metadata,
    _release_id(key=True),
    Column("position", Integer, primary_key=True),
    Column("field", String, nullable=False),
    # A count's number stands in `amount` too, so that counts compare as numbers.
    Column("value", Text, nullable=False),
    Column("amount", BigInteger),
    Column("status", String),
    Column("role", String),
    Column("until", String),
    Column("number", Integer),
    Column("unit", String),
    Column("qualifier", String),
    Column("previous", BigInteger),
    Column("spans", JSON, nullable=False),
    Column("rule", String, nullable=False),
    Column("groups", JSON(none_as_null=True)),
    Index("ix_fact_field_value", "field", "value"),
)

# For a few releases their facts are few: SQLite, which keeps no statistics of a casebook, would else go through all
# facts of a field by the index above.
field_of_few = func.coalesce(fact.c.field, "")

profile = Table(
    "profile",
    metadata,
    _release_id(key=True),
    Column("linker", String, nullable=False),
    Column("content", JSON, nullable=False),
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    _release_id("left", index=True),
    _release_id("right", index=True),
    Column("relation", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("name", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("made_at", DateTime(timezone=True)),
    Column("undone_at", DateTime(timezone=True)),
    UniqueConstraint("left", "right", "relation", "author", "name", "verdict"),
    Index("ix_judgement_author", "author", "relation"),
)

case = Table("incident_case", metadata, Column("id", String, primary_key=True))

case_release = Table(
    "case_release",
    metadata,
    _release_id(key=True),
    Column("case_id", String, ForeignKey("incident_case.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
)

campaign = Table(
    "campaign",
    metadata,
    Column("id", String, primary_key=True),
    Column("origin", Text, nullable=False),
    Column("origin_case", String),
)

campaign_case = Table(
    "campaign_case",
    metadata,
    Column("campaign_id", String, ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True),
    Column("case_id", String, primary_key=True, index=True),
    Column("sure", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
)

# What each case adds to the figures, as long as its releases stand as they did: counting needs no facts then.
case_figures = Table(
    "case_figures",
    metadata,
    Column("case_id", String, primary_key=True),
    Column("stamp", String, nullable=False),
    Column("content", JSON, nullable=False),
)

doubt = Table(
    "doubt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("release_id", String, ForeignKey("release.id", ondelete="CASCADE"), index=True),
    Column("doc", String, nullable=False),
    Column("kind", String, nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
)

search_document = Table(
    "search_document",
    metadata,
    Column("number", Integer, primary_key=True),
    _release_id(index=True),
    Column("day", Integer, nullable=False),
    Column("people", BigInteger, nullable=False),
    Column("length", Integer, nullable=False),
)

search_posting = Table(
    "search_posting",
    metadata,
    # Compared by code point everywhere, so that the tokens with one beginning stand together.
    Column("token", String().with_variant(String(collation="C"), "postgresql"), primary_key=True),
    Column("segment", Integer, primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)

search_segment = Table(
    "search_segment",
    metadata,
    Column("segment", Integer, primary_key=True),
    Column("documents", Integer, nullable=False),
)

search_name = Table(
    "search_name",
    metadata,
    Column("key", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("shown", Text, nullable=False),
)

# One row, whose number rises with every change to what a search can find: what a reader has cached lasts as long.
search_state = Table("search_state", metadata, Column("generation", Integer, primary_key=True))
