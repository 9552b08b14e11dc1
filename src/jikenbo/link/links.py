"""Releases joined into cases: one part of a casebook at a time, of which the whole is the largest."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from jikenbo.link.candidates import Index, order
from jikenbo.link.cluster import Edge, cluster
from jikenbo.link.decisions import Decisions
from jikenbo.link.judge import SAME_FROM, Weighed, as_judgement, weigh
from jikenbo.link.pointers import follow
from jikenbo.link.profile import Profile
from jikenbo.link.rules import said_apart
from jikenbo.link.twice import in_same_words, same_release
from jikenbo.model.case import Campaign, Case
from jikenbo.model.document import Doubt
from jikenbo.model.judgement import Judgement, Verdict


@dataclass(frozen=True, slots=True)
class Links:
    """What was joined: cases, campaigns, the judgements that say why, and what a person should look at."""

    cases: tuple[Case, ...]
    campaigns: tuple[Campaign, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class Region:
    """A part of a casebook that is joined on its own: its releases, and every pair weighed in it or at its edge."""

    profiles: dict[str, Profile] = field(default_factory=dict)
    weighed: dict[Edge, Weighed] = field(default_factory=dict)

    def in_same_words(self) -> list[Edge]:
        """Pairs of releases of different organisations that tell of one day in the same words."""
        return [edge for edge, weighed in self.weighed.items() if in_same_words(weighed.pair)]


def whole(index: Index) -> Region:
    """The region that is everything."""
    region = Region(dict(index.profiles))
    for left, right in index.pairs():
        region.weighed[edge_of(left, right)] = weigh(left, right)
    return region


def around(start: Iterable[Profile], index: Index, decisions: Decisions) -> Region:
    """Everything that is joined, directly or not, with the releases at the start."""
    region = Region()
    waiting = list(start)
    while waiting:
        here = waiting.pop()
        if here.id in region.profiles:
            continue
        region.profiles[here.id] = here
        for other in index.neighbours(here):
            edge = edge_of(here, other)
            if edge not in region.weighed:
                region.weighed[edge] = weigh(here, other)
            if region.weighed[edge].odds >= SAME_FROM:
                waiting.append(other)
        waiting.extend(index.profiles[other] for other in decisions.partners(here.id) if other in index.profiles)
    return region


def joined(region: Region, index: Index, decisions: Decisions) -> Links:
    """Cases, judgements and doubts of a region."""
    inside = {
        edge: w for edge, w in region.weighed.items() if edge[0] in region.profiles and edge[1] in region.profiles
    }
    twice = _twice(inside)
    odds = {edge: w.odds for edge, w in inside.items() if edge not in decisions.open}
    same = [e for e in decisions.same if e[0] in region.profiles and e[1] in region.profiles]
    same += [(j.left, j.right) for j in twice if j.verdict is Verdict.SAME and (j.left, j.right) not in decisions.apart]
    told = {
        e for e, w in inside.items() if e not in decisions.same and any(rule is said_apart for rule, _, _ in w.found)
    }
    roots, refused = cluster(odds, same=same, apart=decisions.apart | told, same_from=SAME_FROM)
    judgements = [as_judgement(w) for w in inside.values() if w.verdict is not Verdict.DIFFERENT]
    doubts = [*decisions.doubts, *map(_refused, refused), *_crowded(region, index)]
    for found in region.profiles.values():
        for outcome in follow(found, index.neighbours(found)) if found.pointers else ():
            (doubts if isinstance(outcome, Doubt) else judgements).append(outcome)  # type: ignore[arg-type]
    return Links(
        cases=_cases(region, roots),
        judgements=tuple(sorted([*judgements, *twice], key=lambda j: (j.left, j.right, j.relation, j.author))),
        doubts=tuple(sorted(doubts, key=lambda doubt: (doubt.doc, doubt.kind, doubt.reason))),
    )


def _twice(weighed: dict[Edge, Weighed]) -> list[Judgement]:
    found = (same_release(w.pair.earlier, w.pair.later) for w in weighed.values())
    return [judgement for judgement in found if judgement]


def _cases(region: Region, roots: dict[str, str]) -> tuple[Case, ...]:
    members: dict[str, list[Profile]] = defaultdict(list)
    for found in region.profiles.values():
        members[roots.get(found.id, found.id)].append(found)
    ordered = (sorted(group, key=_place) for group in members.values())
    return tuple(sorted((Case(group[0].id, tuple(f.id for f in group)) for group in ordered), key=lambda case: case.id))


def _place(found: Profile) -> tuple[str, int, str]:
    """Where a release stands in its case: by day, then by number of report."""
    return order(found)[0], found.report.ordinal or 0, found.id


def _refused(edge: Edge) -> Doubt:
    chain = "others that they are joined with are judged different; look at the chain"
    return Doubt(edge[0], "contradictory_judgements", f"{edge[0]} and {edge[1]} are judged the same, but {chain}.")


def _crowded(region: Region, index: Index) -> list[Doubt]:
    """Names so common that their releases met only those near them in time."""
    names = {name for found in region.profiles.values() for name in (*found.names, *found.parts)}
    told = "each was compared with those nearest in time, and with those that share a day"
    crowds = {name: index.crowd(name) for name in names}
    return [
        Doubt(name, "crowded_name", f"{number} releases share the name {name}: {told}.")
        for name, number in crowds.items()
        if number
    ]


def edge_of(left: Profile, right: Profile) -> Edge:
    """A pair by its ids, the smaller one first."""
    return (left.id, right.id) if left.id < right.id else (right.id, left.id)
