"""All that is joined: built at once, or grown by a few releases at a time with the same result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jikenbo.link.candidates import Index
from jikenbo.link.decisions import decide
from jikenbo.link.grouping import Grouping
from jikenbo.link.held import Held, HeldSets
from jikenbo.link.judge import weigh
from jikenbo.link.links import Links, Region, around, joined, whole
from jikenbo.link.pointers import follow, mistaken
from jikenbo.link.profile import Profile
from jikenbo.link.rules import points_at
from jikenbo.link.seen import Seen, see
from jikenbo.model.case import Campaign, Case
from jikenbo.model.document import Doubt
from jikenbo.model.judgement import Judgement


def link(profiles: Iterable[Profile], judgements: Sequence[Judgement] = ()) -> Links:
    """Join releases into cases, and cases into campaigns; `judgements` are those of people and archives."""
    return Casebook(judgements).fill(profiles).links


@dataclass(frozen=True, slots=True)
class Change:
    """What a casebook made anew, and of what that is all.

    Every judgement on the `releases`, and every doubt about them or about the `names`, is among the links. Of the
    `pointing` releases it is so for what became of their source's links. Of the `parted` pairs nothing is judged.
    """

    links: Links
    releases: frozenset[str]
    pointing: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    parted: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a casebook is held in: releases by their keys, their cases, and these as campaigns see them.

    `torn` has the releases that each would be of one case with, by itself, and is not.
    """

    index: Index = field(default_factory=Index)
    home: Held[str, str] = field(default_factory=Held)
    seen: Held[str, Seen] = field(default_factory=Held)
    torn: HeldSets = field(default_factory=HeldSets)
    grouping: Grouping = field(default_factory=Grouping)


