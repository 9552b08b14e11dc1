"""Snippets: the part of a text around the words that were looked for, cut into marked and plain pieces."""

import re

from jikenbo.model.text import BlockKind, Text
from jikenbo.store.search.query import Query
from jikenbo.store.search.tokens import runs
from jikenbo.text.fold import fold_blocks

# About two lines on a desk screen.
_WIDTH = 140
_ENDS = "。\n"
# The marks with which a source writes a heading or an item.
_MARKS = re.compile(r"(?m)^(?:#{1,6}|[-*]) +")


def snippet(extracted: Text, query: Query, width: int = _WIDTH) -> tuple[tuple[str, bool], ...]:
    """Pieces of the original text, each with whether it is marked; the body's beginning where no word is found."""
    body = tuple(b for b in extracted.blocks if b.kind not in (BlockKind.TITLE, BlockKind.OVERVIEW))
    content, folded = extracted.content, fold_blocks(extracted.content, body or extracted.blocks)
    text = folded.text.lower()
    words = {run for word in query.needs for spelling in word.spellings for run in _longest(spelling, text)}
    found = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))) if words else None
    first = found.search(text) if found else None
    start = _begin(text, first.start() if first else 0, width // 4)
    end = min(len(text), start + width)
    pieces: list[tuple[str, bool]] = [] if start == 0 or text[start - 1] in _ENDS else [("…", False)]
    at = start
    for match in found.finditer(text, start, end) if found else ():
        pieces += [(_original(content, folded.origin(at), folded.origin(match.start())), False)]
        pieces += [(_original(content, folded.origin(match.start()), folded.origin(match.end())), True)]
        at = match.end()
    pieces.append((_original(content, folded.origin(at), folded.origin(end)), False))
    if end < len(text):
        pieces.append(("…", False))
    return tuple(piece for piece in pieces if piece[0])


def _begin(text: str, place: int, before: int) -> int:
    """Where a snippet begins that shows a place: with its sentence, if that begins shortly before."""
    least = max(0, place - 2 * before)
    sentence = max(text.rfind(end, least, place) for end in _ENDS)
    return sentence + 1 if sentence >= 0 else max(0, place - before) if least else 0


def _longest(spelling: str, text: str) -> list[str]:
    return [spelling] if spelling in text else runs(spelling)


def _original(content: str, start: int, end: int) -> str:
    return " ".join(_MARKS.sub("", content[start:end]).split())
