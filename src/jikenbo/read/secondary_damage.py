"""Secondary damage: whether what leaked is known to have been misused."""

from collections.abc import Iterator

from jikenbo.lang.ja.patterns import Patterns
from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.hedges import Hedge, governed
from jikenbo.read.leak_status import title_span
from jikenbo.read.prepare import Prepared
from jikenbo.text.match import Hit

_P = Patterns("secondary_damage.toml")

_SPANS = 5
_RULE = "secondary_damage.read_secondary_damage"
_NONE = {Hedge.NOT_CONFIRMED, Hedge.DENIED}


def read_secondary_damage(prepared: Prepared) -> Iterator[Fact]:
    """The text says whether misuse of what leaked is known."""
    if not prepared.sentences:
        return
    said: dict[str, list[Hit]] = {}
    for hit, value in prepared.hits["leaks"]:
        if value == "misused" and (what := _said(prepared, hit)):
            said.setdefault(what, []).append(hit)
    status = next((s for s in ("confirmed", "none_confirmed") if s in said), "not_stated")
    spans = tuple(prepared.span(hit.start, hit.end) for hit in said.get(status, ())[:_SPANS])
    yield Fact(field=Field.SECONDARY_DAMAGE, value=status, spans=spans or (title_span(prepared),), rule=_RULE)


def _said(prepared: Prepared, hit: Hit) -> str | None:
    """What a mention of misuse says: that none is known, that some is, or nothing."""
    if _P["systems"].search(prepared.text, max(0, hit.start - 16), hit.start) or _P["of_systems"].match(
        prepared.text, hit.end
    ):
        return None
    if _P["leak"].search(prepared.text, hit.start, hit.end) and not _P["secondary"].search(
        prepared.text, hit.start, hit.end
    ):
        return None
    if _P["of_places"].search(prepared.text, hit.start, hit.end):
        return None
    number = prepared.sentence_at(hit.start)
    if prepared.sentences[number].kind is BlockKind.HEADING:
        return _under(prepared, number)
    told = governed(prepared, hit.start, hit.end)
    if told.hedge in _NONE:
        return None if _P["scope"].match(prepared.text, told.start) else "none_confirmed"
    happened = told.hedge is Hedge.CONFIRMED and _of_data(prepared, hit)
    return "confirmed" if happened or _such(prepared, hit, number) else None


def _such(prepared: Prepared, hit: Hit, number: int) -> bool:
    """Whether the sentence goes on to what was misused (二次被害として), and tells in the end that it was."""
    end = prepared.sentences[number].end
    return bool(_P["such_as"].match(prepared.text, hit.end)) and _told_at_end(prepared, hit.end, end)


def _told_at_end(prepared: Prepared, start: int, end: int) -> bool:
    """Whether a sentence ends in words by which something was found or reported."""
    return _P["reported"].search(prepared.text, max(start, end - 24), end) is not None


def _of_data(prepared: Prepared, hit: Hit) -> bool:
    """Whether it is data that was misused, and not to come in."""
    if _P["secondary"].search(prepared.text, hit.start, hit.end):
        return True
    data = _P["data"].search(prepared.text, max(0, hit.start - 12), hit.start)
    return bool(data) and not _P["to_enter"].match(prepared.text, hit.end)


def _under(prepared: Prepared, number: int) -> str | None:
    """A heading has misuse for its topic: the first sentence under it says whether any is known."""
    words = prepared.words(prepared.sentences[number])
    if number + 1 >= len(prepared.sentences) or not _P["topic"].search(words) or _P["beware"].search(words):
        return None
    below = prepared.sentences[number + 1]
    if below.kind is BlockKind.HEADING:
        return None
    if governed(prepared, below.start, below.start).hedge in _NONE:
        return "none_confirmed"
    told = _told_at_end(prepared, below.start, below.end)
    return "confirmed" if told and not _P["looked"].search(prepared.text, below.start, below.end) else None
