"""The casebook on disk: all SQL, over SQLite by default and PostgreSQL by URL."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jikenbo.store.session import Store, open_store

__all__ = ["Store", "open_store"]


def __getattr__(name: str) -> Any:
    # A process that only reads releases lays out rows (records) and never loads the database's library for it.
    if name not in __all__:
        raise AttributeError(name)
    from jikenbo.store import session  # noqa: PLC0415

    return getattr(session, name)
