"""Sentences of a folded text, each with the block it stands in and the headings it stands under."""

import re
from typing import NamedTuple

from jikenbo.model.text import Block, BlockKind
from jikenbo.text.fold import Folded

# A mark, with what it brackets if that holds no other mark.
_MARK = re.compile(r"[。!?」』)\n「『(](?:(?<=[「『(])[^()「」『』。!?\n]{0,300}+[」』)])?")
_PAIRS = {"」": "「", "』": "『", ")": "("}
# A bracket that is longer holds sentences of its own.
_REACH = 300
# How a sentence goes on after a bracket that it began with.
_GOES_ON = frozenset("はがのをにでとへもや、。より」』)")
# Making a named tuple this way takes a third of the time that its own constructor takes.
_new = tuple.__new__


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
    headings: tuple[int, ...] = ()
    block, at = 0, 0
    text = folded.text
    for end, closes in _ends(text):
        start = at
        if text.startswith(" ", at):
            start = end - len(text[at:end].lstrip(" "))
        if end > start:
            kind = blocks[block].kind if blocks else BlockKind.PARAGRAPH
            if kind is BlockKind.HEADING:
                above = [pair for pair in above if pair[0] < blocks[block].level]
                headings = tuple(n for _, n in above)
            found.append(_new(Sentence, (start, end, block, kind, headings)))
            if kind is BlockKind.HEADING:
                above.append((blocks[block].level, len(found) - 1))
                headings = (*headings, len(found) - 1)
        at = end + closes
        block += closes
    return tuple(found)


def _ends(text: str) -> list[tuple[int, int]]:
    """Where sentences end, and whether a block ends there too (1) or not (0); a full stop in brackets ends none."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        if mark == "\n":
            opened.clear()
            found.append((at, 1))
        elif mark == "。" or (mark in "!?" and not _within_name(text, at)):
            found.append((at + 1, 0))
        elif mark in _PAIRS:
            _close(text, at, opened, found)
        elif mark in "「『(":
            opened.append((at, len(found)))
    return [*found, (len(text), 0)]


def _within_name(text: str, at: int) -> bool:
    """Whether a Latin letter before a mark makes it part of a name or an address: Yahoo!, ?id=1."""
    before = text[at - 1 : at]
    return before.isascii() and before.isalpha()


def _close(text: str, at: int, opened: list[tuple[int, int]], found: list[tuple[int, int]]) -> None:
    """Take back the ends found since the bracket opened that closes here, unless the bracket is a remark by itself."""
    stopped = bool(found) and found[-1] == (at, 0)
    if opened and text[opened[-1][0]] == _PAIRS[text[at]]:
        start, before = opened.pop()
        begun = start - sum(found[before - 1]) if before else start
        remark = stopped and begun <= 1 and text[at + 1 : at + 2] not in _GOES_ON
        if at - start <= _REACH and not remark:
            stopped = stopped and len(found) == before
            del found[before:]
    if stopped:
        found[-1] = (at + 1, 0)
