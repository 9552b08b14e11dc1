"""How many people a case is of: the figure that its newest report with one gives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jikenbo.model.fact import Fact, Field

# Counters of people, and those that stand for people where none is counted: records, accounts, addresses.
PEOPLE = ("人",)
RECORDS = ("件", "アカウント", "ID", "アドレス", "世帯")


@dataclass(frozen=True, slots=True)
class People:
    """A figure, its unit and qualifier, and the fact that gives it."""

    value: int
    unit: str
    fact: Fact


def people_of(facts: Iterable[Fact]) -> People | None:
    """The largest number of people (else of records) that one report gives as affected."""
    counts = [fact for fact in facts if fact.field is Field.COUNTS and fact.role == "affected"]
    for units in (PEOPLE, RECORDS):
        stated = [fact for fact in counts if fact.unit in units]
        if stated:
            largest = max(stated, key=lambda fact: int(fact.value))
            return People(int(largest.value), largest.unit or "", largest)
    return None


def people_of_case(reports: Sequence[Iterable[Fact]]) -> People | None:
    """The figure of the newest report that gives one; `reports` are in order of publication."""
    return next((found for facts in reversed(reports) if (found := people_of(facts))), None)
