"""What pages show: lists, figures and whole cases, each in a few indexed queries however large the casebook is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from jikenbo.model.document import Doubt
from jikenbo.model.fact import Fact, Field
from jikenbo.model.release import Capture, Release
from jikenbo.model.text import Block, BlockKind, Span, Text
from jikenbo.store import records
from jikenbo.store.schema import (
    campaign,
    campaign_case,
    capture,
    case,
    case_release,
    doubt,
    fact,
    field_of_few,
    release,
    search_name,
    search_state,
    text,
)

_MANY = 500
# Putting a statement together costs more than running it, so those of the pages asked for most are made once.
_IDS: BindParameter[list[str]] = bindparam("ids", expanding=True)
_MEMBERS = (
    select(release, case_release.c.case_id)
    .join(case_release, case_release.c.release_id == release.c.id)
    .where(case_release.c.case_id.in_(_IDS))
    .order_by(case_release.c.case_id, case_release.c.position)
)
_FACTS = select(fact).where(fact.c.release_id.in_(_IDS)).order_by(fact.c.release_id, fact.c.position)
_FACTS_OF = _FACTS.where(field_of_few.in_(bindparam("fields", expanding=True)))
_CONTENTS = (
    select(text.c.release_id, text.c.content)
    .join(capture, capture.c.id == text.c.capture_id)
    .where(text.c.release_id.in_(_IDS))
    .order_by(capture.c.taken_at, capture.c.id.desc())
)
_CAMPAIGNS = (
    select(campaign_case.c.case_id, campaign.c.id, campaign.c.origin)
    .join(campaign, campaign.c.id == campaign_case.c.campaign_id)
    .where(campaign_case.c.case_id.in_(_IDS))
)
_CAPTURES = select(capture).where(capture.c.release_id.in_(_IDS)).order_by(capture.c.taken_at, capture.c.id)
_COPIED = select(func.coalesce(release.c.same_as, release.c.id)).where(release.c.id == bindparam("id"))
_CASE_OF = select(case_release.c.case_id).where(case_release.c.release_id == _COPIED.scalar_subquery())
_GENERATION = select(search_state.c.generation)


@dataclass(frozen=True, slots=True)
class Report:
    """One release of a case with its facts and the text that their spans index."""

    release: Release
    facts: tuple[Fact, ...]
    content: str = ""

    def words(self, span: Span) -> str:
        """The words of a span."""
        return self.content[span.start : span.end]


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with its reports in order, and the campaigns that it belongs to."""

    id: str
    reports: tuple[Report, ...]
    campaigns: tuple[tuple[str, str], ...] = ()

    @property
    def first(self) -> Release:
        """The release that opened the case."""
        return self.reports[0].release


def generation(connection: Connection) -> int:
    """The number of the casebook's present state: it rises with every change to what can be found or shown."""
    return connection.execute(_GENERATION).scalar() or 0


def newest_cases(connection: Connection, limit: int, after: tuple[str, str] | None = None) -> list[tuple[str, str]]:
    """The ids of the cases that began last, with the date each began; `after` is the last one of the page before."""
    began = func.coalesce(release.c.published, "")
    query = (
        select(case_release.c.case_id, began)
        .join(release, release.c.id == case_release.c.release_id)
        .where(case_release.c.position == 0)
        .order_by(release.c.published.desc().nulls_last(), case_release.c.case_id)
        .limit(limit)
    )
    if after:
        query = query.where((began < after[0]) | ((began == after[0]) & (case_release.c.case_id > after[1])))
    return [(row[0], row[1]) for row in connection.execute(query)]


def case_of(connection: Connection, release_id: str) -> str | None:
    """The case that holds a release; a copy's case is that of the release it is a copy of."""
    return connection.execute(_CASE_OF, {"id": release_id}).scalar()


def cases(
    connection: Connection, case_ids: Sequence[str], *, fields: Iterable[Field] = (), texts: bool = False
) -> list[CaseView]:
    """Cases in the order asked for, with the facts of some fields (of all, if none is named), and texts if wanted."""
    members = _members(connection, case_ids)
    release_ids = [one.id for held in members.values() for one in held]
    facts = facts_of(connection, release_ids, fields)
    contents = _contents(connection, release_ids) if texts else {}
    joined = _campaigns_of(connection, case_ids)
    return [
        CaseView(
            case_id,
            tuple(Report(one, tuple(facts.get(one.id, ())), contents.get(one.id, "")) for one in members[case_id]),
            tuple(joined.get(case_id, ())),
        )
        for case_id in case_ids
        if case_id in members
    ]


def _members(connection: Connection, case_ids: Sequence[str]) -> dict[str, list[Release]]:
    found: dict[str, list[Release]] = defaultdict(list)
    for part in _parts(case_ids):
        for row in connection.execute(_MEMBERS, {"ids": part}):
            found[row.case_id].append(records.release_of(row))
    return found


