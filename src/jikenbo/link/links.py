"""Releases joined into cases: one part of a casebook at a time, of which the whole is the largest."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from jikenbo.link.candidates import Index, order
from jikenbo.link.cluster import Edge, cluster
from jikenbo.link.decisions import Decisions
from jikenbo.link.judge import SAME_FROM, as_judgement, weigh
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
    """A part of a casebook that is joined on its own: its releases, and what every pair in it or at its edge came to.

    Of a pair only the odds are kept, and what was found where it is not simply different: most pairs are.
    """

    profiles: dict[str, Profile] = field(default_factory=dict)
    odds: dict[Edge, float] = field(default_factory=dict)
    judged: list[Judgement] = field(default_factory=list)
    twice: dict[Edge, Judgement] = field(default_factory=dict)
    told_apart: set[Edge] = field(default_factory=set)
    in_same_words: list[Edge] = field(default_factory=list)

    def weigh(self, left: Profile, right: Profile) -> None:
        """Weigh a pair once and keep what it came to."""
        edge = edge_of(left, right)
        if edge in self.odds:
            return
        weighed = weigh(left, right)
        self.odds[edge] = weighed.odds
        if weighed.verdict is not Verdict.DIFFERENT:
            self.judged.append(as_judgement(weighed))
        if any(rule is said_apart for rule, _, _ in weighed.found):
            self.told_apart.add(edge)
        if in_same_words(weighed.pair):
            self.in_same_words.append(edge)
        if judgement := same_release(left, right):
            self.twice[edge] = judgement

    def joins(self, edge: Edge) -> bool:
        """Whether a weighed pair is one case by its odds, or one release."""
        return self.odds[edge] >= SAME_FROM or (edge in self.twice and self.twice[edge].verdict is Verdict.SAME)

    def holds(self, edge: Edge) -> bool:
        """Whether both releases of a pair are in the region."""
        return edge[0] in self.profiles and edge[1] in self.profiles


def whole(index: Index) -> Region:
    """The region that is everything."""
    region = Region(dict(index.profiles))
    for left, right in index.pairs():
        region.weigh(left, right)
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
            region.weigh(here, other)
            if region.joins(edge_of(here, other)):
                waiting.append(other)
        waiting.extend(index.profiles[other] for other in decisions.partners(here.id) if other in index.profiles)
    return region


def joined(region: Region, index: Index, decisions: Decisions) -> Links:
    """Cases, judgements and doubts of a region."""
    odds = {edge: odds for edge, odds in region.odds.items() if region.holds(edge) and edge not in decisions.open}
    twice = {edge: judgement for edge, judgement in region.twice.items() if region.holds(edge)}
    same = {edge for edge in decisions.same if region.holds(edge)}
    same |= {edge for edge, j in twice.items() if j.verdict is Verdict.SAME and edge not in decisions.apart}
    apart = decisions.apart | (region.told_apart - decisions.same)
    roots, refused = cluster(odds, same=same, apart=apart, same_from=SAME_FROM)
    followed, doubts = _followed(region, index)
    judgements = [j for j in region.judged if region.holds((j.left, j.right))]
    return Links(
        cases=_cases(region, roots),
        judgements=tuple(sorted([*judgements, *twice.values(), *followed], key=_by_pair)),
        doubts=tuple(
            sorted({*decisions.doubts, *map(_refused, refused), *_crowded(region, index), *doubts}, key=_by_doc)
        ),
    )


def _followed(region: Region, index: Index) -> tuple[list[Judgement], list[Doubt]]:
    """What becomes of the archive's links in a region: judgements and doubts."""
    judgements: list[Judgement] = []
    doubts: list[Doubt] = []
    for found in region.profiles.values():
        for outcome in follow(found, index.neighbours(found)) if found.pointers else ():
            if isinstance(outcome, Doubt):
                doubts.append(outcome)
            else:
                judgements.append(outcome)
    return judgements, doubts


def _by_pair(judgement: Judgement) -> tuple[str, ...]:
    return judgement.left, judgement.right, judgement.relation, judgement.author


def _by_doc(doubt: Doubt) -> tuple[str, ...]:
    return doubt.doc, doubt.kind, doubt.reason


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
