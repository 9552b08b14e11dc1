"""Measures: what was done, or will be, against the incident and its return."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.prepare import Prepared
from jikenbo.text.match import Hit
from jikenbo.text.sentences import Sentence
from jikenbo.vocab import Term, vocabulary

# A clause that speaks of a measure rarely reaches further than this on either side of its words.
_BEFORE, _AFTER = 40, 70
# Five places show a measure as well as fifty.
_SHOWN = 5
# A line of its own (a heading without its mark) is rarely longer than this.
_LINE = 16

_BREAK = re.compile(r"(?<=[しりてがずめきいで])[、,]|とともに|[。;]")
_CONSIDERED = re.compile(
    r"(?:(?!し、|おり、|て、|とともに|うえで|上で|ほか、).)*?"
    r"(?:(?<!防止策の)(?<!防止策を)検討(?!の?(?:上|うえ|結果|・実施|および実施|及び実施)|し、実施)|視野に)"
)
_UNDONE = re.compile(
    r".{0,14}?(?:ことはございません|ことはありません|ておりません|ていません|ていなかった|ておらず|必要は(?:あり|ござい)|できませんでした|できておらず|不十分"
    r"|(?:適用|実施|導入|設定|運用)されていな)"
)
_ASKED = re.compile(
    r"ください|下さい|お願い|推奨|ますよう|お勧め|おすすめ|ご検討|ことも?可能です|ていただく|されることを"
)
_DEMANDED = re.compile(r"[^、。]{0,40}?(?:を求め|求めて|を要請|を要求|申し入れ)")
_CONSIDERED_BELOW = re.compile(r"検討(?:中|して|し|項目|事項)")
_PREVENTION = re.compile(r"防止|取り?組")
_CLOSING = re.compile(r"努め|全力|取り組|邁進|務めて|尽力|努力|一層|さらなる|更なる|抜本的")


@dataclass(frozen=True, slots=True)
class _Conditions:
    """What a measure's term says of its cues, compiled; the vocabulary file explains each."""

    unless: re.Pattern[str] | None
    own: bool
    others: bool
    alone: frozenset[str]
    closing: re.Pattern[str] | None


def _conditions(term: Term) -> _Conditions:
    words = "|".join(map(re.escape, term.get("unless")))
    return _Conditions(
        unless=re.compile(words) if words else None,
        own=term.get("own", False),
        others=term.get("others", False),
        alone=frozenset(term.get("alone")),
        closing=re.compile(term.get("closing")) if term.get("closing") else None,
    )


@cache
def _all_conditions() -> dict[str, _Conditions]:
    return {value: _conditions(term) for value, term in vocabulary("measures").items()}


def read_measures(prepared: Prepared) -> Iterator[Fact]:
    """The release says that the measure was taken or will be, not that it is only being considered."""
    places: dict[str, list[Hit]] = {}
    conditions = _all_conditions()
    for hit, value in prepared.hits["measures"]:
        if len(places.get(value, ())) < _SHOWN and _holds(prepared, hit, conditions[value]):
            places.setdefault(value, []).append(hit)
    for value, hits in places.items():
        spans = tuple(prepared.span(hit.start, hit.end) for hit in hits)
        yield Fact(field=Field.MEASURES, value=value, spans=spans, rule="measures.read_measures")


def _holds(prepared: Prepared, hit: Hit, conditions: _Conditions) -> bool:
    """Whether the words of a hit speak of a measure taken or promised."""
    number = prepared.sentence_at(hit.start)
    sentence = prepared.sentences[number]
    words = prepared.text[hit.start : hit.end]
    if sentence.kind is BlockKind.OVERVIEW or (words in conditions.alone and not _is_line(sentence)):
        return False
    after = prepared.text[hit.end : min(sentence.end, hit.end + _AFTER)]
    considered = ("検討" in after or "視野" in after) and _CONSIDERED.match(after)
    if considered or _UNDONE.match(after):
        return False
    if not conditions.others and (_DEMANDED.match(after) or _BREAK.search(words)):
        return False
    if (conditions.own and _ASKED.search(after)) or _is_cancelled(prepared.text, sentence, hit, conditions):
        return False
    above = prepared.heading_words(number)
    if conditions.closing and conditions.closing.search(words) and _CLOSING.search(words + after):
        return "管理" in words and bool(_PREVENTION.search(above))
    return not _CONSIDERED_BELOW.search(above)


def _is_cancelled(text: str, sentence: Sentence, hit: Hit, conditions: _Conditions) -> bool:
    return bool(conditions.unless and conditions.unless.search(_clause(text, sentence, hit)))


def _is_line(sentence: Sentence) -> bool:
    return sentence.kind is BlockKind.HEADING or sentence.end - sentence.start <= _LINE


def _clause(text: str, sentence: Sentence, hit: Hit) -> str:
    """The words of a hit with the rest of its clause, within bounds."""
    before = text[max(sentence.start, hit.start - _BEFORE) : hit.start]
    after = text[hit.end : min(sentence.end, hit.end + _AFTER)]
    begins = max((m.end() for m in _BREAK.finditer(before)), default=0)
    ends = _BREAK.search(after)
    return before[begins:] + text[hit.start : hit.end] + (after[: ends.start()] if ends else after)
