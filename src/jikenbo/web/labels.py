"""Facts in words: each value by its vocabulary, counts with unit and qualifier, dates with their weekday."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from jikenbo.link.campaigns import UNNAMED
from jikenbo.model.fact import Fact, Field
from jikenbo.vocab import vocabulary
from jikenbo.web.formats import day, number
from jikenbo.web.words import Words

VOCABULARIES = {
    Field.INCIDENT_TYPES: "incident_types",
    Field.VECTORS: "vectors",
    Field.LEAK_STATUS: "leak_status",
    Field.DATA_ITEMS: "data_items",
    Field.AUTHORITIES: "authorities",
    Field.SECONDARY_DAMAGE: "secondary_damage",
    Field.MEASURES: "measures",
    Field.REPORT: "report_kinds",
}
_DATES = {Field.PUBLISHED, Field.OCCURRED, Field.DETECTED, Field.EVENTS}
# How sure each value is, and so with which shape it is shown.
_SURE = {
    "confirmed": "confirmed", "possible": "possible", "under_investigation": "open", "none_found": "none",
    "none_confirmed": "none", "not_stated": "none", "included": "confirmed", "excluded": "none",
    "reported": "confirmed", "planned": "open",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """A fact in words: what it is, what is said of it (status, role, figure before), and how sure it is."""

    text: str
    notes: tuple[str, ...] = ()
    sure: str = ""
    definition: str = ""


def shown(label: Label) -> Markup:
    """A fact in words as a page shows it: how sure it is by a shape, then the value and what is said of it."""
    shape = f'<span class="shape {escape(label.sure)}" aria-hidden="true"></span>' if label.sure else ""
    notes = "".join(f' <span class="note">{escape(note)}</span>' for note in label.notes)
    return Markup(f'{shape}<span class="value">{escape(label.text)}</span>{notes}')  # noqa: S704  (each part escaped)


def origin(name: str, words: Words) -> str:
    """A campaign's origin as it is shown: one that no release names is said to be so."""
    return words("campaign.unnamed") if name == UNNAMED else name


def term(field: Field, value: str, language: str) -> str:
    """A value of a field's closed list in words; an unknown one stands as it is."""
    return listed(VOCABULARIES[field], value, language)


def listed(vocabulary_name: str, value: str, language: str) -> str:
    """A value of a closed list in words; an unknown one stands as it is."""
    known = vocabulary(vocabulary_name).get(value)
    return (known.ja if language == "ja" else known.en) if known else value


def label(fact: Fact, words: Words) -> Label:
    """A fact in words."""
    language, value = words.language, str(fact.value)
    if fact.field is Field.COUNTS:
        return _count(fact, words)
    if fact.field in _DATES:
        return Label(f"{day(value, language)}〜{day(fact.until, language)}" if fact.until else day(value, language))
    if fact.field is Field.PARTIES:
        return Label(value, _notes(words, "role", fact.role))
    if fact.field is Field.REPORT:
        notes = (words("report.ordinal", n=fact.number),) if fact.number else ()
        return Label(term(fact.field, value, language), notes)
    if fact.field in VOCABULARIES:
        sure = _SURE.get(fact.status or value, "") if fact.field not in _PLAIN else ""
        known = vocabulary(VOCABULARIES[fact.field]).get(value)
        definition = known.definition if known else ""
        said = (*_notes(words, "status", fact.status), *fact.groups)
        return Label(term(fact.field, value, language), said, sure, definition)
    return Label(value)


_PLAIN = {Field.INCIDENT_TYPES, Field.VECTORS, Field.MEASURES}


def _count(fact: Fact, words: Words) -> Label:
    notes = _notes(words, "role", fact.role)
    if fact.previous is not None:
        notes += (words("count.previous", n=amount(fact.previous, fact.unit, words)),)
    qualifier = fact.qualifier or "exact"
    return Label(
        words(f"qualifier.{qualifier}", n=amount(int(fact.value), fact.unit, words))
        if words.get(f"qualifier.{qualifier}")
        else amount(int(fact.value), fact.unit, words),
        (*notes, *fact.groups),
    )


def amount(value: int, unit: str | None, words: Words) -> str:
    """A number with its unit: 51,605人, 51,605 people."""
    if words.language == "ja":
        return f"{number(value)}{unit or ''}"
    known = vocabulary("units").get(unit or "")
    return f"{number(value)} {known.en if known else unit or ''}".strip()


def _notes(words: Words, kind: str, value: str | None) -> tuple[str, ...]:
    return ((words.get(f"{kind}.{value}") or value),) if value else ()
