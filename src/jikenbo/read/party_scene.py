"""A document as the rules for parties see it: what several of them ask of it, looked for once."""

import re
from bisect import bisect_left
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from jikenbo.read.organisation import read_organisation
from jikenbo.read.party_words import AFFECTED_WORDS, AUTHORITY, COMMISSIONED, INCIDENT_WORDS, WE_ARE
from jikenbo.read.prepare import Prepared
from jikenbo.read.publisher_words import COMPANY_FORMS, COMPANY_SPEAKS, PUBLIC_SPEAKS
from jikenbo.text.names import fold_name

# A sentence is rarely longer to either side of a name; what a rule looks for stands nearer.
_REACH = 400
# Names in the overview, where several publish together.
_SEVERAL = re.compile(r"、|,|および|及び|[(（)）]|／|/")
# What a group adds to the name that its companies share.
_HOLDING = f"(?:{'|'.join(map(fold_name, ('ホールディングス', 'フィナンシャルグループ', 'HD', 'Holdings')))})"
_HOLDS = re.compile(rf"{_HOLDING}\Z")
_GROUP = re.compile(rf"(?:グループ(?:本社)?|{_HOLDING}|group)+\Z")
# One pass for three lists: what tells of an incident, of what it did, and of work on commission.
_WORDS = (*INCIDENT_WORDS, *AFFECTED_WORDS, *COMMISSIONED)
_AFFECTED = len(INCIDENT_WORDS)
_COMMISSIONED = _AFFECTED + len(AFFECTED_WORDS)
_AUTOMATON = AhoCorasick(_WORDS, matchkind=MatchKind.LeftmostLongest)


class Scene:
    """A document with what several rules for parties ask of it.

    `own` are the keys of the publisher's names; `commissioned` is whether the text speaks of work on commission.
    """

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.text = prepared.text
        self.body = prepared.body
        self._incidents: list[int] = []
        self._effects: list[int] = []
        self.commissioned = False
        for number, start, _ in _AUTOMATON.find_matches_as_indexes(prepared.text):
            if number < _AFFECTED:
                self._incidents.append(start)
            elif number < _COMMISSIONED:
                self._effects.append(start)
            else:
                self.commissioned = True

    @cached_property
    def own(self) -> frozenset[str]:
        """Keys of the publisher's names."""
        stated = self.prepared.document.overview.organisation
        if stated is None:
            return frozenset(fold_name(str(fact.value)) for fact in read_organisation(self.prepared))
        several = _SEVERAL.split(stated.value)
        keys = (fold_name(part) for part in ((stated.value, *several) if len(several) > 1 else several))
        return frozenset(key for key in keys if key)

    def is_ours(self, start: int, end: int, key: str) -> bool:
        """Whether a name is the publisher's or an authority's."""
        if any(key in own for own in self.own):
            return not (self.text.startswith(COMPANY_FORMS, start) and self._is_held(key))
        we = self.text[start - 1 : start] in ("(", "、") and WE_ARE.search(self.text, max(0, start - 6), start)
        return bool(we) or AUTHORITY.search(self.text, start, end) is not None

    def _is_held(self, key: str) -> bool:
        """Whether a name is a publishing holding company's less what makes it one: 見本 of 見本ホールディングス."""
        return key not in self.own and any(_HOLDS.sub("", own) == key for own in self.own)

    def bears_our_name(self, key: str) -> bool:
        """Whether a name holds the publisher's own, or begins with that of its group."""
        return self.is_named_after_us(key) or any(len(own) > 2 and own in key for own in self.own)

    def is_named_after_us(self, key: str) -> bool:
        """Whether a name begins as the publisher's does: 見本物流 as 見本グループ."""
        return any(len(stem) > 2 and key.startswith(stem) for stem in (_GROUP.sub("", own) for own in self.own))

    def speaks_as_public(self) -> bool:
        """Whether a municipality or school speaks, which works for nobody on commission."""
        return PUBLIC_SPEAKS.search(self.text) is not None and not COMPANY_SPEAKS.search(self.text)

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence of an offset begins and ends, or as far from the offset as a rule looks."""
        sentence = self.prepared.sentences[self.prepared.sentence_at(at)]
        return max(sentence.start, at - _REACH), min(sentence.end, at + _REACH)

    def tells(self, start: int, end: int) -> bool:
        """Whether words between two offsets tell of an incident."""
        return _stands(self._incidents, start, end)

    def affects(self, start: int, end: int) -> bool:
        """Whether words between two offsets tell of an incident or of what it did."""
        return self.tells(start, end) or _stands(self._effects, start, end)


def _stands(places: list[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end
