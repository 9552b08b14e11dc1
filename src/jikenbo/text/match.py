"""Patterns of words and gaps, found in a text all at once.

A pattern is written as words with alternatives in brackets and `*` for a gap: `(サーバ|PC)*(遮断|切断)` is one of the
first two, then within `GAP` characters of the same sentence one of the last two.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from jikenbo.text.words import Element, Place, Words, element

GAP = 24
# Making a named tuple this way takes a third of the time that its own constructor takes.
_new = tuple.__new__
_start_and_end = itemgetter(1, 2)
# Where the words of an element begin, ascending, and where each ends.
_Spots = tuple[list[int], list[int]]
# The elements behind the first of a pattern with gaps, and the pattern's tag.
_Chain = tuple[tuple[int, ...], int]
# What a word is used for: the tags of patterns that it matches alone, the elements behind a gap that it stands for,
# and the patterns with gaps that it begins.
_Use = tuple[Sequence[int], Sequence[int], Sequence[_Chain]]


class Hit(NamedTuple):
    """Where a pattern matched in a folded text, and the tag it was compiled with."""

    start: int
    end: int
    tag: int


class Pattern(NamedTuple):
    """A sequence of elements to be found in order within one sentence."""

    elements: tuple[Element, ...]
    tag: int


def pattern(written: str, tag: int) -> Pattern:
    """Compile one pattern as a vocabulary file writes it."""
    return Pattern(tuple(map(element, written.split("*"))), tag)


class Matcher:
    """A compiled set of patterns; holds no state of any text."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        uses: dict[Element, tuple[list[int], list[int], list[_Chain]]] = defaultdict(lambda: ([], [], []))
        numbers: dict[Element, int] = {}
        for (first, *further), tag in patterns:
            if further:
                uses[first][2].append((tuple(numbers.setdefault(one, len(numbers)) for one in further), tag))
            else:
                uses[first][0].append(tag)
        for one, number in numbers.items():
            uses[one][1].append(number)
        self._words: Words[_Use] = Words(uses, _joined)

    def find(self, text: str, ends: Sequence[int]) -> list[Hit]:
        """All matches in a folded text, by place; `ends` are the ends of its sentences, ascending."""
        found: list[Hit] = []
        begun: list[tuple[Sequence[_Chain], list[Place]]] = []
        behind: dict[int, list[list[Place]]] = {}
        for (tags, elements, chains), here in self._words.find(text):
            for tag in tags:
                for _, start, end in here:
                    found.append(_new(Hit, (start, end, tag)))
            for one in elements:
                if one in behind:
                    behind[one].append(here)
                else:
                    behind[one] = [here]
            if chains:
                begun.append((chains, here))
        found += _chained(begun, behind, ends)
        found.sort()
        return found


def _joined(uses: list[_Use]) -> _Use:
    """All that one word is used for, by whichever patterns."""
    if len(uses) == 1:
        return uses[0]
    tags, elements, chains = zip(*uses, strict=True)
    return tuple(chain(*tags)), tuple(chain(*elements)), tuple(chain(*chains))


def _chained(
    begun: list[tuple[Sequence[_Chain], list[Place]]], behind: dict[int, list[list[Place]]], ends: Sequence[int]
) -> Iterator[Hit]:
    """The matches of patterns with gaps: each element is put in order once a text, not once a match."""
    ordered: dict[int, _Spots] = {}
    for chains, here in begun:
        for elements, tag in chains:
            for one in elements:
                if one not in behind:
                    break
                if one not in ordered:
                    ordered[one] = _in_order(behind[one])
            else:
                lists = [ordered[one] for one in elements]
                for _, start, end in here:
                    stop = _followed(end, lists)
                    if stop and (not ends or stop <= ends[min(bisect_left(ends, end), len(ends) - 1)]):
                        yield _new(Hit, (start, stop, tag))


def _followed(end: int, lists: list[_Spots]) -> int:
    """Where the last of some elements ends, each the nearest one behind that before it and within the gap; else 0."""
    for starts, stops in lists:
        at = bisect_left(starts, end)
        if at == len(starts) or starts[at] - end > GAP:
            return 0
        end = stops[at]
    return end


def _in_order(parts: list[list[Place]]) -> _Spots:
    """Where the words of an element begin, ascending, and where each ends; those of one word are so already."""
    places = parts[0] if len(parts) == 1 else sorted(chain(*parts), key=_start_and_end)
    return [place[1] for place in places], [place[2] for place in places]
