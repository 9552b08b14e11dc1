"""What a date in a release is the date of: judged by the predicate that governs it, its label, or its heading."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from jikenbo.model.text import BlockKind
from jikenbo.read.prepare import Prepared
from jikenbo.text.dates import DateMention
from jikenbo.text.match import Hit

# How far after a date its predicate is looked for, and how far after a date that stands alone its story is.
_REACH = 240
_STORY = 160
# Within so many characters a period of the incident is said to be that of the payments made by card.
_PAYERS = 100
_NOT = re.compile(r"[^、。\n]{0,7}(?:ません|おらず|いない|なかった|なく|えず|せず)|日(?:まで|から|以降|より)")
_AS_OF = re.compile(r"(?:までの(?:調査|確認|状況)|までに(?:判明|確認)|[^、。\n(]{0,3}(?:時点|現在)|当時|まで有効|発売|発行|生まれ|設立|創業)")
_LIMIT = re.compile(r"(?:まで|以降|以前|の間|の期間|期間|より前|当時)")
_NOTICE = re.compile(
    r"[ 、]?(?:付け?(?=[^。\n]{0,80}(?:お知らせ|公表|報告|リリース|発表|提出|案内|掲載|通知|開示|について))|(?:に|の|で|、|には)?(?:当社|弊社|本学|当院|当行|当会)?(?:の|にて|において)?(?:ホームページ|ウェブサイト|Webサイト|サイト)?(?:上)?(?:の|に|で|にて)?、?"
    r"(?:[『「](?=[^」』\n]{0,120}(?:お知らせ|について|お詫び|報告|に関する|公表|報道))|公表|発表|開示|掲載|(?:プレス|ニュース)リリース|リリース|お知らせ|第[0-9一二三四五六七八九]+報|[初続]報|ご報告|ご案内)|の[^。、\n「」]{0,16}(?:報道発表|発表|公表|プレスリリース|ニュースリリース))"
)
_CLOSED = re.compile(
    r"(?:ため|ところ|により|によって|ことから|ことを受け|ことで|に伴|結果|その後|直後|ことに|ました|ものの|、同|したが|であり|直ちに|速やかに)"
)
_INSIDE = re.compile(r"(?:(?:(?<![すただるい])が|に対し(?:て)?|において|によると|では|について)、?|(?:結果|ところ)、)$")
_FAILURE = re.compile(r"[^。、\n]{0,45}(?:障害|不具合|異常)")
_RESULT = re.compile(r"(?:調査|分析|最終|中間)(?:の)?(?:結果|報告)")
_CLAUSE = re.compile(r"[一-龥ァ-ヶー]{0,8}(?:をし|を受け|し|され|れ|いたし|いただい)(?:た|ている|ていた)(?:(?:可能性|おそれ|恐れ)(?:が|の)(?:ある|あった|否定できない))?(?=[一-龥ァ-ヶA-Za-z])(?!事象|事案|状態|状況|旨|形跡|痕跡|事実|結果|疑い|件|際|後|可能性|模様|場合|段階|時点)")
_ACTED = re.compile(r"[一-龥ァ-ヶー]{0,8}(?:をし|を受け|し|され|れ|いたし|いただい|する|される)(?:た|ている|ていた|)(?=[一-龥ァ-ヶA-Za-z])(?!際|後|予定|こと)")
_INFORMED = re.compile(r"(?:から|より)、")
_MAYBE = re.compile(r"[^。、\n]{0,12}(?:可能性|おそれ|恐れ|懸念|疑い)")
_ATTACHED = re.compile(r"[^。、\n]{0,16}?(?:た|ている|ていた)(?![。、])")
_UPON = re.compile(r"(?:ところ|直後)")
_FOUND = re.compile(r"(?:判明|発覚|検知|把握|発見)")
_TOWARDS = re.compile(r"[^。、\n]{0,6}(?:に対し|へ|に向け|あて|宛)")
_CARD = re.compile(r"(?:購入|決済|利用|入力)[^。\n]{0,30}カード情報|カード(?:情報|決済)[^。\n]{0,20}(?:購入|決済|利用|入力)")
_MARKS = " #()0123456789・-*.:|①②③④⑤⑥⑦⑧⑨⑩■□●○◆◇▼【】[]<>~"
_QUOTE = re.compile(r"「[^「」\n]{0,160}」|『[^『』\n]{0,160}』|\"[^\"\n]{0,160}\"|“[^“”\n]{0,160}”")
_LABEL = re.compile(r"(?:^|[\n|。・■●○◆◇◎【\[(（]|[0-9]\.)[^\n。、|]{0,24}$")
_LABELS = (
    ("occurred", re.compile(r"(?:発生|攻撃|侵入|漏えい|漏洩|流出|送信|配信|感染|改ざん|表示)[^\n。]{0,4}?(?:し(?:た|ていた)|された|されていた|が発生した|が行われた|のあった|対象)?(?:期間|日|時刻|時期)")),
    ("detected", re.compile(r"(?:発覚|検知|判明|確認|認識|覚知|発見|把握|認知|最初の報告)(?:された|した)?(?:\([^)\n]{1,8}\))?(?:の)?(?:日|時)")),
    ("event", re.compile(r"(?:停止|遮断|再開|復旧|公表|報告|完了|公開|実施|対応)(?:した)?(?:予定)?(?:日|時|期間)")),
    ("data", re.compile(r"(?:対象|期間|作成|更新|発行|掲載|受付|営業|開催|該当)")),
)
_STORIES = re.compile(r"(?:経緯|経過|時系列|タイムライン|対応(?:状況|履歴)|これまで|概要|発生|発覚|状況)")
_DISCOVERY = re.compile(r"(?:発覚|判明|検知|覚知|認知)")


_OWN = re.compile(
    r"(?:付(?:け)?)?(?:で|に|の|にて|において|には|より)?、?[^。、\n「」『』]{0,24}(?:「[^」\n]{0,160}」|『[^』\n]{0,160}』)?[^。\n]{0,24}?"
    r"(?:お知らせ|ご報告|公表|発表|ご案内|開示|掲載|報告|第 ?[0-9一二三四五六七八九]+ ?報|初報)"
    r"(?:を?(?:公表|発表|掲載|開示|お知らせ|ご報告|ご案内))?"
    r"(?:(?:(?:を)?(?:させていただき|いたし|致し|し|申し上げ))(?:まし)?た|(?:いた)?しており|の?(?:とおり|通り)|済|「|『|※|\)|を?もって|後)"
)
_OFFICE = re.compile(r"(?:委員会|警察|署|省|庁|当局|機関)[^、。]{0,6}、?$")
_THEIRS = re.compile(r"(?:付け?)?(?:に|で|の)?、?(?!当|弊|本)[^、。「」\n]{2,25}(?:が|は|より|から)(?:「|『|、)")
_OTHERS = re.compile(r"(?:同社|[一-龥ァ-ヶA-Za-z]社|株式会社|委託先|先方|同庁|委員会|警察|署|省|当局|取引所|監督官庁)[^。\n]{0,14}(?:より|から|が|は|の(?:ニュース|プレス|リリース|ホーム|HP)|において|にて|へ|に)")

_JOIN = re.compile(r"[ 、]?(?:及び|および|並びに|ならびに|と|、|・|~|-|から|より)?[ 、]?$")


class Strength(IntEnum):
    """How well a date's role is established."""

    PLACE = 1
    CLAUSE = 2
    VERB = 3
    LABEL = 4


