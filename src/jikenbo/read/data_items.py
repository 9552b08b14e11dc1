"""Data items: which kinds of data leaked or may have, and which are said to be safe."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.data_mentions import Named, chains, named
from jikenbo.read.data_scope import Token, Verdict, leaked_before, spared, tokens, verdict
from jikenbo.read.data_zones import Zone, zones
from jikenbo.read.prepare import Prepared
from jikenbo.text.sentences import Sentence

_UNSPECIFIED = "personal_unspecified"
# Secrets of the organisation stand beside personal data of which no item is named.
_NOT_PERSONAL = {"business_secret"}
_KEYS = {"login_id", "password"}
_WAY_IN = re.compile(r"用い|起因|悪用|契機|経路|侵入|不正(?:に)?(?:アクセスを受|ログイン|入手し|利用し)|考えられ")
# As many places as a reader of the page can look at.
_SPANS = 5


@dataclass
class _Found:
    """What was found of one release, by value: the places that include it and those that exclude it.

    `listed` holds lists of which nothing is said: (number of the sentence, entries).
    """

    included: dict[str, list[Named]] = field(default_factory=dict)
    excluded: dict[str, list[Named]] = field(default_factory=dict)
    listed: list[tuple[int, list[Named]]] = field(default_factory=list)

    def take(self, mention: Named, *, included: bool) -> None:
        places = self.included if included else self.excluded
        for value in mention.values:
            places.setdefault(value, []).append(mention)


def read_data_items(prepared: Prepared) -> Iterator[Fact]:
    """The release names this kind of data as leaked, possibly leaked or looked into, or says that it is safe."""
    found = _Found()
    zone_at = zones(prepared)
    by_sentence = groupby(named(prepared.text), key=lambda mention: prepared.sentence_at(mention.start))
    for number, mentions in by_sentence:
        if prepared.sentences[number].kind is not BlockKind.OVERVIEW:
            _read_sentence(prepared, number, list(mentions), zone_at[number], found)
    _take_lists(found)
    yield from _facts(prepared, found)


def _read_sentence(prepared: Prepared, number: int, mentions: list[Named], zone: Zone, found: _Found) -> None:
    sentence = prepared.sentences[number]
    words = tokens(prepared.text, sentence)
    for chain in chains(prepared.text, mentions):
        said = _said(prepared.text, sentence, words, chain)
        if said in (Verdict.LISTED, Verdict.HELD) and not (zone is Zone.LEAK or leaked_before(words, chain[0].start)):
            if zone is Zone.OPEN and sentence.kind is not BlockKind.TITLE:
                found.listed.append((number, chain))
            said = Verdict.DENIED if zone is Zone.SAFE else Verdict.PASSING
        for mention in chain:
            included = _included(prepared.text, sentence, words, mention, chain, said)
            if included is not None:
                found.take(mention, included=included)


def _said(text: str, sentence: Sentence, words: list[Token], chain: list[Named]) -> Verdict:
    said = verdict(text, sentence, words, chain)
    keys = all(_KEYS.issuperset(mention.values) for mention in chain)
    if keys and said is Verdict.LEAKED and _WAY_IN.search(text, chain[-1].end, sentence.end):
        return Verdict.PASSING
    if said is Verdict.INQUIRED and sentence.kind is BlockKind.HEADING:
        return Verdict.PASSING
    return said


def _included(
    text: str, sentence: Sentence, words: list[Token], mention: Named, chain: list[Named], said: Verdict
) -> bool | None:
    """Whether a mention includes its data, excludes it, or says nothing of it."""
    if mention.weak and len(chain) == 1 and not _alone(sentence, mention):
        return None
    if said is Verdict.DENIED or spared(text, words, mention):
        return False
    if said is Verdict.INQUIRED:
        return True if _UNSPECIFIED not in mention.values else None
    return True if said is not Verdict.PASSING else None


def _alone(sentence: Sentence, mention: Named) -> bool:
    """Whether an everyday word is all that an entry says."""
    return mention.start - sentence.start <= 4 and sentence.end - mention.end <= 8


def _take_lists(found: _Found) -> None:
    """Two or more kinds of data listed together are those of the incident, wherever nothing else is said of them."""
    runs: list[list[tuple[int, list[Named]]]] = []
    for number, chain in found.listed:
        if runs and number - runs[-1][-1][0] <= 2:
            runs[-1].append((number, chain))
        else:
            runs.append([(number, chain)])
    for run in runs:
        mentions = [mention for _, chain in run for mention in chain]
        strong = {value for mention in mentions if not mention.weak for value in mention.values} - {_UNSPECIFIED}
        for mention in mentions if len(strong) > 1 else ():
            if _UNSPECIFIED not in mention.values:
                found.take(mention, included=True)


def _facts(prepared: Prepared, found: _Found) -> Iterator[Fact]:
    specific = found.included.keys() - {_UNSPECIFIED} - _NOT_PERSONAL
    for value, places in found.included.items():
        if value != _UNSPECIFIED or not specific:
            yield _fact(prepared, value, "included", places)
    for value, places in found.excluded.items():
        if value not in found.included:
            yield _fact(prepared, value, "excluded", places)


def _fact(prepared: Prepared, value: str, status: str, places: list[Named]) -> Fact:
    spans = tuple(prepared.span(place.start, place.end) for place in places[:_SPANS])
    return Fact(field=Field.DATA_ITEMS, value=value, spans=spans, rule=f"data_items.{status}", status=status)
