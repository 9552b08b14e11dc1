"""Sources as pages show them: the last look at each, what came of it, and whether all is well."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from jikenbo.store.watch_schema import sighting, source, watch_run


@dataclass(frozen=True, slots=True)
class Health:
    """A source, its last look, and how many releases it has given."""

    id: str
    definition: Mapping[str, Any]
    last_at: datetime | None
    next_at: datetime
    failures: int
    status: str | None
    found: int | None
    new: int | None
    reason: str
    alert: str
    taken: int = 0

    @property
    def well(self) -> bool:
        """Whether its last look came through and found what is expected."""
        return not self.failures and not self.alert and self.status not in ("failed", "broken_off")


def sources(connection: Connection, limit: int, after: str = "") -> list[Health]:
    """Sources by id, each with its last look."""
    query = _with_last_run().where(source.c.id > after).order_by(source.c.id).limit(limit)
    return _with_taken(connection, [Health(*row) for row in connection.execute(query)])


def unwell(connection: Connection, limit: int) -> list[Health]:
    """Sources whose last look failed or found too little."""
    ill = (source.c.failures > 0) | (watch_run.c.alert != "") | watch_run.c.status.in_(("failed", "broken_off"))
    query = _with_last_run().where(ill).order_by(source.c.failures.desc(), source.c.id).limit(limit)
    return _with_taken(connection, [Health(*row) for row in connection.execute(query)])


def count_sources(connection: Connection) -> int:
    """How many sources are watched."""
    return connection.execute(select(func.count()).select_from(source)).scalar_one()


def _with_last_run() -> Any:
    last = (
        select(watch_run.c.source_id, func.max(watch_run.c.id).label("id")).group_by(watch_run.c.source_id).subquery()
    )
    joined = source.outerjoin(last, last.c.source_id == source.c.id).outerjoin(watch_run, watch_run.c.id == last.c.id)
    run = (watch_run.c[name] for name in ("status", "found", "new", "reason", "alert"))
    head = (source.c[name] for name in ("id", "definition", "last_at", "next_at", "failures"))
    return select(*head, *run).select_from(joined)


def _with_taken(connection: Connection, held: list[Health]) -> list[Health]:
    query = select(sighting.c.source_id, func.count()).where(sighting.c.state == "taken")
    query = query.where(sighting.c.source_id.in_([one.id for one in held])).group_by(sighting.c.source_id)
    taken = {row[0]: row[1] for row in connection.execute(query)}
    return [replace(one, taken=taken.get(one.id, 0)) for one in held]
