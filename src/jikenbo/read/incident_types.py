"""Incident types: what kind of incident the release tells of."""

import re
from collections.abc import Iterator

from jikenbo.model.fact import Fact, Field
from jikenbo.read.hedges import Hedge, clause_hedge
from jikenbo.read.prepare import Prepared

_PREVENTS = re.compile(
    r"(?:等|など|攻撃|被害|行為|感染|事案)*(?:の|への|に対する|を|が|に関する|による被害)?(?:未然|防止|防ぐ|予防|対策|防御|検知(?!し|さ|を受|い)|監視|訓練|耐性|リスク|禁止|保険|診断|研修|教育|脅威|に備え|から守|に強い|ブロック)"
)


def read_incident_types(prepared: Prepared) -> Iterator[Fact]:
    """A word of the type's list stands in the release and nothing near denies it."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for hit, value in prepared.hits["incident_types"]:
        if _stands(prepared, hit.start, hit.end):
            spans.setdefault(value, []).append((hit.start, hit.end))
    for value, places in spans.items():
        yield Fact(
            field=Field.INCIDENT_TYPES,
            value=value,
            spans=tuple(prepared.span(*place) for place in places[:5]),
            rule="incident_types.named",
        )


def _stands(prepared: Prepared, start: int, end: int) -> bool:
    """Whether the text holds the thing at a place to have happened, or possibly so."""
    if _PREVENTS.match(prepared.text, end):
        return False
    return (
        clause_hedge(prepared, start, end).hedge.happened or clause_hedge(prepared, start, end).hedge is Hedge.PLANNED
    )
