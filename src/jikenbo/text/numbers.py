"""Numbers with a counter word, as Japanese releases write them: 1,234名, 12万3千件, 約1.5億件, 三百二十名."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from jikenbo.vocab import vocabulary

# Longer than any count; more digits in a row are an identifier.
_LONGEST = 15
_DIGITS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_AMOUNT = r"(?:(?<![\d.,])\d++(?:,\d{3}(?!\d))*+(?:\.\d++)?[十百千万億兆]*+(?:\d++(?:,\d{3}(?!\d))*+[十百千万億兆]*+)*+|[〇零一二三四五六七八九十百千万億]++)"
_PART = re.compile(r"([\d.,]+|[〇零一二三四五六七八九]+)|([十百千])|([万億兆])")


class Qualifier(StrEnum):
    """How exact a number is said to be."""

    EXACT = "exact"
    ABOUT = "about"
    MAX = "max"
    MIN = "min"


@dataclass(frozen=True, slots=True)
class Number:
    """A counted number in a text: where it stands (qualifier and counter included), its value, unit and qualifier.

    `figure` is where its figures begin; `least` is the lower end of a range whose upper end is `value`.
    """

    start: int
    end: int
    figure: int
    value: int
    unit: str
    qualifier: Qualifier
    least: int | None = None
    written: str = ""


def worth(figures: str) -> int | None:
    """The value of figures, kanji numerals or a mix of both; None if it is no whole number or too long for a count.

    >>> worth("12万3千"), worth("三百二十"), worth("14.3万"), worth("2.5")
    (123000, 320, 143000, None)
    """
    total, section, digits = Decimal(0), Decimal(0), None
    for written, small, large in _PART.findall(figures):
        if written:
            plain = "".join(_DIGITS.get(c, c) for c in written if c != ",")
            if len(plain) > _LONGEST or plain.count(".") > 1:
                return None
            digits = Decimal(plain.strip(".") or 0)
        elif small:
            section += (Decimal(1) if digits is None else digits) * _SMALL[small]
            digits = None
        else:
            total += (section + (digits or 0) or 1) * _LARGE[large]
            section, digits = Decimal(0), None
    total += section + (digits or 0)
    return int(total) if total == int(total) else None


@cache
def _units() -> dict[str, str]:
    """The normal form of every counter word."""
    return {cue: value for value, term in vocabulary("units").items() for cue in term.cues}


@cache
def _counted() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _units()), key=len, reverse=True))
    before = r"(?P<before>(?:最大で?|最多で?|延べ|のべ|少なくとも|およそ|おおよそ|概ね|おおむね|推定|約|計|合計|総計|ほぼ)*+)"
    after = r"(?P<after>程度|前後|ほど|余り|あまり|強|弱|以上|超|を超え|を上回|を越え|以下|以内|未満|を上限)?"
    return re.compile(
        rf"{before} ?(?P<least>{_AMOUNT}(?:{words})?[~〜-]|)(?P<amount>{_AMOUNT})[ (]?(?P<inner>数|余|超|強)?(?P<unit>{words})(?P<dan>以上|超|)"
    )
