"""Counts: how many people, records, mails, machines and bodies an incident touched."""

from collections.abc import Iterator
from itertools import groupby

from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import Span
from jikenbo.read.count_mentions import Mention, mentions
from jikenbo.read.groups import Groups, groups
from jikenbo.read.prepare import Prepared

# As many places as a reader of the page can look at.
_SPANS = 5


def read_counts(prepared: Prepared) -> Iterator[Fact]:
    """A number with a counter word tells the size of the incident."""
    apart = prepared.shared(groups)
    found = sorted(mentions(prepared), key=_figure)
    facts = [_fact(prepared, list(same), apart) for _, same in groupby(found, key=_figure)]
    yield from sorted(facts, key=lambda fact: fact.spans[0])


def _figure(mention: Mention) -> tuple[int, str]:
    return mention.number.value, mention.number.unit


def _fact(prepared: Prepared, same: list[Mention], apart: Groups) -> Fact:
    """One figure stated several times is one count, in the strongest role it has anywhere."""
    best = min(same, key=lambda m: (m.role, m.number.start))
    spans: tuple[Span, ...] = tuple(prepared.span(m.number.start, m.number.end) for m in same[:_SPANS])
    return Fact(
        field=Field.COUNTS,
        value=best.number.value,
        spans=spans,
        rule=f"count_roles.{best.role}",
        role=best.role,
        unit=best.number.unit,
        qualifier=best.number.qualifier.value,
        previous=next((m.previous for m in same if m.previous is not None), None),
        groups=apart.of(m.number.figure for m in same),
    )
