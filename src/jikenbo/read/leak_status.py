"""Leak status: the strongest that the release says of the publisher's data getting out or being seen."""

from collections.abc import Iterator
from enum import IntEnum

from jikenbo.lang.ja.patterns import Patterns
from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind, Span
from jikenbo.read.hedges import Hedge, governed, window
from jikenbo.read.outside import outside_hits, publisher
from jikenbo.read.prepare import Prepared
from jikenbo.text.match import Hit
from jikenbo.text.sentences import Sentence

_P = Patterns("leak_status.toml")
_OUTSIDE = Patterns("outside.toml")
# So far behind lost credentials stands what came of it.
_LED = 80
# So far before a mention of a leak its owner is named.
_OWN_REACH = 60
# Where data leaked from stands so near before it.
_FROM = 14
# A quoted title ends so many characters behind a mention within it.
_TITLE = 96


class _Said(IntEnum):
    """What one mention of a leak says, weakest first."""

    ASIDE = 0
    NAMED = 1
    UNLIKELY = 2
    PENDING = 3
    NONE = 4
    RULED_OUT = 5
    CHECKED = 6
    SUCH = 7
    POSSIBLE = 8
    HAPPENED = 9


_STATUS = {
    _Said.HAPPENED: "confirmed",
    _Said.POSSIBLE: "possible",
    _Said.SUCH: "confirmed", _Said.CHECKED: "under_investigation",
    _Said.NONE: "none_found",
    _Said.RULED_OUT: "none_found", _Said.PENDING: "under_investigation", _Said.NAMED: "confirmed",
    _Said.UNLIKELY: "possible",
}  # fmt: skip
_HEDGED = {
    Hedge.POSSIBLE: _Said.POSSIBLE, Hedge.UNDER_INVESTIGATION: _Said.CHECKED, Hedge.NOT_CONFIRMED: _Said.NONE,
    Hedge.DENIED: _Said.RULED_OUT,
}  # fmt: skip
_LOOKED_FOR = (Hedge.UNDER_INVESTIGATION, Hedge.NOT_CONFIRMED, Hedge.DENIED)
_OPEN = (Hedge.ASSERTED, Hedge.CONFIRMED, Hedge.POSSIBLE, Hedge.HYPOTHETICAL)
_LINES = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_RULE = "leak_status.read_leak_status"


def read_leak_status(prepared: Prepared) -> Iterator[Fact]:
    """The strongest that the text says of data getting out or being seen."""
    if prepared.sentences:
        status, places = prepared.shared(leak_said)
        spans = tuple(prepared.span(*place) for place in places[:5]) or (title_span(prepared),)
        yield Fact(field=Field.LEAK_STATUS, value=status, spans=spans, rule=_RULE)


def leak_said(prepared: Prepared) -> tuple[str, list[tuple[int, int]]]:
    """The leak status of a text, and the mentions that make it."""
    said: dict[_Said, list[tuple[int, int]]] = {}
    # Hits that end as one say one thing; the last is the nearest to what it is about.
    for (_, value), hit in {
        (hit.end, value): hit for hit, value in prepared.hits["leaks"] if value != "misused"
    }.items():
        if what := _said(prepared, hit, value):
            said.setdefault(what, []).append((hit.start, hit.end))
    if not said:
        return "not_stated", []
    strongest = _of_own_data(prepared, said) or max(said)
    return _STATUS[strongest], said[strongest]


def _of_own_data(prepared: Prepared, said: dict[_Said, list[tuple[int, int]]]) -> _Said | None:
    """What is said of the publisher's own data where a leak is feared in the title or at another firm alone."""
    feared = said.get(_Said.POSSIBLE, [])
    if max(said) is not _Said.POSSIBLE:
        return None
    if _Said.RULED_OUT in said and all(end <= prepared.body for _, end in feared):
        return _Said.RULED_OUT
    if prepared.shared(outside_hits) and (nobody := _P["nobody"].search(prepared.text, prepared.body)):
        said.setdefault(_Said.RULED_OUT, []).append(nobody.span())
        return _Said.RULED_OUT
    for kind in (_Said.RULED_OUT, _Said.NONE):
        if any(_found_out(prepared, place, feared[-1][0]) for place in said.get(kind, ())):
            return kind
    spared = any(_own(prepared, place) for place in said.get(_Said.RULED_OUT, ())) and prepared.shared(outside_hits)
    return _Said.RULED_OUT if spared and not any(_of_own(prepared, place) for place in feared) else None


def _of_own(prepared: Prepared, place: tuple[int, int]) -> bool:
    """Whether a fear is of the publisher's own data: by its words, or since it heads what the publisher lists."""
    sentence = prepared.sentences[prepared.sentence_at(place[0])]
    return sentence.kind is BlockKind.HEADING or _own(prepared, place)


