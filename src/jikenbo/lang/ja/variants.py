"""Spellings and near-synonyms that a searcher means alike, as listed in variants.toml."""

import tomllib
from functools import cache
from importlib import resources


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    text = (resources.files("jikenbo.lang.ja") / "variants.toml").read_text(encoding="utf-8")
    return tuple(tuple(group) for group in tomllib.loads(text)["groups"])


@cache
def of(word: str) -> tuple[str, ...]:
    """All spellings of a plain word, its own first: each listed spelling within it replaced by the others."""
    found = [word]
    for group in _groups():
        inside = max((spelling for spelling in group if spelling in word), key=len, default=None)
        if inside:
            found += [word.replace(inside, other) for other in group if other != inside]
            break
    return tuple(dict.fromkeys(found))
