"""A reading as a person sees it in a terminal: an outline, or every fact with its words and its reason."""

from collections.abc import Iterator

from jikenbo.cli.output import shortened, width
from jikenbo.model.document import Document
from jikenbo.model.fact import Fact, Field, Reading
from jikenbo.read.explain import sentence_of

_LABEL = 18
_WORDS = 100
_HEAD = (Field.TITLE, Field.ORGANISATION, Field.PUBLISHED)


def outline(document: Document, reading: Reading) -> str:
    """Title, publisher and date, then one line a field."""
    lines = [*_head(document, reading)]
    for field in Field:
        facts = reading.of(field)
        if facts and field not in _HEAD:
            lines.append(_labelled(field.value, ", ".join(dict.fromkeys(map(value_of, facts)))))
    return "\n".join((*lines, ""))


def explanation(document: Document, reading: Reading) -> str:
    """Each fact with the words that say it, where they stand, and the sentence of the rule that found it."""
    lines = [*_head(document, reading)]
    for fact in reading.facts:
        lines.append(_labelled(fact.field.value, value_of(fact)))
        for start, end in fact.spans:
            words = " ".join(document.text.content[start:end].split())
            lines.append(f"{'':{_LABEL}}「{shortened(words, _WORDS)}」 {start}-{end}")
        lines.append(f"{'':{_LABEL}}{sentence_of(fact.rule)} [{fact.rule}]")
    return "\n".join((*lines, ""))


def _head(document: Document, reading: Reading) -> Iterator[str]:
    yield f"── {document.doc}"
    for field in _HEAD:
        fact = reading.first(field)
        yield _labelled(field.value, str(fact.value) if fact else "—")
    for note in reading.notes:
        yield _labelled("note", note)
    for doubt in document.doubts:
        yield _labelled("doubt", f"{doubt.kind}: {doubt.reason}")


def _labelled(label: str, words: str) -> str:
    return label + " " * (_LABEL - width(label)) + words


def value_of(fact: Fact) -> str:
    """A fact's value with what qualifies it: 64人 (about, affected), name (excluded), 2025-07-26 – 2025-07-28."""
    value = f"{fact.value:,}{fact.unit or ''}" if isinstance(fact.value, int) else str(fact.value)
    if fact.until:
        value += f" – {fact.until}"
    notes = [note for note in (fact.qualifier, fact.status, fact.role) if note and note not in ("exact", "included")]
    if fact.number is not None:
        notes.append(str(fact.number))
    if fact.previous is not None:
        notes.append(f"was {fact.previous:,}")
    notes += fact.groups
    return f"{value} ({', '.join(notes)})" if notes else value
