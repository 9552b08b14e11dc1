"""Cases joined into campaigns: those of several organisations that name one origin, on the same days.

Cases meet at a name, never in pairs: under each name that texts give they stand in order of time, and neighbours are
joined where a day or a short span joins them. So a campaign of hundreds costs no more than its members.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from jikenbo.link.names import name_key
from jikenbo.link.profile import Named, Profile, day_of
from jikenbo.model.case import Campaign, Case, Membership

# Weight from which a company's name is taken for the origin without a day in common, and the days that may lie
# between two cases that share it; a supplier's customers follow each other within weeks.
_STRONG = 5
_NAMED = 4
_SPAN = 100
# A name that is no company's gathers cases that only mention it if so many share a day, and only within days.
_CROWD = 4
_SOON = 10
# What stands for the origin of cases that only their words and days join.
UNNAMED = "unnamed"
# Two names are of one origin if they share this part of the smaller one's cases.
_OVERLAP = 0.6
# Roles in the reader's words that are no origin.
_NO_ORIGIN = frozenset({"product", "investigator", "client"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as campaigns see it: publishers, names it gives, days, first publication, kinds."""

    case: Case
    owners: frozenset[str]
    named: Mapping[str, Named]
    days: frozenset[str]
    published: tuple[date, ...]
    kinds: frozenset[str]
    title: str

    @property
    def first(self) -> date:
        """The first day of publication."""
        return min(self.published, default=date.min)


def campaigns(
    cases: Iterable[Case], profiles: Mapping[str, Profile], alike: Iterable[tuple[str, str]] = ()
) -> tuple[Campaign, ...]:
    """All campaigns among cases; a case belongs to one at most.

    `alike` are pairs of releases of different organisations that tell of one day in the same words.
    """
    seen = {case.id: _see(case, profiles) for case in cases}
    groups = _merged([*_threads(seen), *_in_same_words(seen, alike)])
    homes = _homes(groups, seen)
    found = (_campaign(names, [seen[name] for name in members]) for names, members in homes)
    return tuple(sorted((c for c in found if c), key=lambda campaign: campaign.id))


def meeting_keys(profile: Profile) -> frozenset[str]:
    """The names under which a release's case may meet others of its campaign."""
    return frozenset({*profile.names, *profile.parts, *(key for name in profile.named for key in _keys(name))})


def _keys(name: Named) -> Iterator[str]:
    """A name's key and its aliases, without the 社 that a short form bears, and a domain's without its ending."""
    for key in (name.key, *name.aliases):
        yield key.removesuffix("社") if len(key) > 3 else key
    stem, dot, ending = name.written.rpartition(".")
    if dot and ending.isalpha() and len(stem) > 4:
        yield name_key(stem)


def _see(case: Case, profiles: Mapping[str, Profile]) -> Seen:
    releases = [profiles[name] for name in case.releases]
    named: dict[str, Named] = {}
    for name in (name for found in releases for name in found.named):
        for key in _keys(name):
            if key not in named or named[key].weight < name.weight:
                named[key] = name
    return Seen(
        case=case,
        owners=frozenset(key for found in releases for key in (*found.names, *found.parts)),
        named=named,
        days=frozenset(day for found in releases for day in (*found.days, *found.cited)),
        published=tuple(day for day in map(day_of, releases) if day),
        kinds=frozenset(kind for found in releases for kind in found.kinds),
        title=releases[0].title,
    )


