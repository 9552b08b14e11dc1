"""Documents as JSON, to cross from the process that parses to the one that asked; nothing of it is run as code."""

import dataclasses
import json
from typing import Any

from jikenbo.model.document import Document, Doubt, Link, Overview, Stated
from jikenbo.model.text import Block, BlockKind, Span, Text

_STATED = ("title", "organisation", "published", "address", "case_label", "kind_label", "number")


def to_json(documents: tuple[Document, ...]) -> str:
    """The documents as JSON."""
    return json.dumps([dataclasses.asdict(one) for one in documents], ensure_ascii=False)


def from_json(content: str) -> tuple[Document, ...]:
    """The documents that `to_json` wrote; ValueError, KeyError or TypeError for anything else."""
    return tuple(_document(one) for one in json.loads(content))


def _document(one: dict[str, Any]) -> Document:
    text, overview = one["text"], one["overview"]
    blocks = tuple(Block(**{**block, "kind": BlockKind(block["kind"])}) for block in text["blocks"])
    stated = {name: _stated(overview[name]) for name in _STATED}
    links = tuple(Link(**{**link, "span": Span(*link["span"])}) for link in overview["links"])
    doubts = tuple(Doubt(**{**doubt, "span": _span(doubt["span"])}) for doubt in one["doubts"])
    return Document(
        one["doc"], Text(text["content"], blocks, text["extractor"]), Overview(**stated, links=links), doubts
    )


def _stated(one: dict[str, Any] | None) -> Stated | None:
    return Stated(one["value"], _span(one["span"])) if one else None


def _span(one: list[int] | None) -> Span | None:
    return Span(*one) if one else None
