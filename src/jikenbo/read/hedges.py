"""Hedges: how sure the text is of what it says at a place, by clause, governing predicate, list lead-in and heading.

A Japanese predicate closes its clause, so the word that governs a place stands after it: the first cue behind the
place within its clause decides, unless the next one closes around it (可能性は確認されていない). A clause that says
nothing takes the hedge of the sentence that leads its list in, then that of the headings above it.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from jikenbo.lang.ja.patterns import Patterns
from jikenbo.model.text import BlockKind
from jikenbo.read.prepare import Prepared
from jikenbo.text.match import Hit
from jikenbo.text.sentences import Sentence

_P = Patterns("hedges.toml")


class Hedge(StrEnum):
    """How sure a text is of something that it says."""

    ASSERTED = "asserted"
    CONFIRMED = "confirmed"
    POSSIBLE = "possible"
    UNDER_INVESTIGATION = "under_investigation"
    NOT_CONFIRMED = "not_confirmed"
    DENIED = "denied"
    PLANNED = "planned"
    CONSIDERED = "considered"
    HYPOTHETICAL = "hypothetical"

    @property
    def happened(self) -> bool:
        """Whether the text holds the thing to be real or possibly so."""
        return self in _HAPPENED


class Governed(NamedTuple):
    """A hedge and the folded offsets of the words that make it; they are empty where no word does."""

    hedge: Hedge
    start: int
    end: int


_HAPPENED = {Hedge.ASSERTED, Hedge.CONFIRMED, Hedge.POSSIBLE, Hedge.UNDER_INVESTIGATION}
_NEGATIVE = {Hedge.NOT_CONFIRMED, Hedge.DENIED}
_OPEN = {Hedge.ASSERTED, Hedge.CONFIRMED, Hedge.POSSIBLE}
# How far behind a place its predicate is looked for; sentences with longer lists between are read from the lead-in.
_REACH = 160
_BEFORE = 60
_ITEMS = 20
_WINDOW = 300
_CLOSE, _NEAR, _FAR = 2, 8, 24
# A cue may begin within so many characters of the end of what it governs.
_OVERLAP = 3


def hedge_at(prepared: Prepared, start: int, end: int) -> Hedge:
    """How sure the text is of what stands at the folded offsets from `start` to `end`."""
    return governed(prepared, start, end).hedge


def governed(prepared: Prepared, start: int, end: int) -> Governed:
    """The hedge of a place with the words that make it: of its clause, else of its list's lead-in or its headings."""
    number = prepared.sentence_at(start)
    own = clause_hedge(prepared, start, end)
    if own.hedge is not Hedge.ASSERTED or own.end > own.start:
        return own
    sentence = prepared.sentences[number]
    if sentence.kind is BlockKind.HEADING or _P["full"].search(
        prepared.text, max(sentence.start, sentence.end - 12), sentence.end
    ):
        return own
    return prepared.shared(Hedges).above(number)


