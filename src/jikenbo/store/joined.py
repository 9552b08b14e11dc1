"""What linking is held in, on disk: read by what is asked for, written where it changed."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, select

from jikenbo.model.case import Campaign, Membership
from jikenbo.store.link_schema import (
    TABLES,
    campaign_day,
    case_day,
    case_name,
    case_thread,
    former_profile,
    joined_case,
    joined_release,
    release_key,
    release_tie,
)
from jikenbo.store.schema import campaign, campaign_case, profile
from jikenbo.store.statements import Delete, Insert, Values

_MANY = 500
# Rows put at a time into an empty table; some 200 bytes each in memory.
_AT_A_TIME = 500_000
_PUT = {table: Insert(table) for table in TABLES}
_DROP = {table: Delete(table) for table in TABLES}


def profiles(connection: Connection, releases: Iterable[str]) -> dict[str, Any]:
    """The profiles with which those of some releases that are linked stand so."""
    wanted = list(releases)
    query = select(profile.c.release_id, profile.c.content).join(
        joined_release, joined_release.c.release_id == profile.c.release_id
    )
    parts = (connection.execute(query.where(profile.c.release_id.in_(part))) for part in _parts(wanted))
    found = {row.release_id: row.content for rows in parts for row in rows}
    former = _rows(connection, former_profile, former_profile.c.release_id, wanted)
    return found | {row.release_id: row.content for row in former}


def forget_former(connection: Connection, releases: Iterable[str] | None = None) -> None:
    """Forget the former profiles of releases (or of all) that are linked with their present ones now."""
    if releases is None:
        connection.execute(delete(former_profile))
        return
    for part in _parts(releases):
        connection.execute(delete(former_profile).where(former_profile.c.release_id.in_(part)))


def is_empty(connection: Connection) -> bool:
    """Whether nothing was ever linked, or not since linking is held on disk."""
    return connection.execute(select(joined_release.c.release_id).limit(1)).first() is None


def hold(connection: Connection) -> None:
    """Have no other process link until the transaction ends; SQLite has one writer at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE joined_release IN EXCLUSIVE MODE")


def clear(connection: Connection) -> None:
    """Forget all of it."""
    for table in TABLES:
        connection.execute(delete(table))


def change(connection: Connection, table: Table, gone: Collection[Values], come: Collection[Values]) -> None:
    """Take rows out of a table of linking (by their keys, which come first) and put others in."""
    length = len(table.primary_key.columns)
    _DROP[table](connection, [row[:length] for row in gone])
    _PUT[table](connection, sorted(come))


def put(connection: Connection, table: Table, rows: Iterable[Values]) -> None:
    """Fill a table of linking that is empty: in parts in the order of the table, so that few pages are touched."""
    coming = iter(rows)
    while part := sorted(islice(coming, _AT_A_TIME)):
        _PUT[table](connection, part)


def digest(key: str) -> int:
    """The number under which a blocking key is kept: 64 bits, of which two keys share none in any casebook."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def blocks(connection: Connection, keys: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """The releases that have each of some keys, with their days."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in _plain_rows(connection, release_key, "key", keys):
        found[row.key].append((row.day, row.release_id))
    return dict(found)


def homes(connection: Connection, releases: Iterable[str]) -> dict[str, str]:
    """The case of each of some releases."""
    rows = _plain_rows(connection, joined_release, "release_id", releases)
    return {row.release_id: row.case_id for row in rows}


def cases(connection: Connection, case_ids: Iterable[str]) -> dict[str, Any]:
    """The contents of some cases."""
    return {row.id: row.content for row in _rows(connection, joined_case, joined_case.c.id, case_ids)}


def shown(connection: Connection, case_ids: Iterable[str]) -> dict[str, str]:
    """The ids under which some cases appear."""
    return {row.id: row.shown for row in _rows(connection, joined_case, joined_case.c.id, case_ids)}


def under(connection: Connection, names: Iterable[str]) -> dict[str, set[str]]:
    """The cases under each of some names."""
    return _sets(_plain_rows(connection, case_name, "name", names))


