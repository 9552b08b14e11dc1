"""Releases that were taken in twice: which of them stands for all, and cases and campaigns without the others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from jikenbo.link.links import Links
from jikenbo.link.profile import Profile
from jikenbo.model.case import Campaign, Case
from jikenbo.model.judgement import Author, Judgement, Verdict


def find_copies(judgements: Iterable[Judgement], profiles: Mapping[str, Profile]) -> dict[str, str]:
    """Each copy with the release that it is a copy of: the one whose source states most, then the earliest."""
    groups: dict[str, set[str]] = {}
    for one in judgements:
        if one.relation == "release" and one.verdict is Verdict.SAME and {one.left, one.right} <= profiles.keys():
            joined = groups.get(one.left, {one.left}) | groups.get(one.right, {one.right})
            groups |= dict.fromkeys(joined, joined)
    copies = {}
    for member, group in groups.items():
        original = min(group, key=lambda key: _standing(profiles[key]))
        if member != original:
            copies[member] = original
    return copies


def _standing(found: Profile) -> tuple[int, str, str]:
    stated = (found.published, found.address, found.organisation, found.title)
    return -sum(bool(value) for value in stated), found.published or "", found.id


def without_copies(
    made: Links, profiles: Mapping[str, Profile], decided: Sequence[Judgement]
) -> tuple[list[Case], list[Campaign], dict[str, str]]:
    """Cases and campaigns of originals alone, and the copies.

    What people and archives `decided` to be one release is one, however its texts differ; what a person judged to be
    two stays two.
    """
    apart = {
        (one.left, one.right)
        for one in decided
        if one.author is Author.PERSON and one.relation == "release" and one.verdict is Verdict.DIFFERENT
    }
    copies = find_copies((one for one in (*made.judgements, *decided) if (one.left, one.right) not in apart), profiles)
    cases: list[Case] = []
    renamed: dict[str, str] = defaultdict(str)
    for case in made.cases:
        members = tuple(dict.fromkeys(copies.get(member, member) for member in case.releases))
        members = tuple(sorted(members, key=case.releases.index))
        renamed[case.id] = members[0]
        cases.append(Case(members[0], members))
    return cases, [_renamed(campaign, renamed) for campaign in made.campaigns], copies


def _renamed(campaign: Campaign, renamed: Mapping[str, str]) -> Campaign:
    members = tuple(replace(member, case=renamed.get(member.case) or member.case) for member in campaign.members)
    origin = campaign.origin_case
    return replace(campaign, members=members, origin_case=(renamed.get(origin) or origin) if origin else None)
