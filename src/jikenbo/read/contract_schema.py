"""The reading contract as a JSON Schema (draft 2020-12), its closed lists taken from the vocabulary."""

from typing import Any

from jikenbo.vocab import vocabulary

Schema = dict[str, Any]

_SPANS: Schema = {
    "type": "array",
    "description": "Start and end character in `text`, end not included.",
    "items": {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "integer"}], "minItems": 2, "maxItems": 2},
}
_DATE: Schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "description": "A day, month or year."}
_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer"}
_GROUPS: Schema = {
    "type": "array",
    "description": "What the release calls the groups of people that this is of, where it tells several apart.",
    "items": _TEXT,
}


def contract_schema() -> Schema:
    """The schema of one object that `jikenbo read --jsonl` prints."""
    lists = {
        "incident_types": {"value": _word("incident_types")},
        "vectors": {"value": _word("vectors")},
        "events": {"date": _DATE},
        "data_items": {
            "value": _word("data_items"),
            "status": {"enum": ["included", "excluded"]},
            "groups": _GROUPS,
        },
        "counts": {
            "value": _NUMBER,
            "unit": _TEXT,
            "qualifier": {"enum": ["exact", "about", "max", "min"]},
            "role": {"enum": ["affected", "sent", "excluded", "other"]},
            "previous": _or_null(_NUMBER),
            "groups": _GROUPS,
        },
        "authorities": {"who": _word("authorities"), "status": {"enum": ["reported", "planned"]}},
        "parties": {
            "name": _TEXT,
            "role": {"enum": ["supplier", "product", "client", "investigator", "affiliate"]},
        },
        "measures": {"value": _word("measures")},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What one release says",
        "type": "object",
        "properties": _singles() | {name: {"type": "array", "items": _fact(keys)} for name, keys in lists.items()},
        "required": ["doc", "number", "title", "organisation", "published", "text", *lists],
    }


def _singles() -> Schema:
    leak = ["confirmed", "possible", "under_investigation", "none_found", "not_stated"]
    return {
        "doc": _TEXT | {"description": "The path or address as given."},
        "number": _or_null(_TEXT | {"description": "The number under which the source keeps it."}),
        "title": _or_null(_TEXT),
        "organisation": _or_null(_fact({"value": _TEXT})),
        "published": _or_null(_DATE),
        "report": _or_null(_fact({"kind": {"enum": ["initial", "followup", "final"]}, "ordinal": _or_null(_NUMBER)})),
        "leak_status": _or_null(_fact({"value": {"enum": leak}})),
        "occurred": _or_null(_fact({"start": _DATE, "end": _or_null(_DATE)})),
        "detected": _or_null(_fact({"date": _DATE})),
        "secondary_damage": _or_null(_fact({"value": {"enum": ["none_confirmed", "confirmed", "not_stated"]}})),
        "reader": _TEXT | {"description": "The version of the reader."},
        "notes": {"type": "array", "items": _TEXT, "description": "Why a reading is empty or partial."},
        "text": _TEXT | {"description": "The extracted text that all spans index."},
    }


def _fact(keys: Schema) -> Schema:
    return {"type": "object", "properties": keys | {"spans": _SPANS}, "required": [*keys, "spans"]}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _word(name: str) -> Schema:
    """A word of a closed list, with what each means."""
    return {"enum": list(vocabulary(name))}
