"""Where a release names kinds of data: the words of the data_items list, the longest at each place winning."""

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from jikenbo.text.fold import fold
from jikenbo.text.match import expand
from jikenbo.vocab import vocabulary

# Longer words between two entries than these are no list.
_GAP = 60
_ENTRY = r"[^、。・,/|※()\n]{1,16}"
_BRACKET = r"\([^()。\n]{0,40}\)"
_AND = r"(?:および|及び|並びに|ならびに|または|又は|もしくは|若しくは|かつ|そして|さらに|と|や|か)"
# What may stand between two entries of one list: the end of one, a separator, unknown entries, the head of the next.
_JOIN = re.compile(
    r"(?:等|など|その他|他|一式|情報|番号|データ|全般|記載|の(?:一部|全部|写し|画像|情報|データ|有無|うち))*"
    rf"(?:{_BRACKET})?(?:※ ?\d{{1,2}}|[*]\d{{1,2}})?"
    rf"(?:(?:[、・,/:\s「」『』＋+()①-⑳●◆■◎]+{_AND}?|{_AND}、?)(?:{_ENTRY}(?<!で)(?<!おり)(?:{_BRACKET})?[、・,/)]{_AND}?){{0,4}}"
    rf"[「『(]?(?:{_ENTRY}の|その|各種|一部の|登録|暗号化された)?[おご御]?)?"
)
_BEFORE = re.compile(r"[^一-龥ぁ-んァ-ヶーA-Za-z0-9]|[のとやびは等用別]")
_AFTER = re.compile(
    r"[^一-龥ぁ-んァ-ヶーA-Za-z]|等|など|及び|および|並び|または|又は|もしく|と|や|が|は|も|を(?:含|記載)"
)
# A label with its value: a desk's telephone number, not a kind of data.
_VALUE = re.compile(r"\s?[:：]?\s?(?:[(]?\d{2,4}[)-]\d|[\w.+-]{1,64}@|\d{10})", re.ASCII)


class Named(NamedTuple):
    """A place in a folded text that names data, and the values of the closed list that it stands for.

    `weak` says that it is an everyday word, which names data only in a list of data.
    """

    start: int
    end: int
    values: tuple[str, ...]
    weak: bool


def named(text: str) -> list[Named]:
    """Every place of a folded text that names a kind of data, in order; none overlaps another."""
    automaton, words = _compiled()
    found = automaton.find_matches_as_indexes(text)
    mentions = (Named(start, end, *words[word]) for word, start, end in found if words[word][0])
    return [m for m in mentions if not (m.weak and _inside(text, m)) and not _VALUE.match(text, m.end)]


def chains(text: str, mentions: list[Named]) -> list[list[Named]]:
    """Mentions that follow one another as the entries of one list, in order."""
    found: list[list[Named]] = []
    for mention in mentions:
        last = found[-1][-1].end if found else 0
        if found and mention.start - last <= _GAP and _JOIN.fullmatch(text, last, mention.start):
            found[-1].append(mention)
        else:
            found.append([mention])
    return [_as_bodies(text, chain) for chain in found]


def _inside(text: str, mention: Named) -> bool:
    """Whether an everyday word is only part of a longer one."""
    before, after = text[mention.start - 1 : mention.start], text[mention.end : mention.end + 3]
    return bool((before and not _BEFORE.match(before)) or (after and not _AFTER.match(after)))


def _as_bodies(text: str, chain: list[Named]) -> list[Named]:
    """The name of a school beside that of a company says where a person belongs, not what was learnt."""
    if not any("employer" in mention.values for mention in chain):
        return chain
    bodies = vocabulary("data_items")["education"].get("bodies")
    return [m._replace(values=("employer",)) if text[m.start : m.end] in bodies else m for m in chain]


@cache
def _compiled() -> tuple[AhoCorasick, list[tuple[tuple[str, ...], bool]]]:
    strong: dict[str, list[str]] = defaultdict(list)
    weak: dict[str, list[str]] = defaultdict(list)
    for value, term in vocabulary("data_items").items():
        for word in _words(term.cues):
            strong[word].append(value)
        for word in _words(tuple(term.get("weak"))):
            weak[word].append(value)
    for term in vocabulary("data_words").values():
        for word in _words(term.cues):
            strong[word] = []
    words = list(strong | weak)
    known = [(tuple(dict.fromkeys(strong[w] if w in strong else weak[w])), w not in strong) for w in words]
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), known


def _words(cues: tuple[str, ...]) -> set[str]:
    return {word for cue in cues for word in expand(fold(cue))}
