"""Measures: what was done, or will be, against the incident and its return."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jikenbo.lang.ja.patterns import Patterns
from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.prepare import Prepared
from jikenbo.text.match import Hit
from jikenbo.text.sentences import Sentence
from jikenbo.vocab import Term, vocabulary

_P = Patterns("measures.toml")

# A clause that speaks of a measure rarely reaches further than this on either side of its words.
_BEFORE, _AFTER = 40, 70
# Words that say that a measure stood already are not farther before it, and a request not so many sentences below.
_STANDING, _SECTION = 60, 6
# Words that, said of a thing, tell how it stands and not what was done to it.
_STATES = frozenset(("隔離", "遮断", "切り離"))
# Closing words promise no more things than stand so near to one another.
_PROMISED = 120
# Five sentences show a measure as well as fifty, and one place in each as well as all.
_SHOWN = 5
# What goes on behind a gap in a sentence is not longer than this.
_GAP = 40
# A line of its own (a heading without its mark) is rarely longer than this.
_LINE = 16


@dataclass(frozen=True, slots=True)
class _Conditions:
    """What a measure's term says of its cues, compiled; the vocabulary file explains each."""

    unless: re.Pattern[str] | None
    own: bool
    others: bool
    asks: bool
    not_then: re.Pattern[str] | None
    alone: frozenset[str]
    closing: re.Pattern[str] | None


def _conditions(term: Term) -> _Conditions:
    return _Conditions(
        unless=_pattern("|".join(map(re.escape, term.get("unless")))),
        own=term.get("own", False),
        others=term.get("others", False),
        asks=term.get("asks", False),
        not_then=_pattern(term.get("not_then")),
        alone=frozenset(term.get("alone")),
        closing=_pattern(term.get("closing")),
    )


def _pattern(written: str) -> re.Pattern[str] | None:
    return re.compile(written) if written else None


@cache
def _all_conditions() -> dict[str, _Conditions]:
    return {value: _conditions(term) for value, term in vocabulary("measures").items()}


def read_measures(prepared: Prepared) -> Iterator[Fact]:
    """The release says that the measure was taken or will be, not that it is only being considered."""
    places: dict[str, dict[int, Hit]] = {}
    conditions = _all_conditions()
    for hit, value in prepared.hits["measures"]:
        number = prepared.sentence_at(hit.start)
        shown = places.get(value, {})
        if number not in shown and len(shown) < _SHOWN and _holds(prepared, number, hit, conditions[value]):
            places.setdefault(value, {})[number] = hit
    for value, hits in places.items():
        spans = tuple(prepared.span(hit.start, hit.end) for hit in hits.values())
        yield Fact(field=Field.MEASURES, value=value, spans=spans, rule="measures.read_measures")


def _holds(prepared: Prepared, number: int, hit: Hit, conditions: _Conditions) -> bool:
    """Whether the words of a hit in a sentence speak of a measure taken or promised."""
    sentence = prepared.sentences[number]
    words = prepared.text[hit.start : hit.end]
    if (
        sentence.kind is BlockKind.OVERVIEW
        or (words in conditions.alone and not _is_line(sentence))
        or ((conditions.asks or conditions.not_then) and _is_other(prepared.text, sentence, hit, conditions))
    ):
        return False
    after = prepared.text[hit.end : min(sentence.end, hit.end + _AFTER)]
    if _not_done(prepared.text, sentence, hit, after) or (words in _STATES and _P["described"].match(after)):
        return False
    if not conditions.others and (_P["demanded"].match(after) or _P["break"].search(words[:-1])):
        return False
    asked = conditions.own and _is_asked(prepared, number, after)
    if (
        asked
        or (not conditions.others and _is_advice(prepared, sentence))
        or _is_cancelled(prepared.text, sentence, hit, conditions)
    ):
        return False
    if conditions.closing and conditions.closing.search(words) and _P["closing"].search(words + after):
        return _more_than_closing(prepared, number, hit)
    headings = (prepared.sentences[n] for n in sentence.headings)
    return not any(_P["considered_below"].search(prepared.text, one.start, one.end) for one in headings)


