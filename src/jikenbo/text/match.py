"""Many words at once: patterns of words and gaps compiled into one automaton, so that a text is looked at once.

A pattern is written as words with alternatives in brackets and `*` for a gap: `(サーバ|PC)*(遮断|切断)` is one of the
first two, then within `GAP` characters of the same sentence one of the last two.
"""

import itertools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

GAP = 24
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
    """All words that an element with bracketed alternatives stands for: `(遮|切)断` is 遮断 and 切断."""
    parts = [(group.split("|") if group else [plain]) for group, plain in _GROUP.findall(element)]
    return frozenset("".join(choice) for choice in itertools.product(*parts) if any(choice))


def pattern(written: str, tag: int) -> Pattern:
    """Compile one written pattern."""
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
        self._chains = [tuple(tuple(number[w] for w in e) for e in c.elements[1:]) for c in chains]
        self._tags = [c.tag for c in chains]
        self._automaton = AhoCorasick(self._words) if self._words else None

    def find(self, text: str, ends: Sequence[int]) -> list[Hit]:
        """All matches in a folded text, by place; `ends` are the ends of its sentences, ascending."""
        if self._automaton is None:
            return []
        found: list[Hit] = []
        begun: list[tuple[int, int, int]] = []
        places: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for word, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            places[word].append((start, end))
            found.extend(Hit(start, end, tag) for tag in self._singles[word])
            begun.extend((chain, start, end) for chain in self._firsts[word])
        for chain, start, end in begun:
            limit = ends[bisect_left(ends, end)] if ends and end <= ends[-1] else len(text)
            stop = self._follow(self._chains[chain], end, limit, places)
            if stop is not None:
                found.append(Hit(start, stop, self._tags[chain]))
        found.sort()
        return found

    @staticmethod
    def _follow(
        elements: tuple[tuple[int, ...], ...], end: int, limit: int, places: dict[int, list[tuple[int, int]]]
    ) -> int | None:
        for words in elements:
            best: tuple[int, int] | None = None
            for word in words:
                spots = places.get(word)
                if not spots:
                    continue
                spot = bisect_left(spots, (end, 0))
                if spot < len(spots) and (best is None or spots[spot] < best):
                    best = spots[spot]
            if best is None or best[0] - end > GAP or best[1] > limit:
                return None
            end = best[1]
        return end
