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
        # By word: the tags it speaks for alone, the chains it begins, the elements of chains that it stands in.
        roles: tuple[defaultdict[str, list[int]], ...] = (defaultdict(list), defaultdict(list), defaultdict(list))
        chains: list[Pattern] = []
        for item in patterns:
            chained = len(item.elements) > 1
            for word in item.elements[0]:
                roles[chained][word].append(len(chains) if chained else item.tag)
            if chained:
                chains.append(item)
        elements = {element: n for n, element in enumerate({e: None for c in chains for e in c.elements[1:]})}
        for element, number in elements.items():
            for word in element:
                roles[2][word].append(number)
        words = sorted(set().union(*roles))
        self._roles = list(zip(*([role.get(word, ()) for word in words] for role in roles), strict=True))
        self._chains = [(tuple(elements[e] for e in c.elements[1:]), c.tag) for c in chains]
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
        begun: list[tuple[int, list[_Match]]] = []
        spots: dict[int, list[list[_Match]]] = defaultdict(list)
        for word, here in places.items():
            tags, chains, elements = self._roles[word]
            for tag in tags:
                found += [_new(Hit, (start, end, tag)) for _, start, end in here]
            begun += [(chain, here) for chain in chains]
            for element in elements:
                spots[element].append(here)
        if begun and spots:
            found += self._chained(begun, spots, ends)
        found.sort()
        return found

    def _chained(
        self,
        begun: list[tuple[int, list[_Match]]],
        spots: dict[int, list[list[_Match]]],
        ends: Sequence[int],
    ) -> Iterator[Hit]:
        """The matches of patterns with gaps: each element of a chain is put in order once a text, not once a match."""
        ordered: dict[int, list[tuple[int, int]]] = {}
        for chain, here in begun:
            elements, tag = self._chains[chain]
            for element in elements:
                if element not in spots:
                    break
                if element not in ordered:
                    ordered[element] = sorted([(start, end) for part in spots[element] for _, start, end in part])
            else:
                lists = [ordered[element] for element in elements]
                for _, start, end in here:
                    stop = _follow(lists, end)
                    if stop and (not ends or stop <= ends[min(bisect_left(ends, end), len(ends) - 1)]):
                        yield _new(Hit, (start, stop, tag))


def _follow(elements: list[list[tuple[int, int]]], end: int) -> int:
    """Where a chain ends whose first element ends at `end`, each next one the nearest within the gap; 0 for nowhere."""
    for spots in elements:
        at = bisect_left(spots, (end,))
        if at == len(spots) or spots[at][0] - end > GAP:
            return 0
        end = spots[at][1]
    return end
