"""What each case adds to the figures, kept with a stamp of the releases that it was worked out from."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from jikenbo.store.schema import capture, case_figures, case_release, reading

_MANY = 500


def stamps(connection: Connection, maker: str) -> Iterator[tuple[str, str]]:
    """Every case with a stamp that changes when a release joins or leaves it, is captured anew or read anew.

    `maker` names the program that works figures out: those of another one are worked out again.
    """
    taken = select(capture.c.release_id, func.count().label("many")).group_by(capture.c.release_id).subquery()
    query = (
        select(case_release.c.case_id, case_release.c.release_id, taken.c.many, reading.c.reader)
        .outerjoin(taken, taken.c.release_id == case_release.c.release_id)
        .outerjoin(reading, reading.c.release_id == case_release.c.release_id)
        .order_by(case_release.c.case_id, case_release.c.position, case_release.c.release_id)
    )
    for case_id, rows in groupby(connection.execute(query), key=lambda row: row[0]):
        said = " ".join(f"{release_id} {many} {reader}" for _, release_id, many, reader in rows)
        yield case_id, blake2b(f"{maker} {said}".encode(), digest_size=12).hexdigest()


def held(connection: Connection) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every case of which figures are kept: its id, their stamp, and they themselves."""
    rows = connection.execution_options(yield_per=5000).execute(select(case_figures))
    return ((row.case_id, row.stamp, row.content) for row in rows)


def drop(connection: Connection, case_ids: Iterable[str]) -> None:
    """Forget the figures of some cases."""
    every = list(case_ids)
    for at in range(0, len(every), _MANY):
        connection.execute(delete(case_figures).where(case_figures.c.case_id.in_(every[at : at + _MANY])))


def put(connection: Connection, made: Iterable[tuple[str, str, Mapping[str, Any]]]) -> None:
    """Keep the figures of some cases, each with its stamp, in the place of those before."""
    kept = list(made)
    drop(connection, (case_id for case_id, _, _ in kept))
    if kept:
        rows = [{"case_id": case_id, "stamp": stamp, "content": content} for case_id, stamp, content in kept]
        connection.execute(insert(case_figures), rows)
