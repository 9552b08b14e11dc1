"""Sentences of a folded text, each with the block it stands in and the headings it stands under."""

import re
from typing import NamedTuple

from jikenbo.model.text import Block, BlockKind
from jikenbo.text.fold import Folded

_END = re.compile(r"[。!?](?:[」』)]*)|\n")


class Sentence(NamedTuple):
    """A sentence, heading, item or row: folded offsets, block number, and the numbers of the headings above it.

    `headings` are indexes into the tuple of sentences, outermost first.
    """

    start: int
    end: int
    block: int
    kind: BlockKind
    headings: tuple[int, ...] = ()


def sentences(folded: Folded, blocks: tuple[Block, ...]) -> tuple[Sentence, ...]:
    """All sentences in order; `blocks` are those that the text was folded by."""
    found: list[Sentence] = []
    above: list[tuple[int, int]] = []
    block, at = 0, 0
    text = folded.text
    for end, closes in _ends(text):
        start = at + len(text[at:end]) - len(text[at:end].lstrip(" "))
        if end > start:
            kind = blocks[block].kind if blocks else BlockKind.PARAGRAPH
            if kind is BlockKind.HEADING:
                above = [pair for pair in above if pair[0] < blocks[block].level]
            found.append(Sentence(start, end, block, kind, tuple(n for _, n in above)))
            if kind is BlockKind.HEADING:
                above.append((blocks[block].level, len(found) - 1))
        at = end + closes
        block += closes
    return tuple(found)


def _ends(text: str) -> list[tuple[int, int]]:
    """Where sentences end, and whether a block ends there too (1) or not (0)."""
    found = [(m.start(), 1) if m.group() == "\n" else (m.end(), 0) for m in _END.finditer(text)]
    return [*found, (len(text), 0)]