@dataclass(frozen=True, slots=True)
class Judged:
    """A date with what it is the date of: occurred, failure (occurred and detected), detected, event or data."""

    mention: DateMention
    role: str
    strength: Strength
    rule: str
    end: int
    notice: bool = False


class Judge:
    """Judges the dates of one release in turn."""

    def __init__(self, prepared: Prepared, mentions: Sequence[DateMention]) -> None:
        self._prepared = prepared
        self._text = prepared.text
        self._mentions = mentions
        quotes = [m.span() for m in _QUOTE.finditer(self._text, prepared.body)] if mentions else []
        self._quotes = quotes
        hits = prepared.hits["date_roles"] if mentions else []
        told = [(hit, role) for hit, role in hits if hit.start >= prepared.body and not self._quoted(hit.start)]
        self._hits = [pair for pair in told if pair[1] != "action"]
        self._actions = {hit.end for hit, role in told if role == "action"}
        self._starts = [hit.start for hit, _ in self._hits]

    def judge(self) -> list[Judged]:
        """All dates judged, in order; those that say nothing of the incident have the role data."""
        found: list[Judged] = []
        following: Judged | None = None
        for n in range(len(self._mentions) - 1, -1, -1):
            following = self._one(n, following)
            found.append(following)
        return _paired(found[::-1])

    def _quoted(self, at: int) -> bool:
        n = bisect_right(self._quotes, (at, len(self._text))) - 1
        return n >= 0 and self._quotes[n][0] < at < self._quotes[n][1]

    def _one(self, n: int, following: Judged | None) -> Judged:
        mention = self._mentions[n]
        after = self._text[mention.tail : mention.tail + 40]
        if _AS_OF.match(after):
            return Judged(mention, "data", Strength.VERB, "date_roles.as_of", mention.tail)
        if notice := _NOTICE.match(after):
            return self._notice(mention, notice) if "業績" not in after and "決算" not in after else self._data(mention)
        return self._labelled(mention) or self._governed(n, following) or self._placed(n)

    @staticmethod
    def _notice(mention: DateMention, notice: re.Match[str]) -> Judged:
        """A notice given on that day is an event."""
        end = mention.tail + notice.end()
        return Judged(mention, "event", Strength.VERB, "date_roles.notice", end, notice=True)

    def _labelled(self, mention: DateMention) -> Judged | None:
        """A label before the date, such as 発生日時, says what it is the date of."""
        sentence = self._prepared.sentences[self._prepared.sentence_at(mention.start)]
        before = self._text[max(sentence.start, mention.start - 28) : mention.start]
        label = _LABEL.search(before)
        words = label.group() if label else ""
        if not words.strip(" ・-:~("):
            words = self._label_above(mention)
        for role, pattern in _LABELS[:3]:
            if words and pattern.search(words):
                return Judged(mention, role, Strength.LABEL, f"date_roles.label_{role}", mention.tail)
        return None

    def _label_above(self, mention: DateMention) -> str:
        """The heading or short line before a date that begins its own line."""
        number = self._prepared.sentence_at(mention.start)
        if number == 0 or mention.start - self._prepared.sentences[number].start > 3:
            return ""
        above = self._prepared.sentences[number - 1]
        return self._prepared.words(above) if above.end - above.start <= 24 and above.start >= self._prepared.body else ""

    def _governed(self, n: int, following: Judged | None) -> Judged | None:
        """The first predicate after the date, within its sentence, says what happened then."""
        mention = self._mentions[n]
        sentence = self._prepared.sentences[self._prepared.sentence_at(mention.start)]
        end = min(sentence.end, mention.tail + _REACH)
        following_start = self._mentions[n + 1].start if n + 1 < len(self._mentions) else len(self._text)
        own = self._between(mention.tail, min(end, following_start))
        if own:
            return self._limited(mention, own) or self._decide(mention, self._predicates(mention, own))
        if following_start < end and following is not None:
            return Judged(mention, following.role, following.strength, following.rule, following.end, following.notice)
        return None

    def _limited(self, mention: DateMention, hits: list[tuple[Hit, str]]) -> Judged | None:
        """A period that bounds people or data is not one of the incident, unless they paid by card and it leaked."""
        start = hits[0][0].start
        hit, role = next(((h, r) for h, r in hits if h.start == start and r == "data"), hits[0])
        only = all(r == "data" for _, r in hits) or (role == "data" and start - mention.tail <= 2)
        bounds = mention.opens or mention.closes or bool(_LIMIT.match(self._text, mention.tail))
        if only or (role == "data" and bounds and not _TOWARDS.match(self._text, hit.end)):
            reach = re.split(r"[。\n]", self._text[mention.tail : mention.tail + _PAYERS], maxsplit=1)[0]
            if (mention.opens or mention.closes) and _CARD.search(reach):
                return Judged(mention, "occurred", Strength.CLAUSE, "date_roles.card_period", hit.end)
            return Judged(mention, "data", Strength.VERB, "date_roles.data", hit.end)
        return None

    def _predicates(self, mention: DateMention, hits: list[tuple[Hit, str]]) -> list[tuple[Hit, str]]:
        """The hits that may govern the date: not those that only describe a noun further on."""
        told = [pair for pair in _longest(hits) if pair[1] != "data"]
        main = [pair for pair in told if not self._describes(mention, *pair)]
        return main or told

    def _describes(self, mention: DateMention, hit: Hit, role: str) -> bool:
        if hit.start - mention.tail <= 6 and "、" not in self._text[mention.end : hit.start]:
            return False
        clause = (_ACTED if role == "event" else _CLAUSE).match(self._text, hit.start)
        return bool(clause and clause.end() >= hit.end)

    def _between(self, start: int, end: int) -> list[tuple[Hit, str]]:
        hits = self._hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [(hit, role) for hit, role in hits if hit.end <= end + 2 and not _NOT.match(self._text, hit.end)]

    def _decide(self, mention: DateMention, hits: list[tuple[Hit, str]]) -> Judged:
        first, role = hits[0]
        strength = Strength.VERB
        noticed = next((hit for hit, r in hits if r == "detected" and hit.start >= first.start), None)
        happened = next((hit for hit, r in hits if r in ("occurred", "failure")), None)
        if role == "event" and happened and _UPON.search(self._text, first.end, happened.start):
            role, first = "occurred", happened
            hits = [pair for pair in hits if pair[0].start >= happened.start]
        if role == "event" and noticed is not None:
            near = noticed.start - first.end <= 60 or bool(_ATTACHED.match(self._text, first.end))
            if near and not _RESULT.search(self._text, mention.tail, noticed.end):
                role, first, strength = "detected", noticed, Strength.CLAUSE
        elif role in ("occurred", "failure") and noticed is not None and not self._stands(mention, hits, noticed):
            first, role = noticed, "detected"
        elif role == "occurred" and _RESULT.search(self._text, mention.tail, first.start):
            role = "detected"
        elif role == "occurred" and self._fails(first, hits, noticed):
            role = "failure"
        if role == "detected":
            role = self._noticing(mention, first)
        return Judged(mention, role, strength, f"date_roles.{role}", first.end)

    def _stands(self, mention: DateMention, hits: list[tuple[Hit, str]], noticed: Hit) -> bool:
        """Whether an occurrence stands by itself rather than as what was noticed on that day."""
        first = hits[0][0]
        if _INFORMED.search(self._text, mention.tail + 3, first.start):
            return False
        if mention.opens or mention.closes or self._text.startswith("より", mention.tail):
            return True
        if _CLOSED.search(self._text, first.end, max(noticed.start, first.end)):
            return True
        if any(
            role == "occurred" and first.end < hit.start < noticed.start and _MAYBE.match(self._text, hit.end)
            for hit, role in hits
        ):
            return True
        start = self._prepared.sentences[self._prepared.sentence_at(mention.start)].start
        return bool(_INSIDE.search(self._text, max(start, mention.start - 40), mention.start))

    def _fails(self, first: Hit, hits: list[tuple[Hit, str]], noticed: Hit | None) -> bool:
        """Whether what occurred was, or led at once to, a failure that showed it."""
        end = noticed.start if noticed else first.end + _REACH
        if any(role == "failure" and hit.start < end for hit, role in hits):
            return True
        return "発生" in self._text[first.start : first.end] and bool(_FAILURE.match(self._text, first.end))

    def _noticing(self, mention: DateMention, noticed: Hit) -> str:
        """A period in which something was noticed is the incident's; a word from the commission is an event."""
        if mention.opens or mention.closes:
            return "failure" if "検知" in self._text[noticed.start : noticed.end] else "occurred"
        told = self._text[mention.tail : noticed.end]
        return "event" if "保護委員会" in told and not _FOUND.search(told) else "detected"

    def _placed(self, n: int) -> Judged:
        """A date alone on its line takes the role of what follows it; one in brackets, of what precedes it."""
        mention = self._mentions[n]
        number = self._prepared.sentence_at(mention.start)
        sentence = self._prepared.sentences[number]
        if self._entry(n, number):
            return Judged(mention, "event", Strength.PLACE, "date_roles.entry", mention.tail)
        if before := self._between(max(sentence.start, mention.start - 40), mention.start):
            hit, role = before[-1]
            return Judged(mention, role, Strength.CLAUSE, f"date_roles.{role}_before", hit.end)
        if self._text[mention.start - 1 : mention.start] == "(" and mention.start - 1 in self._actions:
            return Judged(mention, "event", Strength.CLAUSE, "date_roles.action", mention.tail)
        alone = self._text[sentence.start : mention.start] + self._text[mention.tail : sentence.end]
        if not alone.strip(_MARKS):
            limit = self._mentions[n + 1].start if n + 1 < len(self._mentions) else len(self._text)
            if after := self._between(sentence.end, min(limit, sentence.end + _STORY)):
                told = [pair for pair in after if pair[1] != "data"]
                if told and (sentence.kind is not BlockKind.PARAGRAPH or self._in_story(number)):
                    return self._decide(mention, told)
        return self._data(mention)

    def _entry(self, n: int, number: int) -> bool:
        """Whether a date opens an entry of a chronology: a line that begins with it and says what was done."""
        mention, sentence = self._mentions[n], self._prepared.sentences[number]
        if self._text[sentence.start : mention.start].strip(_MARKS) or _LIMIT.match(self._text, mention.tail):
            return False
        if mention.opens or mention.closes or len(self._text[mention.tail : sentence.end].strip(_MARKS)) < 4:
            return False
        if any(role == "data" for hit, role in self._between(mention.tail, sentence.end)):
            return False
        return sentence.kind in (BlockKind.ROW, BlockKind.ITEM) or self._in_story(number)

    def _in_story(self, number: int) -> bool:
        """Whether a sentence stands under a heading that tells how things went."""
        return bool(_STORIES.search(self._prepared.heading_words(number)))

    @staticmethod
    def _data(mention: DateMention) -> Judged:
        return Judged(mention, "data", Strength.PLACE, "date_roles.data", mention.tail)


