"""The organisations that a text speaks of, with the names that it gives them from there on."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from jikenbo.read.party_formal import formal_names
from jikenbo.read.party_words import BESIDE, CALLED, FIRMS, NO_COMPANY, SLOT, looks_proper, looks_quoted
from jikenbo.read.prepare import Prepared
from jikenbo.text.characters import KANJI, KATAKANA_KANJI, SOLID
from jikenbo.text.names import fold_name, without_lead

_COMPANY = re.compile(r"社(?<![当弊同本子会各他両支自貴全]社)(?![員長内外会屋宅製用有債団印])")
_COMPANY_NAME = re.compile(
    rf"(?:[A-Za-z0-9.&\- ]{{2,30}}(?<=[A-Z])(?![A-Za-z0-9])|[A-Za-z0-9.&\-]{{2,30}}|(?:{KATAKANA_KANJI}|・){{2,20}})"
    rf"(?!{SOLID})"
)
# A name right before a bracket that holds its short form: サンプルイニシアティブ(SI社).
_EXPLAINED = re.compile(r"(?:[A-Za-z][A-Za-z0-9.&\- ]{2,30}|[ァ-ヺー・]{4,30})\Z")
_ALIAS = re.compile(
    r"[様社]?[ 」』]?\((?:[^()\n]|\([^()\n]{0,40}\)){0,90}?以(?:下|降)[、,:はを ]{0,2}(?:総称して)?"
    r"[「『\"“]?(?P<alias>[^「」『』\"“”()、。\n]{1,24}?)(?:[」』\"”]|とい[いう]|とし|と呼|と言|\)|。|、)"
)
_SHORT = re.compile(r"[ ]?\((?P<alias>[A-Z][A-Za-z0-9]{1,9}|[^()、。\n]{2,12}社)\)")
_PARTED = re.compile(r" [ァ-ヺー]{3,20}(?= ?\((?:以[下降]|[A-Z]))")
# What stands between a name and the same in Latin letters: (, (英文名称:.
_IN_ENGLISH = re.compile(r" ?\((?:[^()\n、。]{0,8}英[文語]名?称?[: ]{0,2})?")
# What may stand between a name and the bracket that explains it, or that bracket itself.
_OPENS = frozenset("( 」』様社")
_OWN = re.compile(r"(?:当|弊|本|わが|同)(?:社|行|校|学|市|会|院|金庫|組合|グループ)?\Z")
# It begins with a character class, so that the search passes quickly over Japanese.
_LATIN = re.compile(
    r"[A-Z](?:(?<=P)\.?T\.? ?[A-Za-z][A-Za-z0-9&.\-]{1,30}(?: [A-Za-z][A-Za-z0-9&.\-]{1,30}){0,5}"
    r"|[A-Za-z0-9&.'\-]{1,30}(?: (?:[A-Z&][A-Za-z0-9&.'\-]{0,30}|of|and|the|[0-9]{1,3}(?![0-9]))){1,5})"
)
# A ministry's team that is sent out.
_TEAM = re.compile(rf"{KANJI}{{2,8}}(?:省|庁){KANJI}{{2,10}}チーム")
# A release names a few dozen organisations at most; a longer list adds places only to those it began with.
_MOST = 200
# No release speaks more often of companies; what comes after is not looked at.
_MENTIONS = 5000
# The places of one alias that are kept; what a release says of a party it says early.
_PLACES = 20


@dataclass(slots=True)
class Named:
    """An organisation of the text: its name's first place, what the text calls it, and every place of either.

    `formal` is whether it is known for an organisation by its form (株式会社○○, ○○社) and not only by its letters.
    """

    key: str
    start: int
    end: int
    formal: bool = True
    aliases: set[str] = field(default_factory=set)
    places: list[tuple[int, int]] = field(default_factory=list)


class _Taken:
    """The places in a text that names have, in order and none overlapping another."""

    def __init__(self, places: list[tuple[int, int]]) -> None:
        self._places = places

    def holds(self, start: int, end: int) -> bool:
        """Whether one of them overlaps a place."""
        at = bisect_right(self._places, (start, end))
        before = at > 0 and self._places[at - 1][1] > start
        return before or (at < len(self._places) and self._places[at][0] < end)


def organisations(prepared: Prepared) -> list[Named]:
    """The organisations that the text names, each with all places of its name and aliases."""
    text = prepared.text
    named: dict[str, Named] = {}
    formal = [(m.start, _whole(text, m.end)) for m in prepared.shared(formal_names)]
    taken = _Taken(formal)
    last: tuple[int, Named | None] = 0, None
    for start, end in formal:
        if last[1] and text[start].isascii() and last[0] < start and _IN_ENGLISH.fullmatch(text, last[0], start):
            last[1].places.append((start, end))
        else:
            last = end, _add(named, text, start, end, formal=True)
    known: set[str] = set().union(*(entry.aliases for entry in named.values()))
    for start, end in _informal(text):
        key = fold_name(text[start:end])
        if key not in known and not taken.holds(start, end) and (entry := _add(named, text, start, end, formal=False)):
            known |= entry.aliases
    if "社" in text:
        _add_companies(named, text, taken)
    _add_later_places(named, text)
    return list(named.values())


def _whole(text: str, end: int) -> int:
    """Where a name in katakana ends that a space parts, if the bracket behind it says what it is called."""
    rest = _PARTED.match(text, end) if text[end : end + 1] == " " and "ァ" <= text[end - 1] <= "ー" else None
    return rest.end() if rest else end


def _informal(text: str) -> Iterator[tuple[int, int]]:
    """Names without a form: Latin ones, and those that the words beside them give as a firm's."""
    for match in _LATIN.finditer(text):
        yield match.span()
    for match in BESIDE.finditer(text):
        proper = looks_quoted if text[match.start()] in "「『" else looks_proper
        if proper(match["name"]) and CALLED.search(text, max(0, match.start() - 14), match.start()):
            yield match.span("name")
    for match in SLOT.finditer(text):
        if text.endswith(FIRMS, 0, match.end("end")) and looks_proper(match["name"]):
            yield match.span("name")
    if "チーム" in text:
        for match in _TEAM.finditer(text):
            yield match.span()


