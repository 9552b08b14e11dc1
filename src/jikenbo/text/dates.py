"""Dates as Japanese texts write them, found in folded text with their places, and worked out to ISO dates."""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from jikenbo.lang.ja.date_words import shifts

_FIGURES = "〇一二三四五六七八九"
_KANJI = r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_N = rf"(?:[0-9]{{1,2}}|{_KANJI})"
_WEEKDAY = r"(?:\([ ]?(?:[月火水木金土日](?:曜日?)?)(?:[・,、/ ]?(?:祝日?|休日?|振休))?[ ]?\))"
_CLOCK = (
    r"(?:(?:午前|午後|正午|深夜|未明|早朝|夕刻|夕方|夜間?|朝|昼|AM|PM|am|pm) ?)?"
    r"(?:\(?(?:AM|PM)?[0-9]{1,2}(?:時(?:[0-9]{1,2}分|半)?|:[0-9]{2}(?::[0-9]{2})?)(?:am|pm)?\)?)?"
    r"(?:頃|ごろ|過ぎ|すぎ)?(?:未明|早朝)?(?: ?\((?:JST|日本時間|現地時間)\))?"
)
_DATE = re.compile(
    rf"""
    (?=[0-9h令平昭㋿RH同翌前本今先来昨去一二三四五六七八九十当])(?:
    (?P<skip>https?://[!-~]+ | [0-9]{{5,}})
    |(?<![0-9A-Za-z/._-])(?:(?P<nyear>20[0-9]{{2}})|(?P<nera>令和|平成|R|H)\.?(?P<neyear>[0-9]{{1,2}}))
        (?P<mark>[/.-])\ ?(?P<nmonth>[0-9]{{1,2}})(?:(?P=mark)\ ?(?P<nday>[0-9]{{1,2}}))?(?![0-9]|[.-][0-9])
    |(?<![0-9A-Za-z/._-])(?P<smonth>[0-9]{{1,2}})/(?P<sday>[0-9]{{1,2}})(?=
        {_WEEKDAY}|[ :~-]*[0-9]{{0,2}}(?::|時)|[)-]|\ ?(?:公表|発表|付|お知らせ))
    |(?P<word>同日|翌々日|(?<!最短)翌日|翌朝|前日(?!比)|当日|一昨日|昨日|昨夜|昨晩|本日|今朝)
    |(?<![0-9])(?=[^年月日\n]{{1,10}}[年月日])
        (?:(?:(?P<era>令和|平成|昭和|㋿|(?<![A-Za-z])[RH])\.?\ ?(?P<eyear>[0-9]{{1,2}}|元|{_KANJI})
                (?:\((?:19|20)[0-9]{{2}}\))?
              |(?P<year>(?:19|20)[0-9]{{2}}|二[〇一二三四五六七八九]{{3}})
              |'?(?P<short>[0-9]{{2}})(?=年[0-9]{{1,2}}月)
              |(?P<ryear>一昨|同|翌|前|本|今|昨|去))
           \ ?年(?!度|間|以上|目|後|ぶり|来|生|単位|代|齢|次|末年始|始|[0-9]{{1,2}}月(?:期|号|度))
           (?:\((?:令和|平成|西暦|[RH])?[0-9]{{1,4}}年?\))?[\ 、の]?)?
        (?:(?:(?P<rmonth>同|翌|前|本|今|先|来)月|(?P<pmonth>同|翌)?[\ ]?(?P<month>{_N})月)
           (?!間|額|々|次|分|期|号|給|曜|ごと|以内|度|謝)[\ の]?)?
        (?:(?P<rday>同|翌|去る)?[\ ]?(?P<day>{_N})(?:日|(?=[~-](?:20[0-9]{{2}}年|[0-9]{{1,2}}月[0-9])))
            (?!間|以内|以上|程度|ほど|後|前|分|目|連続|付近|未満|も早|経過|ごと|おき|単位|程|、?365|あた|につ)
           |(?P<part>上旬|中旬|下旬|初旬|初め|半ば|末日?))?
    )""",
    re.VERBOSE,
)
_TAIL = re.compile(rf"[ ]?{_WEEKDAY}?(?:[ 、の]?{_CLOCK})?")
_JOINS = re.compile(r"[ 、]?(?:~|-|から|より|以降|→)[ 、]?$")
_ALSO = re.compile(r"[ 、]?(?:、|,|・|及び|および|並びに|ならびに|と|や|/|から|より|~|-|→|翌|同)[ 、]?$")
_DAY_OF_WEEK = re.compile(_WEEKDAY)
_GOES_ON = re.compile(r"(?:の?(?:午前|午後|未明|早朝|深夜|朝|夜|夕|昼|晩|正午)|[0-9]{1,2}時|に|より|から|、)")
_LINE_FIRST = re.compile(r"(?:^|[\n|])[ ・~(（\-]*$")


