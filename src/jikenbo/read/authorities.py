"""Authorities: whom the release says it told, or will tell, of the incident."""

from collections.abc import Iterator
from functools import cache

from jikenbo.lang.ja.patterns import Patterns
from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.outside import publisher
from jikenbo.read.prepare import Prepared
from jikenbo.text.match import Hit
from jikenbo.vocab import vocabulary

_P = Patterns("authorities.toml")

# How far the predicate of a clause may stand from the authority that it speaks of, and a condition before it.
_AFTER, _BEFORE = 90, 40
# How far a word on time may stand behind the authority that it still speaks of.
_NEAR = 16
# Five places show a report as well as fifty.
_SHOWN = 5


@cache
def _unnamed() -> frozenset[str]:
    return frozenset(vocabulary("authorities")["other"].get("unnamed"))


def read_authorities(prepared: Prepared) -> Iterator[Fact]:
    """The release names an authority and says in the same clause that it was told, or will be."""
    found: dict[str, list[tuple[Hit, str]]] = {}
    for hit, who in prepared.hits["authorities"]:
        if status := _status(prepared, hit, who):
            found.setdefault(who, []).append((hit, status))
    if len(found) > 1 and all(prepared.text[hit.start : hit.end] in _unnamed() for hit, _ in found.get("other", ())):
        found.pop("other", None)
    for who, told in found.items():
        status = "reported" if any(s == "reported" for _, s in told) else "planned"
        hits = [hit for hit, s in told if s == status][:_SHOWN]
        spans = tuple(prepared.span(hit.start, hit.end) for hit in hits)
        yield Fact(field=Field.AUTHORITIES, value=who, status=status, spans=spans, rule="authorities.read_authorities")


def _status(prepared: Prepared, hit: Hit, who: str) -> str | None:
    """Reported or planned, by the predicate that follows; None where the authority is not said to be told."""
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    if sentence.kind is BlockKind.OVERVIEW or (sentence.kind is BlockKind.HEADING and who in ("ministry", "other")):
        return None
    before = prepared.text[max(sentence.start, hit.start - _BEFORE) : hit.start]
    after = prepared.text[hit.end : min(sentence.end, hit.end + _AFTER)]
    if _P["knows"].match(after) or (who == "police" and _P["joint"].match(after)):
        return "reported"
    told = _P["told"].search(after) or _P["told"].search(prepared.text[hit.start : hit.end])
    itself = who == "ministry" and (_P["self"].search(before) or _named(prepared, hit))
    if not told or itself or _P["not_told"].match(after) or _P["considered"].match(after):
        return None
    if _P["conditional"].search(before) or _P["conditional"].search(after[: told.start()]) or _P["asked"].search(after):
        return None
    if _P["question"].search(prepared.text, max(hit.end, sentence.end - 4), sentence.end):
        return None
    opens_later = bool(_P["to_come"].match(prepared.text, sentence.start))
    return "planned" if _is_planned(before, after, opens_later) else "reported"


def _named(prepared: Prepared, hit: Hit) -> bool:
    """Whether the publisher bears the name of the authority itself."""
    return prepared.text[hit.start : hit.end] in prepared.shared(publisher)


def _is_planned(before: str, after: str, opens_later: bool) -> bool:
    if _P["under_way"].search(after):
        return False
    planned = _P["planned"].search(after)
    if planned and not _P["done"].search(after[: planned.start()]):
        return True
    later = opens_later or _P["later"].search(before + after[:_NEAR])
    return bool(later and _P["will"].search(after) and not _P["done"].search(after))
