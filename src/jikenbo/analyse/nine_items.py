"""The nine items of the report to the Personal Information Protection Commission, and its clock, held against a case.

What is shown is what the releases state. A release is not the report to the commission, and says nothing of what that
report held. Source: 個人情報の保護に関する法律施行規則 第7条 and 第8条, kept as data by the date from which it holds.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from jikenbo.analyse.people import people_of_case
from jikenbo.errors import VocabularyError
from jikenbo.model.fact import Fact, Field

_LEAKS = {"confirmed", "possible", "under_investigation"}


@dataclass(frozen=True, slots=True)
class Item:
    """One of the nine: its words, and the facts of each report that state it, report by report."""

    number: int
    ja: str
    en: str
    stated: tuple[tuple[int, tuple[int, ...]], ...]

    @property
    def first(self) -> int | None:
        """The place of the first report that states it."""
        return self.stated[0][0] if self.stated else None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A ground for the duty to report that the releases bear out, with the report and fact that do so."""

    number: int
    ja: str
    en: str
    report: int
    fact: int


@dataclass(frozen=True, slots=True)
class Clock:
    """From knowing to telling the public; None where the releases do not say.

    `due` is the day by which the final report to the commission was due, `days` how long that is.
    """

    known: str | None
    disclosed: str | None
    elapsed: int | None
    preliminary: str | None
    days: int
    due: str | None


@dataclass(frozen=True, slots=True)
class NineItems:
    """A case held against the rule of its day."""

    ja: str
    en: str
    since: str
    items: tuple[Item, ...]
    triggers: tuple[Trigger, ...]
    clock: Clock


def nine_items(reports: Sequence[Sequence[Fact]], published: Sequence[str | None]) -> NineItems | None:
    """Hold a case's reports, in order, against the rule that held when it was first published; None before any did."""
    rule = _rule(next((day for day in published if day), None))
    if rule is None:
        return None
    items = tuple(_item(entry, reports, published) for entry in rule["item"])
    triggers = tuple(found for entry in rule["trigger"] if (found := _trigger(entry, rule, reports)))
    unjust = any(one.number == 3 for one in triggers)
    days = rule["final_days_unjust"] if unjust else rule["final_days"]
    clock = _clock(reports, published, rule["preliminary_days"], days)
    return NineItems(rule["ja"], rule["en"], rule["since"], items, triggers, clock)


@cache
def _versions() -> tuple[dict[str, Any], ...]:
    file = resources.files("jikenbo.vocab") / "nine_items.toml"
    try:
        return tuple(tomllib.loads(file.read_text(encoding="utf-8"))["version"])
    except (OSError, tomllib.TOMLDecodeError, KeyError) as cause:
        raise VocabularyError("The file nine_items.toml cannot be read.", "Reinstall jikenbo.") from cause


def _rule(day: str | None) -> dict[str, Any] | None:
    """The rule of a day; of the newest version where the day is not known."""
    if day is None:
        return _versions()[-1]
    return next((v for v in _versions() if v["since"] <= day and (not v["until"] or day <= v["until"])), None)


def _item(entry: dict[str, Any], reports: Sequence[Sequence[Fact]], published: Sequence[str | None]) -> Item:
    stated: tuple[tuple[int, tuple[int, ...]], ...]
    if entry["fields"] == [Field.PUBLISHED.value]:
        stated = tuple((place, ()) for place, day in enumerate(published) if day)
    else:
        held = ((place, tuple(_stating(entry, facts))) for place, facts in enumerate(reports))
        stated = tuple(one for one in held if one[1])
    return Item(entry["number"], entry["ja"], entry["en"], stated)


def _stating(entry: dict[str, Any], facts: Iterable[Fact]) -> Iterable[int]:
    for number, fact in enumerate(facts):
        if fact.field.value not in entry["fields"] or fact.value == "not_stated":
            continue
        if fact.field is Field.MEASURES and fact.value not in entry["measures"]:
            continue
        if fact.field is Field.COUNTS and fact.role != "affected":
            continue
        yield number


def _trigger(entry: dict[str, Any], rule: dict[str, Any], reports: Sequence[Sequence[Fact]]) -> Trigger | None:
    if not any(f.field is Field.LEAK_STATUS and f.value in _LEAKS for facts in reports for f in facts):
        return None
    for place, facts in enumerate(reports):
        for number, fact in enumerate(facts):
            if _bears_out(entry, rule, fact, reports):
                return Trigger(entry["number"], entry["ja"], entry["en"], place, number)
    return None


def _bears_out(entry: dict[str, Any], rule: dict[str, Any], fact: Fact, reports: Sequence[Sequence[Fact]]) -> bool:
    if fact.field is Field.DATA_ITEMS:
        return fact.status != "excluded" and fact.value in entry.get("data_items", ())
    if fact.field is Field.INCIDENT_TYPES:
        return fact.value in entry.get("incident_types", ())
    if entry.get("people") and fact.field is Field.COUNTS:
        newest = people_of_case(reports)
        return newest is not None and newest.fact == fact and newest.value > rule["many_people"]
    return False


def _clock(reports: Sequence[Sequence[Fact]], published: Sequence[str | None], preliminary: int, days: int) -> Clock:
    known = next((str(f.value) for facts in reports for f in facts if f.field is Field.DETECTED), None)
    disclosed = next((day for day in published if day), None)
    began, told = _day(known), _day(disclosed)
    return Clock(
        known,
        disclosed,
        (told - began).days if began and told else None,
        _after(began, preliminary),
        days,
        _after(began, days),
    )


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value and len(value) == 10 else None
    except ValueError:
        return None


def _after(day: date | None, days: int) -> str | None:
    # The day of knowing is the first of the count (the commission's guideline, general part, 3-5-3-4).
    try:
        return (day + timedelta(days - 1)).isoformat() if day else None
    except OverflowError:
        return None
