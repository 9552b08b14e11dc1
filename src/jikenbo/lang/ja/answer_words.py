"""The words of pages that are not the page asked for, from answers.toml."""

import tomllib
from functools import cache
from importlib import resources


@cache
def answer_words() -> dict[str, tuple[str, ...]]:
    """The words of pages that are gone (not_found), walls (challenge) or out of order (failing), in small letters."""
    written = (resources.files(__package__) / "answers.toml").read_text(encoding="utf-8")
    return {kind: tuple(word.lower() for word in words) for kind, words in tomllib.loads(written).items()}
