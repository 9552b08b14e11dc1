"""Many words at once: patterns of words and gaps compiled into one automaton, so that a text is looked at once.

A pattern is written as words with alternatives in brackets and `*` for a gap: `(サーバ|PC)*(遮断|切断)` is one of the
first two, then within `GAP` characters of the same sentence one of the last two.
"""

import itertools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from jikenbo.errors import VocabularyError
from jikenbo.text.fold import fold

GAP = 24
# Making a named tuple this way takes a third of the time that its own constructor takes.
_new = tuple.__new__
# Word, start and end, as the automaton gives them.
_Match = tuple[int, int, int]
# Where the words of an element begin, ascending, and where each ends.
_Spots = tuple[list[int], list[int]]
# The elements behind the first of a pattern with gaps, and the pattern's tag.
_Chain = tuple[tuple[int, ...], int]
_GROUP = re.compile(r"\(([^()]*)\)|([^()]+)")


class Hit(NamedTuple):
    """Where a pattern matched in a folded text, and the tag it was compiled with."""

    start: int
    end: int
    tag: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sequence of elements, each a set of words, to be found in order within one sentence."""

    elements: tuple[frozenset[str], ...]
    tag: int


def expand(element: str) -> frozenset[str]:
    """All words, folded, that an element with bracketed alternatives stands for: `(遮|切)断` is 遮断 and 切断.

    Only the half-width brackets of ASCII group; a full-width one stands for itself. Raises VocabularyError for
    brackets within brackets and for one that is not closed.
    """
    parts = [fold(group).split("|") if group else [fold(plain)] for group, plain in _GROUP.findall(element)]
    if element.count("(") != element.count(")") or len(_GROUP.sub("", element)):
        raise VocabularyError(f"The pattern {element} has brackets within brackets or one left open.", "Write it out.")
    return frozenset(map("".join, itertools.product(*parts))) - {""}


def pattern(written: str, tag: int) -> Pattern:
    """Compile one pattern as a vocabulary file writes it."""
    return Pattern(tuple(expand(element) for element in written.split("*")), tag)


class Matcher:
    """A compiled set of patterns; holds no state of any text."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        tags: dict[str, list[int]] = defaultdict(list)
        chains: dict[str, list[_Chain]] = defaultdict(list)
        elements: dict[frozenset[str], int] = {}
        for item in patterns:
            further = tuple(elements.setdefault(element, len(elements)) for element in item.elements[1:])
            for word in item.elements[0]:
                if further:
                    chains[word].append((further, item.tag))
                else:
                    tags[word].append(item.tag)
        behind: dict[str, list[int]] = defaultdict(list)
        for element, number in elements.items():
            for word in element:
                behind[word].append(number)
        words = list({**tags, **chains, **behind})
        # All that a word is stands in one place: looking it up costs more than using it.
        self._words = [(tags.get(word, ()), behind.get(word, ()), chains.get(word, ())) for word in words]
        self._automaton = AhoCorasick(words) if words else None

    def find(self, text: str, ends: Sequence[int]) -> list[Hit]:
        """All matches in a folded text, by place; `ends` are the ends of its sentences, ascending."""
        if self._automaton is None:
            return []
        places: dict[int, list[_Match]] = {}
        for match in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if match[0] in places:
                places[match[0]].append(match)
            else:
                places[match[0]] = [match]
        found: list[Hit] = []
        begun: list[tuple[Sequence[_Chain], list[_Match]]] = []
        behind: dict[int, list[list[_Match]]] = {}
        for word, here in places.items():
            tags, elements, chains = self._words[word]
            for tag in tags:
                for _, start, end in here:
                    found.append(_new(Hit, (start, end, tag)))
            for element in elements:
                if element in behind:
                    behind[element].append(here)
                else:
                    behind[element] = [here]
            if chains:
                begun.append((chains, here))
        found += _chained(begun, behind, ends)
        found.sort()
        return found


def _chained(
    begun: list[tuple[Sequence[_Chain], list[_Match]]], behind: dict[int, list[list[_Match]]], ends: Sequence[int]
) -> Iterator[Hit]:
    """The matches of patterns with gaps: each element is put in order once a text, not once a match."""
    ordered: dict[int, _Spots] = {}
    for chains, here in begun:
        for elements, tag in chains:
            for element in elements:
                if element not in behind:
                    break
                if element not in ordered:
                    ordered[element] = _in_order(behind[element])
            else:
                lists = [ordered[element] for element in elements]
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


def _in_order(parts: list[list[_Match]]) -> _Spots:
    """Where the words of an element begin, ascending, and where each ends."""
    pairs = sorted([match[1:] for part in parts for match in part])
    return [start for start, _ in pairs], [end for _, end in pairs]
