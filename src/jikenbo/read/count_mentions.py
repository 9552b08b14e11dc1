"""The numbers of a release that tell the incident's size, each with the part it plays in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from jikenbo.model.text import BlockKind
from jikenbo.read.prepare import Prepared
from jikenbo.text.numbers import Number, numbers
from jikenbo.text.sentences import Sentence

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


_ALL = re.compile(r"(?:全国|総勢|各|他|外|ほか)$")
_OF_ALL = re.compile(r"(?:\([^()]*\))?(?:のうち|中[、の]|の内[、の])")
_EXAMPLE = re.compile(
    r"例えば|たとえば|(?:資本金|従業員数|社員数|職員数|会員数|生徒数|学生数|定員|創業|設立)[:は約 ]{0,2}$|[同他](?:社|店|校)の?(?:取引先|顧客|お客様)[^。]{0,8}$"
)
_PEOPLE_AT_WORK = re.compile(
    r"(?:担当|体制|専任|責任者|講師|弁護士|専門家|委員|役員|取締役|監査役|管理者|スタッフ)(?:を|は|が|:)?$"
)
_LIMIT = re.compile(
    r"(?:を超える|以上の)?(?:漏えい等|個人データ)|まで(?:と|に|の|ご)|限定|制限|体制|増員|配置|抽選|先着|募集|採用"
)
_SENT = re.compile(r"[^。]{0,30}?(?:送信|配信|送付|発信|発送)(?:され|し|が|を|い|に)")
_SENDING = re.compile(r"(?:送信|配信|送付|発信)(?:され|し|件数|数|先)[^。、]{0,20}$")
_SPARED = re.compile(
    r"[^。、\n|]{0,20}?(?:対象外|影響は?(?:ござい|あり|及んで)|影響を受けて(?:おり|い)ま?せん|(?:確認され|含まれて|該当し)(?:てい|てお)?(?:なかった|ない|り?ません))"
)
_SPARED_BEFORE = re.compile(
    r"(?:確認されなかった|影響のない|影響を受けていない|対象外の|被害のなかった)[^。、\n|]{0,20}$"
)
_CLOSED = re.compile(
    r"[^。\n]{0,24}?(?:利用を停止|を休止|を停止|が停止|休業|閉店|臨時休|営業を|再開|を遮断|を交換|を導入|を設置|を配備|を確保)"
)
_CHANGE = re.compile(r"(?:→|⇒|から|を|より)[^。\n|]{0,6}$")


def mentions(prepared: Prepared) -> Iterator[Mention]:
    """Every count of the body and title, in order."""
    for number in numbers(prepared.text):
        sentence = prepared.sentences[prepared.sentence_at(number.start)]
        if sentence.kind is BlockKind.OVERVIEW or _no_size(prepared, sentence, number):
            continue
        yield Mention(number, _role(prepared, sentence, number))


def _around(prepared: Prepared, sentence: Sentence, number: Number) -> tuple[str, str]:
    """The words before and after a number in its sentence, as far as they bear on it."""
    text = prepared.text
    before = text[max(sentence.start, number.start - _REACH) : number.start]
    return before, text[number.end : min(sentence.end, number.end + _REACH)]


def _no_size(prepared: Prepared, sentence: Sentence, number: Number) -> bool:
    """Whether a number is an example, a whole of which a part counts, or the size of a team, law or limit."""
    before, after = _around(prepared, sentence, number)
    if number.figure == sentence.start and sentence.kind is BlockKind.HEADING and number.value < 30:
        return True
    if _ALL.search(before) or _OF_ALL.match(after):
        return True
    return bool(_EXAMPLE.search(before) or _PEOPLE_AT_WORK.search(before) or _LIMIT.match(after))


def _role(prepared: Prepared, sentence: Sentence, number: Number) -> Role:
    before, after = _around(prepared, sentence, number)
    if _SPARED_BEFORE.search(before) or _SPARED.match(after):
        return Role.EXCLUDED
    if number.unit in ("通", "アドレス", "件", "人", "社") and (_SENT.match(after) or _SENDING.search(before)):
        return Role.SENT
    if _CLOSED.match(after):
        return Role.OTHER
    return Role.AFFECTED
