"""The reading contract: a reading as the JSON object that `jikenbo read --jsonl` prints, one a release."""

from typing import Any

from jikenbo.model.document import Document
from jikenbo.model.fact import Fact, Field, Reading

_LISTS = {
    Field.INCIDENT_TYPES: ("value",),
    Field.VECTORS: ("value",),
    Field.EVENTS: ("date",),
    Field.DATA_ITEMS: ("value", "status", "groups"),
    Field.COUNTS: ("value", "unit", "qualifier", "role", "previous", "groups"),
    Field.AUTHORITIES: ("who", "status"),
    Field.PARTIES: ("name", "role"),
    Field.MEASURES: ("value",),
}


def contract(document: Document, reading: Reading) -> dict[str, Any]:
    """The object of the contract: what the text does not say is null or an empty list."""
    title, published = reading.first(Field.TITLE), reading.first(Field.PUBLISHED)
    known: dict[str, Any] = {
        "doc": document.doc,
        "number": document.overview.number.value if document.overview.number else None,
        "title": title.value if title else None,
        "organisation": _single(reading, Field.ORGANISATION, ("value",)),
        "published": published.value if published else None,
        "report": _single(reading, Field.REPORT, ("kind", "ordinal")),
        "leak_status": _single(reading, Field.LEAK_STATUS, ("value",)),
        "occurred": _single(reading, Field.OCCURRED, ("start", "end")),
        "detected": _single(reading, Field.DETECTED, ("date",)),
        "secondary_damage": _single(reading, Field.SECONDARY_DAMAGE, ("value",)),
    }
    lists = {field.value: [_object(fact, keys) for fact in reading.of(field)] for field, keys in _LISTS.items()}
    return known | lists | {"reader": reading.reader, "notes": list(reading.notes), "text": document.text.content}


def _single(reading: Reading, field: Field, keys: tuple[str, ...]) -> dict[str, Any] | None:
    fact = reading.first(field)
    return _object(fact, keys) if fact else None


def _object(fact: Fact, keys: tuple[str, ...]) -> dict[str, Any]:
    known = {
        "value": fact.value, "kind": fact.value, "date": fact.value, "start": fact.value, "who": fact.value,
        "name": fact.value, "end": fact.until, "ordinal": fact.number, "status": fact.status, "role": fact.role,
        "unit": fact.unit, "qualifier": fact.qualifier, "previous": fact.previous,
        "groups": list(fact.groups),
    }  # fmt: skip
    return {key: known[key] for key in keys} | {"spans": [list(span) for span in fact.spans]}
