"""The words of Japanese dates and around them, from dates.toml and date_context.toml."""

import tomllib
from functools import cache
from importlib import resources

from jikenbo.lang.ja.patterns import Patterns

_CONTEXTS = Patterns("date_context.toml")


@cache
def shifts(name: str) -> dict[str, int]:
    """A table of dates.toml: a word and the years, months or days by which it is off."""
    table: dict[str, dict[str, int]] = tomllib.loads(_read("dates.toml"))
    return table[name]


def contexts() -> Patterns:
    """The patterns of date_context.toml by name."""
    return _CONTEXTS


def _read(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")
