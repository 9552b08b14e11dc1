"""Figures without a counter word that a label counts: 対象者数：1,234, or a cell under 件数."""

import re
from collections.abc import Iterable, Iterator

from jikenbo.text.numbers import AMOUNT, Number, Qualifier, counter_words, qualifier_before, worth
from jikenbo.text.tables import Cell

_WHAT = (
    ("人", r"(?:対象|該当|影響|漏えい|漏洩|流出|利用|登録|会員|被害)?(?:人数|者数|会員数|ユーザー数|利用者数)"),
    ("アドレス", r"アドレス数"),
    ("アカウント", r"アカウント数"),
    ("ファイル", r"ファイル数"),
    ("台", r"台数"),
    ("社", r"社数|企業数"),
    ("件", r"件数|レコード数|データ数|総数|登録数"),
)
# Every such label ends in 数, which is looked for first.
_LABEL = re.compile("(?:" + "|".join(words for _, words in _WHAT) + ")$")
_AFTER_LABEL = re.compile(
    rf"数(?:\([^()\n]{{0,12}}\))?(?:は、?|:)?\s?(?:合計|延べ|最大|約|およそ){{0,2}}(?P<amount>{AMOUNT})"
)
# A figure that is all that stands behind what it counts: 対象となる個人情報：9,987.
_BARE = re.compile(
    r"(?P<what>情報|データ|会員様?|お客様|お客さま|顧客|対象者)(?:は、?|:)\s?(?:合計|延べ|最大|約|およそ){0,2}"
    r"(?P<amount>\d{1,3}(?:,\d{3})+|\d++[万億]\d*+)(?=\n|$)"
)
_RECORDS = ("情報", "データ")
_LONGEST = 12
_ALONE = re.compile(rf"(?:合計|計|延べ|最大|約|およそ){{0,2}}\s?(?P<amount>{AMOUNT})\s?(?:※ ?\d{{0,2}}|[*]\d{{0,2}})?")
_OTHER = re.compile(r"\s?[年月日時分秒%円万億-]|\s?[.:/]\d")


def labelled(text: str, table: Iterable[Cell]) -> Iterator[Number]:
    """Every bare figure that the word before it or the head of its column says to be a count."""
    for match in _AFTER_LABEL.finditer(text):
        label = _LABEL.search(text, max(match.start() - _LONGEST, 0), match.start() + 1)
        if label and not _counted(text, match.end("amount")) and not _next_line(text, match):
            yield from _number(text, match, label.group())
    for match in _BARE.finditer(text):
        yield from _number(text, match, "件数" if match["what"] in _RECORDS else "人数")
    for cell in table:
        if cell.head and (alone := _ALONE.fullmatch(text, cell.start, cell.end)):
            yield from _number(text, alone, _head(cell))


def _next_line(text: str, match: re.Match[str]) -> bool:
    """Whether a figure on the line behind its label is only the beginning of that line."""
    return "\n" in match.group() and text[match.end() : match.end() + 1] not in ("", "\n")


def _counted(text: str, at: int) -> bool:
    """Whether a counter word or the unit of something else follows the figure."""
    return bool(_OTHER.match(text, at)) or any(text.startswith(word, at) for word in counter_words())


def _head(cell: Cell) -> str:
    """The words that say what a cell counts: (名) and (件) in a head count too."""
    marked = re.search(r"\((?:単位:)?(人|名|件)\)", cell.head)
    return {"人": "人数", "名": "人数", "件": "件数"}[marked[1]] if marked else cell.head


def _number(text: str, match: re.Match[str], label: str) -> Iterator[Number]:
    value = worth(match["amount"])
    unit = next((unit for unit, words in _WHAT if re.search(words, label)), None)
    if value is None or unit is None:
        return
    start = match.start("amount")
    qualifier, begin = qualifier_before(text, start)
    exact = Qualifier.EXACT if qualifier is None else qualifier
    yield Number(begin, match.end("amount"), start, value, unit, "", exact)
