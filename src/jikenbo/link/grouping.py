"""Cases grouped into campaigns, so that a case that comes or goes moves no more than what hangs together with it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jikenbo.link.campaigns import Group, campaigns_of, core_days, with_unsure
from jikenbo.link.cluster import Edge
from jikenbo.link.held import Held, HeldSets
from jikenbo.link.seen import Seen
from jikenbo.link.threads import hang_together
from jikenbo.model.case import Campaign

# Under a name, the group in which each of its cases hangs together with others.
Threads = Mapping[str, frozenset[str]]
Words = tuple[Collection[str], Iterable[Edge], Iterable[Edge]]


@dataclass(frozen=True, slots=True)
class Grouping:
    """Cases by the names and days that they give, what hangs together, and the campaigns that this makes.

    `under` has the cases under each name, `threads` those of them that hang together, `strung` the names under which a
    case does so, `on` the cases that give each day; `alike` the releases that tell in the same words; `member_of` the
    campaign that a case is surely in, `core` the campaigns with each core day, `days_of` these days by campaign.
    """

    under: HeldSets = field(default_factory=HeldSets)
    threads: Held[str, Threads] = field(default_factory=Held)
    strung: HeldSets = field(default_factory=HeldSets)
    on: HeldSets = field(default_factory=HeldSets)
    alike: HeldSets = field(default_factory=HeldSets)
    campaigns: Held[str, Campaign] = field(default_factory=Held)
    member_of: Held[str, str] = field(default_factory=Held)
    core: HeldSets = field(default_factory=HeldSets)
    days_of: HeldSets = field(default_factory=HeldSets)

    def regroup(
        self, seen: Held[str, Seen], home: Held[str, str], *, gone: Sequence[Seen], come: Sequence[Seen], words: Words
    ) -> tuple[Campaign, ...]:
        """Group again what cases that went and came touch; returns the campaigns that are new or may have changed.

        `words` are the releases that were compared again, the pairs of them that tell in the same words, and the pairs
        that are no longer compared.
        """
        changed = _Regrouping(self, seen, home)
        for one in gone:
            changed.remove(one)
        for one in come:
            changed.insert(one)
        changed.string()
        changed.note_alike(*words)
        return changed.rejoin()


class _Regrouping:
    """One turn of grouping: what it touches, and the campaigns that it took apart."""

    def __init__(self, grouping: Grouping, seen: Held[str, Seen], home: Held[str, str]) -> None:
        self._held = grouping
        self._seen = seen
        self._home = home
        self._names: set[str] = set()
        # Cases that came or went or moved between campaigns, each with its days.
        self._moved: dict[str, frozenset[str]] = {}
        self._come: set[str] = set()
        self._touched: set[str] = set()
        self._was_in: dict[str, str] = {}
        self._left: dict[str, Campaign] = {}

    def remove(self, gone: Seen) -> None:
        """Take a case out."""
        name = gone.case.id
        self._held.under.want(gone.keys)
        self._held.on.want(gone.days)
        for key in gone.keys:
            self._held.under[key].discard(name)
        for day in gone.days:
            self._held.on[day].discard(name)
        self._names |= gone.keys
        self._moved[name] = gone.days
        self._leave([name])

    def insert(self, come: Seen) -> None:
        """Put a case in."""
        name = come.case.id
        self._held.under.want(come.keys)
        self._held.on.want(come.days)
        for key in come.keys:
            self._held.under[key].add(name)
        for day in come.days:
            self._held.on[day].add(name)
        self._names |= come.keys
        self._moved[name] = self._moved.get(name, frozenset()) | come.days
        self._come.add(name)
        self._touched.add(name)

    def string(self) -> None:
        """See again what hangs together under the names of the cases that came or went."""
        held = self._held
        held.threads.want(self._names)
        held.under.want(self._names)
        self._seen.want(name for key in self._names if len(held.under[key]) > 1 for name in held.under[key])
        for key in self._names:
            before = held.threads.get(key, {})
            after = self._threads_under(key)
            if before == after:
                continue
            for name in {name for name in {**before, **after} if before.get(name) != after.get(name)}:
                self._touched.add(name)
                (held.strung[name].add if name in after else held.strung[name].discard)(key)
            if after:
                held.threads[key] = after
            else:
                del held.threads[key]

    def _threads_under(self, key: str) -> Threads:
        cases = [self._seen[name] for name in self._held.under[key]]
        groups = hang_together(key, cases) if len(cases) > 1 else ()
        return {name: group for group in groups for name in group}

    def note_alike(self, compared: Collection[str], pairs: Iterable[Edge], parted: Iterable[Edge]) -> None:
        """Keep which releases share their words with which, as their pairs have it now."""
        alike = self._held.alike
        now: dict[str, set[str]] = {release: set() for release in compared}
        for left, right in pairs:
            now.setdefault(left, set()).add(right)
            now.setdefault(right, set()).add(left)
        alike.want(now)
        for release in compared:
            for other in alike[release] - now[release]:
                self._turn(release, other, alike=False)
            for other in now[release] - alike[release]:
                self._turn(release, other, alike=True)
        alike.want(release for pair in parted for release in pair)
        for left, right in parted:
            if right in alike[left]:
                self._turn(left, right, alike=False)

    def _turn(self, left: str, right: str, *, alike: bool) -> None:
        for one, other in ((left, right), (right, left)):
            (self._held.alike[one].add if alike else self._held.alike[one].discard)(other)
            if one in self._home:
                self._touched.add(self._home[one])

    def rejoin(self) -> tuple[Campaign, ...]:
        """Join what was touched, and what hangs together with it, into campaigns again."""
        held = self._held
        hanging, cases = self._hanging({name for name in self._touched if name in self._seen})
        self._seen.want(cases)
        self._leave(cases)
        fresh = self._settled(campaigns_of(self._seen, hanging))
        for name in cases | self._was_in.keys():
            if (name in self._was_in) != (name in held.member_of) and name in self._seen:
                self._moved[name] = self._moved.get(name, frozenset()) | self._seen[name].days
        days = {day for found in self._moved.values() for day in found}
        held.core.want(days)
        near = {name for day in days for name in held.core[day]}
        held.campaigns.want(near)
        held.days_of.want(near)
        for name in fresh:
            held.campaigns[name] = self._with_all_unsure(held.campaigns[name])
        for name in near - fresh:
            held.campaigns[name] = self._with_moved(held.campaigns[name])
        changed = fresh | near | (self._left.keys() & held.campaigns.keys())
        return tuple(held.campaigns[name] for name in sorted(changed))

    def _leave(self, cases: Iterable[str]) -> None:
        """Take apart the campaigns that cases are in; their other cases are joined anew."""
        held = self._held
        names = list(cases)
        held.member_of.want(names)
        wanted = {held.member_of[name] for name in names if name in held.member_of}
        held.campaigns.want(wanted)
        held.days_of.want(wanted)
        held.member_of.want(member.case for name in wanted for member in held.campaigns[name].members)
        held.core.want(day for name in wanted for day in held.days_of[name])
        for name in wanted:
            campaign = self._left[name] = held.campaigns.pop(name)
            for member in campaign.members:
                if member.sure:
                    self._was_in[member.case] = name
                    del held.member_of[member.case]
            for day in held.days_of.pop(name):
                held.core[day].discard(name)

    def _settled(self, campaigns: Iterable[Campaign]) -> set[str]:
        """Put campaigns in; returns those that are not what they were, whose unsure cases must all be looked at."""
        held = self._held
        campaigns = list(campaigns)
        fresh: set[str] = set()
        held.campaigns.want(campaign.id for campaign in campaigns)
        held.days_of.want(campaign.id for campaign in campaigns)
        for campaign in campaigns:
            sure = {member.case for member in campaign.members}
            before = self._left.get(campaign.id)
            if before and _is_still(before, campaign) and not sure & self._come:
                held.campaigns[campaign.id] = before
            else:
                held.campaigns[campaign.id] = campaign
                fresh.add(campaign.id)
            held.member_of.update(dict.fromkeys(sure, campaign.id))
            held.days_of[campaign.id] = set(core_days([self._seen[name] for name in sure]))
            held.core.want(held.days_of[campaign.id])
            for day in held.days_of[campaign.id]:
                held.core[day].add(campaign.id)
        return fresh

    def _with_all_unsure(self, campaign: Campaign) -> Campaign:
        """The campaign with every case that fits it and names no origin."""
        held = self._held
        days = held.days_of[campaign.id]
        held.on.want(days)
        return self._fitted(campaign, {name for day in days for name in held.on[day]})

    def _with_moved(self, campaign: Campaign) -> Campaign:
        """A campaign that stands as it did: only the cases that came, went or moved can fit it anew or no longer."""
        unsure = {member.case for member in campaign.members if not member.sure}
        days = self._held.days_of[campaign.id]
        moved = {name for name, given in self._moved.items() if not days.isdisjoint(given)}
        return self._fitted(campaign, unsure | moved) if moved else campaign

    def _fitted(self, campaign: Campaign, near: set[str]) -> Campaign:
        held = self._held
        held.member_of.want(near)
        free = {name for name in near if name not in held.member_of}
        self._seen.want({*free, *(member.case for member in campaign.members if member.sure)})
        return with_unsure(campaign, self._seen, [self._seen[name] for name in free if name in self._seen])

    def _hanging(self, start: set[str]) -> tuple[list[Group], set[str]]:
        """Every group under a name, or in the same words, that cases are in, and those of the groups' cases in turn."""
        held = self._held
        found: dict[tuple[str, str], Group] = {}
        done: set[str] = set()
        while wave := start - done:
            done |= wave
            held.strung.want(wave)
            held.threads.want(key for name in wave for key in held.strung[name])
            for name in wave:
                for key in held.strung[name]:
                    group = held.threads[key][name]
                    found[key, min(group)] = (frozenset({key}), group)
                    start |= group
            self._seen.want(wave)
            held.alike.want(release for name in wave for release in self._seen[name].case.releases)
            for name in wave:
                group = self._in_same_words(name)
                if len(group) > 1 or self._seen[name].joint:
                    found["", min(group)] = (frozenset(), group)
                    start |= group
        return list(found.values()), done

    def _in_same_words(self, start: str) -> frozenset[str]:
        """The cases that a case's releases are joined with by their words, one after the other."""
        alike, home = self._held.alike, self._home
        group: set[str] = set()
        waiting = {start}
        while wave := waiting - group:
            group |= wave
            self._seen.want(wave)
            releases = [release for name in wave for release in self._seen[name].case.releases]
            alike.want(releases)
            others = {other for release in releases for other in alike[release]}
            home.want(others)
            waiting |= {home[other] for other in others if other in home}
        return frozenset(group)


def _is_still(before: Campaign, now: Campaign) -> bool:
    """Whether a campaign is what it was, its unsure cases aside."""
    sure = {member for member in before.members if member.sure}
    return (before.origin, before.origin_case, sure) == (now.origin, now.origin_case, {*now.members})
