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
_DENIABLE = {*_OPEN, Hedge.PLANNED}
# How far behind a place its predicate is looked for; sentences with longer lists between are read from the lead-in.
_REACH = 160
_BEFORE = 60
_ITEMS = 20
_WINDOW = 300
_CLOSE, _NEAR, _FAR = 2, 8, 24
# A cue may begin within so many characters of the end of what it governs.
_OVERLAP = 3
# A word that a sentence explains ends within so many characters, and a verb behind a place within so few.
_WORD, _VERB = 68, 6
# So many cues behind a place are looked at.
_CUES = 4
_HEDGES = {hedge.value: hedge for hedge in Hedge}


def governed(prepared: Prepared, start: int, end: int) -> Governed:
    """The hedge of a place with the words that make it: of its clause, else of its list's lead-in or its headings."""
    own = clause_hedge(prepared, start, end)
    if own.hedge is not Hedge.ASSERTED or own.end > own.start:
        return own
    number = prepared.sentence_at(start)
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
    return prepared.shared(Hedges).at(start, end)


def _clause(text: str, end: int, last: int) -> int | None:
    """Where the clause of a place that ends at `end` ends itself, if that is before the last word that may govern it.

    Every clause ends at a comma, so that without one there is no need to look.
    """
    if text.find("、", end, last) < 0 or not (cut := _P["clause"].search(text, end, last)):
        return None
    if not _P["joining"].match(text, end):
        return cut.end()
    # A joining form right at the place (漏えいし、) shares the predicate of the next clause.
    cut = _P["clause"].search(text, cut.end(), last)
    return cut.end() if cut else None


def _decide(prepared: Prepared, end: int, near: list[tuple[Hit, Hedge]]) -> Governed:
    """The first cue, unless the next one closes around it."""
    if not near:
        return Governed(Hedge.ASSERTED, end, end)
    (first, hedge), text = near[0], prepared.text
    if _of_another(text, end, first, hedge):
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
            and hedge in _DENIABLE
            and (
                _P["joins"].fullmatch(between)
                or _P["leads_to"].fullmatch(between)
                or (hedge is Hedge.CONFIRMED and _P["thing"].fullmatch(between))
            )
        ):
            return Governed(other, hit.start, hit.end)
    return Governed(hedge, first.start, first.end)


def _of_another(text: str, end: int, first: Hit, hedge: Hedge) -> bool:
    """Whether a cue is of the noun that a place describes, or denies only what there might be besides the place."""
    if hedge in _NEGATIVE and _P["besides"].match(text, end):
        return True
    adnominal = text.find("た", end, end + _VERB) >= 0 and _P["adnominal"].match(text, end)
    if not adnominal:
        return False
    return not (hedge in _NEGATIVE and _P["thing"].fullmatch(text, adnominal.end(), first.start))


def _by_length(pair: tuple[Hit, str]) -> tuple[int, int]:
    """By place, and of those that begin together the longest first."""
    return pair[0].start, -pair[0].end


