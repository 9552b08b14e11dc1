"""When each host may be asked next, kept in the casebook so that restarts and other processes keep it too."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from jikenbo.model.turn import Turn
from jikenbo.store.session import Store
from jikenbo.store.watch_schema import host_turn


class Turns:
    """The turns of all hosts; each change is a transaction of its own, before the request that it is for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def take(self, host: str, now: datetime, until: datetime) -> Turn | None:
        """Reserve a host until a time if it is free; else the turn that says when it will be."""
        with self._store.writing() as connection:
            maker = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            wanted = maker(host_turn).values(host=host, free_at=until, troubles=0)
            # One statement, so that of two processes that come at once one has the turn and the other waits.
            taken = connection.execute(
                wanted.on_conflict_do_update(
                    index_elements=["host"], set_={"free_at": until}, where=host_turn.c.free_at <= now
                ).returning(host_turn.c.host)
            )
            if taken.first():
                return None
            row = connection.execute(select(host_turn).where(host_turn.c.host == host)).one()
            return Turn(row.free_at, row.troubles)

    def troubles(self, host: str) -> int:
        """How often in a row the host was in trouble."""
        with self._store.reading() as connection:
            found = connection.execute(select(host_turn.c.troubles).where(host_turn.c.host == host)).scalar()
        return found or 0

    def settle(self, host: str, turn: Turn) -> None:
        """Say when the host may be asked next."""
        with self._store.writing() as connection:
            connection.execute(delete(host_turn).where(host_turn.c.host == host))
            connection.execute(insert(host_turn).values(host=host, free_at=turn.free_at, troubles=turn.troubles))


def turns(connection: Connection) -> dict[str, datetime]:
    """When each host that was asked may be asked next."""
    return {row.host: row.free_at for row in connection.execute(select(host_turn))}
