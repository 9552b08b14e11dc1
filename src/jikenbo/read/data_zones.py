"""Zones of a release: what a heading, or the sentence that leads a list in, makes of the data listed under it."""

import re
from enum import StrEnum

from jikenbo.model.text import BlockKind
from jikenbo.read.prepare import Prepared
from jikenbo.text.sentences import Sentence


class Zone(StrEnum):
    """What is listed here: leaked data, data said to be safe, something else (desks, measures, advice), or not said."""

    LEAK = "leak"
    SAFE = "safe"
    OTHER = "other"
    OPEN = "open"


_ELSE = r"問い?合わ?せ|問合せ|窓口|連絡先(?![をがに不])|再発防止|二次被害|2次被害|取扱い?について|不審なメール|見分け"
_SAFE = (
    r"(?:漏|流出|含ま|影響|アクセス)(?:(?!否定|排除)[^。]){0,14}(?:ない|無い|なし|ません|なかった)"
    r"[^。]{0,12}(?:情報|項目|データ)|対象外"
    r"|(?:情報|項目|データ)(?:につ|[はも])[^。]{0,20}(?:含まれ|漏|流出|閲覧)[^。]{0,10}(?:ません|ない)"
)
_LEAK = (
    r"漏|流出|閲覧|対象|可能性|おそれ|恐れ|窃取|紛失|影響(?:を受け|の(?:ある|あった)|範囲)"
    r"|被害(?:を受け|にあ|状況|内容|の内容|範囲)|(?:情報|データ)の(?:項目|内容|種類|種別|範囲)|含まれ(?:る|て)|保存され|該当"
)
_DEEDS = r"お願い|注意|ご留意|対応|対策|今後|措置|取り?組み?|方針|原因|サービス|経緯|経過"
_KINDS = (
    (Zone.OTHER, re.compile(_ELSE)),
    (Zone.SAFE, re.compile(_SAFE)),
    (Zone.LEAK, re.compile(_LEAK)),
    (Zone.OTHER, re.compile(_DEEDS)),
)
_LEAD = re.compile(r"以下|下記|次の|左記|下表|別表|とおり|通り|[:：]$|(?:項目|内容)は?$")
_DONE = re.compile(r"対策|措置|再発防止|お願い|窓口|問い?合わ?せ|ご連絡|取り?組")
_FULL = re.compile(r"(?:ます|ました|ません|です|でした|ください|下さい|た|る|ない)[。)]*$|。")
# A paragraph no longer than this that ends no sentence is read as a heading.
_SHORT = 30


def zone_of(words: str) -> Zone | None:
    """The zone that a heading opens; None if it says nothing of the kind."""
    return next((zone for zone, pattern in _KINDS if pattern.search(words)), None)


def _led(words: str) -> Zone | None:
    """The zone that a sentence gives the list behind it."""
    zone = zone_of(words)
    return None if zone is Zone.OTHER and not _DONE.search(words[-40:]) else zone


def zones(prepared: Prepared) -> list[Zone]:
    """The zone of every sentence: of the sentence that leads its list in, else of the nearest heading that says one."""
    found: list[Zone] = []
    above: dict[tuple[int, ...], Zone] = {(): Zone.OPEN}
    shown: tuple[int, ...] = ()
    local: Zone | None = None
    led: Zone | None = None
    for sentence in prepared.sentences:
        if sentence.headings != shown or sentence.kind is BlockKind.HEADING:
            shown, local, led = sentence.headings, None, None
        if shown not in above:
            above[shown] = zone_of(prepared.words(prepared.sentences[shown[-1]])) or above.get(shown[:-1], Zone.OPEN)
        found.append(led or local or above[shown])
        if sentence.kind is not BlockKind.OVERVIEW:
            local, led = _after(prepared, sentence, local, led)
    return found


def _after(
    prepared: Prepared, sentence: Sentence, local: Zone | None, led: Zone | None
) -> tuple[Zone | None, Zone | None]:
    """The zones that a sentence opens for what follows it: as a heading without its marks, and as a lead-in."""
    text, start, end = prepared.text, sentence.start, sentence.end
    full = _FULL.search(text, max(start, end - 12), end)
    if sentence.kind is BlockKind.PARAGRAPH and end - start <= _SHORT and not full:
        local = zone_of(text[start:end]) or local
    if _LEAD.search(text, max(start, end - 80), end):
        led = _led(text[max(start, end - 160) : end])
    elif full:
        led = None
    return local, led
