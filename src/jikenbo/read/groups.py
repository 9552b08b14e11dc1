"""Groups of people: whose data a count or a kind of data is, where a release tells several groups apart.

A row, a heading, or a line of its own names the group (お客様に関する情報 約1,200人分), and what stands beside or under
it is of that group.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from jikenbo.model.text import BlockKind
from jikenbo.read.count_labels import labelled
from jikenbo.read.data_mentions import Named, named
from jikenbo.read.data_zones import Zone, zone_of
from jikenbo.read.prepare import Prepared
from jikenbo.text.numbers import Number, numbers
from jikenbo.text.sentences import Sentence
from jikenbo.text.tables import Cell, cells
from jikenbo.vocab import vocabulary

# A line that names a group is no longer, nor is the name itself.
_ELSEWHERE = (BlockKind.TITLE, BlockKind.OVERVIEW, BlockKind.ROW)
_WHOLE = ("personal_unspecified",)
_LINE = 100
_NAME = 60
# As many scopes are looked at around a place: it keeps the reading of an endless table linear.
_MOST = 300
_MARKS = re.compile(
    r"[^一-龥ぁ-んァ-ヶA-Za-z0-9「『]*(?:\(?(?:[0-9]{1,2}|[A-Za-zア-ン])[.)]\s?|[①-⑳]\s?|\d{1,2}\s)?[■●○◆・\s]*"
)
# What ends the name of a group: a figure, a colon, a bracket, the words that lead to a figure.
_TAIL = re.compile(
    r"\s?(?:[:|※【\[]|\((?=[^()]*(?:\d|以下|別紙|※|$))|最大|合計|延べ|約?\d[\d,.]*[万千億]*\d*\s?(?:人|名|件|社|通|先|世帯|アドレス|アカウント|ID|ドメイン|契約)"
    r"|の?(?:件数|人数|[^の\s]{0,8}数(?![人々]))|のうち|以下の(?:全部|一部|情報))"
)
_FULL = re.compile(r"。|(?:ます|ました|ません|です|ください)[)]?$")
_LOOSE = re.compile(r"(?:の|に関する|および|及び|と|や|等)$")
_BRACKETED = re.compile(r"\([^()]*\)")
_NO_GROUP = re.compile(
    r"へ|からの|向け|各位|皆様|皆さま|お願い|対応|ご?連絡|お知らせ|について|漏えい|漏洩|流出|アクセス|被害|委託|影響|対象と|[はがをし]、"
    r"|(?:数|こと|装置|サーバー?|システム|機器|端末|サイト|変更|教育|研修|処分)$"
)
_REMARK = re.compile(r"なお|また|ただし|※|上記|これら|いずれ|以上")
_MARKED = re.compile(r"[〇○◯●◎△▲✓✔]|有り?|あり|対象")
# The head of a column that tells whose data a row is.
_WHO = re.compile(r"対象(?!件|人|期|サ|シ|情|項|デ)|区分|分類|ステークホルダー|属性|種別|カテゴリ|該当者")
# People who are named by what they did: 応募された方.
_PERSONS = "方(?![法針向式面策位])"
_WORDLESS = re.compile(r"[\d\W]*")


class Scope(NamedTuple):
    """A part of a folded text that is of one group, and what the release calls the group."""

    start: int
    end: int
    name: str


class Groups:
    """The groups of one release: asked for a place, it tells the names of the groups that the place is of."""

    def __init__(self, scopes: Iterable[Scope]) -> None:
        self._scopes = sorted(scopes)
        self._starts = [scope.start for scope in self._scopes]

    def at(self, place: int) -> tuple[str, ...]:
        """The groups of the innermost scope around a place: several where a row is marked for several columns."""
        last = bisect_right(self._starts, place) - 1
        found: list[Scope] = []
        for at in range(last, max(last - _MOST, -1), -1):
            scope = self._scopes[at]
            if found and scope.start < found[0].start:
                break
            if place < scope.end:
                found.append(scope)
        return tuple(scope.name for scope in reversed(found))

    def of(self, places: Iterable[int]) -> tuple[str, ...]:
        """The groups of several places, each once, in order."""
        return tuple(dict.fromkeys(name for place in places for name in self.at(place)))


def entries(prepared: Prepared) -> list[Named]:
    """Every place that names a kind of data."""
    return named(prepared.text)


def counted(prepared: Prepared) -> list[Number]:
    """Every figure that a counter word or a label counts, in order."""
    found = [*numbers(prepared.text), *labelled(prepared.text, prepared.shared(tabled))]
    return sorted(found, key=lambda number: number.figure)


def tabled(prepared: Prepared) -> list[Cell]:
    """Every cell of every table."""
    return list(cells(prepared.text))


def groups(prepared: Prepared) -> Groups:
    """The groups that a release tells apart: two or more with data of their own, one of them at least counted."""
    items, figures = prepared.shared(entries), prepared.shared(counted)
    if len(items) < 2 or not figures or prepared.sentence_at(items[0].start) == prepared.sentence_at(items[-1].start):
        return Groups(())
    found = Groups({*_lines(prepared), *_rows(prepared)})
    listed = {name for item in items for name in found.at(item.start)}
    sized = {name for figure in figures for name in found.at(figure.figure)}
    return found if len(listed) > 1 and listed & sized else Groups(())


def _lines(prepared: Prepared) -> Iterator[Scope]:
    """Headings and lines of their own that name a group, each with what stands under it."""
    text, people = prepared.text, _people()
    names = [
        _name_of_line(prepared, sentence)
        if sentence.end - sentence.start <= _LINE and people.search(text, sentence.start, sentence.end)
        else ""
        for sentence in prepared.sentences
    ]
    for number, name in enumerate(names):
        if name:
            yield Scope(prepared.sentences[number].start, _until(prepared, number, names), name)


def _name_of_line(prepared: Prepared, sentence: Sentence) -> str:
    if sentence.kind in _ELSEWHERE:
        return ""
    words = prepared.words(sentence)
    name = _name(words, _listed_at(prepared, sentence) - sentence.start)
    if not name or not _people().search(name) or _NO_GROUP.search(name) or zone_of(name) is Zone.OTHER:
        return ""
    return "" if _REMARK.match(name) or _FULL.search(_BRACKETED.sub("", words)) else name


def _listed_at(prepared: Prepared, sentence: Sentence) -> int:
    """Where the first kind of data is named in a line, other than the data of a group as a whole."""
    items = prepared.shared(entries)
    for item in items[bisect_left(items, (sentence.start,)) :]:
        if item.start >= sentence.end:
            break
        if item.values != _WHOLE:
            return item.start
    return sentence.end


def _until(prepared: Prepared, number: int, names: list[str]) -> int:
    """Where what stands under a line ends: at the next line that names a group, a remark on all, or other headings."""
    here = prepared.sentences[number]
    end = here.end
    for below in range(number + 1, len(names)):
        sentence = prepared.sentences[below]
        if here.kind is BlockKind.HEADING:
            belongs = number in sentence.headings
        else:
            belongs = sentence.headings == here.headings and sentence.kind is not BlockKind.HEADING and not names[below]
        if not belongs or _REMARK.match(prepared.text, sentence.start):
            break
        end = sentence.end
    return end


def _rows(prepared: Prepared) -> Iterator[Scope]:
    """Rows that name their group, and rows that are marked under the columns of groups."""
    text = prepared.text
    # A cell that ends with a kind of data is no group, whatever people it names: 社員証コード.
    ends = {item.end for item in prepared.shared(entries) if item.values != _WHOLE}
    first: Cell | None = None
    for cell in prepared.shared(tabled):
        first = cell if first is None or not cell.column else first
        words = text[cell.start : cell.end]
        if cell.row and cell.column and _MARKED.fullmatch(words):
            name = _name(cell.head)
            if name and _people().search(name):
                yield Scope(first.start, first.end, name)
        elif cell.end not in ends and (name := _name(words)) and _is_who(cell, name):
            end = text.find("\n", cell.end)
            yield Scope(cell.start, (len(text) if end < 0 else end) if not cell.label else cell.end, name)


def _is_who(cell: Cell, name: str) -> bool:
    return bool(_people().search(name) or (cell.row and _WHO.search(cell.head)))


def _name(words: str, end: int = _LINE) -> str:
    """The name of a group without its marks and its figure; empty if nothing is left of it or too much."""
    begun = _MARKS.match(words)
    bare = words[begun.end() if begun else 0 : end]
    tail = _TAIL.search(bare)
    name = (bare[: tail.start()] if tail else bare).strip(" 、〉》/・")
    name = _LOOSE.sub("", name)
    whole = name.count("「") == name.count("」") and not _WORDLESS.fullmatch(name)
    return name if whole and 1 < len(name) <= _NAME else ""


@cache
def _people() -> re.Pattern[str]:
    words = {cue for term in vocabulary("people").values() for cue in term.cues}
    return re.compile("|".join([*sorted(map(re.escape, words)), _PERSONS]))
