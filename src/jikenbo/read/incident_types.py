"""Incident types: what kind of incident the release tells of."""

from collections.abc import Iterator

from jikenbo.model.fact import Fact, Field
from jikenbo.read.prepare import Prepared


def read_incident_types(prepared: Prepared) -> Iterator[Fact]:
    """A word of the type's list stands in the release and nothing near denies it."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for hit, value in prepared.hits["incident_types"]:
        spans.setdefault(value, []).append((hit.start, hit.end))
    for value, places in spans.items():
        yield Fact(
            field=Field.INCIDENT_TYPES,
            value=value,
            spans=tuple(prepared.span(*place) for place in places[:5]),
            rule="incident_types.named",
        )
