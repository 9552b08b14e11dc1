"""Words with alternatives, found in a text all at once and wherever they stand, also within one another."""

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick

from jikenbo.errors import VocabularyError
from jikenbo.text.fold import fold

U = TypeVar("U")
# A number that is of no matter, start and end.
Place = tuple[int, int, int]
# What may follow a head: the lengths and the words, and the use of head and tail together.
_Tails = tuple[tuple[int, ...], frozenset[str], U]
# An element of so many words goes into the automaton by its heads alone: half as many words are built in half the
# time, and the tails are looked up where a head stands.
_MANY = 300
NOTHING = frozenset({""})
_GROUP = re.compile(r"\(([^()]*)\)|([^()]+)")


class Element(NamedTuple):
    """A set of words: each of its heads with each of its tails, of which the empty one may be the only."""

    heads: frozenset[str]
    tails: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """All of the words."""
        return frozenset(map("".join, itertools.product(self.heads, self.tails)))


def element(written: str) -> Element:
    """The words, folded, that an element with bracketed alternatives stands for: `(遮|切)断` is 遮断 and 切断.

    They are parted where heads and tails are fewest if they are many. Only the half-width brackets of ASCII group; a
    full-width one stands for itself. Raises VocabularyError for brackets within brackets and for one that is not
    closed.
    """
    if written.count("(") != written.count(")") or len(_GROUP.sub("", written)):
        raise VocabularyError(f"The pattern {written} has brackets within brackets or one left open.", "Write it out.")
    parts = [fold(group).split("|") if group else [fold(plain)] for group, plain in _GROUP.findall(written)]
    if len(parts) > 1 and math.prod(map(len, parts)) >= _MANY:
        parted = [Element(_products(parts[:n]), _products(parts[n:])) for n in range(1, len(parts))]
        if fit := [one for one in parted if "" not in one.heads]:
            return min(fit, key=lambda one: len(one.heads) + len(one.tails))
    return Element(_products(parts) - NOTHING, NOTHING)


def _products(parts: list[list[str]]) -> frozenset[str]:
    return frozenset(map("".join, itertools.product(*parts)))


class Words(Generic[U]):
    """Elements compiled into one automaton, each with its use; `joined` makes one use of those of a shared word."""

    def __init__(self, uses: Mapping[Element, U], joined: Callable[[list[U]], U]) -> None:
        words: dict[str, list[U]] = defaultdict(list)
        tails: list[_Tails[U]] = []
        followed: dict[str, tuple[int, ...]] = {}
        for (heads, ends), use in uses.items():
            if "" in ends:
                for word in heads:
                    words[word].append(use)
            if longer := ends - NOTHING:
                for word in heads:
                    followed[word] = (*followed.get(word, ()), len(tails))
                tails.append((tuple(sorted({*map(len, longer)})), longer, use))
        # Most heads of an element have the same tails: their table is made once.
        behind = {numbers: _by_first([tails[n] for n in numbers]) for numbers in {*followed.values()}}
        found = [*{**words, **followed}]
        # All that a word is stands in one place: looking it up costs more than using it.
        self._words = [
            (joined(words[word]) if word in words else None, behind[followed[word]] if word in followed else None)
            for word in found
        ]
        self._automaton = AhoCorasick(found) if found else None

    def find(self, text: str) -> Iterator[tuple[U, list[Place]]]:
        """The places of the words in a folded text by their use; those of one list are ascending."""
        places: dict[int, list[Place]] = {}
        if self._automaton:
            for place in self._automaton.find_matches_as_indexes(text, overlapping=True):
                if place[0] in places:
                    places[place[0]].append(place)
                else:
                    places[place[0]] = [place]
        size = len(text)
        for word, here in places.items():
            use, behind = self._words[word]
            if use is not None:
                yield use, here
            if behind is None:
                continue
            for _, start, end in here:
                for lengths, known, longer in behind.get(text[end : end + 1], ()):
                    for length in lengths:
                        if end + length <= size and text[end : end + length] in known:
                            yield longer, [(word, start, end + length)]


def _by_first(tails: list[_Tails[U]]) -> dict[str, list[_Tails[U]]]:
    """The tails of a head by the characters that they may begin with."""
    found: dict[str, list[_Tails[U]]] = defaultdict(list)
    for behind in tails:
        for first in {tail[0] for tail in behind[1]}:
            found[first].append(behind)
    return dict(found)
