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
_DEEDS = r"お願い|注意|ご留意|対応|対策|今後|措置|取り?組み?|方針|サービス|経緯|経過"
_KINDS = (
    (Zone.OTHER, re.compile(_ELSE)),
    (Zone.SAFE, re.compile(_SAFE)),
    (Zone.LEAK, re.compile(_LEAK)),
    (Zone.CAUSE, re.compile(r"原因|要因")),
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
    return None if zone is Zone.CAUSE or (zone is Zone.OTHER and not _DONE.search(words[-40:])) else zone


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
    if sentence.kind is BlockKind.PARAGRAPH and end - start <= _SHORT and not full:
        local = zone_of(text[start:end]) or local
    if _LEAD.search(text, max(start, end - 80), end):
        led = _led(text[max(start, end - 160) : end])
    elif full:
        led = None
    return local, led
