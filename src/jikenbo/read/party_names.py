"""Who a text speaks of: organisations with the names it gives them later, and products it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from jikenbo.read.party_words import NO_COMPANY
from jikenbo.read.prepare import Prepared
from jikenbo.text.names import find_names, fold_name
from jikenbo.vocab import vocabulary

_COMPANY = re.compile(
    r"(?<![A-Za-z0-9ァ-ヺー一-鿿])(?P<name>[A-Z][A-Za-z0-9&.\- ]{1,30}|[ァ-ヺー・一-鿿]{2,20}?)"
    r"社(?![員長内外会屋宅製用有債団印])"
)
_ALIAS = re.compile(
    r"[ 」』]?\((?:[^()\n]|\([^()\n]{0,40}\)){0,90}?以(?:下|降)[、,:はを ]{0,2}(?:総称して)?"
    r"[「『\"“]?(?P<alias>[^「」『』\"“”()、。\n]{1,24}?)(?:[」』\"”]|とい[いう]|とし|と呼|と言|\)|。|、)"
)
_SHORT = re.compile(r"[ ]?\((?P<alias>[A-Z][A-Za-z0-9]{1,9}|[^()、。\n]{2,12}社)\)")
_OWN = re.compile(r"(?:当|弊|本|わが|同)(?:社|行|校|学|市|会|院|金庫|組合|グループ)?\Z")
_LATIN = re.compile(
    r"[A-Z][A-Za-z0-9&.'\-]{1,30}(?: (?:[A-Z&][A-Za-z0-9&.'\-]{0,30}|of|and|the|[0-9]{1,3}(?![0-9]))){1,5}"
)
# A ministry's team that is sent out.
_TEAM = re.compile(r"[一-鿿]{2,8}(?:省|庁)[一-鿿]{2,10}チーム")


@dataclass(slots=True)
class Named:
    """An organisation of the text: its name's first place, what the text calls it, and every place of either."""

    key: str
    start: int
    end: int
    formal: bool = True
    aliases: set[str] = field(default_factory=set)
    places: list[tuple[int, int]] = field(default_factory=list)


def organisations(prepared: Prepared) -> list[Named]:
    """The organisations that title and body name, each with all places of its name and aliases."""
    text = prepared.text
    named: dict[str, Named] = {}
    formal = [(m.start, m.end) for m in find_names(text)]
    for start, end in formal:
        _add(named, fold_name(text[start:end]), start, end, text)
    taken = set(formal)
    others = [
        *_TEAM.finditer(text),
        *(m for m in _LATIN.finditer(text) if not any(s < m.end() and m.start() < e for s, e in taken)),
    ]
    for match in others:
        entry = named.setdefault(fold_name(match.group()), Named(fold_name(match.group()), *match.span(), formal=False))
        _add(named, entry.key, *match.span(), text)
    known = {alias: n for n in named.values() for alias in n.aliases}
    for match in _COMPANY.finditer(text):
        name = match["name"].strip()
        if NO_COMPANY.match(name) or any(s <= match.start("name") < e for s, e in taken):
            continue
        key = fold_name(name)
        owner = known.get(key) or next((n for n in named.values() if key in n.key), None)
        if owner:
            owner.aliases.add(key)
            owner.places.append((match.start("name"), match.end()))
        else:
            _add(named, key, match.start("name"), match.end(), text)
    _later_places(text, named)
    return list(named.values())


def _add(named: dict[str, Named], key: str, start: int, end: int, text: str) -> None:
    entry = named.setdefault(key, Named(key, start, end))
    entry.places.append((start, end))
    match = _ALIAS.match(text, end) or _SHORT.match(text, end)
    if match and not _OWN.match(match["alias"]):
        entry.aliases.add(match["alias"])
        entry.aliases.add(fold_name(match["alias"].removesuffix("社")))


def _later_places(text: str, named: dict[str, Named]) -> None:
    """Add the places where an alias stands."""
    words = [(alias, entry) for entry in named.values() for alias in entry.aliases if len(alias) > 1 and alias in text]
    if not words:
        return
    found = AhoCorasick([w for w, _ in words], matchkind=MatchKind.LeftmostLongest)
    for number, start, end in found.find_matches_as_indexes(text):
        entry = words[number][1]
        if not any(s <= start < e for s, e in entry.places):
            entry.places.append((start, end))


def is_product(key: str) -> bool:
    """Whether a name's key is that of a well-known product."""
    return key in _product_keys()


@cache
def _product_keys() -> frozenset[str]:
    return frozenset(fold_name(name) for name, _ in _products()[1])


@cache
def _products() -> tuple[AhoCorasick, list[tuple[str, str]]]:
    names = [(name, kind) for kind, term in vocabulary("products").items() for name in term.get("names")]
    return AhoCorasick([name.lower() for name, _ in names], matchkind=MatchKind.LeftmostLongest), names


def products(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Places of well-known products in a folded text: start, end, the name as listed, its kind."""
    automaton, names = _products()
    lower = text.lower()
    if len(lower) != len(text):
        return
    for number, start, end in automaton.find_matches_as_indexes(lower):
        inside = _letters(text[start - 1 : start], text[start]) or _letters(text[end : end + 1], text[end - 1])
        if not inside:
            yield start, end, *names[number]


def _letters(beside: str, edge: str) -> bool:
    """Whether a name runs on beyond its edge: letter beside letter, or katakana beside katakana."""
    if not beside:
        return False
    if edge.isascii():
        return beside.isascii() and (beside.isalnum() or beside in "@/_")
    return "ァ" <= beside <= "ヺ" or beside == "ー"
