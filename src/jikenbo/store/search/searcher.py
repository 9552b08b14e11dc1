"""Answering a query: which releases match, how well, and how many there are of each facet."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from jikenbo.store.schema import search_name
from jikenbo.store.search.columns import Columns, generation, load
from jikenbo.store.search.entries import ORGANISATION, TITLE, name_key
from jikenbo.store.search.query import Query, Word
from jikenbo.store.search.tokens import sought

Score = NDArray[np.float64]
# BM25 as usual (Robertson and Zaragoza 2009); releases differ much in length for reasons of form, hence the low b.
_K1, _B = 1.2, 0.5
# A word in the title or in the organisation's name tells more than one in the text.
_IN_TITLE, _IN_ORGANISATION = 2.0, 1.5
# A release of today outranks an equal one of the casebook's first day by this much.
_RECENT = 0.5
COUNTED = ("type", "vector", "item", "leak", "report", "authority", "kind", "sector")


class Unit(StrEnum):
    """What is found: releases, or the cases or campaigns that they belong to."""

    RELEASE = "release"
    CASE = "case"
    CAMPAIGN = "campaign"


class Sort(StrEnum):
    """In which order."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Row:
    """One result: its id as a release, case or campaign, and the release of it that matches best."""

    id: str
    release: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results; `next` is the cursor of the page after, `facets` the counts over all results."""

    total: int
    rows: tuple[Row, ...]
    next: str | None = None
    facets: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How results are shown: unit, order, how many a page, from which cursor on, and which facets are counted."""

    unit: Unit = Unit.RELEASE
    sort: Sort | None = None
    limit: int = 20
    cursor: str | None = None
    counted: tuple[str, ...] = COUNTED


class Searcher:
    """Answers queries over one casebook; keeps the arrays of the index for as long as its generation lasts."""

    def __init__(self) -> None:
        self._columns: Columns | None = None

    def find(self, connection: Connection, query: Query, view: View | None = None) -> Found:
        """One page of what matches a query."""
        view = view or View()
        columns = self._present(connection)
        matches, score = _matches(connection, columns, query)
        numbers = np.flatnonzero(matches)
        group = _groups(columns, view.unit)
        if view.unit is Unit.CAMPAIGN:
            numbers = numbers[group[numbers] > 0]
        rows, following = _page(columns, view, numbers, _keys(columns, query, view, numbers, score))
        counted = {name: _counts(connection, columns, name, numbers, group) for name in view.counted}
        return Found(_distinct(group[numbers], len(columns.alive)), rows, following, counted)

    def suggest(self, connection: Connection, typed: str, limit: int = 10) -> list[tuple[str, str]]:
        """Names of organisations, suppliers and products that hold what is typed: what each is, and the name."""
        key = name_key(typed)[:40]
        if not key:
            return []
        escaped = key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        begins = search_name.c.key.like(f"{escaped}%", escape="\\")
        query = select(search_name).where(search_name.c.key.like(f"%{escaped}%", escape="\\"))
        rows = connection.execute(query.order_by(begins.desc(), search_name.c.key, search_name.c.kind).limit(limit))
        return [(row.kind, row.shown) for row in rows]

    def _present(self, connection: Connection) -> Columns:
        if self._columns is None or self._columns.generation != generation(connection):
            self._columns = load(connection)
        return self._columns


def _matches(connection: Connection, columns: Columns, query: Query) -> tuple[NDArray[np.bool_], Score]:
    matches, score = columns.alive.copy(), np.zeros(len(columns.alive))
    for word in query.needs:
        found, points = _word(connection, columns, word)
        matches &= found
        score += points
    for word in query.without:
        matches &= ~_word(connection, columns, word)[0]
    for bounds, column in ((query.people, columns.people), (query.days, columns.day)):
        if bounds is not None:
            matches &= (column >= bounds[0]) & (column <= bounds[1])
    return matches, score


def _word(connection: Connection, columns: Columns, word: Word) -> tuple[NDArray[np.bool_], Score]:
    """Where a word stands in any of its spellings, or a facet holds, and the points for it."""
    best, bonus = np.zeros(len(columns.alive), np.uint8), np.zeros(len(columns.alive))
    for spelling in word.spellings:
        frequency, extra = _spelling(connection, columns, spelling)
        best, bonus = np.maximum(best, frequency), np.maximum(bonus, extra)
    points = _bm25(columns, best) * (1 + bonus)
    for facet in columns.frequencies(connection, word.facets).values():
        best = np.maximum(best, facet)
    return best > 0, points


