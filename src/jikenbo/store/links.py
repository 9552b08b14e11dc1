"""What joins releases: profiles with their blocking keys, judgements, cases and campaigns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from jikenbo.model.case import Campaign, Case, Membership
from jikenbo.model.judgement import Author, Judgement, Verdict
from jikenbo.store.link_schema import former_profile, joined_release
from jikenbo.store.schema import campaign, campaign_case, case, case_release, judgement, profile, release
from jikenbo.store.statements import Insert

V = TypeVar("V")
_MANY = 500
_PUT_PROFILES = Insert(profile)
_PUT_MEMBERS = Insert(campaign_case)


@dataclass(frozen=True, slots=True)
class About:
    """What judgements are made anew: all on the `releases`, links' on the `pointing` ones, none on `parted` pairs."""

    releases: frozenset[str]
    pointing: frozenset[str] = frozenset()
    parted: frozenset[tuple[str, str]] = frozenset()

    def covers(self, one: Judgement) -> bool:
        """Whether a judgement is among them."""
        if one.left in self.releases or one.right in self.releases or (one.left, one.right) in self.parted:
            return True
        return one.author is Author.ARCHIVE and (one.left in self.pointing or one.right in self.pointing)


def put_profile(connection: Connection, release_id: str, linker: str, content: str, *, is_new: bool = False) -> None:
    """Put a release's profile, as JSON, in the place of the one before, if there can be one.

    The one with which the release stands linked is kept until it is linked with this one.
    """
    if not is_new:
        linked = profile.join(joined_release, joined_release.c.release_id == profile.c.release_id)
        former = select(profile.c.release_id, profile.c.content).select_from(linked)
        former = former.where(profile.c.release_id == release_id)
        maker = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        kept = maker(former_profile).from_select(["release_id", "content"], former)
        connection.execute(kept.on_conflict_do_nothing())
        connection.execute(delete(profile).where(profile.c.release_id == release_id))
    _PUT_PROFILES(connection, [(release_id, linker, content)])


def profiles(connection: Connection, release_ids: Iterable[str] | None = None) -> dict[str, Any]:
    """The profiles of some releases, or of all, by id."""
    if release_ids is None:
        rows = connection.execute(select(profile.c.release_id, profile.c.content))
        return {row.release_id: row.content for row in rows}
    found: dict[str, Any] = {}
    for part in _parts(release_ids):
        rows = connection.execute(select(profile.c.release_id, profile.c.content).where(profile.c.release_id.in_(part)))
        found.update((row.release_id, row.content) for row in rows)
    return found


def unlinked(connection: Connection) -> list[str]:
    """The releases that came or changed since cases were last made."""
    return list(connection.execute(select(release.c.id).where(~release.c.linked).order_by(release.c.id)).scalars())


def put_judgements(connection: Connection, judgements: Iterable[Judgement]) -> None:
    """Add judgements; one that stands already is left as it is."""
    now = datetime.now(UTC)
    rows = [
        {
            "left": j.left,
            "right": j.right,
            "relation": j.relation,
            "verdict": j.verdict.value,
            "reason": j.reason,
            "author": j.author.value,
            "name": j.name,
            "score": j.score,
            "made_at": j.made_at or now,
        }
        for j in judgements
    ]
    if rows:
        maker = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        connection.execute(maker(judgement).on_conflict_do_nothing(), rows)


def settle_judgements(connection: Connection, made: Iterable[Judgement], about: About | None = None) -> None:
    """Have what the rules and archives' links say, of some releases or of all, be what was made; people's stays."""
    wanted = {_told(one): one for one in made}
    standing: dict[int, Judgement] = {}
    for condition in [_BY_RULES | _BY_LINKS] if about is None else _conditions(about):
        for row in connection.execute(select(judgement).where(condition)):
            standing[row.id] = _judgement_of(row)
    if about is not None:
        standing = {key: one for key, one in standing.items() if about.covers(one)}
    kept = {_told(one): one for one in standing.values() if _said(wanted.get(_told(one))) == _said(one)}
    gone = [key for key, one in standing.items() if _told(one) not in kept]
    for part in _parts(gone):
        connection.execute(delete(judgement).where(judgement.c.id.in_(part)))
    put_judgements(connection, [one for told, one in wanted.items() if told not in kept])


