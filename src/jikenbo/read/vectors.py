"""Vectors: the way in or the cause that the release gives, even if only presumed."""

import re
from collections.abc import Callable, Iterator

from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import BlockKind
from jikenbo.read.hedges import clause_hedge, window
from jikenbo.read.outside import outside_hits
from jikenbo.read.prepare import Prepared
from jikenbo.text.match import Hit
from jikenbo.text.sentences import Sentence

_SPANS = 5
_CREDENTIAL_REACH = 24
_LOOKS = re.compile(
    r"[^。\n]{0,60}?(?:調査|究明|特定|解明|追求|追究|追及|判明|分析|検証|不明|確認|明らか|突き止め|把握)"
)
_DONE = re.compile(
    r"(?:し|いたし|致し|され|でき)?(?:ました|まして|た(?:ところ|結果|ため|こと))|(?<=特定)(?:し、|[・‧]|して(?:い|お)り、)|(?:を|が|は|も|等)?[^。\n、]{0,12}"
    r"(?:完了|終了|着手し|結果|したところ|開始(?:いたし|致し|し)ました|開始する|行いました|実施しました|実施いたし|まいりました|参りました|ておりました|されて(?:い|お)ります)"
)
_GOING = re.compile(
    r"[^。\n]{0,70}?(?:進めて(?:い|お|まいります)|進めます|努め|中(?:で|の|と|。|$|\n|、)|行って(?:おり|い)|継続|(?:まい|参)り(?:ます|たい)|続け|急|全力|次第|(?:まし|し)たら|"
    r"取り組|要す|至って(?:い|お)|でき(?:て(?:い|お)り)?ません|できて|して(?:い|お)り?ま(?:す|せん)|予定|不明|なって(?:い|お)り?ません|進行|講じ|図り|ところです|"
    r"(?:行い|実施し|依頼し)(?!(?:いたし)?ま?した)|必要|お待ち|ます)"
)
_NOT_FOUND = re.compile(
    r"[^。\n]{0,30}?(?:特定(?:に(?:は)?至|でき|する(?:こと|に)|は困難|されて(?:い|お)り?ません)|不明|判明(?:して|に(?:は)?至)|明らかになって(?:い|お)り?ま|わかって(?:い|お)|解明(?:に(?:は)?至|でき))"
)
_GIVEN = re.compile(r"VPN|脆弱性|経由|から(?:と|の侵入)|によるもの|であり|である(?:こと|と)")
_REPAIRED = re.compile(
    r"[^、。\n]{0,10}(?:を強固|を変更|に変更|へ変更|を禁止|の修正|を修正|の解消|を解消|を塞|への対応|の診断|診断|管理|情報の収集|のリセット|をリセット)"
)
_USED = re.compile(r"により|によって|よる|起因|悪用|利用|用い|使用|使っ|侵入|ログイン|アクセス|原因|持ち出|推定|推測")
_PASSWORD = re.compile(r"パスワード")


def read_vectors(prepared: Prepared) -> Iterator[Fact]:
    """The text gives it as the way in or the cause, and its clause does not deny, suppose or merely repair it."""
    found: dict[str, list[Hit]] = {}
    for hit, value in prepared.hits["vectors"]:
        if _stands(prepared, hit, value):
            found.setdefault(value, []).append(hit)
    named = set(found)
    if outside := outside_hits(prepared):
        found.setdefault("supplier", []).extend(outside)
    for value, hits in found.items():
        spans = tuple(prepared.span(hit.start, hit.end) for hit in hits[:_SPANS])
        rule = "vectors.read_vectors" if value in named else "outside.outside_hits"
        yield Fact(field=Field.VECTORS, value=value, spans=spans, rule=rule)


def _stands(prepared: Prepared, hit: Hit, value: str) -> bool:
    """Whether the text gives what stands at a place as the way in or the cause."""
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    if sentence.kind is BlockKind.OVERVIEW or prepared.hedges.advises(sentence):
        return False
    if value == "unknown":
        return _looked_into(prepared, hit)
    if _REPAIRED.match(prepared.text, hit.end) or not clause_hedge(prepared, hit.start, hit.end).hedge.happened:
        return False
    check = _CHECKS.get(value)
    return check is None or check(prepared, hit)


def _looked_into(prepared: Prepared, hit: Hit) -> bool:
    """The cause is being looked into, or could not be found."""
    text = prepared.text
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    if sentence.kind in (BlockKind.HEADING, BlockKind.TITLE):
        return False
    if _NOT_FOUND.match(text, hit.end, sentence.end):
        return True
    looks = _LOOKS.match(text, hit.end, sentence.end)
    if not looks or _GIVEN.search(text, hit.end, looks.end()) or _DONE.match(text, looks.end(), sentence.end):
        return False
    return bool(_GOING.match(text, looks.end(), sentence.end))


def _credentials_used(prepared: Prepared, hit: Hit) -> bool:
    """Credentials were taken and used to get in, rather than leaked as data."""
    sentence = prepared.sentences[prepared.sentence_at(hit.start)]
    words = prepared.text[hit.start : hit.end]
    if (
        len(words) > _CREDENTIAL_REACH
        or "、" in words
        or (sentence.kind is not BlockKind.PARAGRAPH and not _of_cause(prepared, hit, sentence))
    ):
        return False
    return bool(_USED.search(prepared.text, hit.end - 6, min(sentence.end, hit.end + 80)))


def _of_cause(prepared: Prepared, hit: Hit, sentence: Sentence) -> bool:
    """Whether a sentence stands under a heading of causes, or names the cause itself."""
    start, end = window(sentence, hit.start, hit.end)
    words = prepared.text[start:end]
    return "原因" in words or "要因" in words or "原因" in prepared.heading_words(prepared.sentence_at(sentence.start))


def _of_software(prepared: Prepared, hit: Hit) -> bool:
    """The weakness is of software and not of a password."""
    return not _PASSWORD.search(prepared.text, max(0, hit.start - 12), hit.end)


_CHECKS: dict[str, Callable[[Prepared, Hit], bool]] = {
    "stolen_credentials": _credentials_used,
    "software_vulnerability": _of_software,
}
