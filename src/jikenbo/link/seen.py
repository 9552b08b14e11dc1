"""A case as campaigns see it."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import permutations

from jikenbo.link.names import name_key
from jikenbo.link.profile import Named, Profile, day_of
from jikenbo.model.case import Case


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as campaigns see it: publishers, names it gives, days, first publication, kinds.

    `days` are those of the incident and of releases that it cites, `struck` the incident's alone; `joint` whether
    its reports are by different organisations, as those of a group's companies are.
    """

    case: Case
    owners: frozenset[str]
    named: Mapping[str, Named]
    days: frozenset[str]
    struck: frozenset[str]
    published: tuple[date, ...]
    kinds: frozenset[str]
    title: str
    first: date
    joint: bool = False
    publisher: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """The names under which the case may meet others: its publishers' and those that it gives."""
        return self.owners | frozenset(self.named)


def several(cases: list[Seen]) -> bool:
    """Whether cases are of two or more organisations."""
    return any(case.joint for case in cases) or any(not cases[0].owners & case.owners for case in cases[1:])


def apart(left: Seen, right: Seen) -> int:
    """Days between two cases' publications, where they are nearest."""
    if not left.published or not right.published:
        return 10**6
    first, second = (left, right) if left.first <= right.first else (right, left)
    return (second.first - first.published[bisect_right(first.published, second.first) - 1]).days


def days_far_apart(left: Seen, right: Seen, days: int) -> bool:
    """Whether two cases both give days of the incident, and the nearest of them lie further apart than so many days."""
    if not left.struck or not right.struck or left.struck & right.struck:
        return False
    return (
        min(abs((date.fromisoformat(a) - date.fromisoformat(b)).days) for a in left.struck for b in right.struck) > days
    )


def see(case: Case, profiles: Mapping[str, Profile]) -> Seen:
    """A case from the profiles of its releases; a name is kept as the release has it that makes most of it."""
    releases = [profiles[name] for name in case.releases]
    named: dict[str, Named] = {}
    for name in (name for found in releases for name in found.named):
        for key in _keys(name):
            if key not in named or named[key].weight < name.weight:
                named[key] = name
    published = tuple(sorted(day for day in map(day_of, releases) if day))
    return Seen(
        case=case,
        owners=frozenset(key for found in releases for key in (*found.names, *found.parts)),
        named=named,
        days=frozenset(day for found in releases for day in (*found.days, *found.cited)),
        struck=frozenset(day for found in releases for day in found.days),
        published=published,
        kinds=frozenset(kind for found in releases for kind in found.kinds),
        title=releases[0].title,
        first=published[0] if published else date.min,
        joint=any(_others(left.names, right.names) for left, right in permutations(releases, 2)),
        publisher=releases[0].organisation or "",
    )


def _others(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether the first publishers hold one that the second do not; of two alone a unit or a longer form is the same.

    Names that one release gives side by side are of two organisations, however alike.
    """
    if not left or not right:
        return False
    if len(left) == 1 == len(right):
        return not (left[0].startswith(right[0]) or right[0].startswith(left[0]))
    return not {*left} <= {*right}


def _keys(name: Named) -> Iterator[str]:
    """A name's key and its aliases, without the 社 that a short form bears, and a domain's without its ending."""
    for key in (name.key, *name.aliases):
        yield key.removesuffix("社") if len(key) > 3 else key
    stem, dot, ending = name.written.rpartition(".")
    if dot and ending.isalpha() and len(stem) > 4:
        yield name_key(stem)
