"""The numbers of a release that tell the incident's size, each with the part it plays in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from jikenbo.model.text import BlockKind
from jikenbo.read.data_zones import Zone, zone_of
from jikenbo.read.groups import counted, tabled
from jikenbo.read.prepare import Prepared
from jikenbo.text.numbers import Number
from jikenbo.text.sentences import Sentence
from jikenbo.text.tables import Cell
from jikenbo.vocab import vocabulary

# Words around a number are looked for no further than this from it.
_REACH = 60


class Role(StrEnum):
    """What a number counts, strongest first in alphabetical order."""

    AFFECTED = "affected"
    SENT = "sent"
    EXCLUDED = "excluded"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mention:
    """A number that counts something of the incident, its role, and the figure that it replaces."""

    number: Number
    role: Role
    previous: int | None = None


# What stands before the number of a section, and more sections than a release has.
_MARKS = re.compile(r"[#■□●○◆◇【(\s]*第?")
_SECTIONS = 30
_ALL = re.compile(r"(?:全国|総勢|各|他|外|ほか)$|上記の?$")
_OF_ALL = re.compile(r"(?:\([^()]*\))?(?:のうち|の内[、の])")
_EXAMPLE = re.compile(
    r"重複(?:して(?:いた|いる)|した)(?:方|者|もの|分)?[がは、]?$"
    r"|例えば|たとえば|(?:資本金|従業員数|社員数|職員数|会員数|生徒数|学生数|定員|創業|設立)[:は約 ]{0,2}$"
    r"|[同他](?:社|店|校)の?(?:取引先|顧客|お客様)[^。]{0,8}$|^※$"
)
_AT_WORK = re.compile(
    r"(?:担当|体制|専任|責任者|講師|弁護士|専門家|委員|役員|取締役|監査役|管理者|スタッフ)(?:を|は|が|:)?$"
)
# What is pointed to by number and then told: 以下の2点.
_LISTED = re.compile(r"(?:以下|下記|次)の$")
_LIMIT = re.compile(
    r"(?:を超える|以上の)?(?:漏えい等|個人データ)|まで(?:と|に|の|ご)|での?(?:確認|確かめ|チェック|照合|点検|作業)|の?(?:増|減|追加修正|削除修正)(?!員)|限定|制限|体制|増員|配置|抽選|先着|募集|採用"
    r"|\)?を対象(?:に|と)[^。]{0,50}調査|の[^。、]{0,12}に[^。、]{0,12}委託して|に依存|~\d"
)
_SENT = re.compile(r"[^。、]{0,30}?(?:送信|配信|送付|発信|発送)(?:され|し|が|を|い|に)")
_SENDING = re.compile(r"(?:送信|配信|送付|発信)(?:され|し|件数|数|先)[^。、]{0,20}$")
_SPARED = re.compile(
    r"[^。\n|]{0,20}被害(?:の発生)?は[^。、\n|]{0,10}(?:ません|ない)|[^。、\n|]{0,20}?(?:対象外|影響は?(?:ござい|あり|及んで)|影響を受けて(?:おり|い)ま?せん"
    r"|(?:確認され|含まれて|該当し)(?:てい|てお)?(?:なかった|ない|り?ません)|含まれ(?:ず|ない|ません))"
)
_SPARED_BEFORE = re.compile(
    r"(?:確認されなかった|影響のない|影響を受けていない|対象外の|被害のなかった)[^。、\n|]{0,20}$"
)
_CLOSED = re.compile(
    r"[^。\n]{0,40}?(?:利用を停止|を休止|を停止|が停止|休業|閉店|臨時休|営業を|再開|を遮断|を?全て遮断|を交換|を導入|を設置|を配備|を確保)"
)
_PART = re.compile(r"のうち、?$")
_TOLD_OF = re.compile(
    r"の?(?:方々?|お客様|お客さま)?(?:に対し(?:て)?|には?|へは?)、?[^。、\n]{0,12}(?:連絡|通知|説明|謝罪)(?:済|を?(?:終え|完了))"
)
_LEFT = re.compile(r"[^。、\n]{0,6}を?回収")
_REMAINING = re.compile(r"(?:残る|残り|試行(?:回数|件数|数)?[はが:]?)$")
_TOUCHED = re.compile(r"USB|メモリ|お客|漏|流出|閲覧|侵害|感染|暗号化|改ざん|不正|影響|被害|紛失|削除|対象|件数|内訳")
# Between an old figure and the one that replaces it, and behind the new one.
_ARROW = re.compile(r"\)?\s?(?:→|⇒|➡|=>|->|ではなく、?)\s?(?:正[:)]?)?")
_FROM = re.compile(
    r"(?:[」』]?と(?:した|していた|お知らせした|公表した|発表した|報告した)[^。、()]{0,14})?[」』]?(?:から|より|を、?)(?:\([^()]{0,20}\))?"
)
_MENDED = re.compile(r"[へに]?(?:訂正|修正|変更|更新|増加|減少|増え|減|拡大)|に(?:なり|改め)")
_FORMER = re.compile(
    r"(?:前回|当初|先般|既報|初報|第[1-9一二三四]報|公表済)[^。、()|]{0,16}(?:公表|発表|報告|お知らせ|件数|人数|数)[^。、()|\d]{0,10}$|誤[):]\s?$|第[1-9一二三四]報[^。、|]{0,16}(?:時点の?|[での])[「『]?$"
)
_TOLD = r"と(?:お伝え|公表|発表|お知らせ|ご?報告|ご?説明|ご?案内)"
_AS_SAID = re.compile(rf"[」』]{_TOLD}(?:し|いたし|申し上げ|して)|{_TOLD}[^。、]{{0,12}}ました(?:が|けれど|ところ)")
_FORMER_HEAD = re.compile(r"前回|変更前|訂正前|修正前|当初|従来|^誤|公表済|既報")
_REPORT_HEAD = re.compile(r"第([1-9一二三四五六七八九])[報回]")


def mentions(prepared: Prepared) -> Iterator[Mention]:
    """Every count of the body and title, in order."""
    found = prepared.shared(counted)
    former = _former_cells(prepared.shared(tabled))
    last: Number | None = None
    beside = False
    for number, following in zip(found, [*found[1:], None], strict=False):
        sentence = prepared.sentences[prepared.sentence_at(number.figure)]
        if sentence.kind is BlockKind.OVERVIEW or _no_size(prepared, sentence, number):
            continue
        replaced = _replaces(prepared.text, last, number)
        if last and beside and "\n" not in prepared.text[last.end : number.start] and last.value != number.value:
            replaced = last.value
        last, beside = number, _in_former(former, number)
        if not beside and not _is_old(prepared, sentence, number, following):
            yield Mention(number, _role(prepared, sentence, number), replaced)


def _around(prepared: Prepared, sentence: Sentence, number: Number) -> tuple[str, str]:
    """The words before and after a number in its sentence, as far as they bear on it."""
    text = prepared.text
    before = text[max(sentence.start, number.start - _REACH) : number.start]
    return before, text[number.end : min(sentence.end, number.end + _REACH)]


def _no_size(prepared: Prepared, sentence: Sentence, number: Number) -> bool:
    """Whether a number is an example, a whole of which a part counts, or the size of a team, law or limit."""
    before, after = _around(prepared, sentence, number)
    if sentence.kind is BlockKind.HEADING and number.value < _SECTIONS and _MARKS.fullmatch(before):
        return True
    if number.unit == "点" and _LISTED.search(before):
        return True
    if _ALL.search(before) or _OF_ALL.match(after):
        return True
    if vocabulary("units")[number.unit].get("weak") and not _TOUCHED.search(before + after):
        return True
    at_work = _AT_WORK.search(before) and not prepared.text.startswith("分", number.end - 1)
    return bool(_EXAMPLE.search(before) or at_work or _LIMIT.match(after))


def _replaces(text: str, last: Number | None, number: Number) -> int | None:
    """The figure that stands before this one as what it was (51,605ID→352IDに変更)."""
    if last is None or last.unit != number.unit or number.start - last.end > _REACH:
        return None
    between = text[last.end : number.start]
    mended = _FROM.fullmatch(between) and _MENDED.match(text, number.end)
    return last.value if _ARROW.fullmatch(between) or mended else None


def _is_old(prepared: Prepared, sentence: Sentence, number: Number, following: Number | None) -> bool:
    """Whether the release gives a figure only as what it said before."""
    if following and _replaces(prepared.text, number, following) is not None:
        return True
    before, after = _around(prepared, sentence, number)
    return bool(_FORMER.search(before) or _AS_SAID.match(after))


def _former_cells(table: list[Cell]) -> list[Cell]:
    """The cells of columns that repeat what an earlier report said, beside a column of this one."""
    reports = {match[1] for cell in table if (match := _REPORT_HEAD.search(cell.head))}
    newest = max(reports, default="")
    return [
        cell
        for cell in table
        if _FORMER_HEAD.search(cell.head)
        or ((match := _REPORT_HEAD.search(cell.head)) and len(reports) > 1 and match[1] != newest)
    ]


def _in_former(former: list[Cell], number: Number) -> bool:
    return any(cell.start <= number.figure < cell.end for cell in former)


def _role(prepared: Prepared, sentence: Sentence, number: Number) -> Role:
    before, after = _around(prepared, sentence, number)
    above = prepared.words(prepared.sentences[sentence.headings[-1]]) if sentence.headings else ""
    if _SPARED_BEFORE.search(before) or _SPARED.match(after) or zone_of(above) is Zone.SAFE:
        return Role.EXCLUDED
    if number.unit in ("通", "アドレス", "件", "人", "社") and (_SENT.match(after) or _SENDING.search(before)):
        return Role.SENT
    told = _PART.search(before) and _TOLD_OF.match(after)
    if told or _CLOSED.match(after) or _LEFT.match(after) or _REMAINING.search(before):
        return Role.OTHER
    return Role.AFFECTED
