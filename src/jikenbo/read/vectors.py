"""Vectors: the way in or the cause that the release gives, even if only presumed."""

from collections.abc import Iterator

from jikenbo.model.fact import Fact, Field
from jikenbo.read.hedges import Hedge, clause_hedge
from jikenbo.read.prepare import Prepared


def read_vectors(prepared: Prepared) -> Iterator[Fact]:
    """The text gives it as the way in or the cause."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for hit, value in prepared.hits["vectors"]:
        if _stands(prepared, hit.start, hit.end, value):
            spans.setdefault(value, []).append((hit.start, hit.end))
    for value, places in spans.items():
        yield Fact(
            field=Field.VECTORS,
            value=value,
            spans=tuple(prepared.span(*place) for place in places[:5]),
            rule="vectors.given",
        )


def _stands(prepared: Prepared, start: int, end: int, value: str) -> bool:
    hedge = clause_hedge(prepared, start, end).hedge
    return hedge.happened or (value == "unknown" and hedge is not Hedge.HYPOTHETICAL)
