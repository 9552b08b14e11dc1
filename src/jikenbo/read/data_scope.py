"""What a sentence says of the data that it lists: leaked, held, merely listed, denied, or told of in passing.

A Japanese predicate follows what it governs, so the first one behind a list decides, unless its own clause goes on to
deny it. Brackets are passed over unless they open right behind the list (…(含まれておりません)), and a list inside
brackets takes the predicate that follows them.
"""

import re
from bisect import bisect_left
from enum import StrEnum
from typing import NamedTuple

from jikenbo.model.text import BlockKind
from jikenbo.read.data_mentions import Named
from jikenbo.text.heads import heads
from jikenbo.text.sentences import Sentence
from jikenbo.vocab import vocabulary


class Verdict(StrEnum):
    """What a sentence says of a list of data."""

    LEAKED = "leaked"
    INQUIRED = "inquired"
    HELD = "held"
    LISTED = "listed"
    DENIED = "denied"
    PASSING = "passing"


_CUES = {kind: term.cues for kind, term in vocabulary("data_scope").items()}
_KINDS = re.compile("|".join(f"(?P<{kind}>{'|'.join(cues)})" for kind, cues in _CUES.items()))
_HEADS = re.compile(heads(cue for cues in _CUES.values() for cue in cues))
# How far behind a list its predicate may stand.
_REACH = 70
# A list that is the subject of its clause ((氏名、住所)が、) may have its predicate far behind.
_FAR = 140
_SUBJECT = re.compile(r"(?:等|など)?(?:の(?:個人)?(?:情報|データ))?(?:[」』]?[がは]、|[)][がは])")
# A denial that names no leak or holding stands no further behind its list (クレジットカード情報は一切ありません).
_DIRECT = 16
_ENDS = re.compile(
    r"(?:ます|ました|ません|ください|下さい|でしょうか|ですか|した|する|れる|れた|いる|ある|ない|完了|実施|開始|停止|強化|依頼|予定|検討|徹底|導入|通知"
    r"|について|に関して|とは|[?]|こと|もの|とき|事案|事象|案内|お知らせ|方法|お願い)[。)」』]*$"
)
# What is only kept in, done to, or reached at the thing named: a server for mail addresses, a password's change.
_ASIDE = re.compile(
    r"(?:の中|のうち|内)?に(?:は|も)?、?(?:含(?!まれ(?:る|て(?:いる|いた)|た)[^。、]{0,4}(?:情報|$))|記載(?!され[^。、]{0,6}(?:情報|内容)|の(?:情報|内容)))|(?:の中|のうち)?には|(?:等|など)?を(?:管理|保管|保存|格納)(?:する|している)"
    r"|によ(?:り|って)|(?:等|など)?[をの](?:詳細に)?(?:調査|解析|分析|監視|精査|点検|検証|保全)|(?:名|等)?(?:を問わ|に(?:かか|関)わらず)|(?:中|内)の(?:URL|リンク)|[がを][^。、]{0,14}不正に?[利使]用|から、?|(?:宛て?|あて)?に(?:、|対(?:して?は|し、)|送|届|ご連絡|お送り|も|紐|て)|[」』]?と(?:紐|(?:記載|掲載|公表|お知らせ|ご?案内)(?:いた)?し)|[がの]あ(?:った|る)[^。、]{0,6}(?:方|様|先|アカウント|相手|皆)|宛て?|へ(?:の)?(?:送信|配信|送付|不審|メール|変更)|の(?:目途|めど|目処|遅延)|を(?:ご)?(?:記載|明記|記入)(?:の(?:うえ|上)|いただ|ください|して(?:いただ|ください))|を(?:騙|かた|装)"
    r"|(?:等|など)?(?:の情報)?[をは](?:絶対に|決して)?(?:ご)?入力|(?:等|など)?[のを](?:即時|一斉|全て|強制)?(?:無効化|変更|再発行|リセット|失効|強化|見直|差し替|更新|初期化|設定|再設定)"
)
_LEAKED_ONE = re.compile(
    r"(?:漏[えれ洩出]い?|流出|閲覧|窃取|取得|アクセス(?:さ|可|で)|侵害|公開さ)[^、。()]{0,16}(?:(?:され|し|れ|え|あっ)た|ある|高い|得る|うる|おそれの|可能性の)(?:[一-龥ァ-ヶー]{0,6}の)?[「おご御]*$|(?<!調査)(?<!保護)(?:対象|該当)(?:の|となる|となった)?$"
)
# The end of an entry is looked at, and brackets in so much of it.
_LAST_WORDS = 300
_REMARK = re.compile(r"\([^()]{0,80}\)?")
# 以外 turns round what is said of a list.
_BESIDE = re.compile(r"(?:等|など)?(?:の情報)?以外")
_NOS = ("no", "unseen")
# No more words than these bear on a list: it keeps the reading of one endless sentence linear.
_MOST = 30
# Making a named tuple this way takes a third of the time that its own constructor takes.
_new = tuple.__new__
# A bracket that spares an entry opens no further behind it than behind the last of two entries joined by ・.
_NEAR = 9