def _more_than_closing(prepared: Prepared, number: int, hit: Hit) -> bool:
    """Whether closing words promise more than to do better: training too, or control under a heading of measures."""
    sentence = prepared.sentences[number]
    first = max(sentence.start, hit.start - _PROMISED)
    last = min(sentence.end, hit.end + _PROMISED)
    for other, value in prepared.hits_between("measures", first, last):
        if value == "training" and not _P["spirit"].search(prepared.text, other.start, other.end):
            return True
    courtesy = _P["courtesy"].search(prepared.text, hit.end, sentence.end)
    above = prepared.heading_words(number)
    return "管理" in prepared.text[hit.start : hit.end] and not courtesy and bool(_P["prevention"].search(above))


def _not_done(text: str, sentence: Sentence, hit: Hit, after: str) -> bool:
    """Whether a measure is only being considered, was not taken, or stood already."""
    considered = ("検討" in after or "視野" in after) and _P["considered"].match(after)
    stood = _P["standing"].search(text, max(sentence.start, hit.start - _STANDING), hit.start)
    return bool(
        considered
        or _P["undone"].match(after)
        or _P["so_far"].match(after)
        or (stood and not _P["anew"].search(text, stood.end(), hit.start))
    )


def _is_other(text: str, sentence: Sentence, hit: Hit, conditions: _Conditions) -> bool:
    """Whether what stands behind a hit, or is missing there, makes its words those of something else."""
    if conditions.asks:
        return not _warns(text, sentence, hit)
    return bool(conditions.not_then and conditions.not_then.match(text, hit.end, sentence.end))


def _warns(text: str, sentence: Sentence, hit: Hit) -> bool:
    """Whether a sentence asks readers for something from a hit on; one that has no end goes on behind a gap."""
    end = sentence.end if text.startswith("。", sentence.end - 1) else sentence.end + _GAP
    return _P["warns"].search(text, hit.start, end) is not None


def _is_asked(prepared: Prepared, number: int, after: str) -> bool:
    """Whether readers are asked for a measure: behind its words, or in the section under the heading that names it."""
    if _P["asked"].search(after) or prepared.sentences[number].kind is not BlockKind.HEADING:
        return bool(_P["asked"].search(after))
    below = prepared.sentences[number + 1 : number + _SECTION]
    asks = (_P["asked"].search(prepared.text, one.start, one.end) for one in below if number in one.headings)
    return any(asks)


def _is_advice(prepared: Prepared, sentence: Sentence) -> bool:
    """Whether a line below a heading that advises readers is such advice, rather than an act told in passing."""
    if sentence.kind is not BlockKind.ITEM or not sentence.headings:
        return False
    above = prepared.sentences[sentence.headings[-1]]
    advice = _P["advice"].search(prepared.text, above.start, above.end)
    return bool(advice) and not _P["told"].search(prepared.text, sentence.start, sentence.end)


def _is_cancelled(text: str, sentence: Sentence, hit: Hit, conditions: _Conditions) -> bool:
    """Whether words in the clause of a hit cancel it; its clause is worked out only where they stand near."""
    unless = conditions.unless
    begin, end = max(sentence.start, hit.start - _BEFORE), min(sentence.end, hit.end + _AFTER)
    return bool(unless and unless.search(text, begin, end) and unless.search(_clause(text, sentence, hit)))


def _is_line(sentence: Sentence) -> bool:
    return sentence.kind is BlockKind.HEADING or sentence.end - sentence.start <= _LINE


def _clause(text: str, sentence: Sentence, hit: Hit) -> str:
    """The words of a hit with the rest of its clause, within bounds."""
    before = text[max(sentence.start, hit.start - _BEFORE) : hit.start]
    after = text[hit.end : min(sentence.end, hit.end + _AFTER)]
    begins = max((m.end() for m in _P["edge"].finditer(before)), default=0)
    ends = _P["break"].search(after)
    return before[begins:] + text[hit.start : hit.end] + (after[: ends.start()] if ends else after)