@dataclass
class Hedges:
    """The hedge cues of one prepared text, and what lists and headings hand down to what stands under them."""

    prepared: Prepared
    hits: list[tuple[Hit, Hedge]] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _premises: list[int] = field(default_factory=list)
    _premise_ends: list[int] = field(default_factory=list)
    _said: dict[tuple[int, int], Governed] = field(default_factory=dict)
    _explained: dict[int, Governed | None] = field(default_factory=dict)
    _advice: dict[int, bool] = field(default_factory=dict)
    _above: dict[int, Governed] = field(default_factory=dict)
    _leaders: dict[int, Sentence] = field(default_factory=dict)

    def __post_init__(self) -> None:
        reach, text, hits = -1, self.prepared.text, self.hits
        for hit, value in sorted(self.prepared.hits["hedges"], key=_by_length):
            start, end, _ = hit
            if end <= reach or (value in _NEGATIVE and "、" in text[start:end]):
                continue
            if value == "asserted" and hits and hits[-1][0].end > start:
                hits[-1] = (hits[-1][0], Hedge.ASSERTED)
                continue
            reach = end
            if value == "premise":
                self._premises.append(start)
                self._premise_ends.append(end)
            else:
                hits.append((hit, _HEDGES[value]))
        self._starts = [hit.start for hit, _ in hits]

    def at(self, start: int, end: int) -> Governed:
        """The hedge of a place by the words of its own sentence alone."""
        said = self._said.get((start, end))
        if said is None:
            number = self.prepared.sentence_at(start)
            said = self._said[start, end] = self._premise(number, start) or self._governed(number, end)
        return said

    def _governed(self, number: int, end: int) -> Governed:
        """The hedge of a place by the cues that follow it within its clause."""
        sentence = self.prepared.sentences[number]
        near = self._following(end, min(sentence.end, end + _REACH))
        if near and near[0][1] is Hedge.HYPOTHETICAL and self._in_the_past(near[0][0], sentence):
            near = near[1:]
        if near and (limit := _clause(self.prepared.text, end, near[-1][0].start)) is not None:
            near = [pair for pair in near if pair[0].start < limit]
        return _decide(self.prepared, end, near)

    def _in_the_past(self, cue: Hit, sentence: Sentence) -> bool:
        """Whether words for a time that could be to come (～た際に) stand in a sentence that tells of the past."""
        text = self.prepared.text
        when = _P["when"].search(text, cue.start, cue.end)
        return bool(when) and bool(_P["told"].search(text, max(cue.end, sentence.end - 6), sentence.end))

    def _following(self, begin: int, limit: int) -> list[tuple[Hit, Hedge]]:
        """The cues from a place on; one may begin in the last word of the place: 被害の(報告)(はありません)."""
        at = bisect_left(self._starts, begin - _OVERLAP)
        found: list[tuple[Hit, Hedge]] = []
        while at < len(self._starts) and self._starts[at] < limit and len(found) < _CUES:
            if self.hits[at][0].end > begin:
                found.append(self.hits[at])
            at += 1
        return found

    def _premise(self, number: int, start: int) -> Governed | None:
        """A case that the sentence opened before the place, or the explanation of a word that it is."""
        sentence = self.prepared.sentences[number]
        at = bisect_left(self._premises, start) - 1
        if at >= 0 and self._premises[at] >= max(sentence.start, start - _BEFORE):
            return Governed(Hedge.HYPOTHETICAL, self._premises[at], self._premise_ends[at])
        if number not in self._explained:
            near = self.prepared.text.find("とは", sentence.start, min(sentence.end, sentence.start + _WORD)) >= 0
            match = near and _P["explains"].match(self.prepared.text, sentence.start, sentence.end)
            self._explained[number] = Governed(Hedge.HYPOTHETICAL, match.start(), match.end()) if match else None
        return self._explained[number]

    def advises(self, sentence: Sentence) -> bool:
        """Whether a sentence, or what leads its list in, asks readers to beware of messages, sites or files to come."""
        known = self._advice.get(sentence.start)
        if known is None:
            known = self._asks(sentence, sentence)
            if not known and sentence.kind is BlockKind.ITEM:
                known = self._asks(self._leader(sentence), sentence)
            self._advice[sentence.start] = known
        return known

    def _asks(self, leader: Sentence, item: Sentence) -> bool:
        """Whether a sentence asks readers for something, and it or its item says what to beware of."""
        text = self.prepared.text
        if not _P["asks"].search(text, max(leader.start, leader.end - 40), leader.end):
            return False
        return any(_P["beware"].search(text, s.start, min(s.end, s.start + 400)) for s in (leader, item))

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
        near = self._following(sentence.start, sentence.end)
        return Governed(near[0][1], near[0][0].start, near[0][0].end) if near else None