def _threads(seen: Mapping[str, Seen]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """For each name, the cases that meet at it and hang together in time: the name's keys and the cases."""
    under: dict[str, list[Seen]] = defaultdict(list)
    for case in seen.values():
        for key in {*case.named, *case.owners}:
            under[key].append(case)
    found: list[tuple[frozenset[str], frozenset[str]]] = []
    for key in sorted(under):
        if len(under[key]) > 1:
            found.extend((frozenset({key}), group) for group in _hang_together(key, under[key]))
    return found


def _in_same_words(
    seen: Mapping[str, Seen], alike: Iterable[tuple[str, str]]
) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The cases that releases in the same words join: a group's companies, which seldom name each other."""
    home = {release: case.case.id for case in seen.values() for release in case.case.releases}
    near: dict[str, set[str]] = defaultdict(set)
    for left, right in alike:
        if left in home and right in home and home[left] != home[right]:
            near[home[left]].add(home[right])
            near[home[right]].add(home[left])
    done: set[str] = set()
    for start in sorted(near):
        group: set[str] = set()
        waiting = [start]
        while waiting:
            here = waiting.pop()
            if here not in done:
                done.add(here)
                group.add(here)
                waiting.extend(near[here])
        if len(group) > 1:
            yield frozenset(), frozenset(group)


def _hang_together(key: str, cases: list[Seen]) -> Iterator[frozenset[str]]:
    """Groups of two or more organisations' cases under one name, joined by days or short spans."""
    ordered = sorted(cases, key=lambda case: (case.first, case.case.id))
    group = {case.case.id: case.case.id for case in ordered}

    def find(name: str) -> str:
        while group[name] != name:
            group[name] = group[group[name]]
            name = group[name]
        return name

    for left, right in _neighbours(key, ordered):
        group[find(left.case.id)] = find(right.case.id)
    sizes = Counter(find(case.case.id) for case in ordered)
    for case, core in _nearest(key, ordered):
        if sizes[find(core.case.id)] > 1 or _names_owner(key, case, core):
            group[find(case.case.id)] = find(core.case.id)
    members: dict[str, list[Seen]] = defaultdict(list)
    for case in ordered:
        members[find(case.case.id)].append(case)
    for joined in members.values():
        if _several(joined) and any(key in case.named for case in joined):
            yield frozenset(case.case.id for case in joined)


def _several(cases: list[Seen]) -> bool:
    """Whether cases are of two or more organisations."""
    return any(not cases[0].owners & case.owners for case in cases[1:])


def _neighbours(key: str, ordered: list[Seen]) -> Iterator[tuple[Seen, Seen]]:
    """Pairs that a name and time join: by a day in common, by a short span, or in a crowd within days."""
    by_day: dict[str, Seen] = {}
    by_release: dict[str, Seen] = {}
    last: Seen | None = None
    owner: Seen | None = None
    crowd: list[Seen] = []
    for case in ordered:
        for day in _days(key, case):
            if day in by_day:
                yield by_day[day], case
            if day in by_release:
                yield by_release[day], case
            by_day[day] = case
        by_release.update((day.isoformat(), case) for day in case.published)
        if _is_strong(key, case):
            yield from ((other, case) for other in (last, owner) if other and _apart(other, case) <= _SPAN)
            last, owner = case, case if key in case.owners else owner
        if _may_join(key, case):
            crowd = [*crowd[1 - _CROWD :], case]
            if len(crowd) == _CROWD and (case.first - crowd[0].first).days <= _SOON:
                yield from pairwise(crowd)


def _nearest(key: str, ordered: list[Seen]) -> Iterator[tuple[Seen, Seen]]:
    """Each case that only mentions a name, with the nearest one before and after it that makes more of it."""
    for line in (ordered, ordered[::-1]):
        core: Seen | None = None
        for case in line:
            if _is_strong(key, case):
                core = case
            elif core and (_may_join(key, case) or _names_owner(key, case, core)) and _apart(core, case) <= _SPAN:
                yield case, core


def _names_owner(key: str, case: Seen, core: Seen) -> bool:
    """Whether a case names an organisation that itself tells of an incident, and tells of one beside the name."""
    name = case.named[key]
    if key not in core.owners or name.role in _NO_ORIGIN:
        return False
    told = name.struck > 0 or bool(name.aliases)
    if name.company:
        return told or (name.weight >= _NAMED and _apart(core, case) <= _SOON)
    return told and name.weight >= _NAMED and len(key) > 3


def _may_join(key: str, case: Seen) -> bool:
    """Whether a case's mention of a name can be that of an origin at all."""
    if key in case.owners:
        return True
    name = case.named[key]
    return name.role not in _NO_ORIGIN and (name.struck > 0 or (name.company and name.weight >= _STRONG))


def _apart(left: Seen, right: Seen) -> int:
    """Days between two cases' publications, where they are nearest."""
    if not left.published or not right.published:
        return 10**6
    first, second = (left, right) if left.first <= right.first else (right, left)
    return max(0, (second.first - max(day for day in first.published if day <= second.first)).days)


def _days(key: str, case: Seen) -> Iterator[str]:
    """The days of a case that may join it under a name; of the name's owner those of its releases too."""
    if key in case.owners:
        yield from (day.isoformat() for day in case.published)
    elif not _may_join(key, case):
        return
    yield from case.days


def _is_strong(key: str, case: Seen) -> bool:
    """Whether a case names the origin outright, or is its own."""
    if key in case.owners:
        return True
    name = case.named[key]
    outright = name.company and name.weight >= _NAMED and (name.struck > 0 or bool(name.aliases))
    return outright and name.role not in _NO_ORIGIN


def _merged(
    threads: list[tuple[frozenset[str], frozenset[str]]],
) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Threads of several names for one origin made one, largest first."""
    merged: list[tuple[set[str], set[str]]] = []
    homes: dict[str, set[int]] = defaultdict(set)
    for names, cases in sorted(threads, key=lambda item: (-len(item[1]), min(item[0], default=""))):
        shared = Counter(at for case in cases for at in homes[case])
        best = max(shared, key=lambda at: (shared[at], -at), default=None)
        if best is None or shared[best] < _OVERLAP * len(cases):
            best = len(merged)
            merged.append((set(), set()))
        merged[best][0].update(names)
        merged[best][1].update(cases)
        for case in cases:
            homes[case].add(best)
    return [(frozenset(names), frozenset(cases)) for names, cases in merged]


def _homes(
    groups: list[tuple[frozenset[str], frozenset[str]]], seen: Mapping[str, Seen]
) -> list[tuple[frozenset[str], list[str]]]:
    """Each case in the one group whose names it makes most of; groups of one organisation fall away."""
    while True:
        members: list[list[str]] = [[] for _ in groups]
        for case, at in _options(groups).items():
            best = max(at, key=lambda n: (_made_of(groups[n][0], seen[case]), len(groups[n][1]), -n))
            members[best].append(case)
        kept = [at for at, cases in enumerate(members) if len(cases) > 1 and _several([seen[c] for c in cases])]
        if len(kept) == len(groups):
            return [(names, sorted(cases)) for (names, _), cases in zip(groups, members, strict=True)]
        groups = [groups[at] for at in kept]


def _options(groups: list[tuple[frozenset[str], frozenset[str]]]) -> dict[str, list[int]]:
    """The numbers of the groups that each case could be in."""
    options: dict[str, list[int]] = defaultdict(list)
    for at, (_, cases) in enumerate(groups):
        for case in cases:
            options[case].append(at)
    return options


def _made_of(names: frozenset[str], case: Seen) -> float:
    """How much a case makes of the names of an origin, or that it is the origin's own."""
    weights = [case.named[key].weight + 3 * case.named[key].company for key in names if key in case.named]
    return max([*weights, 8.0 if names & case.owners else 0.0])


def _campaign(names: frozenset[str], cases: list[Seen]) -> Campaign | None:
    """The campaign of some cases, named after what they name most."""
    if len(cases) < 2 or not _several(cases):
        return None
    ordered = sorted(cases, key=lambda case: (case.first, case.case.id))
    total: Counter[str] = Counter()
    for case in ordered:
        total.update({key: case.named[key].weight + 2 * case.named[key].company for key in names if key in case.named})
    owned = {key: case for case in reversed(ordered) for key in names & case.owners}
    top = max(total, key=lambda key: (total[key], key), default="")
    owner = owned.get(top) or next((owned[key] for key, _ in total.most_common() if key in owned), None)
    origin = next((case.named[top].written for case in ordered if top in case.named), UNNAMED)
    return Campaign(
        id=ordered[0].case.id,
        origin=origin,
        members=tuple(Membership(case.case.id, sure=True, reason=_reason(names, case)) for case in ordered),
        origin_case=owner.case.id if owner else None,
    )


def _reason(names: frozenset[str], case: Seen) -> str:
    """Why a case is in, in words."""
    given = sorted((case.named[key] for key in names if key in case.named), key=lambda name: (-name.weight, name.key))
    if not given:
        return "It is the origin's own case." if names & case.owners else "It tells of the same day in the same words."
    return f"It names {given[0].written}, and its days fit."
