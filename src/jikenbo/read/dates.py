"""The incident's dates: when it took place, when it was noticed, and every other date of it."""

from collections.abc import Iterator

from jikenbo.model.fact import Fact, Field
from jikenbo.read.date_roles import Judge, Judged
from jikenbo.read.prepare import Prepared


def read_dates(prepared: Prepared) -> Iterator[Fact]:
    """The dates of the incident that the release gives."""
    judged = [one for one in Judge(prepared, prepared.dates).judge() if one.role != "data" and len(one.mention.value) > 4]
    occurred = _first([one for one in judged if one.role in ("occurred", "failure")])
    detected = _first([one for one in judged if one.role in ("detected", "failure")])
    used: set[str] = set()
    if occurred:
        until = _until(judged, occurred)
        used.update(value for value in (occurred.mention.value, until) if value)
        yield _fact(prepared, Field.OCCURRED, occurred, until)
    if detected:
        used.add(detected.mention.value)
        yield _fact(prepared, Field.DETECTED, detected)
    yield from _events(prepared, judged, used)


def read_published(prepared: Prepared) -> Iterator[Fact]:
    """A date that stands alone at the top or the end of the text is that of its publication."""
    if head := prepared.letterhead:
        span = prepared.span(head.start, head.end)
        yield Fact(field=Field.PUBLISHED, value=head.value, spans=(span,), rule="dates.letterhead")


def _first(judged: list[Judged]) -> Judged | None:
    """The best established, and of those the earliest."""
    return min(judged, key=lambda one: (-one.strength, one.mention.value, one.mention.start), default=None)


def _until(judged: list[Judged], start: Judged) -> str | None:
    if not start.mention.opens:
        return None
    ends = [one for one in judged if one.mention.closes and one.mention.start >= start.mention.tail]
    return ends[0].mention.value if ends and ends[0].mention.value > start.mention.value else None


def _events(prepared: Prepared, judged: list[Judged], used: set[str]) -> Iterator[Fact]:
    published = prepared.published.isoformat() if prepared.published else None
    for one in judged:
        value = one.mention.value
        if value in used or (value == published and (one.notice or not one.mention.dated)):
            continue
        used.add(value)
        yield _fact(prepared, Field.EVENTS, one)


def _fact(prepared: Prepared, field: Field, one: Judged, until: str | None = None) -> Fact:
    span = prepared.span(one.mention.start, one.mention.tail)
    return Fact(field=field, value=one.mention.value, until=until, spans=(span,), rule=one.rule)

