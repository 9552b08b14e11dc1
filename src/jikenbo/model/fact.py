"""What a text says: facts, each with the words that say it, and the reading that holds them."""

from dataclasses import dataclass
from enum import StrEnum

from jikenbo.model.text import Span


class Field(StrEnum):
    """The fields of the reading contract."""

    TITLE = "title"
    ORGANISATION = "organisation"
    PUBLISHED = "published"
    REPORT = "report"
    INCIDENT_TYPES = "incident_types"
    VECTORS = "vectors"
    LEAK_STATUS = "leak_status"
    OCCURRED = "occurred"
    DETECTED = "detected"
    EVENTS = "events"
    DATA_ITEMS = "data_items"
    COUNTS = "counts"
    AUTHORITIES = "authorities"
    SECONDARY_DAMAGE = "secondary_damage"
    PARTIES = "parties"
    MEASURES = "measures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that the text says.

    `value` is a word of a closed list, an ISO date (or month, or year), a name, or a count's number. `status` is
    included/excluded for data items, reported/planned for authorities. `role` is a count's or a party's role. `until`
    ends a period. `number` is a report's ordinal. `unit`, `qualifier` and `previous` belong to counts. `groups`
    are the names of the groups of people that a count or data item is of, where the text tells groups apart. `spans`
    are never empty; `rule` names the rule whose sentence explains the fact.
    """

    field: Field
    value: str | int
    spans: tuple[Span, ...]
    rule: str
    status: str | None = None
    role: str | None = None
    until: str | None = None
    number: int | None = None
    unit: str | None = None
    qualifier: str | None = None
    previous: int | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All facts of one text, by one version of the reader; `notes` say why a reading is empty or partial."""

    reader: str
    facts: tuple[Fact, ...]
    notes: tuple[str, ...] = ()

    def of(self, field: Field) -> tuple[Fact, ...]:
        """The facts of one field, in reading order."""
        return tuple(fact for fact in self.facts if fact.field is field)

    def first(self, field: Field) -> Fact | None:
        """The first fact of a field, or None."""
        return next((fact for fact in self.facts if fact.field is field), None)
