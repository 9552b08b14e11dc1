"""Answering a query: which releases match, how well, and how many there are of each facet."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from sqlalchemy import Connection, select

from jikenbo.store.schema import search_name
from jikenbo.store.search.columns import Columns, generation, load
from jikenbo.store.search.entries import name_key
from jikenbo.store.search.matching import Hit, Numbers, Score, hit, matches, score
from jikenbo.store.search.query import Query
from jikenbo.store.search.results import Best, Unit, best, counts, grouped, page

# A release of today outranks an equal one of the casebook's first day by this much.
_RECENT = 0.5
COUNTED = ("type", "vector", "item", "leak", "report", "authority", "kind", "sector")


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
        hits = [hit(connection, columns, word) for word in query.needs]
        found = grouped(columns, view.unit, matches(connection, columns, query, hits))
        keys = _keys(columns, view.sort or usual(query), hits, found.numbers)
        shown, more = page(best(found, keys), _cursor(view.cursor), view.limit)
        rows = _rows(columns, view.unit, shown)
        following = f"{rows[-1].score!r}_{shown.numbers[-1]}" if rows and more else None
        counted = {name: counts(connection, columns, name, found) for name in view.counted}
        return Found(found.total, rows, following, counted)

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


def usual(query: Query) -> Sort:
    """The order of results where none is asked for."""
    return Sort.RELEVANCE if any(word.spellings for word in query.needs) else Sort.NEWEST


def _keys(columns: Columns, sort: Sort, hits: list[Hit], numbers: Numbers) -> Score:
    """What some releases are ordered by, the highest first."""
    if sort is Sort.PEOPLE:
        return columns.people[numbers].astype(np.float64)
    days = columns.day[numbers].astype(np.float64)
    if sort is not Sort.RELEVANCE:
        return days if sort is Sort.NEWEST else -days
    span = float(np.ptp(days)) if len(days) else 0.0
    return score(columns, hits, numbers) + (_RECENT * (days - days.min()) / span if span else 0.0)


def _rows(columns: Columns, unit: Unit, shown: Best) -> tuple[Row, ...]:
    if unit is Unit.RELEASE:
        ids = [columns.releases[number] for number in shown.numbers]
    elif unit is Unit.CASE:
        ids = [columns.case_ids[place] for place in columns.case[shown.numbers]]
    else:
        ids = [columns.campaign_ids[place] for place in columns.campaign[shown.numbers]]
    return tuple(
        Row(one, columns.releases[number], float(key))
        for one, number, key in zip(ids, shown.numbers, shown.keys, strict=True)
    )


def _cursor(written: str | None) -> tuple[float, int] | None:
    """The key and number of the last result before; a cursor that is none begins at the first."""
    key, _, number = (written or "").rpartition("_")
    try:
        return float(key), int(number)
    except ValueError:
        return None
