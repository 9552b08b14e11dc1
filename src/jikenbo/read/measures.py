"""Measures: what was done, or will be, against the incident and its return."""

import re
from collections.abc import Iterator
from functools import cache

from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.prepare import Prepared
from jikenbo.text.match import Hit
from jikenbo.vocab import vocabulary

# A clause that speaks of a measure rarely reaches further than this on either side of its words.
_BEFORE, _AFTER = 30, 50
_CONSIDERED = re.compile(
    r"^(?:(?!し、|おり、|て、|とともに|うえで|上で|ほか、).)*?(?:検討(?!の(?:上|うえ|結果)|・実施|および実施|し、実施)|視野に)"
)
_UNDONE = re.compile(
    r"^.{0,12}(?:ておりませんでした|ていませんでした|ていなかった|ておらず|必要は(?:あり|ござい)|できません|できておらず|行っておりません|実施しておりません)"
)


@cache
def _unless() -> dict[str, re.Pattern[str]]:
    """For each measure the words that cancel its cues when they stand in the same clause."""
    terms = vocabulary("measures").items()
    return {
        value: re.compile("|".join(map(re.escape, term.get("unless")))) for value, term in terms if term.get("unless")
    }


def read_measures(prepared: Prepared) -> Iterator[Fact]:
    """The release says that the measure was taken or will be, not that it is only being considered."""
    places: dict[str, list[Hit]] = {}
    for hit, value in prepared.hits["measures"]:
        if len(places.get(value, ())) < 5 and _holds(prepared, hit, value):
            places.setdefault(value, []).append(hit)
    for value, hits in places.items():
        spans = tuple(prepared.span(hit.start, hit.end) for hit in hits)
        yield Fact(field=Field.MEASURES, value=value, spans=spans, rule="measures.stated")


def _holds(prepared: Prepared, hit: Hit, value: str) -> bool:
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    if sentence.kind is BlockKind.OVERVIEW:
        return False
    before = prepared.text[max(sentence.start, hit.start - _BEFORE) : hit.start]
    after = prepared.text[hit.end : min(sentence.end, hit.end + _AFTER)]
    if _CONSIDERED.match(after) or _UNDONE.match(after):
        return False
    unless = _unless().get(value)
    return unless is None or not unless.search(before + prepared.text[hit.start : hit.end] + after)
