"""The casebook as the doors ask it: one searcher a casebook, asked by one thread at a time."""

from threading import Lock

from sqlalchemy import Connection

from jikenbo.store import Store
from jikenbo.store.search import Found, Query, Searcher, View


class Index:
    """A casebook and its searcher, whose arrays are shared by all requests."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._searcher = Searcher()
        # The searcher keeps what it has decoded, and two threads must not tidy that at once.
        self._one = Lock()

    def find(self, connection: Connection, query: Query, view: View) -> Found:
        """One page of what matches a query."""
        with self._one:
            return self._searcher.find(connection, query, view)

    def suggest(self, connection: Connection, typed: str, limit: int = 10) -> list[tuple[str, str]]:
        """Names that hold what is typed."""
        return self._searcher.suggest(connection, typed, limit)
