"""Days that a release names: those it cites as earlier releases, and those of the incident."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from jikenbo.link.words import words

_DAY = re.compile(
    r"(?:(?P<era>令和|R)\.?(?P<eray>元|\d{1,2})[年.]|(?P<year>20\d\d)[年/.\-])?(?P<month>1[0-2]|0?[1-9])[月/.\-]"
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?P<mark>日|(?![\d/.\-])(?=[^\d]|$))"
)
_CLAUSE = 42
_NEAR = 36
_SENTENCE = 160


@dataclass(frozen=True, slots=True)
class Days:
    """ISO days in order of the text.

    `cited` are those of earlier releases, `unrelated` those of releases on another matter, `incident` the incident's.
    """

    cited: tuple[str, ...]
    unrelated: tuple[str, ...]
    incident: tuple[str, ...]


def _any(found: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, found)))


_PUBLISHED = _any(words("cites", "published"))
_UNLESS = _any(words("cites", "unless"))
_APART = _any(words("cites", "apart"))
_INCIDENT = _any(words("days", "incident"))


def days(text: str, published: date | None) -> Days:
    """The days in a folded text; a day without a year is the last such day up to publication."""
    cited: dict[str, None] = {}
    unrelated: dict[str, None] = {}
    incident: dict[str, None] = {}
    year = published.year if published else None
    for match in _DAY.finditer(text):
        day, year = _resolve(match, published, year)
        if day is None or (published and not -2600 < (day - published).days < 4):
            continue
        after = text[match.end() : match.end() + _CLAUSE].split("。", 1)[0].split("\n", 1)[0]
        if _is_cited(after):
            (unrelated if _is_apart(text, match.end()) else cited)[day.isoformat()] = None
        elif _INCIDENT.search(after[:_NEAR]):
            incident[day.isoformat()] = None
    return Days(tuple(cited), tuple(unrelated), tuple(incident))


def _is_apart(text: str, end: int) -> bool:
    """Whether the sentence goes on to say that the cited release is on another matter."""
    return bool(_APART.search(text[end : end + _SENTENCE].split("。", 1)[0]))


def _is_cited(after: str) -> bool:
    """Whether the words after a day say that something was published on it."""
    found = _PUBLISHED.search(after)
    return (
        bool(found)
        and not _UNLESS.search(after[: found.end() if found else 0])
        and not _DAY.search(after[: found.end() if found else 0])
    )


def _resolve(match: re.Match[str], published: date | None, year: int | None) -> tuple[date | None, int | None]:
    month, day = int(match["month"]), int(match["day"])
    if match["era"]:
        year = 2018 + (1 if match["eray"] == "元" else int(match["eray"]))
    elif match["year"]:
        year = int(match["year"])
    elif match["mark"] != "日":
        return None, year
    elif published:
        return _before(month, day, published, year), year
    if year is None:
        return None, year
    return _date(year, month, day), year


def _before(month: int, day: int, published: date, year: int | None) -> date | None:
    """The day in the year last named, if that was an earlier one; else the last such day up to publication."""
    if year is not None and year < published.year and (named := _date(year, month, day)):
        return named
    this = _date(published.year, month, day)
    if this and this - published > timedelta(days=20):
        return _date(published.year - 1, month, day)
    return this


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