def _add(named: dict[str, Named], text: str, start: int, end: int, *, formal: bool, key: str = "") -> Named | None:
    key = key or fold_name(text[start:end])
    entry = named.get(key)
    if entry is None:
        if len(named) >= _MOST:
            return None
        entry = named[key] = Named(key, start, end, formal)
    entry.places.append((start, end))
    entry.aliases |= _aliases(text, end)
    return entry


def _aliases(text: str, end: int) -> set[str]:
    """What the brackets after a name say that it is called from there on."""
    if text[end : end + 1] not in _OPENS:
        return set()
    match = _ALIAS.match(text, end) or _SHORT.match(text, end)
    if not match or _OWN.match(match["alias"]):
        return set()
    return {match["alias"], fold_name(match["alias"].removesuffix("社"))}


def _add_companies(named: dict[str, Named], text: str, taken: _Taken) -> None:
    """Add the names that end in 社 and have no other form, as places of the organisation they shorten or as one."""
    known = {alias: entry for entry in named.values() for alias in entry.aliases}
    for match in islice(_COMPANY.finditer(text), _MENTIONS):
        before = _COMPANY_NAME.match(text[max(0, match.start() - 32) : match.start()][::-1])
        start = match.start() - before.end() if before else match.start()
        name = without_lead(text[start : match.start()].strip())
        start = text.rfind(name, start, match.start()) if name else start
        if len(name) < 2 or NO_COMPANY.match(name) or taken.holds(start, match.end()):
            continue
        key = fold_name(name)
        entry = known.get(key) or next((entry for entry in named.values() if key in entry.key), None)
        if entry:
            entry.places.append((start, match.end()))
            entry.aliases |= {key, *_aliases(text, match.end())}
            entry.formal = True
        else:
            entry = _company(named, text, start, match.end(), key)
        if entry:
            known |= dict.fromkeys(entry.aliases, entry)


def _company(named: dict[str, Named], text: str, start: int, end: int, key: str) -> Named | None:
    """Add a name that ends in 社; one in brackets right after another name is that one's short form."""
    outer = _EXPLAINED.search(text, max(0, start - 32), start - 1) if text[start - 1 : start] == "(" else None
    if outer is None or not looks_proper(outer.group().strip()):
        return _add(named, text, start, end, formal=True, key=key)
    begin = outer.start() + len(outer.group()) - len(outer.group().lstrip())
    entry = _add(named, text, begin, outer.end(), formal=True)
    if entry:
        entry.formal = True
        entry.aliases |= {key, text[start:end]}
        entry.places.append((start, end))
    return entry


def _add_later_places(named: dict[str, Named], text: str) -> None:
    """Add the places where an alias stands, the longest first."""
    words = [(alias, entry) for entry in named.values() for alias in entry.aliases if len(alias) > 1]
    if not words:
        return
    places = sorted({place for entry in named.values() for place in entry.places})
    for alias, entry in sorted(words, key=lambda pair: (-len(pair[0]), pair[0]))[:_MOST]:
        taken = _Taken(places)
        found = [place for place in _places(text, alias) if not taken.holds(*place)]
        entry.places.extend(found)
        places = sorted((*places, *found)) if found else places


def _places(text: str, word: str) -> Iterator[tuple[int, int]]:
    at = text.find(word)
    for _ in range(_PLACES):
        if at < 0:
            return
        yield at, at + len(word)
        at = text.find(word, at + len(word))
