"""The official municipalities of Japan: whether a name is one's, and in which prefectures there is one so named."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

from jikenbo.text.characters import KANJI
from jikenbo.text.fold import fold
from jikenbo.text.names import fold_name

# A county stands between prefecture and town or village; a town's name is no longer than eight characters.
_COUNTY = re.compile(rf"(?:{KANJI}|[ヶケ]){{1,5}}?郡(?=[^市町村区]{{1,7}}[町村])")
_LONGEST = 8


class Place(NamedTuple):
    """A municipality with which a name begins: its own name, the prefectures that have one so named, and the rest."""

    name: str
    prefectures: tuple[str, ...]
    rest: str


def place_of(name: str) -> Place | None:
    """The municipality with which a name begins, its prefecture and county before it or not, or None."""
    folded = re.sub(r"\s+", "", fold(name))
    stated = next((prefecture for prefecture in prefectures() if folded.startswith(prefecture)), "")
    bare = folded[len(stated) :]
    county = _COUNTY.match(bare)
    for start in (county.end(), 0) if county else (0,):
        if found := _begins(bare[start:], stated):
            return found
    return None


@cache
def prefectures() -> tuple[str, ...]:
    """The prefectures in the order of their codes."""
    file = resources.files("jikenbo.lang.ja") / "prefectures.toml"
    return tuple(tomllib.loads(file.read_text(encoding="utf-8"))["names"])


def _begins(bare: str, stated: str) -> Place | None:
    """The longest municipality that begins a name without its prefecture; a ward of a city is the city's."""
    for end in range(min(_LONGEST, len(bare)), 1, -1):
        if bare[end - 1] not in "市町村区":
            continue
        within = _by_key().get(fold_name(bare[:end]), ())
        if within and (not stated or stated in within):
            rest = bare[end:]
            ward = next((ward for ward in _wards().get(bare[:end], ()) if rest.startswith(ward)), "")
            return Place(bare[:end] + ward, (stated,) if stated else within, rest[len(ward) :])
    return None


@cache
def _tables() -> dict[str, dict[str, str]]:
    file = resources.files("jikenbo.lang.ja") / "municipalities.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _by_key() -> dict[str, tuple[str, ...]]:
    """The prefectures by the folded name of their municipalities."""
    table: dict[str, tuple[str, ...]] = {}
    for prefecture, names in _tables()["municipalities"].items():
        for name in names.split():
            key = fold_name(name)
            table[key] = (*table.get(key, ()), prefecture)
    return table


@cache
def _wards() -> dict[str, tuple[str, ...]]:
    """The wards of the cities that have them."""
    return {city: tuple(wards.split()) for city, wards in _tables()["wards"].items()}
