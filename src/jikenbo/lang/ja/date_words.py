"""The words of Japanese dates and around them, from dates.toml and date_context.toml."""

import re
import tomllib
from functools import cache
from importlib import resources


@cache
def shifts(name: str) -> dict[str, int]:
    """A table of dates.toml: a word and the years, months or days by which it is off."""
    table: dict[str, dict[str, int]] = tomllib.loads(_read("dates.toml"))
    return table[name]


@cache
def contexts() -> dict[str, re.Pattern[str]]:
    """The patterns of date_context.toml by name."""
    patterns: dict[str, str] = tomllib.loads(_read("date_context.toml"))["patterns"]
    return {name: re.compile(written, re.VERBOSE) for name, written in patterns.items()}


def _read(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")
