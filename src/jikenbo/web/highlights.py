"""A release's text with the words of every fact marked: each mark leads to its fact, each fact to its words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from jikenbo.model.fact import Fact, Field
from jikenbo.model.text import Block, BlockKind, Span, Text

# Which kind of mark each field's words get: a reader tells six apart, not fifteen.
KINDS = {
    Field.TITLE: "head", Field.ORGANISATION: "head", Field.REPORT: "head",
    Field.PUBLISHED: "date", Field.OCCURRED: "date", Field.DETECTED: "date", Field.EVENTS: "date",
    Field.INCIDENT_TYPES: "what", Field.VECTORS: "what", Field.LEAK_STATUS: "what", Field.SECONDARY_DAMAGE: "what",
    Field.COUNTS: "count", Field.DATA_ITEMS: "data",
    Field.PARTIES: "who", Field.AUTHORITIES: "who", Field.MEASURES: "did",
}  # fmt: skip
_AROUND = 28
_STOP = re.compile(r"[。\n]")
# The marks with which a source writes a heading or an item; the page shows both in its own way.
_SIGN = {BlockKind.HEADING: re.compile(r"#{1,6}\s*"), BlockKind.ITEM: re.compile(r"[-*+・●○■□◆◇▪•]\s*")}


@dataclass(frozen=True, slots=True)
class Shown:
    """One block of a text, ready for the page: its kind, level and marked words."""

    kind: str
    level: int
    html: Markup


def blocks(text: Text, facts: Sequence[Fact]) -> Iterator[Shown]:
    """The blocks of a text in order; what lies between two blocks and is marked is shown too."""
    marks = sorted(
        (span, number)
        for number, fact in enumerate(facts)
        if fact.value != "not_stated"
        for span in dict.fromkeys(fact.spans)
        if span.start < span.end
    )
    placed: set[int] = set()
    at = 0
    for block in _whole(text, [span for span, _ in marks]):
        while at < len(marks) and marks[at][0].end <= block.start:
            at += 1
        inside = []
        for span, number in marks[at:]:
            if span.start >= block.end:
                break
            if span.end > block.start:
                inside.append((Span(max(span.start, block.start), min(span.end, block.end)), number, span))
        yield Shown(block.kind.value, block.level, _marked(text.content, block, inside, facts, placed))


def _whole(text: Text, spans: Iterable[Span]) -> Iterator[Block]:
    """The blocks, and one more for every gap between them in which words of a fact stand."""
    starts = list(spans)
    end = 0
    for block in [*text.blocks, Block(BlockKind.PARAGRAPH, len(text.content), len(text.content))]:
        if any(span.end > end and span.start < block.start and _shows(text, span, end, block.start) for span in starts):
            yield Block(BlockKind.PARAGRAPH, end, block.start)
        if block.start < block.end:
            yield block
        end = max(end, block.end)


def _shows(text: Text, span: Span, start: int, end: int) -> bool:
    return bool(text.content[max(span.start, start) : min(span.end, end)].strip(" \n#-*|"))


def _marked(
    content: str, block: Block, inside: list[tuple[Span, int, Span]], facts: Sequence[Fact], placed: set[int]
) -> Markup:
    """The words of a block; where marks overlap the text is cut, and each piece belongs to all that cover it."""
    sign = _SIGN[block.kind].match(content, block.start, block.end) if block.kind in _SIGN else None
    begin = sign.end() if sign else block.start
    inside = [(span, number, whole) for span, number, whole in inside if span.end > begin]
    edges = sorted({begin, block.end, *(max(edge, begin) for span, _, _ in inside for edge in (span.start, span.end))})
    made = []
    for start, end in pairwise(edges):
        over = [
            (whole.end - whole.start, number, whole) for span, number, whole in inside if span.start <= start < span.end
        ]
        piece = content[start:end]
        if not over:
            made.append(Markup.escape(piece))
            continue
        # The narrowest fact gives the mark its kind and its way to the list.
        numbers = [number for _, number, _ in sorted(over)]
        anchors = [number for number in dict.fromkeys(numbers) if number not in placed]
        placed.update(anchors)
        made.append(_mark(piece, numbers, anchors, facts))
    return Markup("").join(made)


def _mark(piece: str, numbers: list[int], anchors: list[int], facts: Sequence[Fact]) -> Markup:
    inner = Markup.escape(piece)
    for number in anchors:
        inner = Markup('<span id="w{}">{}</span>').format(number, inner)
    return Markup('<a class="w k-{}" href="#f{}" data-f="{}">{}</a>').format(
        KINDS[facts[numbers[0]].field], numbers[0], " ".join(map(str, dict.fromkeys(numbers))), inner
    )


def quote(content: str, span: Span, around: int = _AROUND) -> tuple[str, str, str]:
    """The words of a span with a little of their sentence before and after."""
    before = content[max(0, span.start - around) : span.start]
    cut = max((stop.end() for stop in _STOP.finditer(before)), default=None)
    if cut is not None:
        before = before[cut:]
    elif span.start > around:
        before = "…" + before
    after = content[span.end : span.end + around]
    stop = _STOP.search(after)
    if stop:
        after = after[: stop.end()].rstrip("\n")
    elif span.end + around < len(content):
        after += "…"
    return before.lstrip(" \n-#"), content[span.start : span.end], after
