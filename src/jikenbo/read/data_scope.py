"""What a sentence says of the data that it lists: leaked, held, merely listed, denied, or told of in passing.

A Japanese predicate follows what it governs, so the first one behind a list decides, unless its own clause goes on to
deny it. Brackets are passed over unless they open right behind the list (…(含まれておりません)), and a list inside
brackets takes the predicate that follows them.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from jikenbo.model.text import BlockKind
from jikenbo.read.data_mentions import Named
from jikenbo.text.sentences import Sentence


class Verdict(StrEnum):
    """What a sentence says of a list of data."""

    LEAKED = "leaked"
    INQUIRED = "inquired"
    HELD = "held"
    LISTED = "listed"
    DENIED = "denied"
    PASSING = "passing"


_LEAK = (
    r"漏[えれ洩出]|流出|流失|流通|窃取|詐取|搾取|盗[まみ難]|持ち?出|閲覧|取得され|(?:不正|第三者)に(?:取得|入手|ダウンロード)"
    r"|アクセス(?:され|可能|でき|が可能|ができ)|に(?:対して?)?(?:不正に)?アクセス(?:した|する|があ)|侵害|参照(?:され|可能)"
    r"|(?:外部|第三者|他者|他の[^。、]{1,8}|別の[^。、]{1,8})[にへ](?:送信|公開|転送|提供|出|開示)"
    r"|公開(?:され|サイト|した|して)|抜き取|紛失|露出|読み[取出]"
)
_SHOWN = r"表示され|見える|見られ|見れ|誤[送配交]|誤って|転送され|送信され|コピーされ|暗号化され(?:た可能|たおそれ|る被害)|記載した"
_NO = (
    r"[てで](?:は|も)?(?:おり?ません|いません|おらず|いない|いなかった|ない|ございません|ありません|なく)"
    r"|(?<=[れさまらしわきみりえけせめ])(?:ませんでした|ません|ず[、。に]|ない(?!可能性|おそれ|恐れ|か)|なかった)"
    r"|(?<=[はがも一切全く、])(?:ない(?!か|よう)|無い|無かった|なく|無く|なかった|ありません|ございません|なし|無し)"
    r"|なし(?=[。)|\n]|$)|対象外|を?除(?:く|き|いた|外)"
)
_ELSEWHERE = (
    r"外部(?:の)?(?:決済|システム|会社|サービス|事業者)[^。、]{0,50}(?:利用し|保持|保管|管理|保存)|異なる(?:環境|サーバ|システム)|別(?:の|途)?(?:環境|サーバ|システム)[^。、]{0,8}(?:保存|保管|管理)"
    r"|決済(?:代行)?(?:会社|事業者)(?:側)?(?:が|に|で|にて)[^。、]{0,10}(?:保持|保管|管理|保存)"
)
_KINDS = (
    ("open", r"[(]"),
    ("close", r"[)]"),
    ("cell", r"\||(?<=\s)・|※(?! ?\d)|(?:なお|ただし|また|但し)、"),
    ("unsure", r"(?:否定|排除|払拭)[^。、]{0,16}(?:ません|ない|ず|なく|かね)"),
    ("unknown", r"(?:特定|判明|確定|把握|判断|完了|断定|解明)[^。、]{0,8}?(?:ません|ない|おらず)|でき(?:ません|ない|ておりません|ていない|かね|ず)"),
    ("skip", r"(?:予定|意図|想定|許可)[^。、]{0,6}ない"),
    ("case", r"場合|を防|防止|ないよう|対策|よう(?:に|、)?(?:ご|お)|(?:する|される|れる|いただく)際|求め|要求|お?(?:尋ね|伺い|聞き|送り)すること|を(?:騙|かた|装)|リスクが高|目的|可能性を(?:考慮|踏まえ|想定)|可能性[がも](?:ございました|ありました)(?:が|ので)|変動|支障|影響[はがもを]|に(?:連絡|送付|送信)"),
    ("misuse", r"(?:不正(?:利|使)用|悪用)(?:の|され|等|など|は|が|・|や)|(?:二次|2次)(?:的な)?被害[のはが等に]|(?:ハッシュ|暗号)化され(?:て|た形)"),
    ("whether", r"有無"),
    ("inquiry", r"か否か|かどうか|調査中|確認中|精査中"),
    ("about", r"に(?:ついて|関する(?:お|ご)[^。、」』]{2,14})(?=[」』(\s]|の(?:お詫|ご報|お知)|https?:|$)"),
    ("elsewhere", _ELSEWHERE),
    ("unseen", r"(?:確認(?:が取れて|され|できて|して)|認められ)[^。、]{0,4}?(?:ません|ない|おらず)|見つかって[^。、]{0,4}(?:ません|ない|おらず)"),
    ("no", _NO),
    ("leak", _LEAK),
    ("shown", _SHOWN),
    ("may", r"可能性|おそれ|恐れ|懸念|疑い"),
    ("copula", r"(?:であり|でして|となり|になり)、|(?:です|でした|となります|になります)(?=[。※(]|$)|のみ(?:で|と)"),
    ("cut", r"(?<=[たすんいる])(?:が|ので|ものの|けれども)、|(?<=[一-龥てでれりしえけ])(?:おり|し|れ|り)、|ため、|ところ、|とともに、?"),
    ("hold", r"含[むまみん]|保存|保管|保有|格納|記載|登録|記録|掲載|入力|収集|取得|預か|保持|蓄積|残って|該当|対象"),
)  # fmt: skip
# Every character that one of them may begin with: looked at first, it makes the search three times as fast.
FIRST = (
    "()2|※あいおかがけごさしすずたてでとなにのまもよりれをアコハリ・不予二他伺但侵保入公判別参収取可否含場変外完対尋影恐悪"
    "想意懸払把抜持排掲搾支断暗有格残求決流漏無特異疑登盗目確窃第精紛聞蓄表要見解記許詐該認誤読調転送閲防除露預"
)
KINDS = "|".join(f"(?P<{name}>{words})" for name, words in _KINDS)
_TOKENS = re.compile(f"(?=[{re.escape(FIRST)}])(?:{KINDS})")
# How far behind a list its predicate may stand.
_REACH = 70
# A denial that names no leak or holding stands no further behind its list (クレジットカード情報は一切ありません).
_DIRECT = 16
_ENDS = re.compile(
    r"(?:ます|ました|ません|ください|下さい|でしょうか|ですか|した|する|れる|れた|いる|ある|ない|完了|実施|開始|停止|強化|依頼|予定|検討|徹底|導入|通知"
    r"|について|に関して|とは|[?]|こと|もの|とき|事案|事象|案内|お知らせ|方法|お願い)[。)」』]*$"
)
# What is only kept in, done to, or reached at the thing named: a server for mail addresses, a password's change.
_ASIDE = re.compile(
    r"(?:の中|のうち|内)?に(?:は|も)?、?(?:含|記載)|(?:の中|のうち)?には|(?:等|など)?を(?:管理|保管|保存|格納)(?:する|している)"
    r"|[がを][^。、]{0,14}不正に?[利使]用|から、?|(?:宛て?|あて)?に(?:、|対して?は|送|届|ご連絡|お送り|も|紐|紐付|て)|宛て?|を(?:騙|かた|装)"
    r"|(?:等|など)?(?:の情報)?を(?:ご)?入力|(?:等|など)?[のを](?:即時|一斉|全て|強制)?(?:無効化|変更|再発行|リセット|失効|強化|見直|差し替|更新|初期化|設定|再設定)"
)
_LEAKED_ONE = re.compile(
    r"(?:漏[えれ洩出]い?|流出|閲覧|窃取|取得|アクセス(?:さ|可|で)|侵害|公開さ)[^、。()]{0,16}(?:(?:され|し|れ|え|あっ)た|ある|高い|得る|うる|おそれの|可能性の)(?:[一-龥ァ-ヶー]{0,6}の)?「?$"
)
_REMARK = re.compile(r"\([^()]{0,80}\)?")
# 以外 turns round what is said of a list.
_BESIDE = re.compile(r"(?:等|など)?(?:の情報)?以外")
# A bracket that spares an entry opens no further behind it than behind the last of two entries joined by ・.
_NEAR = 9


@dataclass(frozen=True, slots=True)
class Token:
    """A word that bears on the lists before it: its kind, place and depth of brackets."""

    kind: str
    start: int
    end: int
    depth: int


def tokens(text: str, sentence: Sentence) -> list[Token]:
    """All words of a sentence that bear on its lists of data."""
    found: list[Token] = []
    depth = 0
    for match in _TOKENS.finditer(text, sentence.start, sentence.end):
        kind = str(match.lastgroup)
        depth = max(depth - (kind == "close"), 0)
        found.append(Token(kind, match.start(), match.end(), depth))
        depth += kind == "open"
    return found


def verdict(text: str, sentence: Sentence, words: list[Token], chain: list[Named]) -> Verdict:
    """What the sentence says of one list of data."""
    end = chain[-1].end
    behind = [word for word in words if word.start >= end]
    depth = _depth(words, end)
    if _ASIDE.match(text, end):
        return Verdict.PASSING
    if _LEAKED_ONE.search(text, max(sentence.start, chain[0].start - 40), chain[0].start):
        return Verdict.LEAKED
    said = _governing(behind, depth, end, titled=sentence.kind is BlockKind.TITLE)
    if said is Verdict.DENIED and any(word.kind == "unsure" for word in behind):
        said = Verdict.LEAKED
    if _BESIDE.match(text, end):
        return {Verdict.DENIED: Verdict.LISTED, Verdict.INQUIRED: Verdict.INQUIRED}.get(said or Verdict.PASSING, Verdict.PASSING)
    if said is not None:
        return said
    rest = _REMARK.sub("", text[end : _stop(behind, depth, sentence.end)])
    return Verdict.PASSING if _ENDS.search(rest) else Verdict.LISTED


def spared(text: str, words: list[Token], mention: Named) -> bool:
    """Whether brackets right behind an entry say that it is not included."""
    at = next((n for n, word in enumerate(words) if word.start >= mention.end), len(words))
    if at == len(words) or words[at].kind != "open" or words[at].start > mention.end + _NEAR:
        return False
    if "、" in text[mention.end : words[at].start]:
        return False
    inside = words[at].depth + 1
    for word in words[at + 1 :]:
        if word.depth < inside or word.kind in ("unsure", "unknown"):
            return False
        if word.kind in ("no", "unseen"):
            return True
    return False


def leaked_before(words: list[Token], start: int) -> bool:
    """Whether the words before a list in its sentence speak of a leak (漏えいした情報は、…)."""
    said = False
    for word in words:
        if word.end > start:
            break
        if word.kind in ("leak", "unsure"):
            said = True
        elif word.kind in ("cut", "misuse", "no", "unseen", "cell"):
            said = False
    return said


def _stop(behind: list[Token], depth: int, end: int) -> int:
    """Where the entry that a list closes ends: at the next cell, the bracket that it stands in, or the sentence."""
    for word in behind:
        if word.kind == "cell" or (word.kind == "close" and word.depth < depth):
            return word.start
    return end


def _depth(words: list[Token], at: int) -> int:
    depth = 0
    for word in words:
        if word.start >= at:
            break
        depth = max(depth + (word.kind == "open") - (word.kind == "close"), 0)
    return depth


def _governing(behind: list[Token], depth: int, end: int, *, titled: bool) -> Verdict | None:
    """The verdict of the clause behind a list; None if it has no predicate within reach."""
    said: Verdict | None = None
    level = depth
    for word in behind:
        if word.depth > level or word.kind in ("open", "skip"):
            continue
        level = min(level, word.depth)
        if word.start - end > _REACH and said is None:
            return None
        if word.kind == "about" and not titled:
            return Verdict.PASSING
        if word.kind == "no" and said is None and word.start - end > _DIRECT:
            return Verdict.PASSING
        final, said = _weigh(word.kind, said)
        if final:
            return said
    return said


_LAST = {
    "no": Verdict.DENIED,
    "unseen": Verdict.DENIED,
    "elsewhere": Verdict.DENIED,
    "unsure": Verdict.LEAKED,
    "case": Verdict.PASSING,
    "inquiry": Verdict.INQUIRED,
}


def _weigh(kind: str, said: Verdict | None) -> tuple[bool, Verdict | None]:
    """Whether a word closes the clause, and what is said with it."""
    if kind in _LAST:
        return True, _LAST[kind]
    if kind == "whether":
        return (True, Verdict.INQUIRED) if said is Verdict.LEAKED else (False, said)
    if kind == "misuse":
        return said is not Verdict.LEAKED, said if said is Verdict.LEAKED else Verdict.PASSING
    if kind == "copula":
        return True, said or Verdict.LISTED
    if kind in ("cell", "cut", "unknown"):
        return said is not None or kind == "cell", said
    if kind in ("leak", "shown"):
        return False, Verdict.LEAKED
    if kind == "may":
        return False, said or Verdict.LEAKED
    return False, said or (Verdict.HELD if kind == "hold" else None)
