"""The word lists by which releases are joined (lang/ja/linking.toml)."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from jikenbo.errors import VocabularyError


@cache
def words(section: str, name: str) -> tuple[str, ...]:
    """One list of words of the linker's file."""
    return tuple(_table()[section][name])


@cache
def variants() -> dict[int, str]:
    """The table from each written variant of a character to the one that stands for all."""
    return {ord(variant): char for char, forms in _table()["names"]["variants"].items() for variant in forms}


@cache
def _table() -> dict[str, Any]:
    file = resources.files("jikenbo.lang") / "ja" / "linking.toml"
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as cause:
        raise VocabularyError("The word file lang/ja/linking.toml cannot be read.", "Reinstall jikenbo.") from cause
