"""Cases joined into campaigns: those of several organisations that name one origin, on the same days."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from jikenbo.link.rules import alike_titles
from jikenbo.link.seen import Seen, several
from jikenbo.model.case import Campaign, Membership

# The keys of some names, and the cases that hang together under them.
Group = tuple[frozenset[str], frozenset[str]]

# What stands for the origin of cases that only their words and days join.
UNNAMED = "unnamed"
# Two names are of one origin if they share this part of the smaller one's cases.
_OVERLAP = 0.6
# An unsure case shares a day that so many of the campaign's cases give, appears in its weeks, has a title like one of
# theirs, and makes much of no organisation.
_CORE = 3
_EARLY, _LATE = 3, 30
_TITLES = 12
_TITLED = 0.55
_NAMES_ONE = 5


def campaigns_of(seen: Mapping[str, Seen], hanging: Iterable[Group]) -> tuple[Campaign, ...]:
    """The campaigns that groups of cases under names make, by id."""
    homes = _homes(_merged(hanging), seen)
    found = (_campaign(names, [seen[name] for name in members]) for names, members in homes)
    return tuple(sorted(found, key=lambda campaign: campaign.id))


def _merged(hanging: Iterable[Group]) -> list[Group]:
    """Threads of several names for one origin made one, largest first; those that words alone join come last.

    Cases that tell of one day in the same words belong to the origin that any of them names.
    """
    merged: list[tuple[set[str], set[str]]] = []
    homes: dict[str, set[int]] = defaultdict(set)
    for names, cases in sorted(hanging, key=_rank):
        shared = Counter(at for case in cases for at in homes[case])
        best = max(shared, key=lambda at: (shared[at], -at), default=None)
        if best is None or (names and shared[best] < _OVERLAP * len(cases)):
            best = len(merged)
            merged.append((set(), set()))
        merged[best][0].update(names)
        merged[best][1].update(cases)
        for case in cases:
            homes[case].add(best)
    return [(frozenset(names), frozenset(cases)) for names, cases in merged]


def _rank(group: Group) -> tuple[bool, int, str, str]:
    names, cases = group
    return not names, -len(cases), min(names, default=""), min(cases)


def _homes(groups: list[Group], seen: Mapping[str, Seen]) -> list[tuple[frozenset[str], list[str]]]:
    """Each case in the one group whose names it makes most of; groups of one organisation fall away."""
    while True:
        members: list[list[str]] = [[] for _ in groups]
        for case, at in _options(groups).items():
            best = max(at, key=lambda n: (_made_of(groups[n][0], seen[case]), len(groups[n][1]), -n))
            members[best].append(case)
        kept = [at for at, cases in enumerate(members) if cases and several([seen[c] for c in cases])]
        if len(kept) == len(groups):
            return [(names, sorted(cases)) for (names, _), cases in zip(groups, members, strict=True)]
        groups = [groups[at] for at in kept]


def _options(groups: list[Group]) -> dict[str, list[int]]:
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


def _campaign(names: frozenset[str], cases: list[Seen]) -> Campaign:
    """The campaign of some cases, named after what they name most."""
    ordered = sorted(cases, key=lambda case: (case.first, case.case.id))
    total: Counter[str] = Counter()
    for case in ordered:
        total.update({key: case.named[key].weight + 2 * case.named[key].company for key in names if key in case.named})
    owned = {key: case for case in reversed(ordered) for key in names & case.owners}
    top = max(total, key=lambda key: (total[key], key), default="")
    owner = owned.get(top) or next((owned[key] for key, _ in total.most_common() if key in owned), None)
    origin = next((case.named[top].written for case in ordered if top in case.named), UNNAMED)
    if len(ordered) == 1 and not names:
        owner, origin = ordered[0], ordered[0].publisher or UNNAMED
    return Campaign(
        id=ordered[0].case.id,
        origin=origin,
        members=tuple(Membership(case.case.id, sure=True, reason=_reason(names, case)) for case in ordered),
        origin_case=owner.case.id if owner else None,
    )


def _reason(names: frozenset[str], case: Seen) -> str:
    """Why a case is in, in words."""
    given = sorted((case.named[key] for key in names if key in case.named), key=lambda name: (-name.weight, name.key))
    if not given and case.joint:
        return "Its reports are by several organisations."
    if not given:
        return "It is the origin's own case." if names & case.owners else "It tells of the same day in the same words."
    return f"It names {given[0].written}, and its days fit."


def with_unsure(campaign: Campaign, seen: Mapping[str, Seen], others: Iterable[Seen]) -> Campaign:
    """The campaign with the cases that fit its days and words but name no origin, as unsure."""
    sure = sorted((seen[m.case] for m in campaign.members if m.sure), key=lambda case: case.first)
    days = core_days(sure)
    counted = Counter(case.title for case in sure)
    titles = sorted(counted, key=lambda title: (-counted[title], title))[:_TITLES]
    fitting = [
        Membership(case.case.id, sure=False, reason=f"It names no origin, but tells of {min(days & case.days)} alike.")
        for case in sorted(others, key=lambda case: (case.first, case.case.id))
        if days & case.days and _fits(case, sure, titles)
    ]
    kept = tuple(member for member in campaign.members if member.sure)
    return Campaign(campaign.id, campaign.origin, (*kept, *fitting), campaign.origin_case)


def core_days(cases: list[Seen]) -> frozenset[str]:
    """The days that a good part of a campaign's cases give for the incident."""
    counted = Counter(day for case in cases for day in case.days)
    return frozenset(day for day, number in counted.items() if number >= max(_CORE, len(cases) / 10))


def _fits(case: Seen, sure: list[Seen], titles: list[str]) -> bool:
    """Whether a case that makes much of no organisation falls into a campaign's weeks, with a title like theirs."""
    if not case.published or any(name.company and name.weight >= _NAMES_ONE for name in case.named.values()):
        return False
    if not -_EARLY <= (case.first - sure[0].first).days <= (sure[-1].first - sure[0].first).days + _LATE:
        return False
    return any(alike_titles(case.title, title) >= _TITLED for title in titles)
