"""Results out of the releases that match: the best of each case or campaign in order, a page of them, and facets."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from jikenbo.store.search.columns import Columns

Numbers = NDArray[np.int64]
Keys = NDArray[np.float64]
_BITS = 64


class Unit(StrEnum):
    """What is found: releases, or the cases or campaigns that they belong to."""

    RELEASE = "release"
    CASE = "case"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True)
class Grouped:
    """The releases that match, those of one case or campaign side by side; `starts` is where each group begins."""

    numbers: Numbers
    starts: Numbers | None

    @property
    def total(self) -> int:
        """How many groups there are."""
        return len(self.numbers if self.starts is None else self.starts)


def grouped(columns: Columns, unit: Unit, marks: NDArray[np.bool_]) -> Grouped:
    """The marked releases by release, case or campaign; releases of no campaign are in no group of campaigns."""
    if unit is Unit.RELEASE:
        return Grouped(np.flatnonzero(marks), None)
    order, group = columns.order(unit.value)
    numbers = order[marks[order]]
    if unit is Unit.CAMPAIGN:
        numbers = numbers[group[numbers] > 0]
    of = group[numbers]
    starts = np.flatnonzero(np.concatenate((of[:1] == of[:1], of[1:] != of[:-1])))
    return Grouped(numbers, starts)


@dataclass(frozen=True, slots=True)
class Best:
    """The best release of each group, and what it is ordered by."""

    numbers: Numbers
    keys: Keys


def best(found: Grouped, keys: Keys) -> Best:
    """The release of each group whose key is the highest, the first one of several."""
    if found.starts is None or not len(found.numbers):
        return Best(found.numbers, keys)
    highest = np.maximum.reduceat(keys, found.starts)
    sizes = np.diff(found.starts, append=len(keys))
    is_best = keys == np.repeat(highest, sizes)
    numbers = np.minimum.reduceat(np.where(is_best, found.numbers, np.iinfo(np.int64).max), found.starts)
    return Best(numbers, highest)


def page(found: Best, cursor: tuple[float, int] | None, limit: int) -> tuple[Best, bool]:
    """The next results in order behind a cursor, and whether there are more."""
    numbers, keys = found.numbers, found.keys
    if cursor:
        behind = (keys < cursor[0]) | ((keys == cursor[0]) & (numbers > cursor[1]))
        numbers, keys = numbers[behind], keys[behind]
    many = len(numbers)
    if limit < many:
        # All that may be on the page: a few, of which alone the order is worked out.
        near = keys >= np.partition(keys, many - limit)[many - limit]
        numbers, keys = numbers[near], keys[near]
    order = np.lexsort((numbers, -keys))[:limit]
    return Best(numbers[order], keys[order]), many > limit


def counts(connection: Connection, columns: Columns, name: str, found: Grouped) -> tuple[tuple[str, int], ...]:
    """How many groups have each value of a facet, the most first."""
    values, masks = columns.facet(connection, name)
    counted = []
    for row, mask in enumerate(masks):
        held = mask[found.numbers]
        if found.starts is not None and len(held):
            held = np.bitwise_or.reduceat(held, found.starts)
        for bit, value in enumerate(values[row * _BITS : (row + 1) * _BITS]):
            many = int(np.count_nonzero(held & np.uint64(1 << bit)))
            if many:
                counted.append((value, many))
    return tuple(sorted(counted, key=lambda one: (-one[1], one[0])))