def window(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence around a place that is looked at: all of it, unless it is longer than any real one."""
    return max(sentence.start, start - _WINDOW), min(sentence.end, end + _WINDOW)


def clause_hedge(prepared: Prepared, start: int, end: int) -> Governed:
    """The hedge of a place by the words of its own sentence alone."""
    sentence = prepared.sentences[prepared.sentence_at(start)]
    hits = prepared.shared(Hedges).hits
    if (premise := prepared.shared(Hedges).premise(sentence, start)) is not None:
        return premise
    stop = min(sentence.end, end + _REACH)
    cut = _P["clause"].search(prepared.text, end, stop)
    limit = cut.end() if cut else stop
    if cut and _P["joining"].match(prepared.text, end):
        limit = _joined(prepared, limit, stop)
    near = _following(hits, end, limit)
    return _decide(prepared, end, near)


def _joined(prepared: Prepared, limit: int, stop: int) -> int:
    """A joining form right at the place (漏えいし、) shares the predicate of the next clause."""
    cut = _P["clause"].search(prepared.text, limit, stop)
    return cut.end() if cut else stop


def _following(hits: list[tuple[Hit, Hedge]], begin: int, limit: int) -> list[tuple[Hit, Hedge]]:
    """The cues from a place on; one may begin in the last word of the place: 被害の(報告)(はありません)."""
    at = bisect_left(hits, begin - _OVERLAP, key=lambda pair: pair[0].start)
    found: list[tuple[Hit, Hedge]] = []
    while at < len(hits) and hits[at][0].start < limit and len(found) < 4:
        if hits[at][0].end > begin:
            found.append(hits[at])
        at += 1
    return found


def _decide(prepared: Prepared, end: int, near: list[tuple[Hit, Hedge]]) -> Governed:
    """The first cue, unless the next one closes around it."""
    if not near:
        return Governed(Hedge.ASSERTED, end, end)
    (first, hedge), text = near[0], prepared.text
    if (adnominal := _P["adnominal"].match(text, end)) and not (
        hedge in _NEGATIVE and _P["thing"].fullmatch(text, adnominal.end(), first.start)
    ):
        return Governed(Hedge.ASSERTED, end, end)
    for hit, other in near[1:]:
        between = text[first.end : hit.start]
        if other is Hedge.POSSIBLE and hedge is Hedge.CONFIRMED and len(between) <= _CLOSE:
            return Governed(other, hit.start, hit.end)
        if (
            other is Hedge.HYPOTHETICAL
            and hedge in _OPEN
            and len(between) <= (_FAR if hedge is Hedge.CONFIRMED else _NEAR)
        ):
            return Governed(other, hit.start, hit.end)
        if (
            other in _NEGATIVE
            and hedge in _OPEN
            and (
                _P["joins"].fullmatch(between)
                or _P["leads_to"].fullmatch(between)
                or (hedge is Hedge.CONFIRMED and _P["thing"].fullmatch(between))
            )
        ):
            return Governed(other, hit.start, hit.end)
    return Governed(hedge, first.start, first.end)


@dataclass
class Hedges:
    """The hedge cues of one prepared text, and what lists and headings hand down to what stands under them."""

    prepared: Prepared
    hits: list[tuple[Hit, Hedge]] = field(default_factory=list)
    _premises: list[Hit] = field(default_factory=list)
    _above: dict[int, Governed] = field(default_factory=dict)
    _leaders: dict[int, Sentence] = field(default_factory=dict)

    def __post_init__(self) -> None:
        reach = -1
        ordered = sorted(self.prepared.hits["hedges"], key=lambda pair: (pair[0].start, -pair[0].end))
        for hit, value in ordered:
            if hit.end <= reach or (value in _NEGATIVE and "、" in self.prepared.text[hit.start : hit.end]):
                continue
            if value == Hedge.ASSERTED and self.hits and self.hits[-1][0].end > hit.start:
                self.hits[-1] = (self.hits[-1][0], Hedge.ASSERTED)
                continue
            reach = hit.end
            if value == "premise":
                self._premises.append(hit)
            else:
                self.hits.append((hit, Hedge(value)))

    def premise(self, sentence: Sentence, start: int) -> Governed | None:
        """A case that the sentence opened before the place, or the explanation of a word that it is."""
        at = bisect_left(self._premises, start, key=lambda hit: hit.start) - 1
        if at >= 0 and (hit := self._premises[at]).start >= max(sentence.start, start - _BEFORE):
            return Governed(Hedge.HYPOTHETICAL, hit.start, hit.end)
        if match := _P["explains"].match(self.prepared.text, sentence.start, sentence.end):
            return Governed(Hedge.HYPOTHETICAL, match.start(), match.end())
        return None

    def advises(self, sentence: Sentence) -> bool:
        """Whether a sentence, or what leads its list in, asks readers to beware of messages, sites or files to come."""
        if self._asks(sentence):
            return True
        return sentence.kind is BlockKind.ITEM and self._asks(self._leader(sentence))

    def _asks(self, sentence: Sentence) -> bool:
        text = self.prepared.text
        asks = _P["asks"].search(text, max(sentence.start, sentence.end - 40), sentence.end)
        return bool(asks) and bool(_P["beware"].search(text, sentence.start, min(sentence.end, sentence.start + 400)))

    def _leader(self, sentence: Sentence) -> Sentence:
        """The sentence that leads in the list in which an item stands."""
        number = self.prepared.sentence_at(sentence.start)
        if number not in self._leaders:
            first = number
            while first and number - first < _ITEMS and self.prepared.sentences[first].kind is BlockKind.ITEM:
                first -= 1
            self._leaders[number] = self.prepared.sentences[first]
        return self._leaders[number]

    def above(self, number: int) -> Governed:
        """What the lead-in of the list, or else the headings, say of a sentence that says nothing itself."""
        if number not in self._above:
            self._above[number] = self._close(number) or self._lead(number) or self._headings(number)
        return self._above[number]

    def _close(self, number: int) -> Governed | None:
        """What the sentence says that goes on behind a list: ・流出 ・改ざん は確認されておりません."""
        sentences = self.prepared.sentences
        if sentences[number].kind is not BlockKind.ITEM:
            return None
        for below in sentences[number + 1 : number + _ITEMS]:
            if below.kind is not BlockKind.ITEM:
                goes_on = _P["goes_on"].match(self.prepared.text, below.start, below.end)
                return self._told(below) if goes_on and below.kind is BlockKind.PARAGRAPH else None
        return None

    def _lead(self, number: int) -> Governed | None:
        sentences, text = self.prepared.sentences, self.prepared.text
        for n in range(number - 1, max(number - 40, -1), -1):
            before = sentences[n]
            if before.kind is BlockKind.HEADING or before.start < self.prepared.body:
                return None
            if before.kind in (BlockKind.ITEM, BlockKind.ROW):
                continue
            words = text[max(before.start, before.end - 80) : before.end]
            if _P["lead"].search(words):
                return self._told(before)
            if before.kind is BlockKind.PARAGRAPH and _P["full"].search(words):
                return None
        return None

    def _headings(self, number: int) -> Governed:
        sentence = self.prepared.sentences[number]
        for n in reversed(sentence.headings):
            heading = self.prepared.sentences[n]
            if (told := self._told(heading)) and told.hedge is not Hedge.ASSERTED:
                return told
            if match := _P["future"].search(self.prepared.text, heading.start, heading.end):
                return Governed(Hedge.PLANNED, match.start(), match.end())
        return Governed(Hedge.ASSERTED, sentence.start, sentence.start)

    def _told(self, sentence: Sentence) -> Governed | None:
        """The hedge that a lead-in sentence or a heading carries as a whole: its first cue."""
        near = _following(self.hits, sentence.start, sentence.end)
        return Governed(near[0][1], near[0][0].start, near[0][0].end) if near else None
