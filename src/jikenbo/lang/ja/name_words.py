"""The words that mark and surround organisation names in Japanese text, from names.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class NameWords:
    """What names.toml lists: legal forms by where they stand, ends of names, the words around them, and variants.

    `variants` maps each rarer character to the one it is compared as.
    """

    either: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    latin: tuple[str, ...]
    kinds: tuple[str, ...]
    places: tuple[str, ...]
    lead: tuple[str, ...]
    no_heads: tuple[str, ...]
    stop: tuple[str, ...]
    desk: tuple[str, ...]
    desk_ends: tuple[str, ...]
    belongings: tuple[str, ...]
    after_names: tuple[str, ...]
    not_inside: tuple[str, ...]
    inner: tuple[str, ...]
    words: frozenset[str]
    variants: dict[int, str]


@cache
def name_words() -> NameWords:
    """The lists, read once."""
    table = tomllib.loads((resources.files(__package__) / "names.toml").read_text(encoding="utf-8"))
    forms, around = table["forms"], table["around"]
    return NameWords(
        either=tuple(forms["either"]),
        before=tuple(forms["before"]),
        after=tuple(forms["after"]),
        latin=tuple(forms["latin"]),
        kinds=tuple(table["kinds"]["after"]),
        places=tuple(table["places"]["after"]),
        lead=tuple(around["lead"]),
        no_heads=tuple(around["no_heads"]),
        stop=tuple(around["stop"]),
        desk=tuple(around["desk"]),
        desk_ends=tuple(around["desk_ends"]),
        belongings=tuple(around["belongings"]),
        not_inside=tuple(around["not_inside"]),
        after_names=tuple(around["after_names"]),
        inner=tuple(around["inner"]),
        words=frozenset(around["words"]),
        variants={ord(rare): usual for usual, rares in table["variants"].items() for rare in rares},
    )
