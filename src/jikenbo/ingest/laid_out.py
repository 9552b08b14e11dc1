"""A case as campaigns see it, as JSON: each of its values by its kind, so that a new one needs no word here."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import Any, get_type_hints

from jikenbo.link.profile import Named
from jikenbo.link.seen import Seen
from jikenbo.model.case import Case

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_values = attrgetter(*(field.name for field in fields(Named)))
_Way = tuple[Callable[[Any], Any], Callable[[Any], Any]]


def _plain(value: Any) -> Any:
    return value


def _named(stored: list[Any]) -> Named:
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in stored]
    return Named(*values)


# How a value of each kind is written, and read again.
_WAYS: dict[Any, _Way] = {
    Case: (lambda case: [case.id, *case.releases], lambda stored: Case(stored[0], tuple(stored[1:]))),
    frozenset[str]: (sorted, frozenset),
    Mapping[str, Named]: (
        lambda named: [[key, *_values(one)] for key, one in sorted(named.items())],
        lambda stored: {key: _named(values) for key, *values in stored},
    ),
    tuple[date, ...]: (
        lambda days: [day.isoformat() for day in days],
        lambda stored: tuple(map(date.fromisoformat, stored)),
    ),
    date: (date.isoformat, date.fromisoformat),
    str: (_plain, _plain),
    bool: (_plain, _plain),
}
_KINDS = get_type_hints(Seen)
_FIELDS = tuple((field.name, *_WAYS[_KINDS[field.name]]) for field in fields(Seen))


def seen_as_json(found: Seen) -> str:
    """A case as JSON."""
    return _json([write(getattr(found, name)) for name, write, _ in _FIELDS])


def seen_from_json(stored: list[Any]) -> Seen:
    """A case from JSON that was read."""
    return Seen(**{name: read(value) for (name, _, read), value in zip(_FIELDS, stored, strict=True)})
