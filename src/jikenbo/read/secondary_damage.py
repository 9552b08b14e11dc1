"""Secondary damage: whether what leaked is known to have been misused."""

import re
from collections.abc import Iterator

from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.hedges import Hedge, governed
from jikenbo.read.leak_status import title_span
from jikenbo.read.prepare import Prepared
from jikenbo.text.match import Hit

_SYSTEMS = re.compile(
    r"(?:サーバー?|システム|基盤|ホームページ|ネットワーク|アカウント|端末|機器|機能)(?:等|など)?(?:へ|に対する|から)?の(?:不正アクセスや)?$"
)
_OF_SYSTEMS = re.compile(r"を検知|を防|されたアカウント|された端末|リスク|対策")
_LEAK = re.compile(r"漏えい|漏洩|流出")
_SECONDARY = re.compile(r"二次|2次|不正取引|カード[^。]{0,12}不正利用")
_TOPIC = re.compile(r"二次|2次|有無")
_SPANS = 5
_RULE = "secondary_damage.read_secondary_damage"
_SCOPE = re.compile(r"対象外|範囲外|除")
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
    if _SYSTEMS.search(prepared.text, max(0, hit.start - 16), hit.start) or _OF_SYSTEMS.match(prepared.text, hit.end):
        return None
    if _LEAK.search(prepared.text, hit.start, hit.end) and not _SECONDARY.search(prepared.text, hit.start, hit.end):
        return None
    number = prepared.sentence_at(hit.start)
    if prepared.sentences[number].kind is BlockKind.HEADING:
        return _under(prepared, number)
    told = governed(prepared, hit.start, hit.end)
    if told.hedge in _NONE:
        return None if _SCOPE.match(prepared.text, told.start) else "none_confirmed"
    surely = told.hedge is Hedge.CONFIRMED and _SECONDARY.search(prepared.text, hit.start, hit.end)
    return "confirmed" if surely else None


def _under(prepared: Prepared, number: int) -> str | None:
    """A heading has misuse for its topic: the first sentence under it says that none is known."""
    if number + 1 >= len(prepared.sentences) or not _TOPIC.search(prepared.words(prepared.sentences[number])):
        return None
    below = prepared.sentences[number + 1]
    if below.kind is BlockKind.HEADING:
        return None
    return "none_confirmed" if governed(prepared, below.start, below.start).hedge in _NONE else None