def _found_out(prepared: Prepared, place: tuple[int, int], feared: int) -> bool:
    """Whether an investigation found in the end, behind the last place of fear, that no data of any kind leaked."""
    text, (start, end) = prepared.text, place
    if start < feared or start < prepared.body or not _P["found_out"].match(text, end):
        return False
    sentence = prepared.sentences[prepared.sentence_at(start)]
    if _P["single"].search(text, max(sentence.start, start - _OWN_REACH), end):
        return False
    return _P["at_last"].search(text, *window(sentence, start, end)) is not None


def _own(prepared: Prepared, place: tuple[int, int]) -> bool:
    """Whether the words before a mention of a leak speak of the publisher."""
    sentence = prepared.sentences[prepared.sentence_at(place[0])]
    start = max(sentence.start, place[0] - _OWN_REACH)
    name = prepared.shared(publisher)
    words = prepared.text[start : place[0]]
    return bool(_OUTSIDE["own"].search(words)) or (bool(name) and name in words)


def title_span(prepared: Prepared) -> Span:
    """The title, or else the first sentence: what shows that a release says nothing of a matter."""
    first = prepared.sentences[0]
    return prepared.span(first.start, first.end)


def _said(prepared: Prepared, hit: Hit, value: str) -> _Said:
    """What one mention says."""
    text = prepared.text
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    if looked := _P["to_be_told"].match(text, hit.end, sentence.end) or _P["looked_into"].match(
        text, hit.end, sentence.end
    ):
        return _while_checked(prepared, looked.end(), sentence)
    if _beside(prepared, hit, value, sentence):
        return _Said.ASIDE
    if (topic := _topic(prepared, hit, value, sentence)) is not None:
        return topic
    return _maybe(text, hit, value) or _hedged(prepared, hit, value, sentence)


def _maybe(text: str, hit: Hit, value: str) -> _Said | None:
    """What set phrases right behind a mention make of it: a fear of it, both it and a fear, or its misuse."""
    if _P["or_fear"].match(text, hit.end):
        return _Said.POSSIBLE
    if _P["its_misuse"].match(text, hit.end):
        return _Said.NAMED
    return _Said.HAPPENED if value != "exposed" and _P["or_maybe"].match(text, hit.end) else None


def _while_checked(prepared: Prepared, end: int, sentence: Sentence) -> _Said:
    """What a sentence says that tells up to a place that a leak is looked for."""
    text = prepared.text
    if _P["till_now"].match(text, end, sentence.end):
        return _Said.PENDING
    return _Said.POSSIBLE if _feared(text, end, sentence.end) else _Said.CHECKED


def _feared(text: str, start: int, end: int) -> bool:
    """Whether a stretch of the text says that a leak cannot be ruled out."""
    fear = _P["not_ruled_out"].search(text, start, end)
    return fear is not None and not _P["sequel"].search(text, start, fear.start())


def _topic(prepared: Prepared, hit: Hit, value: str, sentence: Sentence) -> _Said | None:
    """What a line says whose topic is the leak: a heading what stands under it, any other line nothing."""
    if not _P["topic"].match(prepared.text, hit.end, sentence.end):
        return None
    if sentence.kind is BlockKind.HEADING:
        below = _under(prepared, hit)
        return _Said.ASIDE if value == "exposed" and below is _Said.NAMED else below
    elsewhere = sentence.kind in _LINES and sentence.start >= prepared.body
    return _Said.ASIDE if elsewhere and _P["named_line"].match(prepared.text, hit.end) else None


def _hedged(prepared: Prepared, hit: Hit, value: str, sentence: Sentence) -> _Said:
    """What the hedge of a mention makes of it."""
    text = prepared.text
    hedge = governed(prepared, hit.start, hit.end).hedge
    if value == "exposed" and hedge not in _LOOKED_FOR and _P["no_event"].search(text, hit.start, hit.end):
        return _Said.ASIDE
    if hedge is Hedge.HYPOTHETICAL or (hedge in _OPEN and _P["scope"].match(text, hit.end)):
        start, end = window(sentence, hit.start, hit.end)
        checks = _P["checks"].search(text, start if hedge is Hedge.HYPOTHETICAL else hit.end, end)
        return _Said.PENDING if checks else _Said.ASIDE
    if hedge is Hedge.NOT_CONFIRMED:
        return _checked(prepared, hit)
    if hedge.happened and hedge not in _HEDGED:
        return _asserted(prepared, hit, value)
    if hedge is Hedge.POSSIBLE and _P["unlikely"].match(text, hit.end):
        return _Said.UNLIKELY
    on_its_course = hedge is Hedge.UNDER_INVESTIGATION and _P["course"].match(text, hit.end)
    return _Said.NAMED if on_its_course else _HEDGED.get(hedge, _Said.ASIDE)


