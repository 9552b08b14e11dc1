"""Figures over the whole casebook: how much there is, by month, by value, and how many cases state each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from jikenbo.model.document import Doubt
from jikenbo.model.fact import Field
from jikenbo.store.schema import campaign, capture, case, case_release, doubt, fact, field_of_few, release

_MANY = 500


@dataclass(frozen=True, slots=True)
class Month:
    """What was published in one month: releases, and cases that began."""

    month: str
    releases: int
    cases: int


@dataclass(frozen=True, slots=True)
class Totals:
    """How much the casebook holds."""

    releases: int
    cases: int
    campaigns: int
    organisations: int
    first: str | None
    last: str | None


def totals(connection: Connection) -> Totals:
    """The figures of the home page."""
    standing = release.c.same_as.is_(None)
    row = connection.execute(
        select(
            func.count(),
            func.count(release.c.organisation.distinct()),
            func.min(release.c.published),
            func.max(release.c.published),
        ).where(standing)
    ).one()
    cases = connection.execute(select(func.count()).select_from(case)).scalar_one()
    campaigns = connection.execute(select(func.count()).select_from(campaign)).scalar_one()
    return Totals(row[0], cases, campaigns, row[1], row[2], row[3])


def months(connection: Connection) -> list[Month]:
    """Releases and new cases by month of publication, oldest first; months without any are not in the list."""
    month = func.substr(release.c.published, 1, 7)
    dated = func.length(release.c.published) >= 7
    query = (
        select(month, func.count(), func.count(case_release.c.case_id))
        .select_from(
            release.outerjoin(
                case_release, (case_release.c.release_id == release.c.id) & (case_release.c.position == 0)
            )
        )
        .where(dated, release.c.same_as.is_(None))
        .group_by(month)
        .order_by(month)
    )
    return [Month(*row) for row in connection.execute(query)]


def values(connection: Connection, field: Field, limit: int = 60) -> list[tuple[str, int]]:
    """The values of a field, and how many cases state each."""
    many = func.count(case_release.c.case_id.distinct())
    query = (
        select(fact.c.value, many)
        .join(case_release, case_release.c.release_id == fact.c.release_id)
        .where(fact.c.field == field.value, func.coalesce(fact.c.status, "") != "excluded")
        .group_by(fact.c.value)
        .order_by(many.desc(), fact.c.value)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def stated(
    connection: Connection, fields: Sequence[Field], case_ids: Sequence[str] | None = None
) -> Iterator[Row[Any]]:
    """What the reports of some cases (of all, if none are named) state in some fields: by case, report and place.

    A report that states nothing has one row, whose field is None.
    """
    here = (fact.c.release_id == case_release.c.release_id) & field_of_few.in_([field.value for field in fields])
    columns = (fact.c[name] for name in ("field", "value", "amount", "status", "role", "number", "unit", "qualifier"))
    query = (
        select(case_release.c.case_id, release.c.id.label("release_id"), release.c.published, release.c.organisation)
        .add_columns(*columns)
        .select_from(case_release.join(release, release.c.id == case_release.c.release_id).outerjoin(fact, here))
        .order_by(case_release.c.case_id, case_release.c.position, release.c.id, fact.c.position)
    )
    if case_ids is None:
        yield from connection.execution_options(yield_per=5000).execute(query)
        return
    for at in range(0, len(case_ids), _MANY):
        yield from connection.execute(query.where(case_release.c.case_id.in_(case_ids[at : at + _MANY])))


def captures_by_source(connection: Connection) -> list[tuple[str, int, Any]]:
    """Where captures came from: media type, how many there are, and when the last one was taken."""
    query = select(capture.c.media_type, func.count(), func.max(capture.c.taken_at)).group_by(capture.c.media_type)
    return [(row[0], row[1], row[2]) for row in connection.execute(query.order_by(func.count().desc()))]


def doubt_kinds(connection: Connection) -> list[tuple[str, int]]:
    """How many doubts of each kind stand."""
    query = select(doubt.c.kind, func.count()).group_by(doubt.c.kind).order_by(func.count().desc(), doubt.c.kind)
    return [(row[0], row[1]) for row in connection.execute(query)]


def doubts_listed(connection: Connection, limit: int, after: int = 0) -> list[tuple[int, str | None, Doubt]]:
    """Doubts in the order they were told, with their number and release; `after` is the last number before."""
    rows = connection.execute(select(doubt).where(doubt.c.id > after).order_by(doubt.c.id).limit(limit))
    return [(row.id, row.release_id, Doubt(row.doc, row.kind, row.reason)) for row in rows]
