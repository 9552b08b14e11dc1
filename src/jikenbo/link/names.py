"""Names of organisations and services in one form: legal forms off, variants of characters made one."""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from jikenbo.link.words import variants, words
from jikenbo.text.fold import fold

_NO_NAME = re.compile(r"[^\w]|_")
_BRACKETS = re.compile(r"[（(\[【〔]([^（）()\[\]【】〔〕]{2,40})[)）\]】〕]")
_COPY = re.compile(r"\(\d{1,2}\)$|^\d{1,2}_")
_REGION = re.compile(r"^(?:北海道|東京都|大阪府|京都府|..{1,2}県)(?=.{1,12}[市区町村](?:$|教育委員会))")


@dataclass(frozen=True, slots=True)
class Name:
    """A publisher's name folded: `keys` of its organisations, `parts` that name it less surely, `units` in brackets."""

    keys: tuple[str, ...]
    parts: tuple[str, ...]
    units: tuple[str, ...] = ()


def _forms() -> re.Pattern[str]:
    forms = sorted({fold(form) for form in words("names", "forms")}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, forms)))


FORMS = _forms()
_SEPARATORS = re.compile("|".join(map(re.escape, words("names", "separators"))))


@lru_cache(maxsize=65536)
def name_key(written: str) -> str:
    """The key of one name: folded, legal form and marks off, variants of characters made one, lower case."""
    folded = FORMS.sub("", fold(written))
    return _NO_NAME.sub("", folded).translate(variants()).lower()


def _endings() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(name_key, words("names", "group_endings"))) + ")+$")


_ENDINGS = _endings()


def group_key(key: str) -> str:
    """A name's key without the words that make it a group's or a holding's."""
    return _ENDINGS.sub("", key) or key


@lru_cache(maxsize=65536)
def publisher(written: str) -> Name:
    """The keys of a publisher's name as its source states it, several publishers and bracketed units included."""
    spaced = _COPY.sub("", normalize("NFKC", written).strip())
    keys: list[str] = []
    parts: list[str] = []
    for piece in _SEPARATORS.split(_BRACKETS.sub("", spaced)):
        key = name_key(piece)
        if key:
            keys.append(key)
            parts.extend(_less_sure(piece, key))
    units = tuple(key for key in map(name_key, _BRACKETS.findall(spaced)) if len(key) > 1)
    chosen = tuple(dict.fromkeys(keys))
    return Name(chosen, tuple(p for p in dict.fromkeys((*parts, *units)) if p not in chosen), units)


def _less_sure(piece: str, key: str) -> list[str]:
    """The unit after a space, the place without its prefecture, the group without its ending."""
    units = [name_key(unit) for unit in piece.split()]
    found = [unit for unit in units if len(unit) > 2 and unit != key]
    place = _REGION.sub("", key)
    bare = group_key(key)
    return [*found, *(form for form in (place, bare) if form != key and len(form) > 1)]
