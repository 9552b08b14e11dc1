"""Authorities: whom the release says it told, or will tell, of the incident."""

import re
from collections.abc import Iterator

from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.prepare import Prepared
from jikenbo.text.match import Hit

# How far the predicate of a clause may stand from the authority that it speaks of.
_REACH = 90
_TOLD = re.compile(
    r"報告|相談|届|通報|連携|提出|申告|通知|連絡|協力|情報提供|情報共有|共有|捜査|申請|説明|助言を|指導を受|指導のもと|対応を協議|協議"
)
_PLANNED = re.compile(
    r"予定|準備|方針|報告いたします|届出を行います|報告を行います|提出します|相談いたします|報告します"
)
_DONE = re.compile(r"済|ました|ており|ています|完了|実施|行い、|とともに|行って(?:い|お)")
_CONDITIONAL = re.compile(r"必要に応じ|必要があれば|必要な場合|必要と判断|場合は|場合には|万一|万が一|とき(?:は|には)")
_TOLD_BY = re.compile(
    r"^(?:署|本部|庁|省|局|等|など|当局|様)*(?:より|から(?!の(?:助言|指導))|の調査の結果|による調査|を名乗|を装|をかた|を騙|が発表|が公表|のホームページ|ウェブサイト|の(?:サイト|HP|ウェブ|定め|ガイドライン|規則|告示|公表|発表|資料))"
)
_ASKS = re.compile(r"ください|下さい|お願い|いただけ|いただきますよう")


def read_authorities(prepared: Prepared) -> Iterator[Fact]:
    """The release names an authority and says in the same clause that it was told, or will be."""
    found: dict[str, list[tuple[Hit, str]]] = {}
    for hit, who in prepared.hits["authorities"]:
        status = _status(prepared, hit, who)
        if status:
            found.setdefault(who, []).append((hit, status))
    if len(found) > 1:
        found.pop("other", None)
    for who, told in found.items():
        status = "reported" if any(s == "reported" for _, s in told) else "planned"
        yield Fact(
            field=Field.AUTHORITIES,
            value=who,
            status=status,
            spans=tuple(prepared.span(hit.start, hit.end) for hit, s in told if s == status)[:5],
            rule="authorities.told",
        )


def _status(prepared: Prepared, hit: Hit, who: str) -> str | None:
    """Reported or planned, by the predicate that follows; None where the authority is not said to be told."""
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    if sentence.kind is BlockKind.OVERVIEW:
        return None
    before = prepared.text[max(sentence.start, hit.start - 40) : hit.start]
    after = prepared.text[hit.end : min(sentence.end, hit.end + _REACH)]
    if _TOLD_BY.match(after):
        return None
    told = _TOLD.search(after) or _TOLD.search(prepared.text[hit.start : hit.end])
    if not told:
        return None
    if _CONDITIONAL.search(before) or _CONDITIONAL.search(after[: told.start()]) or _ASKS.search(after):
        return None
    if _PLANNED.search(after) and not _DONE.search(after):
        return "planned"
    return "reported"