def _spelling(connection: Connection, columns: Columns, spelling: str) -> tuple[NDArray[np.uint8], Score]:
    parts = sought(spelling)
    whole = [token for token, goes_on in parts if not goes_on]
    placed = [start + token for start in (TITLE, ORGANISATION) for token in whole]
    held = columns.frequencies(connection, whole + placed)
    arrays = [held[token] for token in whole]
    arrays += [columns.starting(connection, token) for token, goes_on in parts if goes_on]
    bonus = np.zeros(len(columns.alive))
    for start, weight in ((TITLE, _IN_TITLE), (ORGANISATION, _IN_ORGANISATION)):
        if whole:
            bonus += weight * (np.minimum.reduce([held[start + token] for token in whole]) > 0)
    return np.minimum.reduce(arrays), bonus


def _bm25(columns: Columns, frequency: NDArray[np.uint8]) -> Score:
    documents, holding = int(columns.alive.sum()), int(np.count_nonzero(frequency))
    if not holding:
        return np.zeros(len(frequency))
    mean = max(float(columns.length.sum()) / max(documents, 1), 1.0)
    often = frequency.astype(np.float64)
    rarity = np.log1p((documents - holding + 0.5) / (holding + 0.5))
    points: Score = rarity * often * (_K1 + 1) / (often + _K1 * (1 - _B + _B * columns.length / mean))
    return points


def _groups(columns: Columns, unit: Unit) -> NDArray[np.int64]:
    if unit is Unit.RELEASE:
        return np.arange(len(columns.alive))
    return columns.case if unit is Unit.CASE else columns.campaign


def _keys(columns: Columns, query: Query, view: View, numbers: NDArray[np.int64], score: Score) -> Score:
    """What the results are ordered by, the highest first."""
    sort = view.sort or (Sort.RELEVANCE if any(w.spellings for w in query.needs) else Sort.NEWEST)
    if sort is Sort.NEWEST:
        return columns.day[numbers].astype(np.float64)
    if sort is Sort.OLDEST:
        return -columns.day[numbers].astype(np.float64)
    if sort is Sort.PEOPLE:
        return columns.people[numbers].astype(np.float64)
    days = columns.day[numbers].astype(np.float64)
    span = float(np.ptp(days)) if len(days) else 0.0
    return score[numbers] + (_RECENT * (days - days.min()) / span if span else 0.0)


def _page(columns: Columns, view: View, numbers: NDArray[np.int64], keys: Score) -> tuple[tuple[Row, ...], str | None]:
    order = np.lexsort((numbers, -keys))
    numbers, keys = numbers[order], keys[order]
    group = _groups(columns, view.unit)[numbers]
    first = (
        np.sort(np.unique(group, return_index=True)[1]) if view.unit is not Unit.RELEASE else np.arange(len(numbers))
    )
    numbers, keys = numbers[first], keys[first]
    start = _after(view.cursor, numbers, keys)
    shown = slice(start, start + view.limit)
    ids = {Unit.RELEASE: columns.releases, Unit.CASE: columns.case_ids, Unit.CAMPAIGN: columns.campaign_ids}[view.unit]
    of = _groups(columns, view.unit)
    rows = tuple(
        Row(ids[int(of[n])], columns.releases[n], float(k)) for n, k in zip(numbers[shown], keys[shown], strict=True)
    )
    more = start + view.limit < len(numbers)
    return rows, f"{rows[-1].score!r}_{numbers[shown][-1]}" if rows and more else None


def _after(cursor: str | None, numbers: NDArray[np.int64], keys: Score) -> int:
    """Where the results after a cursor begin; a cursor that is none begins at the first."""
    if not cursor:
        return 0
    key, _, number = cursor.rpartition("_")
    try:
        bound, last = float(key), int(number)
    except ValueError:
        return 0
    return int(np.count_nonzero((keys > bound) | ((keys == bound) & (numbers <= last))))


def _counts(
    connection: Connection, columns: Columns, name: str, numbers: NDArray[np.int64], group: NDArray[np.int64]
) -> tuple[tuple[str, int], ...]:
    """How many results each value of a facet has, the most first."""
    matching = np.zeros(len(columns.alive), np.bool_)
    matching[numbers] = True
    counts = []
    for value, holding in columns.facet(connection, name).items():
        inside = holding[matching[holding]]
        if len(inside):
            counts.append((value, _distinct(group[inside], len(columns.alive))))
    return tuple(sorted(counts, key=lambda one: (-one[1], one[0])))


def _distinct(groups: NDArray[np.int64], size: int) -> int:
    flags = np.zeros(size + 1, np.bool_)
    flags[groups] = True
    return int(np.count_nonzero(flags))