class Token(NamedTuple):
    """A word that bears on the lists before it: its place, kind and depth of brackets."""

    start: int
    end: int
    kind: str
    depth: int


def tokens(text: str, sentence: Sentence) -> list[Token]:
    """All words of a sentence that bear on its lists of data."""
    found: list[Token] = []
    depth, last = 0, sentence.start
    for head in _HEADS.finditer(text, last, sentence.end):
        at = head.start()
        if at < last or (match := _KINDS.match(text, at, sentence.end)) is None:
            continue
        kind, last = match.lastgroup, match.end()
        if kind == "close" and depth:
            depth -= 1
        found.append(_new(Token, (at, last, kind, depth)))
        if kind == "open":
            depth += 1
    return found


def verdict(text: str, sentence: Sentence, words: list[Token], chain: list[Named], beyond: int) -> Verdict:
    """What the sentence says of one list of data; `beyond` is where its next list begins."""
    end = chain[-1].end
    if _ASIDE.match(text, end):
        return Verdict.PASSING
    start = chain[0].start
    if words and words[0].start < start and _LEAKED_ONE.search(text, max(sentence.start, start - 40), start):
        return Verdict.LEAKED
    behind, depth = _behind(words, end), _depth(words, end)
    said = _governing(
        behind, depth, end, titled=sentence.kind is BlockKind.TITLE, subject=_SUBJECT.match(text, end) is not None
    )
    if said is Verdict.HELD and _taken_back(behind, beyond):
        said = Verdict.DENIED
    if said in (Verdict.DENIED, Verdict.INQUIRED) and any(word.kind == "unsure" for word in behind):
        said = Verdict.LEAKED
    if _BESIDE.match(text, end):
        return {Verdict.DENIED: Verdict.LISTED, Verdict.INQUIRED: Verdict.INQUIRED}.get(
            said or Verdict.PASSING, Verdict.PASSING
        )
    if said is not None:
        return said
    stop = _stop(behind, depth, sentence.end)
    rest = _REMARK.sub("", text[max(end, stop - _LAST_WORDS) : stop])
    return Verdict.PASSING if _ENDS.search(rest) else Verdict.LISTED


def spared(text: str, words: list[Token], mention: Named, starts: list[int]) -> bool:
    """Whether brackets right behind an entry say that it is not included, and not another entry inside them.

    `starts` are where the entries of the sentence begin.
    """
    at = bisect_left(words, (mention.end,))
    if at == len(words) or words[at].kind != "open" or words[at].start > mention.end + _NEAR:
        return False
    behind = words[at : at + _MOST]
    if "、" in text[mention.end : behind[0].start]:
        return False
    inside = behind[0].depth + 1
    for word in behind[1:]:
        if word.depth < inside or word.kind in ("unsure", "unknown"):
            return False
        if word.kind in _NOS:
            inner = bisect_left(starts, behind[0].start)
            return bisect_left(starts, word.start) == inner and "。" not in text[behind[0].start : word.start]
    return False


