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
    parts = [
        [fold(word) for word in (group.split("|") if group else [plain])] for group, plain in _GROUP.findall(element)
    ]
    if element.count("(") != element.count(")") or len(_GROUP.sub("", element)):
        raise VocabularyError(f"The pattern {element} has brackets within brackets or one left open.", "Write it out.")
    return frozenset("".join(choice) for choice in itertools.product(*parts) if any(choice))


def pattern(written: str, tag: int) -> Pattern:
    """Compile one pattern as a vocabulary file writes it."""
    return Pattern(tuple(expand(element) for element in written.split("*")), tag)


class Matcher:
    """A compiled set of patterns; holds no state of any text."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        chains: list[Pattern] = []
        singles: dict[str, list[int]] = defaultdict(list)
        firsts: dict[str, list[int]] = defaultdict(list)
        words: set[str] = set()
        for item in patterns:
            words.update(*item.elements)
            if len(item.elements) == 1:
                for word in item.elements[0]:
                    singles[word].append(item.tag)
            else:
                for word in item.elements[0]:
                    firsts[word].append(len(chains))
                chains.append(item)
        self._words = sorted(words)
        number = {word: n for n, word in enumerate(self._words)}
        self._singles = [tuple(singles.get(word, ())) for word in self._words]
        self._firsts = [tuple(firsts.get(word, ())) for word in self._words]
        elements = {element: n for n, element in enumerate({e: None for c in chains for e in c.elements[1:]})}
        self._elements = [frozenset(number[word] for word in element) for element in elements]
        self._chains = [tuple(elements[e] for e in c.elements[1:]) for c in chains]
        self._tags = [c.tag for c in chains]
        self._automaton = AhoCorasick(self._words) if self._words else None

    def find(self, text: str, ends: Sequence[int]) -> list[Hit]:
        """All matches in a folded text, by place; `ends` are the ends of its sentences, ascending."""
        if self._automaton is None:
            return []
        found: list[Hit] = []
        places: dict[int, list[tuple[int, int]]] = {}
        for word, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if word in places:
                places[word].append((start, end))
            else:
                places[word] = [(start, end)]
        begun: dict[int, list[tuple[int, int]]] = {}
        for word, spots in places.items():
            for tag in self._singles[word]:
                found += [_new(Hit, (start, end, tag)) for start, end in spots]
            for chain in self._firsts[word]:
                begun[chain] = begun[chain] + spots if chain in begun else spots
        found += self._chained(begun, places, ends, len(text))
        found.sort()
        return found

    def _chained(
        self,
        begun: dict[int, list[tuple[int, int]]],
        places: dict[int, list[tuple[int, int]]],
        ends: Sequence[int],
        last: int,
    ) -> Iterator[Hit]:
        """The matches of patterns with gaps: each element of a chain is looked up once a text, not once a match."""
        present = frozenset(places)
        spots: dict[int, list[tuple[int, int]]] = {}
        for chain, starts in begun.items():
            lists = []
            for element in self._chains[chain]:
                if element not in spots:
                    here = self._elements[element] & present
                    spots[element] = sorted(s for word in here for s in places[word]) if here else []
                if not spots[element]:
                    break
                lists.append(spots[element])
            else:
                for start, end in starts:
                    stop = _follow(lists, end)
                    if stop is not None and (
                        not ends or stop <= ends[min(bisect_left(ends, end), len(ends) - 1)] <= last
                    ):
                        yield Hit(start, stop, self._tags[chain])


def _follow(elements: list[list[tuple[int, int]]], end: int) -> int | None:
    """Where a chain ends whose first element ends at `end`, each next one the nearest within the gap, or None."""
    for spots in elements:
        at = bisect_left(spots, (end, 0))
        if at == len(spots) or spots[at][0] - end > GAP:
            return None
        end = spots[at][1]
    return end