def _longest(hits: list[tuple[Hit, str]]) -> list[tuple[Hit, str]]:
    """Of hits that begin at one place, the longest."""
    best: dict[int, tuple[Hit, str]] = {}
    for pair in hits:
        known = best.get(pair[0].start)
        if known is None or pair[0].end > known[0].end:
            best[pair[0].start] = pair
    return list(best.values())


def _paired(judged: list[Judged]) -> list[Judged]:
    """The two ends of a period are dates of the same thing: the better established of the two decides."""
    found = list(judged)
    for n in range(1, len(found)):
        one, other = found[n - 1], found[n]
        if one.mention.opens and other.mention.closes and one.role != other.role:
            best = max(one, other, key=lambda j: j.strength)
            found[n - 1] = Judged(one.mention, best.role, best.strength, best.rule, best.end, best.notice)
            found[n] = Judged(other.mention, best.role, best.strength, best.rule, best.end, best.notice)
    return found


def joined(text: str, one: Judged, other: Judged) -> bool:
    """Whether two dates that follow one another are named in one breath: 20日及び21日, 1日から3日."""
    gap = other.mention.start - one.mention.tail
    return one.role == other.role and 0 <= gap <= 5 and bool(_JOIN.match(text, one.mention.tail, other.mention.start))


def own_notices(prepared: Prepared) -> list[tuple[int, int]]:
    """Where the release speaks of a dated earlier notice of its own."""
    found = []
    published = prepared.published.isoformat() if prepared.published else "9999"
    for mention in prepared.dates:
        if not mention.value < published or len(mention.value) < 7:
            continue
        match = _OWN.match(prepared.text, mention.tail)
        before = prepared.text[max(mention.start - 24, 0) : mention.start].rpartition("。")[2]
        if match and not _OFFICE.search(before) and not _THEIRS.match(prepared.text, mention.tail) and not _OTHERS.search(match.group()):
            found.append((mention.start, match.end()))
    return found