def parted(words: list[Token], chain: list[Named]) -> list[list[Named]]:
    """A list whose last entries stand in brackets that deny them, parted at the bracket."""
    if len(chain) == 1 or (inner := _depth(words, chain[-1].end)) <= _depth(words, chain[0].start):
        return [chain]
    closing = next((word.kind for word in _behind(words, chain[-1].end) if word.kind in {*_NOS, "close"}), "close")
    if closing == "close":
        return [chain]
    inside = [mention for mention in chain if _depth(words, mention.start) >= inner]
    return [chain[: -len(inside)], inside]


def leaked_before(words: list[Token], start: int) -> bool:
    """Whether the words before a list in its sentence speak of a leak (漏えいした情報は、…)."""
    at = bisect_left(words, (start,))
    for word in reversed(words[max(at - _MOST, 0) : at]):
        if word.kind in ("leak", "unsure"):
            return word.end <= start
        if word.kind in ("cut", "misuse", "cell", *_NOS):
            return False
    return False


def _behind(words: list[Token], end: int) -> list[Token]:
    """The words behind a place, as many as can bear on it."""
    at = bisect_left(words, (end,))
    return words[at : at + _MOST]


def _stop(behind: list[Token], depth: int, end: int) -> int:
    """Where the entry that a list closes ends: at the next cell, the bracket that it stands in, or the sentence."""
    for word in behind:
        if word.kind == "cell" or (word.kind == "close" and word.depth < depth):
            return word.start
    return end


def _depth(words: list[Token], at: int) -> int:
    before = bisect_left(words, (at,))
    return words[before - 1].depth + (words[before - 1].kind == "open") if before else 0


def _governing(behind: list[Token], depth: int, end: int, *, titled: bool, subject: bool) -> Verdict | None:
    """The verdict of the clause behind a list; None if it has no predicate within reach."""
    said: Verdict | None = None
    level = depth
    reach = _FAR if subject else _REACH
    told = end
    for word in behind:
        if word.depth > level or word.kind in ("open", "skip"):
            continue
        level = min(level, word.depth)
        if word.start - end > reach and said is None:
            return None
        if (word.kind == "about" and not titled and (said is None or word.start - told < _NEAR)) or (
            word.kind == "no" and said is None and word.start - end > _DIRECT
        ):
            return Verdict.PASSING
        told = word.end
        final, said = _weigh(word.kind, said)
        if final:
            return said
    return said


def _taken_back(behind: list[Token], beyond: int) -> bool:
    """Whether a clause that goes on about the same data denies what the clause of holding left open."""
    kinds = [word.kind for word in behind if word.start < beyond and word.kind not in ("open", "close", "skip")]
    if "cut" not in kinds:
        return False
    rest = [kind for kind in kinds[kinds.index("cut") + 1 :] if kind not in ("cut", "copula")]
    return bool(rest) and rest[0] in _NOS


_LAST = {
    "no": Verdict.DENIED,
    "unseen": Verdict.DENIED,
    "elsewhere": Verdict.DENIED,
    "unsure": Verdict.LEAKED,
    "case": Verdict.PASSING,
    "inquiry": Verdict.INQUIRED,
}


_AFTER_LEAK = ("whether", "misuse")
_FIRST_SAID = {"copula": Verdict.LISTED, "may": Verdict.LEAKED, "hold": Verdict.HELD}


def _weigh(kind: str, said: Verdict | None) -> tuple[bool, Verdict | None]:
    """Whether a word closes the clause, and what is said with it."""
    leaked = said is Verdict.LEAKED
    if kind in _LAST:
        return True, _LAST[kind]
    if kind in _AFTER_LEAK:
        return (leaked, Verdict.INQUIRED if leaked else said) if kind == "whether" else (not leaked, _misused(said))
    if kind in ("cell", "cut", "unknown"):
        return said is not None or kind == "cell", said
    if kind in ("leak", "shown"):
        return False, Verdict.LEAKED
    return kind == "copula", said or _FIRST_SAID.get(kind)


def _misused(said: Verdict | None) -> Verdict:
    """Misuse that is spoken of behind a leak leaves the leak as it was said."""
    return Verdict.LEAKED if said is Verdict.LEAKED else Verdict.PASSING
