"""Between model values and rows: the one place that knows how a text, an overview or a fact is laid out."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row

from jikenbo.model.document import Document, Link, Overview, Stated
from jikenbo.model.fact import Fact, Field
from jikenbo.model.release import Capture, Release
from jikenbo.model.text import Block, BlockKind, Span, Text

_STATED = ("title", "organisation", "published", "address", "case_label", "kind_label", "number")
_PLAIN = ("status", "role", "until", "number", "unit", "qualifier", "previous", "rule")


def fact_row(release_id: str, position: int, fact: Fact) -> dict[str, Any]:
    """A fact as a row."""
    return {
        "release_id": release_id,
        "position": position,
        "field": fact.field.value,
        "value": str(fact.value),
        "amount": fact.value if isinstance(fact.value, int) else None,
        "spans": [list(span) for span in fact.spans],
    } | {key: getattr(fact, key) for key in _PLAIN}


def fact_of(row: Row[Any]) -> Fact:
    """A row of facts as a fact."""
    columns = row._mapping  # noqa: SLF001  (the documented way to a row's columns by name)
    return Fact(
        field=Field(columns["field"]),
        value=columns["value"] if columns["amount"] is None else columns["amount"],
        spans=tuple(Span(*span) for span in columns["spans"]),
        **{key: columns[key] for key in _PLAIN},
    )


def document_row(document: Document) -> dict[str, Any]:
    """A document's text and overview as columns."""
    text, overview = document.text, document.overview
    return {
        "extractor": text.extractor,
        "content": text.content,
        "blocks": [[b.kind.value, b.start, b.end, b.level, b.place] for b in text.blocks],
        "overview": {name: _stated_json(getattr(overview, name)) for name in _STATED if getattr(overview, name)}
        | {"links": [[link.label, link.target, list(link.span), link.ordinal] for link in overview.links]},
    }


def document_of(doc: str, columns: Mapping[Any, Any]) -> Document:
    """Columns of a text as the document that they were made from (its doubts are rows of their own)."""
    blocks = tuple(Block(BlockKind(kind), *rest) for kind, *rest in columns["blocks"])
    return Document(doc, Text(columns["content"], blocks, columns["extractor"]), _overview(columns["overview"]))


def _overview(stored: Mapping[str, Any]) -> Overview:
    links = tuple(Link(label, target, Span(*span), ordinal) for label, target, span, ordinal in stored["links"])
    return Overview(links=links, **{name: _stated(stored[name]) for name in _STATED if name in stored})


def _stated_json(stated: Stated) -> list[Any]:
    return [stated.value, list(stated.span) if stated.span else None]


def _stated(stored: Iterable[Any]) -> Stated:
    value, span = stored
    return Stated(value, Span(*span) if span else None)


def release_of(row: Row[Any]) -> Release:
    """A row of releases as a release."""
    c = row._mapping  # noqa: SLF001
    return Release(c["id"], c["doc"], c["title"], c["organisation"], c["published"], c["address"])


def capture_of(row: Row[Any]) -> Capture:
    """A row of captures as a capture."""
    c = row._mapping  # noqa: SLF001
    return Capture(
        c["id"], c["doc"], c["address"], c["taken_at"], c["media_type"], c["digest"], c["size"], c["warc"], c["offset"]
    )