def on(connection: Connection, days: Iterable[str]) -> dict[str, set[str]]:
    """The cases that give each of some days."""
    return _sets(_plain_rows(connection, case_day, "day", days))


def threads(connection: Connection, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Under each of some names, the cases that hang together, each with the part that it is of."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _plain_rows(connection, case_thread, "name", names):
        found[row.name][row.case_id] = row.part
    return dict(found)


def strung(connection: Connection, case_ids: Iterable[str]) -> dict[str, set[str]]:
    """The names under which each of some cases hangs together with others."""
    return _sets((row[1], row[0]) for row in _plain_rows(connection, case_thread, "case_id", case_ids))


def ties(connection: Connection, kind: str, releases: Iterable[str]) -> dict[str, set[str]]:
    """What each of some releases is tied to."""
    rows = _plain_rows(connection, release_tie, "release_id", releases, kind=kind)
    return _sets((release, other) for _, release, other in rows)


def core(connection: Connection, days: Iterable[str]) -> dict[str, set[str]]:
    """The campaigns that have each of some days at their core."""
    return _sets(_plain_rows(connection, campaign_day, "day", days))


def days_of(connection: Connection, campaign_ids: Iterable[str]) -> dict[str, set[str]]:
    """The core days of some campaigns."""
    rows = _plain_rows(connection, campaign_day, "campaign_id", campaign_ids)
    return _sets((row.campaign_id, row.day) for row in rows)


def member_of(connection: Connection, case_ids: Iterable[str]) -> dict[str, str]:
    """The campaign that each of some cases is surely in."""
    query = (
        select(joined_case.c.id, campaign_case.c.campaign_id)
        .join(campaign_case, campaign_case.c.case_id == joined_case.c.shown)
        .where(campaign_case.c.sure)
    )
    parts = (connection.execute(query.where(joined_case.c.id.in_(part))) for part in _parts(case_ids))
    return {row.id: row.campaign_id for rows in parts for row in rows}


def campaigns(connection: Connection, campaign_ids: Iterable[str]) -> dict[str, Campaign]:
    """Some campaigns, their cases by the ids under which they are linked, in no order."""
    members: dict[str, list[Membership]] = defaultdict(list)
    query = select(campaign_case, joined_case.c.id).join(joined_case, joined_case.c.shown == campaign_case.c.case_id)
    wanted = list(campaign_ids)
    for part in _parts(wanted):
        for row in connection.execute(query.where(campaign_case.c.campaign_id.in_(part)).order_by(joined_case.c.id)):
            members[row.campaign_id].append(Membership(row.id, row.sure, row.reason))
    heads = list(_rows(connection, campaign, campaign.c.id, wanted))
    origins = [row.origin_case for row in heads if row.origin_case]
    linked = {row.shown: row.id for row in _rows(connection, joined_case, joined_case.c.shown, origins)}
    return {row.id: Campaign(row.id, row.origin, tuple(members[row.id]), linked.get(row.origin_case)) for row in heads}


def _rows(connection: Connection, table: Table, column: ColumnElement[Any], values: Iterable[Any]) -> Iterator[Any]:
    for part in _parts(values):
        yield from connection.execute(select(table).where(column.in_(part)))


def _plain_rows(
    connection: Connection, table: Table, column: str, values: Iterable[Any], *, kind: str = ""
) -> Iterator[Any]:
    """The same of a table without JSON, written out: linking asks often, and ordinary queries cost more to prepare."""
    sign = "?" if connection.dialect.name == "sqlite" else "%s"
    columns = ", ".join(one.name for one in table.columns)
    of = f"kind = {sign} AND " if kind else ""
    for part in _parts(values):
        told = f"SELECT {columns} FROM {table.name} WHERE {of}{column} IN ({', '.join([sign] * len(part))})"  # noqa: S608
        yield from connection.exec_driver_sql(told, (kind, *part) if kind else tuple(part))


def _sets(rows: Iterable[Any]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in rows:
        found[key].add(value)
    return dict(found)


def _parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    every = list(values)
    return (every[at : at + _MANY] for at in range(0, len(every), _MANY))