class Casebook:
    """Releases, cases and campaigns; `judgements` are those of people and archives.

    `compared` counts the pairs that were weighed so far.
    """

    def __init__(self, judgements: Sequence[Judgement] = (), shelf: Shelf | None = None) -> None:
        self.shelf = shelf or Shelf()
        self.index = self.shelf.index
        self.compared = 0
        self._decisions = decide(judgements)

    def fill(self, profiles: Iterable[Profile]) -> Change:
        """Take in many releases at once and join everything."""
        for found in profiles:
            self.index.add(found)
        return self._join(whole(self.index), _Touched())

    def add(self, found: Iterable[Profile]) -> Change:
        """Take in some releases, or put them in the place of those with their ids, and join again what they touch."""
        touched = _Touched()
        for one in found:
            former = self.index.profiles.get(one.id)
            if former is not None:
                self._replace(former, touched)
            self.index.add(one)
            touched.start.add(one.id)
            self._note_pointing(one, touched)
            touched.parted |= self.index.parted(one)
        touched.start.update(name for edge in touched.parted if self._together(*edge) for name in edge)
        start = [self.index.profiles[name] for name in sorted(touched.start | self._mates(touched.start))]
        return self._join(around(start, self.index, self._decisions), touched)

    def _replace(self, former: Profile, touched: "_Touched") -> None:
        """Take out a release that comes anew."""
        self._note_pointing(former, touched)
        touched.start.update(other.id for other in self.index.displaced(former))
        touched.names.update((*former.names, *former.parts))
        self.index.drop(former)

    def _note_pointing(self, found: Profile, touched: "_Touched") -> None:
        """Note the neighbours of a release whose source's links it may turn to something else."""
        for other in self.index.neighbours(found):
            if other.pointers and other.id not in touched.pointing and not self._settled(other, found):
                touched.pointing.add(other.id)

    def _settled(self, linking: Profile, found: Profile) -> bool:
        """Whether a release's links lead where they lead, whatever else comes."""
        near = [other for other in self.index.sharing_doc(linking) if other.id != linking.id]
        for pointer in linking.pointers:
            targets = [other for other in near if points_at(pointer, other)]
            if not targets or found in targets or any(mistaken(weigh(linking, one)) for one in targets):
                return False
        return True

    def _together(self, left: str, right: str) -> bool:
        """Whether two releases are joined, directly or not, in one case or across cases that were kept apart."""
        reached: set[str] = set()
        waiting = {left}
        while wave := waiting - reached:
            reached |= wave
            self.shelf.torn.want(wave)
            waiting |= self._mates(wave)
            waiting.update(other for name in wave for other in self.shelf.torn[name])
            waiting.update(other for name in wave for other in self._decisions.partners(name))
        return right in reached

    def links(self) -> tuple[tuple[Case, ...], tuple[Campaign, ...]]:
        """All cases and campaigns as they stand, by id."""
        cases, campaigns = self.shelf.seen, self.shelf.grouping.campaigns
        return tuple(cases[name].case for name in sorted(cases)), tuple(campaigns[name] for name in sorted(campaigns))

    def _mates(self, start: Iterable[str]) -> set[str]:
        """All releases of the cases that some releases are in."""
        self.shelf.home.want(start)
        cases = {self.shelf.home[release] for release in start if release in self.shelf.home}
        self.shelf.seen.want(cases)
        return {release for name in cases for release in self.shelf.seen[name].case.releases}

    def _join(self, region: Region, touched: "_Touched") -> Change:
        made = joined(region, self.index, self._decisions)
        self.compared += len(region.odds)
        home, seen = self.shelf.home, self.shelf.seen
        home.want(region.profiles)
        old = {home[release] for release in region.profiles if release in home}
        seen.want(old)
        before = {name: seen.pop(name) for name in old}
        now = {case.id: see(case, self.index.profiles) for case in made.cases}
        seen.update(now)
        home.update((release, case.id) for case in made.cases for release in case.releases)
        self._note_torn(region)
        gone = [one for name, one in before.items() if now.get(name) != one]
        come = [one for name, one in now.items() if before.get(name) != one]
        campaigns = self.shelf.grouping.regroup(
            seen, home, gone=gone, come=come, words=(region.profiles, region.in_same_words, touched.parted)
        )
        pointing = frozenset(touched.pointing - region.profiles.keys())
        judgements, doubts = self._pointed(pointing)
        told = {*made.judgements, *region.judged, *region.twice.values(), *judgements}
        links = Links(made.cases, campaigns, tuple(sorted(told, key=_by_pair)), (*made.doubts, *doubts))
        named = {name for one in region.profiles.values() for name in (*one.names, *one.parts)}
        return Change(
            links, frozenset(region.profiles), pointing, frozenset(named | touched.names), frozenset(touched.parted)
        )

    def _note_torn(self, region: Region) -> None:
        """Keep which releases would be of one case by themselves and are not."""
        home, torn = self.shelf.home, self.shelf.torn
        torn.want(region.profiles)
        now: dict[str, set[str]] = {release: set() for release in region.profiles}
        for edge in region.odds:
            if region.joins(edge) and region.holds(edge) and home[edge[0]] != home[edge[1]]:
                now[edge[0]].add(edge[1])
                now[edge[1]].add(edge[0])
        for release, others in now.items():
            if others or torn.get(release):
                torn[release] = others

    def _pointed(self, pointing: Iterable[str]) -> tuple[list[Judgement], list[Doubt]]:
        """What becomes of links beyond the region that was joined: a release may be the target that one lacked."""
        judgements: list[Judgement] = []
        doubts: list[Doubt] = []
        for found in (self.index.profiles[name] for name in sorted(pointing)):
            near = {other.id: other for other in self.index.neighbours(found)}
            for outcome in follow(found, near.values()):
                if isinstance(outcome, Doubt):
                    doubts.append(outcome)
                else:
                    judgements.append(outcome)
            for other in (one for one in near.values() if one.pointers and not self._settled(one, found)):
                outcomes = follow(other, self.index.neighbours(other))
                judgements += (
                    one for one in outcomes if isinstance(one, Judgement) and found.id in (one.left, one.right)
                )
        return judgements, doubts


@dataclass(slots=True)
class _Touched:
    """What releases that come or go touch.

    The releases to `start` from, those with links that may lead elsewhere, names, and pairs no longer compared.
    """

    start: set[str] = field(default_factory=set)
    pointing: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    parted: set[tuple[str, str]] = field(default_factory=set)


def _by_pair(judgement: Judgement) -> tuple[str, ...]:
    return judgement.left, judgement.right, judgement.relation, judgement.author
