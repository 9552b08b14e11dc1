"""Authorities: whom the release says it told, or will tell, of the incident."""

import re
from collections.abc import Iterator
from functools import cache

from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.prepare import Prepared
from jikenbo.text.match import Hit
from jikenbo.vocab import vocabulary

# How far the predicate of a clause may stand from the authority that it speaks of, and a condition before it.
_AFTER, _BEFORE = 90, 40
# How far a word on time may stand behind the authority that it still speaks of.
_NEAR = 16
# Five places show a report as well as fifty.
_SHOWN = 5

_TOLD = re.compile(
    r"報告|一報|相談|届|通報|連携|提出|申告|通知|連絡|協力|情報提供|共有|捜査|申請|説明|助言|指導|協議|派遣|調査中|通達|照会"
)
_PLANNED = re.compile(
    r"予定|準備|方針|(?:報告|届出|届け出|相談|提出|申告)(?:を|は|も|)(?:行います|いたします|します|行う所存)"
)
_WILL = re.compile(r"まいります|参ります")
_DONE = re.compile(r"済|ました|ており|ています|おります|完了|実施|行い、|とともに|行って(?:い|お)|ところ")
_UNDER_WAY = re.compile(r"手続")
_LATER = re.compile(r"今後は|今後、|今後速やかに|(?:報告|相談|届出)につきましては")
_CONDITIONAL = re.compile(
    r"必要に応じ|必要があれば|必要な場合|必要と判断|場合は|場合には|(?:万一|万が一)(?!に備え)|とき(?:は|には)|次第"
)
_NOT_TOLD = re.compile(
    r"(?:署|本部|庁|省|局|会|等|など|当局|様)*(?:である|たる|の外局|より|から(?!の(?:助言|指導))|の調査の結果|による調査"
    r"|を名乗|を装|をかた|を騙|が発表|が公表|のホームページ|ウェブサイト"
    r"|の(?:サイト|HP|ウェブ|定め|ガイドライン|規則|告示|公表|発表|資料|ホームページ))"
)
_ASKED = re.compile(r"ください|下さい|お願い|いただけ|いただきますよう")


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
    if sentence.kind is BlockKind.OVERVIEW:
        return None
    if sentence.kind is BlockKind.HEADING and who in ("ministry", "other"):
        return None
    before = prepared.text[max(sentence.start, hit.start - _BEFORE) : hit.start]
    after = prepared.text[hit.end : min(sentence.end, hit.end + _AFTER)]
    told = _TOLD.search(after) or _TOLD.search(prepared.text[hit.start : hit.end])
    if not told or _NOT_TOLD.match(after):
        return None
    if _CONDITIONAL.search(before) or _CONDITIONAL.search(after[: told.start()]) or _ASKED.search(after):
        return None
    opens_later = prepared.text.startswith(("今後は", "今後、"), sentence.start)
    return "planned" if _is_planned(before, after, opens_later) else "reported"


def _is_planned(before: str, after: str, opens_later: bool) -> bool:
    if _UNDER_WAY.search(after):
        return False
    planned = _PLANNED.search(after)
    if planned and not _DONE.search(after[: planned.start()]):
        return True
    later = opens_later or _LATER.search(before + after[:_NEAR])
    return bool(later and _WILL.search(after) and not _DONE.search(after))
