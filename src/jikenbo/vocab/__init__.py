"""Closed lists as data: one TOML file a list; each value with its labels, definition and cues."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jikenbo.errors import VocabularyError


@dataclass(frozen=True, slots=True)
class Term:
    """A value of a closed list: labels in Japanese and English, definition, cues, and what its file adds to them."""

    value: str
    ja: str
    en: str
    definition: str
    cues: tuple[str, ...] = ()
    extra: tuple[tuple[str, Any], ...] = ()

    def get(self, key: str, default: Any = ()) -> Any:
        """A further entry of the term in its file."""
        return dict(self.extra).get(key, default)


@cache
def vocabulary(name: str) -> dict[str, Term]:
    """The closed list of that name, in the order of its file."""
    file = resources.files(__name__) / f"{name}.toml"
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as cause:
        raise VocabularyError(f"The vocabulary file {name}.toml cannot be read.", "Reinstall jikenbo.") from cause
    return {value: _term(name, value, entry) for value, entry in table.items()}


def _term(name: str, value: str, entry: dict[str, Any]) -> Term:
    try:
        known = {key: entry.pop(key) for key in ("ja", "en", "definition")}
    except KeyError as missing:
        raise VocabularyError(f"{name}.toml: {value} has no {missing}.", "Add it.") from missing
    return Term(value, **known, cues=tuple(entry.pop("cues", ())), extra=tuple(entry.items()))
