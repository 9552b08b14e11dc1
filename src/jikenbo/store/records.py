"""Between model values and rows: the one place that knows how a text, an overview or a fact is laid out."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jikenbo.model.document import Document, Doubt, Link, Overview, Stated
from jikenbo.model.fact import Fact, Field, Reading
from jikenbo.model.release import Capture, Release
from jikenbo.model.text import Block, BlockKind, Span, Text

if TYPE_CHECKING:
    from sqlalchemy import Row

_STATED = ("title", "organisation", "published", "address", "case_label", "kind_label", "number")
_PLAIN = ("status", "role", "until", "number", "unit", "qualifier", "previous", "rule")


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Rows:
    """What one capture brings into the tables of texts, readings, facts and doubts, without ids, JSON as text.

    Made of plain values, so that it is laid out in the process that read the release and crosses at little cost.
    """

    text: tuple[str, str, str, str]
    reading: tuple[str, str]
    facts: tuple[tuple[Any, ...], ...]
    doubts: tuple[tuple[Any, ...], ...]

    @property
    def content(self) -> str:
        """The text itself."""
        return self.text[1]


def rows_of(document: Document, reading: Reading) -> Rows:
    """A document and its reading as rows."""
    extractor, content, blocks, overview = document_row(document).values()
    return Rows(
        text=(extractor, content, _json(blocks), _json(overview)),
        reading=(reading.reader, _json(list(reading.notes))),
        facts=tuple(_fact_values(fact) for fact in reading.facts),
        doubts=tuple(map(doubt_values, document.doubts)),
    )


def _fact_values(fact: Fact) -> tuple[Any, ...]:
    """A fact's columns after its release and place."""
    _, _, *values, spans, rule, groups = fact_row("", 0, fact).values()
    return (*values, _json(spans), rule, _json(groups) if groups else None)


def doubt_values(doubt: Doubt) -> tuple[Any, ...]:
    """A doubt's columns after its release."""
    start, end = (doubt.span.start, doubt.span.end) if doubt.span else (None, None)
    return doubt.doc, doubt.kind, doubt.reason, start, end


def fact_row(release_id: str, position: int, fact: Fact) -> dict[str, Any]:
    """A fact as a row, its columns in the order of the table."""
    return {
        "release_id": release_id,
        "position": position,
        "field": fact.field.value,
        "value": str(fact.value),
        "amount": fact.value if isinstance(fact.value, int) else None,
        "status": fact.status,
        "role": fact.role,
        "until": fact.until,
        "number": fact.number,
        "unit": fact.unit,
        "qualifier": fact.qualifier,
        "previous": fact.previous,
        "spans": fact.spans,
        "rule": fact.rule,
        "groups": fact.groups or None,
    }


def fact_of(row: "Row[Any]") -> Fact:
    """A row of facts as a fact."""
    columns = row._mapping  # noqa: SLF001  (the documented way to a row's columns by name)
    return Fact(
        field=Field(columns["field"]),
        value=columns["value"] if columns["amount"] is None else columns["amount"],
        spans=tuple(Span(*span) for span in columns["spans"]),
        groups=tuple(columns["groups"] or ()),
        **{key: columns[key] for key in _PLAIN},
    )


def document_row(document: Document) -> dict[str, Any]:
    """A document's text and overview as columns, in the order of the table."""
    text, overview = document.text, document.overview
    return {
        "extractor": text.extractor,
        "content": text.content,
        "blocks": [[b.kind.value, b.start, b.end, b.level, b.place] for b in text.blocks],
        "overview": {name: _stated_json(getattr(overview, name)) for name in _STATED if getattr(overview, name)}
        | {"links": [[link.label, link.target, link.span, link.ordinal] for link in overview.links]},
    }


def document_of_rows(doc: str, rows: Rows) -> Document:
    """The document that rows were made from, without its doubts."""
    extractor, content, blocks, overview = rows.text
    columns = {"extractor": extractor, "content": content}
    return document_of(doc, columns | {"blocks": json.loads(blocks), "overview": json.loads(overview)})


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


def release_of(row: "Row[Any]") -> Release:
    """A row of releases as a release."""
    c = row._mapping  # noqa: SLF001
    return Release(c["id"], c["doc"], c["title"], c["organisation"], c["published"], c["address"])


def capture_of(row: "Row[Any]") -> Capture:
    """A row of captures as a capture."""
    c = row._mapping  # noqa: SLF001
    return Capture(
        c["id"], c["doc"], c["address"], c["taken_at"], c["media_type"], c["digest"], c["size"], c["warc"], c["offset"]
    )
