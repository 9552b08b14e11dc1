"""What joins releases: profiles with their blocking keys, judgements, cases and campaigns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from jikenbo.model.case import Campaign, Case, Membership
from jikenbo.model.judgement import Author, Judgement, Verdict
from jikenbo.store.schema import blocking_key, campaign, campaign_case, case, case_release, judgement, profile, release
from jikenbo.store.statements import Insert

_MANY = 500
_PUT_PROFILES = Insert(profile)
_PUT_KEYS = Insert(blocking_key)


def put_profile(connection: Connection, release_id: str, linker: str, content: str, *, is_new: bool = False) -> None:
    """Put a release's profile, as JSON, in the place of the one before, if there can be one."""
    if not is_new:
        connection.execute(delete(profile).where(profile.c.release_id == release_id))
    _PUT_PROFILES(connection, [(release_id, linker, content)])


def put_keys(connection: Connection, keys: Mapping[str, Iterable[str]]) -> None:
    """Put the blocking keys of releases in the place of those before."""
    for part in _parts(keys):
        connection.execute(delete(blocking_key).where(blocking_key.c.release_id.in_(part)))
    _PUT_KEYS(connection, sorted({(key, release_id) for release_id, held in keys.items() for key in held}))


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


def sharing(connection: Connection, keys: Iterable[str]) -> dict[str, set[str]]:
    """The releases that have each of some blocking keys."""
    found: dict[str, set[str]] = defaultdict(set)
    for part in _parts(keys):
        for row in connection.execute(select(blocking_key).where(blocking_key.c.key.in_(part))):
            found[row.key].add(row.release_id)
    return dict(found)


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


def replace_program_judgements(connection: Connection, release_ids: Iterable[str], made: Iterable[Judgement]) -> None:
    """Put the program's judgements on some releases in the place of its former ones; people's stay."""
    for part in _parts(release_ids):
        touches = judgement.c.left.in_(part) | judgement.c.right.in_(part)
        connection.execute(delete(judgement).where(touches, judgement.c.author == Author.PROGRAM.value))
    put_judgements(connection, made)


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


def put_copies(connection: Connection, copies: dict[str, str]) -> None:
    """Say which releases are copies of which other one; a copy is in no case of its own."""
    for part in _parts(copies):
        connection.execute(delete(case_release).where(case_release.c.release_id.in_(part)))
    rows = [{"copy": copy, "of": original} for copy, original in copies.items()]
    if rows:
        statement = (
            update(release).where(release.c.id == bindparam("copy")).values(same_as=bindparam("of"), linked=True)
        )
        connection.execute(statement, rows)


def put_campaigns(connection: Connection, campaigns: Iterable[Campaign]) -> None:
    """Put all campaigns in the place of those before."""
    connection.execute(delete(campaign_case))
    connection.execute(delete(campaign))
    made = list(campaigns)
    if made:
        heads = [{"id": c.id, "origin": c.origin, "origin_case": c.origin_case} for c in made]
        connection.execute(insert(campaign), heads)
        rows = [
            {"campaign_id": c.id, "case_id": m.case, "sure": m.sure, "reason": m.reason}
            for c in made
            for m in c.members
        ]
        connection.execute(insert(campaign_case), rows)


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


def _parts(values: Iterable[str]) -> Iterator[list[str]]:
    """Values in parts that fit into one statement."""
    every = list(values)
    return (every[at : at + _MANY] for at in range(0, len(every), _MANY))
