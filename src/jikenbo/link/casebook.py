"""All that is joined: built at once, or grown by a few releases at a time with the same result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jikenbo.link.candidates import Index
from jikenbo.link.decisions import decide
from jikenbo.link.grouping import Grouping
from jikenbo.link.held import Held
from jikenbo.link.links import Links, Region, around, joined, whole
from jikenbo.link.pointers import follow
from jikenbo.link.profile import Profile
from jikenbo.link.seen import Seen, see
from jikenbo.model.case import Campaign, Case
from jikenbo.model.document import Doubt
from jikenbo.model.judgement import Judgement


def link(profiles: Iterable[Profile], judgements: Sequence[Judgement] = ()) -> Links:
    """Join releases into cases, and cases into campaigns; `judgements` are those of people and archives."""
    return Casebook(judgements).fill(profiles).links


def link_one(found: Profile, casebook: "Casebook") -> Links:
    """Take one more release into a casebook; returns what changed.

    The cases returned replace every case that shares a release with them, and the campaigns every campaign that shares
    a case with them or with the cases replaced; the rest stays as it is.
    """
    return casebook.add([found]).links


@dataclass(frozen=True, slots=True)
class Change:
    """What a casebook made anew, and of what that is all.

    Every judgement on the `releases`, and every doubt about them or about the `names`, is among the links. Of the
    `pointing` releases it is so for what became of their source's links.
    """

    links: Links
    releases: frozenset[str]
    pointing: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a casebook is held in: releases by their keys, their cases, and these as campaigns see them."""

    index: Index = field(default_factory=Index)
    home: Held[str, str] = field(default_factory=Held)
    seen: Held[str, Seen] = field(default_factory=Held)
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
        return self._join(whole(self.index), frozenset())

    def add(self, found: Iterable[Profile]) -> Change:
        """Take in some releases, or put them in the place of those with their ids, and join again what they touch."""
        start: dict[str, None] = {}
        pointing: set[str] = set()
        names: set[str] = set()
        for one in found:
            former = self.index.profiles.get(one.id)
            if former is not None:
                start.update(dict.fromkeys(self._touched_by(former, pointing)))
                names.update((*former.names, *former.parts))
                self.index.drop(former)
            self.index.add(one)
            start.update(dict.fromkeys(self._touched_by(one, pointing)))
        start.update(dict.fromkeys(self._mates(start)))
        region = around([self.index.profiles[name] for name in start], self.index, self._decisions)
        return self._join(region, frozenset(pointing) - region.profiles.keys(), names)

    def links(self) -> tuple[tuple[Case, ...], tuple[Campaign, ...]]:
        """All cases and campaigns as they stand, by id."""
        cases, campaigns = self.shelf.seen, self.shelf.grouping.campaigns
        return tuple(cases[name].case for name in sorted(cases)), tuple(campaigns[name] for name in sorted(campaigns))

    def _touched_by(self, found: Profile, pointing: set[str]) -> list[str]:
        """A release and those whose comparisons move with it; neighbours whose source links to others are noted."""
        pointing.update(other.id for other in self.index.neighbours(found) if other.pointers)
        return [found.id, *(other.id for other in self.index.displaced(found))]

    def _mates(self, start: Iterable[str]) -> list[str]:
        """The other releases of the cases that some releases are in."""
        self.shelf.home.want(start)
        cases = {self.shelf.home[release] for release in start if release in self.shelf.home}
        self.shelf.seen.want(cases)
        return [release for name in cases for release in self.shelf.seen[name].case.releases]

    def _join(self, region: Region, pointing: frozenset[str], names: Iterable[str] = ()) -> Change:
        made = joined(region, self.index, self._decisions)
        self.compared += len(region.odds)
        home, seen, grouping = self.shelf.home, self.shelf.seen, self.shelf.grouping
        home.want(region.profiles)
        old = {home[release] for release in region.profiles if release in home}
        seen.want(old)
        before = {name: seen.pop(name) for name in old}
        now = {case.id: see(case, self.index.profiles) for case in made.cases}
        seen.update(now)
        gone = [one for name, one in before.items() if now.get(name) != one]
        come = [one for name, one in now.items() if before.get(name) != one]
        home.update((release, case.id) for case in made.cases for release in case.releases)
        campaigns = grouping.regroup(self.shelf.seen, home, gone=gone, come=come, region=region)
        judgements, doubts = self._pointed(pointing)
        told = {*made.judgements, *region.judged, *region.twice.values(), *judgements}
        links = Links(made.cases, campaigns, tuple(sorted(told, key=_by_pair)), (*made.doubts, *doubts))
        named = {name for one in region.profiles.values() for name in (*one.names, *one.parts)}
        return Change(links, frozenset(region.profiles), pointing, frozenset(named.union(names)))

    def _pointed(self, pointing: Iterable[str]) -> tuple[list[Judgement], list[Doubt]]:
        """What becomes of links beyond the region that was joined: a release may be the target that one lacked."""
        judgements: list[Judgement] = []
        doubts: list[Doubt] = []
        for found in (self.index.profiles[name] for name in sorted(pointing)):
            near = {other.id: other for other in self.index.neighbours(found)}
            doubts += (one for one in follow(found, near.values()) if isinstance(one, Doubt))
            for other in (found, *(one for one in near.values() if one.pointers)):
                outcomes = follow(other, near.values() if other is found else self.index.neighbours(other))
                judgements += (
                    one for one in outcomes if isinstance(one, Judgement) and found.id in (one.left, one.right)
                )
        return judgements, doubts


def _by_pair(judgement: Judgement) -> tuple[str, ...]:
    return judgement.left, judgement.right, judgement.relation, judgement.author
