"""The casebook on disk: all SQL, over SQLite by default and PostgreSQL by URL."""

from jikenbo.store.session import Store, open_store

__all__ = ["Store", "open_store"]
