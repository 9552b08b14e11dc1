"""The words by which versions of a page are compared, from versions.toml."""

import tomllib
from functools import cache
from importlib import resources


@cache
def version_words() -> dict[str, tuple[str, ...]]:
    """Words of lines that are noise, that announce a change, and that close a release, in small letters."""
    written = (resources.files(__package__) / "versions.toml").read_text(encoding="utf-8")
    return {kind: tuple(word.lower() for word in words) for kind, words in tomllib.loads(written).items()}
