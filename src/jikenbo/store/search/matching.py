"""Which releases hold the words of a query, and how well: marks over all releases, points for those that match."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from jikenbo.store.search.columns import Columns, Frequency
from jikenbo.store.search.entries import ORGANISATION, TITLE
from jikenbo.store.search.query import Query, Word
from jikenbo.store.search.tokens import sought

Numbers = NDArray[np.int64]
Marks = NDArray[np.bool_]
Score = NDArray[np.float64]
# BM25 as usual (Robertson and Zaragoza 2009); releases differ much in length for reasons of form, hence the low b.
_K1, _B = 1.2, 0.5
# A word in the title or in the organisation's name tells more than one in the text.
_PLACES = ((TITLE, 2.0), (ORGANISATION, 1.5))


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of a word: how often each release holds it, and the tokens of it in titles and in names."""

    frequency: Frequency
    placed: tuple[tuple[float, tuple[Frequency, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One part of a query: where any of its spellings stands or facets holds."""

    marks: Marks
    spellings: tuple[Spelling, ...] = field(default=())


def hit(connection: Connection, columns: Columns, word: Word) -> Hit:
    """Where a word stands in any of its spellings, or a facet holds."""
    spellings = tuple(_spelling(connection, columns, one) for one in word.spellings)
    held = [one.frequency for one in spellings] + list(columns.frequencies(connection, word.facets).values())
    marks = held[0] > 0
    for other in held[1:]:
        marks |= other > 0
    return Hit(marks, spellings)


def matches(connection: Connection, columns: Columns, query: Query, hits: Sequence[Hit]) -> Marks:
    """The releases in which all that is needed stands, and nothing that is not wanted."""
    found = columns.alive.copy()
    for one in hits:
        found &= one.marks
    for word in query.without:
        found &= ~hit(connection, columns, word).marks
    for bounds, column in ((query.people, columns.people), (query.days, columns.day)):
        if bounds is not None:
            found &= (column >= bounds[0]) & (column <= bounds[1])
    return found


def score(columns: Columns, hits: Sequence[Hit], numbers: Numbers) -> Score:
    """The points of some releases: those of each word, more where it stands in the title or the organisation's name."""
    points = np.zeros(len(numbers))
    lengths: Score = columns.length[numbers].astype(np.float64)
    weights = _K1 * (1 - _B + _B * lengths / columns.mean_length)
    for one in hits:
        if one.spellings:
            points += _points(columns, one.spellings, numbers, weights)
    return points


def _points(columns: Columns, spellings: Sequence[Spelling], numbers: Numbers, weights: Score) -> Score:
    best = spellings[0].frequency
    for other in spellings[1:]:
        best = np.maximum(best, other.frequency)
    holding = int(np.count_nonzero(best))
    often = best[numbers].astype(np.float64)
    rarity = np.log1p((columns.documents - holding + 0.5) / (holding + 0.5)) if holding else 0.0
    bonus = np.zeros(len(numbers))
    for one in spellings:
        bonus = np.maximum(bonus, _bonus(one, numbers))
    points: Score = rarity * often * (_K1 + 1) / (often + weights) * (1 + bonus)
    return points


def _bonus(spelling: Spelling, numbers: Numbers) -> Score:
    bonus = np.zeros(len(numbers))
    for weight, arrays in spelling.placed:
        bonus += weight * (np.minimum.reduce([held[numbers] for held in arrays]) > 0)
    return bonus


def _spelling(connection: Connection, columns: Columns, spelling: str) -> Spelling:
    parts = sought(spelling)
    whole = [token for token, goes_on in parts if not goes_on]
    held = columns.frequencies(connection, whole + [start + token for start, _ in _PLACES for token in whole])
    arrays = [held[token] for token in whole]
    arrays += [columns.starting(connection, token) for token, goes_on in parts if goes_on]
    frequency = arrays[0] if len(arrays) == 1 else np.minimum.reduce(arrays)
    placed = ((weight, tuple(held[start + token] for token in whole)) for start, weight in _PLACES)
    return Spelling(frequency, tuple(placed) if whole else ())
