"""What hangs together under one name: the cases that a name and time join.

Under each name the cases stand in order of time, and neighbours are joined where a day or a short span joins them; so
a campaign of hundreds costs no more than its members.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from jikenbo.link.seen import Seen, apart, days_far_apart, several

# Weight from which a company's name is taken for the origin where an incident is told of beside it, and that from
# which it is without; what a supplier's customers publish follows within _SPAN days.
_NAMED = 4
_STRONG = 5
_SPAN = 100
# A customer's days that all lie further than this from those that its supplier gives are of another incident.
_OTHER_INCIDENT = 180
# A name that is no company's is an origin if so many cases that tell of an incident beside it appear within days.
_CROWD = 4
_SOON = 10
# A customer names its supplier within so many days of the supplier's own release.
_SOON_NAMED = 14
# Where so many cases name a company as the origin, those that merely name it mean the same.
_KNOWN = 5
# Roles that are no origin; a product may be one only by a crowd.
_SUPPLIER = "supplier"
_NO_ORIGIN = frozenset({"maker", "investigator", "client"})


def hang_together(key: str, cases: list[Seen]) -> Iterator[frozenset[str]]:
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
        if _attaches(key, case, core, sizes[find(core.case.id)]):
            group[find(case.case.id)] = find(core.case.id)
    members: dict[str, list[Seen]] = defaultdict(list)
    for case in ordered:
        members[find(case.case.id)].append(case)
    for joined in members.values():
        if len(joined) > 1 and several(joined) and any(key in case.named for case in joined):
            yield frozenset(case.case.id for case in joined)


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
            yield from ((other, case) for other in (last, owner) if other and _near(key, other, case))
            last, owner = case, case if key in case.owners else owner
        if _may_join(key, case):
            crowd = [*crowd[1 - _CROWD :], case]
            if len(crowd) == _CROWD and (case.first - crowd[0].first).days <= _SOON:
                yield from pairwise(crowd)


def _near(key: str, left: Seen, right: Seen) -> bool:
    """Whether two cases appear within a short span; a supplier's own days must not lie far from its customer's."""
    if apart(left, right) > _SPAN:
        return False
    own = key in left.owners or key in right.owners
    return not (own and days_far_apart(left, right, _OTHER_INCIDENT))


def _nearest(key: str, ordered: list[Seen]) -> Iterator[tuple[Seen, Seen]]:
    """Each case that only mentions a name, with the nearest one before and after it that makes more of it."""
    for line in (ordered, ordered[::-1]):
        core: Seen | None = None
        told: Seen | None = None
        for case in line:
            if _is_strong(key, case):
                core = case
                continue
            if core and _near(key, core, case):
                yield case, core
            if _may_join(key, case):
                told = case
            elif told and apart(told, case) <= _SOON:
                yield case, told


def _attaches(key: str, case: Seen, core: Seen, size: int) -> bool:
    """Whether a case that only mentions a name belongs to the group, of so many cases, of one that makes much of it."""
    name = case.named[key]
    if name.role in _NO_ORIGIN:
        return False
    known = size >= _KNOWN
    if not _is_strong(key, core):
        return known
    return (known and name.company) or (size > 1 and _may_join(key, case)) or _names_owner(key, case, core)


def _names_owner(key: str, case: Seen, core: Seen) -> bool:
    """Whether a case names an organisation that itself tells of an incident, and tells of one beside the name."""
    name = case.named[key]
    if key not in core.owners or name.role in _NO_ORIGIN:
        return False
    told = name.struck > 0 or bool(name.aliases)
    if name.company:
        return told or (name.weight >= _NAMED and apart(core, case) <= _SOON_NAMED)
    return told and name.weight >= _NAMED and len(key) > 3


def _may_join(key: str, case: Seen) -> bool:
    """Whether a case's mention of a name can be that of an origin at all."""
    if key in case.owners:
        return True
    name = case.named[key]
    return name.role not in _NO_ORIGIN and (name.struck > 0 or (name.company and name.weight >= _STRONG))


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
    told = name.struck > 0 or bool(name.aliases) or name.role == _SUPPLIER
    return name.company and name.weight >= _NAMED and told and name.role not in _NO_ORIGIN
