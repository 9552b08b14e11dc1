"""Leak status: the strongest that the release says of the publisher's data getting out or being seen."""

from bisect import bisect_left
from collections.abc import Iterator
from enum import IntEnum

from jikenbo.lang.ja.patterns import Patterns
from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind, Span
from jikenbo.read.hedges import Hedge, governed, window
from jikenbo.read.prepare import Prepared
from jikenbo.text.match import Hit
from jikenbo.text.sentences import Sentence

_P = Patterns("leak_status.toml")


class _Said(IntEnum):
    """What one mention of a leak says, weakest first."""

    ASIDE = 0
    NAMED = 1
    PENDING = 2
    NONE = 3
    RULED_OUT = 4
    CHECKED = 5
    SUCH = 6
    POSSIBLE = 7
    HAPPENED = 8


_STATUS = {
    _Said.HAPPENED: "confirmed",
    _Said.POSSIBLE: "possible",
    _Said.SUCH: "confirmed", _Said.CHECKED: "under_investigation",
    _Said.NONE: "none_found",
    _Said.RULED_OUT: "none_found", _Said.PENDING: "under_investigation", _Said.NAMED: "confirmed",
}  # fmt: skip
_HEDGED = {
    Hedge.POSSIBLE: _Said.POSSIBLE, Hedge.UNDER_INVESTIGATION: _Said.CHECKED, Hedge.NOT_CONFIRMED: _Said.NONE,
    Hedge.DENIED: _Said.RULED_OUT,
}  # fmt: skip
_OPEN = (Hedge.ASSERTED, Hedge.CONFIRMED, Hedge.POSSIBLE, Hedge.HYPOTHETICAL)
_RULE = "leak_status.read_leak_status"


def read_leak_status(prepared: Prepared) -> Iterator[Fact]:
    """The strongest that the text says of data getting out or being seen."""
    if not prepared.sentences:
        return
    said: dict[_Said, list[tuple[int, int]]] = {}
    for hit, value in prepared.hits["leaks"]:
        if value != "misused" and (what := _said(prepared, hit, value)):
            said.setdefault(what, []).append((hit.start, hit.end))
    if not said:
        yield Fact(field=Field.LEAK_STATUS, value="not_stated", spans=(title_span(prepared),), rule=_RULE)
        return
    strongest = max(said)
    if (
        strongest is _Said.POSSIBLE
        and _Said.RULED_OUT in said
        and all(end <= prepared.body for _, end in said[strongest])
    ):
        strongest = _Said.RULED_OUT
    spans = tuple(prepared.span(*place) for place in said[strongest][:5])
    yield Fact(field=Field.LEAK_STATUS, value=_STATUS[strongest], spans=spans, rule=_RULE)


def title_span(prepared: Prepared) -> Span:
    """The title, or else the first sentence: what shows that a release says nothing of a matter."""
    first = prepared.sentences[0]
    return prepared.span(first.start, first.end)


def _said(prepared: Prepared, hit: Hit, value: str) -> _Said:
    """What one mention says."""
    text = prepared.text
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    if _beside(prepared, hit, sentence):
        return _Said.ASIDE
    if sentence.kind is BlockKind.HEADING and _P["topic"].match(text, hit.end, sentence.end):
        return _under(prepared, hit)
    if value != "exposed" and _P["or_maybe"].match(text, hit.end):
        return _Said.HAPPENED
    return _hedged(prepared, hit, value, sentence)


def _hedged(prepared: Prepared, hit: Hit, value: str, sentence: Sentence) -> _Said:
    """What the hedge of a mention makes of it."""
    text = prepared.text
    hedge = governed(prepared, hit.start, hit.end).hedge
    if hedge in _OPEN and _P["scope"].match(text, hit.end):
        return (
            _Said.PENDING
            if _P["checks"].search(text, hit.end, window(sentence, hit.start, hit.end)[1])
            else _Said.ASIDE
        )
    if hedge is Hedge.HYPOTHETICAL:
        return _Said.PENDING if _P["checks"].search(text, *window(sentence, hit.start, hit.end)) else _Said.ASIDE
    if hedge is Hedge.NOT_CONFIRMED:
        return _checked(prepared, hit)
    if hedge.happened and hedge not in _HEDGED:
        return _asserted(prepared, hit, value)
    return _HEDGED.get(hedge, _Said.ASIDE)


def _beside(prepared: Prepared, hit: Hit, sentence: Sentence) -> bool:
    """Whether a mention is of prevention, of no data, of a quoted title, of what was once feared, or a question."""
    text = prepared.text
    return bool(
        _P["aside"].match(text, hit.end)
        or _P["past"].match(text, hit.end)
        or _P["question"].search(text, max(hit.end, sentence.end - 6), sentence.end)
        or _P["other_thing"].search(text, max(0, hit.start - 16), hit.start)
        or (sentence.start >= prepared.body and _P["quoted"].match(text, hit.end))
    )


def _asserted(prepared: Prepared, hit: Hit, value: str) -> _Said:
    """A mention without a hedge: a finite verb or a finding says that it happened, a noun alone only names it."""
    text = prepared.text
    if value == "exposed":
        return _Said.ASIDE if _P["no_event"].search(text, hit.start, hit.end) else _Said.POSSIBLE
    if _P["hearsay"].match(text, hit.end):
        return _Said.POSSIBLE
    if _P["happened"].match(text, hit.end):
        return _Said.HAPPENED
    if _P["such"].match(text, hit.end):
        return _Said.SUCH
    return _Said.NAMED if value in ("leaked", "taken") else _Said.ASIDE


def _checked(prepared: Prepared, hit: Hit) -> _Said:
    """No leak is known: whether the text goes on that one cannot be ruled out, or that looking for it goes on."""
    number, text = prepared.sentence_at(hit.start), prepared.text
    end = prepared.sentences[number].end
    after = prepared.sentences[number + 1] if number + 1 < len(prepared.sentences) else None
    topical = _P["leaks"].search(prepared.heading_words(number)) is not None
    if after and after.kind is not BlockKind.HEADING and (_P["but"].match(text, after.start) or topical):
        end = after.end
    if _P["not_ruled_out"].search(text, hit.end, min(end, hit.end + 200)):
        return _Said.POSSIBLE
    return _Said.CHECKED if _P["goes_on"].search(text, hit.end, min(end, hit.end + 200)) else _Said.NONE


def _under(prepared: Prepared, hit: Hit) -> _Said:
    """A heading has the leak for its topic: the sentence under it says how sure it is, if it names none itself."""
    number = prepared.sentence_at(hit.start) + 1
    if number >= len(prepared.sentences) or prepared.sentences[number].kind is BlockKind.HEADING:
        return _Said.NAMED
    below = prepared.sentences[number]
    hits = prepared.hits["leaks"]
    after = bisect_left(hits, below.start, key=lambda pair: pair[0].start)
    if after < len(hits) and hits[after][0].start < below.end and hits[after][1] != "misused":
        return _Said.ASIDE
    return _HEDGED.get(governed(prepared, below.start, below.start).hedge, _Said.NAMED)
