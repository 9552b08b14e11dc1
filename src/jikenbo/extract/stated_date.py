"""The date of publication as a source states it: in an overview's line, or on a line of its own above the text."""

import re
from dataclasses import dataclass

from jikenbo.text.dates import date_mentions, iso
from jikenbo.text.fold import fold

_DATED = re.compile(r"(?:20\d\d|令和|平成|R\d)\D{0,2}.{0,3}[年月/.\-]|日付|(?:年月日|掲載日|公開日|発表日)")
_ABSENT = re.compile(r"日付.{0,4}(?:なし|無し|不明|なく)|(?:年月日|日付).{0,3}(?:不詳|未記載)")
_MONTH = re.compile(r"(?P<year>20\d\d)年(?P<month>\d{1,2})月")
_PATH = re.compile(r"(?:^|/)(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2}|XX|xx)?[^/]*$")
_NOTED = re.compile(r"[?]|頃|より|推定|更新|記載|ごろ|X")


@dataclass(frozen=True, slots=True)
class Dated:
    """What a line says of the date: an ISO date, month or year, or None; `noted` where it says more than that."""

    value: str | None
    noted: bool = False


def looks_dated(words: str) -> bool:
    """Whether a line is there to give the date of publication, readable or not."""
    folded = fold(words)
    return len(folded) <= 60 and bool(_DATED.match(folded) or _ABSENT.search(folded))


def stated_date(words: str) -> Dated:
    """The date that a line gives; of several, as where an update is noted, the first."""
    folded = fold(words)
    mention = next((m for m in date_mentions(folded, None) if m.dated), None)
    month = _MONTH.search(folded)
    if mention and not (month and len(mention.value) == 4):
        return Dated(mention.value, bool(_NOTED.search(folded)))
    value = iso(int(month["year"]), int(month["month"])) if month else None
    return Dated(value, noted=True)


def path_date(doc: str) -> str | None:
    """The date that the path of an archive entry gives (2026/01/05_….md): a day, or a month where the day is XX."""
    match = _PATH.search(doc)
    if not match:
        return None
    day = match["day"]
    return iso(int(match["year"]), int(match["month"]), int(day) if day and day.isdigit() else None)