def _beside(prepared: Prepared, hit: Hit, value: str, sentence: Sentence) -> bool:
    """Whether a mention is of prevention, of no data, of a quoted title, of what was once feared, or a question."""
    text = prepared.text
    return bool(
        _P["aside"].match(text, hit.end)
        or _P["past"].match(text, hit.end)
        or _P["question"].search(text, max(hit.end, sentence.end - 6), sentence.end)
        or _P["other_thing"].search(text, max(0, hit.start - 16), hit.start)
        or _elsewhere(text, hit, sentence)
        or (value in ("seen", "exposed") and _P["pages"].search(text, hit.start, hit.end))
        or (sentence.start >= prepared.body and _quoted(text, hit.end))
        or _way_in(prepared, hit, value, sentence)
    )


def _elsewhere(text: str, hit: Hit, sentence: Sentence) -> bool:
    """Whether what leaked did so at other services."""
    near = max(0, hit.start - _FROM)
    if text.find("から", near, hit.start) < 0 and text.find("より", near, hit.start) < 0:
        return False
    return _P["elsewhere"].search(text, max(sentence.start, hit.start - 30), hit.start) is not None


def _quoted(text: str, end: int) -> bool:
    """Whether a mention that ends at an offset stands in the title of a notice that is quoted."""
    closes = any(text.find(mark, end, end + _TITLE) >= 0 for mark in "」』")
    return closes and bool(_P["quoted"].match(text, end))


def _way_in(prepared: Prepared, hit: Hit, value: str, sentence: Sentence) -> bool:
    """Whether what was taken are credentials, by which somebody came in."""
    if value not in ("leaked", "taken") or not _P["keys"].search(prepared.text, max(0, hit.start - 24), hit.end):
        return False
    if value == "taken":
        return True
    start, end = window(sentence, hit.start, hit.end)
    if _P["so"].match(prepared.text, sentence.end):
        end = sentence.end + _LED
    return bool(_P["led_in"].search(prepared.text, hit.end, end) or _P["cause"].search(prepared.text, start, hit.start))


def _asserted(prepared: Prepared, hit: Hit, value: str) -> _Said:
    """A mention without a hedge: a finite verb or a finding says that it happened, a noun alone only names it."""
    text = prepared.text
    if value == "exposed":
        return _Said.ASIDE if _P["only_entered"].search(text, hit.start, hit.end) else _Said.POSSIBLE
    if _P["hearsay"].match(text, hit.end):
        return _Said.POSSIBLE
    if (
        _P["happened"].match(text, hit.end)
        or _kept(text, hit, value)
        or (value == "taken" and _P["goes_over"].match(text, hit.end))
    ):
        return _Said.HAPPENED
    if such := _P["such"].match(text, hit.end):
        return _Said.NAMED if _P["misused"].match(text, such.end()) else _Said.SUCH
    if value == "published" and _P["put_there"].match(text, hit.end):
        return _Said.HAPPENED
    return _Said.NAMED if value in ("leaked", "taken") else _Said.ASIDE


def _kept(text: str, hit: Hit, value: str) -> bool:
    """Whether data was seen and kept: 閲覧、保存していた."""
    return value == "seen" and text.startswith("、", hit.end - 1) and bool(_P["kept"].match(text, hit.end))


def _checked(prepared: Prepared, hit: Hit) -> _Said:
    """No leak is known: whether the text goes on that one cannot be ruled out, or that looking for it goes on."""
    number, text = prepared.sentence_at(hit.start), prepared.text
    end = prepared.sentences[number].end
    after = prepared.sentences[number + 1] if number + 1 < len(prepared.sentences) else None
    topical = _P["leaks"].search(prepared.heading_words(number)) is not None
    if after and after.kind is not BlockKind.HEADING and (_P["but"].match(text, after.start) or topical):
        end = after.end
    if _feared(text, hit.end, min(end, hit.end + 200)):
        return _Said.POSSIBLE
    open_yet = _P["goes_on"].search(text, hit.end, min(end, hit.end + 200)) or _P["not_yet"].match(text, hit.end)
    return _Said.CHECKED if open_yet else _Said.NONE


def _under(prepared: Prepared, hit: Hit) -> _Said:
    """A heading has the leak for its topic: the sentence under it says how sure it is, if it names none itself."""
    number = prepared.sentence_at(hit.start) + 1
    if number >= len(prepared.sentences) or prepared.sentences[number].kind is BlockKind.HEADING:
        return _Said.NAMED
    below = prepared.sentences[number]
    named = prepared.hits_between("leaks", below.start, below.end)
    if named and named[0][1] != "misused":
        return _Said.ASIDE
    return _HEDGED.get(governed(prepared, below.start, below.start).hedge, _Said.NAMED)
