"""All that is joined, held in memory: built at once, or grown by one release at a time with the same result."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from jikenbo.link.campaigns import Group, campaigns_of, core_days, with_unsure
from jikenbo.link.candidates import Index
from jikenbo.link.decisions import decide
from jikenbo.link.links import Links, Region, around, joined, whole
from jikenbo.link.profile import Profile
from jikenbo.link.seen import Seen, see
from jikenbo.link.threads import hang_together
from jikenbo.model.case import Campaign, Case
from jikenbo.model.judgement import Judgement


def link(profiles: Iterable[Profile], judgements: Sequence[Judgement] = ()) -> Links:
    """Join releases into cases, and cases into campaigns; `judgements` are those of people and archives."""
    return Casebook(judgements).fill(profiles)


def link_one(found: Profile, casebook: "Casebook") -> Links:
    """Take one more release into a casebook; returns what changed.

    The cases returned replace every case that shares a release with them, and the campaigns every campaign that shares
    a case with them or with the cases replaced; the rest stays as it is.
    """
    return casebook.add(found)


class Casebook:
    """Profiles, cases and campaigns; `judgements` are those of people and archives.

    `compared` counts the pairs that were weighed so far.
    """

    def __init__(self, judgements: Sequence[Judgement] = ()) -> None:
        self.index = Index()
        self.cases: dict[str, Case] = {}
        self.campaigns: dict[str, Campaign] = {}
        self.compared = 0
        self._decisions = decide(judgements)
        self._seen: dict[str, Seen] = {}
        self._home: dict[str, str] = {}
        self._under: dict[str, set[str]] = defaultdict(set)
        self._on: dict[str, set[str]] = defaultdict(set)
        self._member_of: dict[str, str] = {}
        self._core: dict[str, set[str]] = defaultdict(set)
        self._days_of: dict[str, frozenset[str]] = {}
        self._alike: dict[str, set[str]] = defaultdict(set)

    def fill(self, profiles: Iterable[Profile]) -> Links:
        """Take in many releases at once and join everything."""
        for found in profiles:
            self.index.add(found)
        return self._join(whole(self.index))

    def add(self, found: Profile) -> Links:
        """Take in one release and join again what it touches."""
        self.index.add(found)
        return self._join(around([found, *self.index.displaced(found)], self.index, self._decisions))

    def links(self) -> tuple[tuple[Case, ...], tuple[Campaign, ...]]:
        """All cases and campaigns as they stand, by id."""
        return tuple(self.cases[name] for name in sorted(self.cases)), tuple(
            self.campaigns[name] for name in sorted(self.campaigns)
        )

    def _join(self, region: Region) -> Links:
        links = joined(region, self.index, self._decisions)
        self._note_alike(region)
        self.compared += len(region.odds)
        old = {self._home[release] for release in region.profiles if release in self._home}
        touched = {name for _, members in self._hanging(old) for name in members}
        days = {day for name in old for day in self._remove(name)}
        for case in links.cases:
            days.update(self._insert(case))
        start = (touched & self.cases.keys()) | {case.id for case in links.cases}
        campaigns = self._rejoin(start, days)
        return Links(links.cases, campaigns, links.judgements, links.doubts)

    def _note_alike(self, region: Region) -> None:
        """Keep which releases share their words with which, as the region's pairs have it now."""
        for release in region.profiles:
            for other in self._alike.pop(release, set()):
                self._alike[other].discard(release)
        for left, right in region.in_same_words:
            self._alike[left].add(right)
            self._alike[right].add(left)

    def _remove(self, name: str) -> frozenset[str]:
        """Take a case out; returns its days."""
        gone = self._seen.pop(name)
        del self.cases[name]
        for key in gone.keys:
            self._under[key].discard(name)
        for day in gone.days:
            self._on[day].discard(name)
        self._leave(name)
        return gone.days

    def _insert(self, case: Case) -> frozenset[str]:
        """Put a case in; returns its days."""
        self.cases[case.id] = case
        self._seen[case.id] = seen = see(case, self.index.profiles)
        self._home.update((release, case.id) for release in case.releases)
        for key in seen.keys:
            self._under[key].add(case.id)
        for day in seen.days:
            self._on[day].add(case.id)
        return seen.days

    def _leave(self, case: str) -> None:
        """Take apart the campaign that a case was in; its other cases are joined anew."""
        campaign = self.campaigns.pop(self._member_of.get(case, ""), None)
        if campaign is None:
            return
        for member in campaign.members:
            if self._member_of.get(member.case) == campaign.id:
                del self._member_of[member.case]
        for day in self._days_of.pop(campaign.id, ()):
            self._core[day].discard(campaign.id)

    def _hanging(self, start: Iterable[str]) -> list[Group]:
        """Every group under a name, or in the same words, that cases are in, and those of the groups' cases in turn."""
        found: list[Group] = []
        waiting = list(start)
        done: set[str] = set()
        keys: dict[str, list[frozenset[str]]] = {}
        while waiting:
            here = waiting.pop()
            if here in done:
                continue
            done.add(here)
            for key in self._seen[here].keys:
                if key not in keys:
                    keys[key] = self._groups_under(key)
                for group in [group for group in keys[key] if here in group]:
                    keys[key].remove(group)
                    found.append((frozenset({key}), group))
                    waiting.extend(group)
            group = self._in_same_words(here)
            if len(group) > 1 and here == min(group):
                found.append((frozenset(), group))
            waiting.extend(group)
        return found

    def _groups_under(self, key: str) -> list[frozenset[str]]:
        cases = [self._seen[name] for name in self._under[key]]
        return list(hang_together(key, cases)) if len(cases) > 1 else []

    def _in_same_words(self, start: str) -> frozenset[str]:
        """The cases that a case's releases are joined with by their words, one after the other."""
        group: set[str] = set()
        waiting = [start]
        while waiting:
            here = waiting.pop()
            if here not in group:
                group.add(here)
                alike = (other for release in self.cases[here].releases for other in self._alike.get(release, ()))
                waiting.extend(self._home[other] for other in alike if other in self._home)
        return frozenset(group)

    def _rejoin(self, start: set[str], days: set[str]) -> tuple[Campaign, ...]:
        """Join the cases' surroundings into campaigns again; returns the campaigns that are new or may have changed.

        `days` are those of the cases that came or went: a campaign with such a day may have gained or lost a fit.
        """
        hanging = self._hanging(start)
        cases = {name for _, members in hanging for name in members} | start
        placed = {name for name in cases if name in self._member_of}
        for name in cases:
            self._leave(name)
        fresh = campaigns_of(self._seen, hanging)
        for campaign in fresh:
            self.campaigns[campaign.id] = campaign
            self._member_of.update((member.case, campaign.id) for member in campaign.members)
            self._days_of[campaign.id] = core_days([self._seen[member.case] for member in campaign.members])
            for day in self._days_of[campaign.id]:
                self._core[day].add(campaign.id)
        moved = placed ^ {name for name in cases if name in self._member_of}
        days = days | {day for name in moved for day in self._seen[name].days}
        changed = {campaign.id for campaign in fresh} | {name for day in days for name in self._core.get(day, ())}
        for name in changed:
            self.campaigns[name] = self._with_unsure(self.campaigns[name])
        return tuple(self.campaigns[name] for name in sorted(changed))

    def _with_unsure(self, campaign: Campaign) -> Campaign:
        near = {name for day in self._days_of[campaign.id] for name in self._on[day] if name not in self._member_of}
        return with_unsure(campaign, self._seen, (self._seen[name] for name in near))
