"""Releases that were taken in twice: which of them stands for all, and cases and campaigns without the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class Shown:
    """Cases of originals alone, copies with what they are copies of, and the ids under which linked cases appear."""

    cases: tuple[Case, ...]
    copies: dict[str, str]
    ids: dict[str, str]


def without_copies(made: Links, profiles: Mapping[str, Profile], decided: Iterable[Judgement]) -> Shown:
    """Cases as they appear.

    What people and archives `decided` to be one release is one, however its texts differ; what a person judged to be
    two stays two.
    """
    outranking = list(decided)
    apart = {
        (one.left, one.right)
        for one in outranking
        if one.author is Author.PERSON and one.relation == "release" and one.verdict is Verdict.DIFFERENT
    }
    said = (one for one in (*made.judgements, *outranking) if (one.left, one.right) not in apart)
    copies = find_copies(said, profiles)
    cases: list[Case] = []
    ids: dict[str, str] = {}
    for case in made.cases:
        members = tuple(dict.fromkeys(copies.get(member, member) for member in case.releases))
        members = tuple(sorted(members, key=case.releases.index))
        ids[case.id] = members[0]
        cases.append(Case(members[0], members))
    return Shown(tuple(cases), copies, ids)


def renamed(campaign: Campaign, ids: Mapping[str, str]) -> Campaign:
    """A campaign of linked cases as one of cases as they appear."""
    members = tuple(replace(member, case=ids.get(member.case, member.case)) for member in campaign.members)
    origin = campaign.origin_case
    return replace(campaign, members=members, origin_case=ids.get(origin, origin) if origin else None)