_BY_RULES = judgement.c.author == Author.PROGRAM.value
_BY_LINKS = (judgement.c.author == Author.ARCHIVE.value) & (judgement.c.relation == "case")


def _conditions(about: About) -> Iterator[ColumnElement[bool]]:
    for part in _parts(about.releases):
        yield (judgement.c.left.in_(part) | judgement.c.right.in_(part)) & (_BY_RULES | _BY_LINKS)
    for part in _parts(about.pointing):
        yield (judgement.c.left.in_(part) | judgement.c.right.in_(part)) & _BY_LINKS
    for part in _parts({left for left, _ in about.parted}):
        yield judgement.c.left.in_(part) & _BY_RULES


def _told(one: Judgement) -> tuple[str, ...]:
    return one.left, one.right, one.relation, one.author, one.name, one.verdict


def _said(one: Judgement | None) -> tuple[str, float] | None:
    return (one.reason, one.score) if one else None


def judgements(connection: Connection, release_ids: Iterable[str] | None = None) -> list[Judgement]:
    """All judgements that stand (on some releases), by place in time."""
    standing = select(judgement).where(judgement.c.undone_at.is_(None)).order_by(judgement.c.id)
    if release_ids is None:
        return [_judgement_of(row) for row in connection.execute(standing)]
    found: dict[int, Judgement] = {}
    for part in _parts(release_ids):
        rows = connection.execute(standing.where(judgement.c.left.in_(part) | judgement.c.right.in_(part)))
        found.update((row.id, _judgement_of(row)) for row in rows)
    return [found[key] for key in sorted(found)]


def deciding(connection: Connection) -> list[Judgement]:
    """The judgements that stand however the program would judge: people's, and that an entry has its original."""
    by_people = judgement.c.author == Author.PERSON.value
    of_originals = (judgement.c.author == Author.ARCHIVE.value) & (judgement.c.relation == "release")
    wanted = select(judgement).where(judgement.c.undone_at.is_(None), by_people | of_originals)
    return [_judgement_of(row) for row in connection.execute(wanted.order_by(judgement.c.id))]


def _judgement_of(row: Any) -> Judgement:
    return Judgement(
        row.left,
        row.right,
        Verdict(row.verdict),
        row.reason,
        Author(row.author),
        row.name,
        row.score,
        row.relation,
        row.made_at,
    )


def put_cases(connection: Connection, cases: Iterable[Case]) -> None:
    """Put cases in the place of those that held any of their releases, and mark these as linked."""
    made = list(cases)
    members = [release_id for one in made for release_id in one.releases]
    for part in _parts(members):
        held = select(case_release.c.case_id).where(case_release.c.release_id.in_(part)).distinct()
        connection.execute(delete(case).where(case.c.id.in_(held.scalar_subquery())))
        connection.execute(delete(case_release).where(case_release.c.release_id.in_(part)))
        connection.execute(update(release).where(release.c.id.in_(part)).values(linked=True))
    if made:
        connection.execute(insert(case), [{"id": one.id} for one in made])
        rows = [
            {"release_id": release_id, "case_id": one.id, "position": position}
            for one in made
            for position, release_id in enumerate(one.releases)
        ]
        connection.execute(insert(case_release), rows)