class DateMention(NamedTuple):
    """A date in a folded text: its place, the end of the weekday and time after it, and the ISO date that it means.

    `dated` is false for words that only point (同日, 本日); `opens` is true where it begins a period that the next
    mention ends.
    """

    start: int
    end: int
    tail: int
    value: str
    dated: bool = True
    opens: bool = False
    closes: bool = False


def number(written: str) -> int:
    """The number that figures or Japanese numerals up to 99, or four figures in a row, stand for."""
    if written.isdigit():
        return int(written)
    if written == "元":
        return 1
    if "十" in written:
        tens, _, ones = written.partition("十")
        return (_FIGURES.index(tens) if tens else 1) * 10 + (_FIGURES.index(ones) if ones else 0)
    return int("".join(str(_FIGURES.index(c)) for c in written))


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """The ISO form of a day, month or year, or None where there is no such date."""
    if not 1900 <= year <= 2100 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return f"{year:04}"
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= last_day(year, month) else None


@cache
def last_day(year: int, month: int) -> int:
    """The last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1).day


def date_mentions(text: str, published: date | None, start: int = 0) -> list[DateMention]:
    """All dates of a folded text from an offset on, in order; those that cannot be worked out are left out."""
    known = _Known(published)
    found: list[DateMention] = []
    for match in _DATE.finditer(text, start):
        if match.end() == match.start() or match["skip"]:
            continue
        near = bool(found) and match.start() - found[-1].tail <= 12
        joined = near and bool(_JOINS.match(text, found[-1].tail, match.start()))
        if _bare_day(match) and not _day_stands(text, match, found):
            continue
        value = known.resolve(match, follows=joined)
        if value is None:
            continue
        if joined:
            found[-1] = _opening(found[-1])
        tail = _TAIL.match(text, match.end())
        end = match.start() + len(match.group().rstrip(" 、の"))
        stop = max(tail.end() if tail else end, end)
        found.append(DateMention(match.start(), end, stop, value, not match["word"], closes=joined))
    return found


def _opening(mention: DateMention) -> DateMention:
    return DateMention(mention.start, mention.end, mention.tail, mention.value, mention.dated, True, mention.closes)


def _bare_day(match: re.Match[str]) -> bool:
    return bool(match["day"]) and not any(match[k] for k in ("month", "rmonth", "rday"))


def _day_stands(text: str, match: re.Match[str], found: list[DateMention]) -> bool:
    """Whether a day without its month is one: a weekday follows, or a date to which it is joined comes before."""
    if not found or not match["day"].isdigit():
        return False
    if _DAY_OF_WEEK.match(text, match.end()):
        return True
    if match.start() - found[-1].tail <= 12 and _ALSO.match(text, found[-1].tail, match.start()):
        return True
    if text.endswith("報(", max(match.start() - 2, 0), match.start()) and text.startswith(")", match.end()):
        return True
    first = _LINE_FIRST.search(text, max(match.start() - 8, 0), match.start())
    return bool(first) or bool(_GOES_ON.match(text, match.end()))


class _Known:
    """What is known of the time while reading on: the publication date and the date named last."""

    def __init__(self, published: date | None) -> None:
        self._published = published
        self._year: int | None = None
        self._month: int | None = None
        self._day: int | None = None

    def resolve(self, match: re.Match[str], *, follows: bool) -> str | None:
        """The ISO date of a match, remembered as the date named last."""
        parts = self._word(match["word"]) if match["word"] else self._parts(match, follows=follows)
        if parts is None:
            return None
        value = iso(*parts)
        if value is not None:
            self._year, self._month, self._day = parts
        return value

    def _word(self, word: str) -> tuple[int, int | None, int | None] | None:
        if word in (table := shifts("from_publication")):
            base = self._published
        else:
            table = shifts("from_last")
            full = self._year and self._month and self._day
            base = date(self._year or 1, self._month or 1, self._day or 1) if full else None
        if base is None:
            return None
        day = date.fromordinal(base.toordinal() + table[word])
        return day.year, day.month, day.day

    def _parts(self, match: re.Match[str], *, follows: bool) -> tuple[int, int | None, int | None] | None:
        month = self._month_of(match)
        day = self._number(match, "nday", "sday", "day")
        year = self._year_of(match)
        kanji_month = match["month"] and not match["month"].isdigit()
        if kanji_month and year is None and day is None:
            return None
        if match["mark"] == "." and match["nday"] is None:
            return None
        if year is not None:
            return self._with_year(year, month, day, match)
        if month is None:
            return self._of_last_month(day, match)
        pointing = match["pmonth"] or (match["rmonth"] if match["rmonth"] in shifts("months_from_last") else None)
        year = self._missing_year(month, day, follows=follows, shift=pointing)
        return None if year is None else self._with_year(year, month, day, match)

    def _with_year(
        self, year: int, month: int | None, day: int | None, match: re.Match[str]
    ) -> tuple[int, int | None, int | None] | None:
        if month is None and (day is not None or match["part"]):
            return None
        if match["part"] == "末日" and month is not None and 1 <= month <= 12:
            day = last_day(year, month)
        return year, month, day

    @staticmethod
    def _number(match: re.Match[str], *names: str) -> int | None:
        for name in names:
            if written := match[name]:
                return number(written)
        return None

    def _month_of(self, match: re.Match[str]) -> int | None:
        written = match["rmonth"]
        if not written:
            return self._number(match, "nmonth", "smonth", "month")
        if written in (table := shifts("months_from_publication")):
            base = self._published.month if self._published else None
        else:
            table, base = shifts("months_from_last"), self._month
        return None if base is None else (base - 1 + table[written]) % 12 + 1

    def _year_of(self, match: re.Match[str]) -> int | None:
        if era := match["nera"] or match["era"]:
            written = match["neyear"] or match["eyear"]
            return shifts("eras")[era] + number(written) - 1
        if short := match["short"]:
            return 2000 + int(short)
        if written := match["ryear"]:
            if written in (table := shifts("years_from_publication")):
                return self._published.year + table[written] if self._published else None
            return self._year + shifts("years_from_last")[written] if self._year else None
        return self._number(match, "nyear", "year")

    def _of_last_month(self, day: int | None, match: re.Match[str]) -> tuple[int, int | None, int | None] | None:
        """A day without month and year: of the month named last, or the next one after 翌 or where the day is past."""
        if day is None or self._year is None or self._month is None:
            return None
        year, month = self._year, self._month
        if match["rday"] == "翌" and self._day is not None and day < self._day:
            year, month = year + month // 12, month % 12 + 1
        return year, month, day

    def _missing_year(self, month: int, day: int | None, *, follows: bool, shift: str | None) -> int | None:
        """The year of a date that gives none: that of the date it is joined to, else the nearest to publication."""
        if self._year is not None and (follows or shift or self._published is None):
            earlier = self._month is not None and month < self._month
            return self._year + 1 if earlier and (follows or shift in ("翌", "同")) else self._year
        if self._published is None:
            return None
        return min(
            (self._published.year + step for step in (-1, 0, 1)), key=lambda year: self._distance(year, month, day)
        )

    def _distance(self, year: int, month: int, day: int | None) -> int:
        """How far a date is from publication; one still to come counts four times, since releases look back."""
        if self._published is None or not 1 <= month <= 12:
            return 0
        when = date(year, month, min(day or 1, last_day(year, month)))
        days = (self._published - when).days
        return days if days >= 0 else 30 - 4 * days
