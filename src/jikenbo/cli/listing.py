"""What the list commands share: releases by id, the ids that a query finds, and documents with their copies."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import click
from sqlalchemy import Connection

from jikenbo.model.release import Release
from jikenbo.store import releases, search

NOT_UNDERSTOOD = "jikenbo: not understood and left aside: {part}"
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Known:
    """All releases by id, and the paths or addresses under which each was taken in, its copies' too."""

    by_id: dict[str, Release]
    docs: dict[str, list[str]] = field(default_factory=dict)

    def docs_of(self, release_ids: Iterable[str]) -> list[str]:
        """The documents of some releases, in order, each followed by its copies'."""
        return [doc for one in release_ids for doc in self.docs[one]]


def known(connection: Connection) -> Known:
    """All releases of a casebook."""
    every = {release.id: release for release in releases.every(connection)}
    docs: dict[str, list[str]] = defaultdict(list)
    for release in every.values():
        docs[release.id].insert(0, release.doc)
    for copy, original in releases.copies(connection).items():
        docs[original].append(every[copy].doc)
    return Known(every, dict(docs))


def found_by(connection: Connection, query: str, unit: search.Unit) -> list[str]:
    """The ids of all that a query finds, best first; what of it was not understood is told on standard error."""
    parsed = search.parse(query)
    for _code, part in parsed.notes:
        click.echo(NOT_UNDERSTOOD.format(part=part), err=True)
    searcher = search.Searcher()
    ids: list[str] = []
    cursor: str | None = None
    while True:
        page = searcher.find(connection, parsed, search.View(unit=unit, limit=_PAGE, cursor=cursor, counted=()))
        ids += [row.id for row in page.rows]
        cursor = page.next
        if cursor is None or not page.rows:
            return ids
