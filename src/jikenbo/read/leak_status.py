"""Leak status: the strongest that the release says of the publisher's data getting out or being seen."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from enum import IntEnum

from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind, Span
from jikenbo.read.hedges import Hedge, governed, window
from jikenbo.read.prepare import Prepared
from jikenbo.text.match import Hit
from jikenbo.text.sentences import Sentence


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
_HAPPENED = re.compile(
    r"(?:等|など|の事実|の発生|被害)?(?:(?:し|され|させられ|せられ|られ|)(?:ました|まし|いたしました|ており|ている(?=こと|事実|状|旨|と|。|、|の)|ていた|ていま|てしまい|てしまった|ておりま|"
    r"た(?:こと|事実|もの|事案|旨|との|と|ため|。|、)(?!を(?:示|裏付|表)|に備|、?(?:または|又は|もしくは|若しくは))|る(?:事案|事態|事象|被害))|(?:が|も)(?:発生(?!し、(?:また|又|もし))|判明|確認さ|認めら|あった|ありまし|あり、|生じ|発覚|明らか)|を(?:確認(?:し|いたし)|認識)|に至|(?:され|し)た(?:形跡|痕跡|証跡)が(?:あ|確認さ|認め|見))"
)
_OR_MAYBE = re.compile(r"(?:し|され)?た、?(?:または|又は|もしくは|若しくは)[^。\n]{0,24}(?:可能性|おそれ|恐れ)")
_SUCH = re.compile(
    r"(?:等)?(?:し|され|させられ|せられ|られ)?(?:た|ている|ていた)(?:お客様の|お客さまの|可能性のない)?(?:個人)?(?:情報|データ|件数|ファイル|項目|内容|対象|人数|方)(?!を(?:悪用|利用|使用|用い))"
)
_ASIDE = re.compile(
    r"(?:等|など)?(?:を目的|目的|を狙|の抑止|の防止|を防|防止|の監視|懸念(?!さ|が)|に備|への対策|の疑いも?な|すこと|さない|す行為|した場合|時の|による(?:二次|2次|被害|影響))|[^。]{0,20}(?:抑止|を未然|監視を続け)"
)
_SCOPE = re.compile(
    r"(?:等|など)?(?:を含め|を含む|の影響|の状況|状況|の範囲|の調査|の確認|の程度|の有無|に関する調査)|の可能性(?:、|や|・|及び|および)[^。\n]{0,40}(?:判明|調査|確認|精査)"
)
_TOPIC = re.compile(
    r"(?:の|に係る)?(?:可能性|おそれ|恐れ|有無|状況)?(?:の有無)?(?:等)?(?:について|に関して|に関する件|は)?[)）】》>:：]*$"
)
_NOT_RULED_OUT = re.compile(
    r"(?:可能性|おそれ|恐れ)[^。\n]{0,16}(?:(?:否定|排除)[^。\n]{0,12}(?:でき|ません|ない|困難|難し)|あります|ございます|考えられ|払拭)"
)
_OTHER_THING = re.compile(
    r"(?:資金|現金|預金|暗号資産|金銭|仮想通貨|認証情報|ログイン情報|資格情報|認証キー|秘密鍵)(?:が|を|の|等の|等が)?(?:第三者に|何者かに|外部に)?$"
)
_QUOTED = re.compile(
    r"[^「」『』\n]{0,60}(?:お知らせ|お詫び|おわび|報告|について|件|リリース)[^「」『』\n]{0,20}[」』]"
)
_PAST = re.compile(
    r"[^。\n]{0,12}(?:可能性|おそれ|恐れ)(?:が|も|を)(?:ありました|ございました|あったため|ありましたため|ありましたので|ございましたので|考慮し)"
)
_GOES_ON = re.compile(
    r"(?:引き続き|引続き|継続|現在も|ただし|しかし|今後も|なお、?現在|一方|詳細|が、|ものの)[^。\n]{0,40}(?:調査|精査|解析|分析|確認)(?:を|は|も|等を|作業を)?(?:継続|進め|行って|続け|実施して|中|して)"
)
_QUESTION = re.compile(r"(?:か|\?)[。?」)]*$")
_LEAKS = re.compile(r"個人情報|情報漏|漏えい|漏洩|流出")
_BUT = re.compile(r"(?:ただし|但し|ただ、|しかし|もっとも|一方|なお、?引き続き)")
_HEARSAY = re.compile(r"(?:て(?:い|お)る|た)?(?:という|との|とする)(?:情報|投稿|主張|指摘|書き込み|声明)")
_NO_EVENT = re.compile(r"対象|影響$")
_CHECKS = re.compile(r"調査|確認|判明次第")


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
    if sentence.kind is BlockKind.HEADING and _TOPIC.match(text, hit.end, sentence.end):
        return _under(prepared, hit)
    if value != "exposed" and _OR_MAYBE.match(text, hit.end):
        return _Said.HAPPENED
    return _hedged(prepared, hit, value, sentence)


def _hedged(prepared: Prepared, hit: Hit, value: str, sentence: Sentence) -> _Said:
    """What the hedge of a mention makes of it."""
    text = prepared.text
    hedge = governed(prepared, hit.start, hit.end).hedge
    if hedge in _OPEN and _SCOPE.match(text, hit.end):
        return _Said.PENDING if _CHECKS.search(text, hit.end, window(sentence, hit.start, hit.end)[1]) else _Said.ASIDE
    if hedge is Hedge.HYPOTHETICAL:
        return _Said.PENDING if _CHECKS.search(text, *window(sentence, hit.start, hit.end)) else _Said.ASIDE
    if hedge is Hedge.NOT_CONFIRMED:
        return _checked(prepared, hit)
    if hedge.happened and hedge not in _HEDGED:
        return _asserted(prepared, hit, value)
    return _HEDGED.get(hedge, _Said.ASIDE)


def _beside(prepared: Prepared, hit: Hit, sentence: Sentence) -> bool:
    """Whether a mention is of prevention, of no data, of a quoted title, of what was once feared, or a question."""
    text = prepared.text
    return bool(
        _ASIDE.match(text, hit.end)
        or _PAST.match(text, hit.end)
        or _QUESTION.search(text, max(hit.end, sentence.end - 6), sentence.end)
        or _OTHER_THING.search(text, max(0, hit.start - 16), hit.start)
        or (sentence.start >= prepared.body and _QUOTED.match(text, hit.end))
    )


def _asserted(prepared: Prepared, hit: Hit, value: str) -> _Said:
    """A mention without a hedge: a finite verb or a finding says that it happened, a noun alone only names it."""
    text = prepared.text
    if value == "exposed":
        return _Said.ASIDE if _NO_EVENT.search(text, hit.start, hit.end) else _Said.POSSIBLE
    if _HEARSAY.match(text, hit.end):
        return _Said.POSSIBLE
    if _HAPPENED.match(text, hit.end):
        return _Said.HAPPENED
    if _SUCH.match(text, hit.end):
        return _Said.SUCH
    return _Said.NAMED if value in ("leaked", "taken") else _Said.ASIDE


def _checked(prepared: Prepared, hit: Hit) -> _Said:
    """No leak is known: whether the text goes on that one cannot be ruled out, or that looking for it goes on."""
    number, text = prepared.sentence_at(hit.start), prepared.text
    end = prepared.sentences[number].end
    after = prepared.sentences[number + 1] if number + 1 < len(prepared.sentences) else None
    topical = _LEAKS.search(prepared.heading_words(number)) is not None
    if after and after.kind is not BlockKind.HEADING and (_BUT.match(text, after.start) or topical):
        end = after.end
    if _NOT_RULED_OUT.search(text, hit.end, min(end, hit.end + 200)):
        return _Said.POSSIBLE
    return _Said.CHECKED if _GOES_ON.search(text, hit.end, min(end, hit.end + 200)) else _Said.NONE


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
