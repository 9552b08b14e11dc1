"""Where a release stands in a series: its number, and whether it speaks of an earlier one."""

import re
from dataclasses import dataclass

from jikenbo.link.words import words
from jikenbo.model.document import Document
from jikenbo.model.fact import Field, Reading
from jikenbo.model.text import BlockKind
from jikenbo.text.fold import fold

_ORDINAL = re.compile(r"第\s?([0-9一二三四五六七八九十]{1,3})\s?[報版回弾]|続報\s?[(（]?([0-9]{1,2})[)）]?")
_KANJI = {char: number for number, char in enumerate("一二三四五六七八九十", start=1)}
_EARLIER = re.compile("|".join(map(re.escape, words("cites", "earlier"))))
_EARLIER_TITLE = re.compile("|".join(map(re.escape, (*words("cites", "earlier"), *words("cites", "earlier_title")))))
_FINAL = re.compile(r"最終報|確定報|最終のご?報告|調査完了|調査(?:が|を|は)(?:すべて|全て)?(?:完了|終了)")
_FIRST = re.compile(r"第(?:一|1)報|初報|速報")
_LEAD = 400


@dataclass(frozen=True, slots=True)
class Report:
    """`ordinal` as stated; `later` whether it speaks of an earlier release, `titled` in its title; `first`, `final`."""

    ordinal: int | None = None
    later: bool = False
    titled: bool = False
    first: bool = False
    final: bool = False


def report(title: str, body: str, reading: Reading, document: Document) -> Report:
    """A release's place in its series, by title, the beginning of its text, and its reading."""
    lead = body[:_LEAD]
    ordinal = _number(title) or _read_ordinal(reading, document)
    first = ordinal == 1 or bool(_FIRST.search(title))
    titled = not first and ((ordinal or 0) > 1 or bool(_EARLIER_TITLE.search(title)))
    later = titled or (not first and bool(_EARLIER.search(lead)))
    return Report(ordinal, later, titled, first, bool(_FINAL.search(title)))


def _read_ordinal(reading: Reading, document: Document) -> int | None:
    """The reader's number where the text itself gives one.

    One counted from the overview's links says nothing new: an archive's link is weighed as a link, not twice.
    """
    fact = reading.first(Field.REPORT)
    overview = [block for block in document.text.blocks if block.kind is BlockKind.OVERVIEW]
    if fact is None or any(block.start <= span.start < block.end for span in fact.spans for block in overview):
        return None
    said = (fold(document.text.content[span.start : span.end]) for span in fact.spans)
    return fact.number if any(_ORDINAL.search(words) for words in said) else None


def _number(title: str) -> int | None:
    match = _ORDINAL.search(title)
    if not match:
        return None
    written = match[1] or match[2]
    if written.isdigit():
        return int(written)
    tens, _, ones = written.rpartition("十")
    if "十" not in written:
        return _KANJI.get(written)
    return (_KANJI.get(tens, 1) * 10) + _KANJI.get(ones, 0)
