"""The register of removals and edits as pages show it, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from jikenbo.model.release import Release
from jikenbo.store.schema import release
from jikenbo.store.watch_schema import register

_OWN = [register.c[name] for name in ("id", "kind", "address", "noticed_at", "confirmed_at", "reason", "detail")]
_OF_RELEASE = [release.c[name] for name in ("id", "doc", "title", "organisation", "published", "address")]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the register with its release; `detail` holds the difference in lines and facts."""

    id: int
    kind: str
    address: str
    noticed_at: datetime
    confirmed_at: datetime
    reason: str
    detail: Mapping[str, Any]
    release: Release

    @property
    def silent(self) -> bool:
        """Whether words were changed and the page does not say so."""
        return self.kind in ("words", "facts") and not self.detail.get("announced")


def entries(
    connection: Connection, limit: int, before: int | None = None, kind: str | None = None, of: str | None = None
) -> list[Entry]:
    """Entries of the register, newest first: of one kind or release if asked; `before` is the last id of a page."""
    joined = register.join(release, release.c.id == register.c.release_id)
    query = select(*_OWN, *_OF_RELEASE).select_from(joined).order_by(register.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(register.c.id < before)
    if kind is not None:
        query = query.where(register.c.kind == kind)
    if of is not None:
        query = query.where((release.c.id == of) | (release.c.same_as == of))
    return [_entry(tuple(row)) for row in connection.execute(query)]


def _entry(row: tuple[Any, ...]) -> Entry:
    own = dict(zip((column.name for column in _OWN), row, strict=False))
    return Entry(release=Release(*row[len(_OWN) :]), **own)


def kinds(connection: Connection) -> dict[str, int]:
    """How many entries of each kind there are."""
    query = select(register.c.kind, func.count()).group_by(register.c.kind).order_by(func.count().desc())
    return {row[0]: row[1] for row in connection.execute(query)}


def newest(connection: Connection) -> int:
    """The number of the newest entry, 0 if there is none."""
    return connection.execute(select(func.max(register.c.id))).scalar() or 0
