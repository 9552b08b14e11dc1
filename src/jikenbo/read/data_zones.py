"""Zones of a release: what a heading, or the sentence that leads a list in, makes of the data listed under it."""

import re
from enum import StrEnum

from jikenbo.model.text import BlockKind
from jikenbo.read.prepare import Prepared
from jikenbo.text.sentences import Sentence


class Zone(StrEnum):
    """What is listed here: leaked data, data said to be safe, something else (desks, measures, advice), or not said.

    `cause` is where the release tells how the attacker came in.
    """

    LEAK = "leak"
    SAFE = "safe"
    OTHER = "other"
    CAUSE = "cause"
    OPEN = "open"


_ASKING = r"問い?合わ?せ(?!フォーム|内容|者|情報|データ|履歴|システム|管理|[をい頂]|された|して|のあった|の内容|メール)"
_ELSE = (
    rf"{_ASKING}|窓口|被処分者|連絡先(?![をがに不等情])|再発防止|二次被害|2次被害|取扱い?について|不審なメール|見分け"
)
_SAFE = (
    r"(?:漏|流出|含ま|影響|アクセス)(?:(?!否定|排除)[^。]){0,14}(?:ない|無い|なし|ません|なかった)"
    r"[^。]{0,12}(?:情報|項目|データ|もの)|対象外"
    r"|(?:情報|項目|データ)(?:につ|[はも])[^。]{0,20}(?:含まれ|漏|流出|閲覧)[^。]{0,10}(?:ません|ない)"
)
_LEAK = (
    r"漏|流出|閲覧|対象|可能性|おそれ|恐れ|窃取|紛失|影響(?:を受け|の(?:ある|あった)|範囲)"
    r"|被害(?:を受け|にあ|状況|内容|の内容|範囲)|(?:情報|データ)の(?:項目|内容|種類|種別|範囲)|含まれ(?:る|て)|保存され|該当"
)
_DEEDS = r"お願い|注意|ご留意|対応|対策|今後|措置|取り?組み?|方針|サービス|経緯|経過"
# A heading that names the data that leaked says so first (漏えいした情報と二次被害について).
_NAMES_DATA = r"(?:漏|流出|閲覧)[^。、]{0,16}(?:情報|データ|項目|内容)(?:と|および|及び|、|・)"
_KINDS = (
    (Zone.LEAK, re.compile(_NAMES_DATA)),
    (Zone.OTHER, re.compile(_ELSE)),
    (Zone.SAFE, re.compile(_SAFE)),
    (Zone.LEAK, re.compile(_LEAK)),
    (Zone.CAUSE, re.compile(r"原因|要因")),
    (Zone.OTHER, re.compile(_DEEDS)),
)
# Every alternative begins with a character of its own, which is searched for several times as fast.
_LEAD = re.compile(r"以下|下記|次の|左記|下表|別表|とおり|通り|:$|：$|項目は?$|内容は?$")
# A sentence behind a list that says of all its entries that they did not leak.
_DENIED = re.compile(
    r"(?:(?:なお|尚)、)?(?:現時点|現在|本日)?[^。、]{0,14}、?(?:(?:これら|上記|それら|以上)の?[^。、]{0,10}?(?:情報|データ|項目)?[がはの、])"
    r"[^。]{0,24}(?:漏|流出|持ち?出)[^。被悪否]{0,24}(?:確認されて|認められて|ござい|あり|なかった)[^。否]{0,14}。?$|"
    r"(?:は|が|の流出)[^。]{0,20}(?:ません|ない)。?$"
)
# No list is followed over more sentences than these.
_BELOW = 16
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
    return None if zone is Zone.CAUSE or (zone is Zone.OTHER and not _DONE.search(words[-40:])) else zone


def denied_below(prepared: Prepared, number: int) -> bool:
    """Whether what stands behind the list of a sentence says of all of it that it did not leak."""
    here = prepared.sentences[number]
    for below in prepared.sentences[number + 1 : number + _BELOW]:
        if here.kind is not BlockKind.HEADING and below.headings != here.headings:
            return False
        if below.kind is BlockKind.PARAGRAPH and _FULL.search(
            prepared.text, max(below.start, below.end - 12), below.end
        ):
            return bool(_DENIED.match(prepared.text, below.start, below.end))
    return False


class Zones:
    """The zones of one release, worked out for the sentences that are asked for, in order, and what leads to them."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._above: dict[tuple[int, ...], Zone] = {(): Zone.OPEN}
        self._next = 0
        self._local: Zone | None = None
        self._led: Zone | None = None

    def at(self, number: int) -> Zone:
        """The zone of a sentence: of the one that leads its list in, else of the nearest heading that says one."""
        start = number
        while start > self._next and not self._opens(start):
            start -= 1
        for passed in range(start, number):
            self._pass(passed)
        self._next = number
        if self._opens(number):
            self._local = self._led = None
        return self._led or self._local or self._under(self._prepared.sentences[number].headings)

    def _opens(self, number: int) -> bool:
        """Whether a sentence stands under other headings than the one before it, or is one."""
        sentences = self._prepared.sentences
        here = sentences[number]
        return here.kind is BlockKind.HEADING or number == 0 or here.headings != sentences[number - 1].headings

    def _pass(self, number: int) -> None:
        """Take what a sentence opens for those behind it."""
        if self._opens(number):
            self._local = self._led = None
        sentence = self._prepared.sentences[number]
        if sentence.kind is not BlockKind.OVERVIEW:
            self._local, self._led = _after(self._prepared, sentence, self._local, self._led)

    def _under(self, headings: tuple[int, ...]) -> Zone:
        if headings not in self._above:
            words = self._prepared.words(self._prepared.sentences[headings[-1]])
            self._above[headings] = zone_of(words) or self._under(headings[:-1])
        return self._above[headings]


def _after(
    prepared: Prepared, sentence: Sentence, local: Zone | None, led: Zone | None
) -> tuple[Zone | None, Zone | None]:
    """The zones that a sentence opens for what follows it: as a heading without its marks, and as a lead-in."""
    text, start, end = prepared.text, sentence.start, sentence.end
    full = _FULL.search(text, max(start, end - 12), end)
    if sentence.kind is BlockKind.PARAGRAPH and end - start <= _SHORT and not full and "、" not in text[start:end]:
        local = zone_of(text[start:end]) or local
    if _LEAD.search(text, max(start, end - 80), end):
        led = _led(text[max(start, end - 160) : end])
    elif full:
        led = None
    return local, led