def put_copies(connection: Connection, copies: Mapping[str, str], of: Iterable[str] = ()) -> None:
    """Say which releases are copies of which other one; the others of some releases are copies no longer.

    A copy is in no case of its own.
    """
    for part in _parts(copies):
        held = set(
            connection.execute(select(case_release.c.case_id).where(case_release.c.release_id.in_(part))).scalars()
        )
        connection.execute(delete(case_release).where(case_release.c.release_id.in_(part)))
        left = exists().where(case_release.c.case_id == case.c.id)
        connection.execute(delete(case).where(case.c.id.in_(held), ~left))
    for part in _parts(of):
        known = select(release.c.id, release.c.same_as).where(release.c.id.in_(part), release.c.same_as.is_not(None))
        alone = [row.id for row in connection.execute(known) if row.id not in copies]
        connection.execute(update(release).where(release.c.id.in_(alone)).values(same_as=None))
    rows = [{"copy": copy, "of": original} for copy, original in copies.items()]
    if rows:
        statement = update(release).where(release.c.id == bindparam("copy")).values(same_as=bindparam("of"))
        connection.execute(statement, rows)


def mark_linked(connection: Connection, release_ids: Iterable[str]) -> None:
    """Say that releases are linked."""
    for part in _parts(release_ids):
        connection.execute(update(release).where(release.c.id.in_(part)).values(linked=True))


def put_campaigns(connection: Connection, campaigns: Iterable[Campaign], gone: Iterable[str] | None = None) -> None:
    """Put campaigns in the place of some that are gone and of those with their ids, or of all."""
    made = list(campaigns)
    for part in [None] if gone is None else _parts({*gone, *(one.id for one in made)}):
        connection.execute(
            delete(campaign_case)
            if part is None
            else delete(campaign_case).where(campaign_case.c.campaign_id.in_(part))
        )
        connection.execute(delete(campaign) if part is None else delete(campaign).where(campaign.c.id.in_(part)))
    if made:
        connection.execute(
            insert(campaign), [{"id": c.id, "origin": c.origin, "origin_case": c.origin_case} for c in made]
        )
    rows = [(c.id, m.case, m.sure, m.reason) for c in made for m in c.members]
    _PUT_MEMBERS(connection, rows)


def cases_with(connection: Connection, release_ids: Iterable[str]) -> list[Case]:
    """The cases that hold any of some releases."""
    held: set[str] = set()
    for part in _parts(release_ids):
        held.update(
            connection.execute(select(case_release.c.case_id).where(case_release.c.release_id.in_(part))).scalars()
        )
    return cases(connection, sorted(held))


def cases(connection: Connection, case_ids: Iterable[str] | None = None) -> list[Case]:
    """All cases (or some), by id, each with its releases in order."""
    query = select(case_release.c.case_id, case_release.c.release_id).order_by(
        case_release.c.case_id, case_release.c.position
    )
    held: dict[str, list[str]] = defaultdict(list)
    for part in [None] if case_ids is None else _parts(case_ids):
        for row in connection.execute(query if part is None else query.where(case_release.c.case_id.in_(part))):
            held[row.case_id].append(row.release_id)
    return [Case(case_id, tuple(members)) for case_id, members in held.items()]


def case_of(connection: Connection, release_id: str) -> Case | None:
    """The case that holds a release (or the release it is a copy of)."""
    original = select(release.c.same_as).where(release.c.id == release_id)
    wanted = [release_id, *connection.execute(original).scalars()]
    found = connection.execute(
        select(case_release.c.case_id).where(case_release.c.release_id.in_([w for w in wanted if w]))
    )
    case_id = found.scalars().first()
    return cases(connection, [case_id])[0] if case_id else None


def campaigns(connection: Connection) -> list[Campaign]:
    """All campaigns, the largest first."""
    members: dict[str, list[Membership]] = defaultdict(list)
    for row in connection.execute(select(campaign_case).order_by(campaign_case.c.case_id)):
        members[row.campaign_id].append(Membership(row.case_id, row.sure, row.reason))
    found = [
        Campaign(row.id, row.origin, tuple(members[row.id]), row.origin_case)
        for row in connection.execute(select(campaign).order_by(campaign.c.id))
    ]
    return sorted(found, key=lambda one: (-len(one.members), one.id))


def _parts(values: Iterable[V]) -> Iterator[list[V]]:
    """Values in parts that fit into one statement."""
    every = list(values)
    return (every[at : at + _MANY] for at in range(0, len(every), _MANY))