def facts_of(connection: Connection, release_ids: Sequence[str], fields: Iterable[Field] = ()) -> dict[str, list[Fact]]:
    """The facts of some releases, of some fields (of all, if none is named), in reading order."""
    found: dict[str, list[Fact]] = defaultdict(list)
    wanted = [one.value for one in fields]
    for part in _parts(release_ids):
        asked = {"ids": part, "fields": wanted} if wanted else {"ids": part}
        for row in connection.execute(_FACTS_OF if wanted else _FACTS, asked):
            found[row.release_id].append(records.fact_of(row))
    return found


def _contents(connection: Connection, release_ids: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in _parts(release_ids):
        found.update((row.release_id, row.content) for row in connection.execute(_CONTENTS, {"ids": part}))
    return found


def _campaigns_of(connection: Connection, case_ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for part in _parts(case_ids):
        for row in connection.execute(_CAMPAIGNS, {"ids": part}):
            found[row.case_id].append((row.id, row.origin))
    return found


def releases_with(connection: Connection, release_ids: Sequence[str], fields: Iterable[Field] = ()) -> list[Report]:
    """Releases in the order asked for, with their facts."""
    found: dict[str, Release] = {}
    for part in _parts(release_ids):
        rows = connection.execute(select(release).where(release.c.id.in_(part)))
        found.update((row.id, records.release_of(row)) for row in rows)
    facts = facts_of(connection, release_ids, fields)
    return [Report(found[one], tuple(facts.get(one, ()))) for one in release_ids if one in found]


def captures_of(connection: Connection, release_ids: Sequence[str]) -> dict[str, list[Capture]]:
    """The captures of some releases, oldest first."""
    found: dict[str, list[Capture]] = defaultdict(list)
    for part in _parts(release_ids):
        for row in connection.execute(_CAPTURES, {"ids": part}):
            found[row.release_id].append(records.capture_of(row))
    return found


def doubts_of(connection: Connection, release_id: str) -> list[Doubt]:
    """The doubts on one release."""
    rows = connection.execute(select(doubt).where(doubt.c.release_id == release_id).order_by(doubt.c.id))
    return [Doubt(r.doc, r.kind, r.reason, Span(r.start, r.end) if r.start is not None else None) for r in rows]


def _parts(every: Sequence[str]) -> Iterable[Sequence[str]]:
    return (every[at : at + _MANY] for at in range(0, len(every), _MANY))


def extracts(connection: Connection, release_ids: Sequence[str]) -> dict[str, Text]:
    """The extracted texts of some releases, for snippets."""
    found: dict[str, Text] = {}
    for part in _parts(release_ids):
        query = (
            select(text.c.release_id, text.c.content, text.c.blocks, text.c.extractor)
            .join(capture, capture.c.id == text.c.capture_id)
            .where(text.c.release_id.in_(part))
            .order_by(capture.c.taken_at, capture.c.id.desc())
        )
        for row in connection.execute(query):
            blocks = tuple(Block(BlockKind(kind), *rest) for kind, *rest in row.blocks)
            found[row.release_id] = Text(row.content, blocks, row.extractor)
    return found


def organisation_name(connection: Connection, key: str) -> str | None:
    """An organisation's name as written, by the key under which its spellings are equal."""
    query = select(search_name.c.shown).where(search_name.c.key == key).order_by(search_name.c.kind != "org")
    return connection.execute(query.limit(1)).scalar()


def release_ids(connection: Connection, after: str, limit: int) -> list[str]:
    """Ids of releases in order, copies not among them."""
    query = select(release.c.id).where(release.c.id > after, release.c.same_as.is_(None)).order_by(release.c.id)
    return list(connection.execute(query.limit(limit)).scalars())


def case_ids(connection: Connection, after: str, limit: int) -> list[str]:
    """Ids of cases in order."""
    return list(
        connection.execute(select(case.c.id).where(case.c.id > after).order_by(case.c.id).limit(limit)).scalars()
    )


def facts_listed(
    connection: Connection, after: tuple[str, int], limit: int, field: str | None = None, value: str | None = None
) -> list[tuple[str, int, Fact]]:
    """Facts with their release and place in its reading, in that order, of one field or value if asked."""
    query = select(fact).where(
        (fact.c.release_id > after[0]) | ((fact.c.release_id == after[0]) & (fact.c.position > after[1]))
    )
    if field is not None:
        query = query.where(fact.c.field == field)
    if value is not None:
        query = query.where(fact.c.value == value)
    rows = connection.execute(query.order_by(fact.c.release_id, fact.c.position).limit(limit))
    return [(row.release_id, row.position, records.fact_of(row)) for row in rows]


def organisations(connection: Connection, after: str, limit: int) -> list[tuple[str, str]]:
    """Organisations that publish: key and name, by key."""
    query = select(search_name.c.key, search_name.c.shown).where(search_name.c.kind == "org", search_name.c.key > after)
    return [(row.key, row.shown) for row in connection.execute(query.order_by(search_name.c.key).limit(limit))]


def cases_of_releases(connection: Connection, release_ids: Sequence[str]) -> dict[str, str]:
    """The case of each of some releases."""
    found: dict[str, str] = {}
    for part in _parts(release_ids):
        rows = connection.execute(select(case_release).where(case_release.c.release_id.in_(part)))
        found.update((row.release_id, row.case_id) for row in rows)
    return found
