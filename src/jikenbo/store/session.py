"""Opening a casebook: one engine over SQLite or PostgreSQL, transactions, and database trouble told in a sentence."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, SQLAlchemyError

from jikenbo.errors import CasebookError, UsageError
from jikenbo.store.migrations import bring_up_to_date

DATABASE = "casebook.sqlite"
CAPTURES = "captures"


@dataclass(frozen=True)
class Store:
    """An open casebook: its database, and the folder that holds its captures."""

    engine: Engine
    captures: Path

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed whole or not at all."""
        with _told(), self.engine.execution_options(immediate=True).begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the casebook."""
        with _told(), self.engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def open_store(casebook: str, captures: Path | None = None, *, create: bool = True) -> Store:
    """Open the casebook in a folder or at a PostgreSQL URL, bringing its schema up to date.

    `captures` is the folder for captures where the casebook is a URL. Raises CasebookError if it cannot be opened, is
    not there (and may not be created), or is of a newer schema; UsageError if the URL is not one.
    """
    if "://" in casebook:
        store = Store(_postgresql(casebook), captures or Path("captures"))
    else:
        store = _folder(Path(casebook), create=create)
    with _told():
        bring_up_to_date(store.engine)
    return store


def _folder(folder: Path, *, create: bool) -> Store:
    file = folder / DATABASE
    if not create and not file.is_file():
        raise CasebookError(f"There is no casebook in {folder}.", f"Make one: jikenbo --casebook {folder} add SOURCE…")
    try:
        (folder / CAPTURES).mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise CasebookError(
            f"The folder {folder} cannot be made: {cause.strerror}.", "Choose another folder."
        ) from cause
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 10})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Store(engine, folder / CAPTURES)


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own transactions begin late and would let two writers deadlock: BEGIN is ours.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", "mmap_size=268435456"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: one that read first and then found another writing could only fail.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("immediate") else "BEGIN")


def _postgresql(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "postgresql":
            raise UsageError(f"A casebook is a folder or a postgresql:// URL, not {parsed.get_backend_name()}://.")
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ArgumentError as cause:
        raise UsageError("The casebook's URL is not one.", "Write postgresql://user@host/database.") from cause
    except (NoSuchModuleError, ModuleNotFoundError) as cause:
        raise CasebookError("The PostgreSQL driver is not installed.", "pip install 'jikenbo[postgres]'") from cause


# What databases say, and what a person can do about it.
_TROUBLE = (
    ("database is locked", "Another process is writing to the casebook.", "Wait until it has ended, then try again."),
    ("disk is full", "The disk is full.", "Free some space, then run the same command again: it goes on where it was."),
    ("disk i/o", "The disk cannot be read or written.", "Check the disk, then run the same command again."),
    ("readonly", "The casebook may not be written.", "Check the permissions of its folder."),
    ("not a database", "The casebook's file is not a database.", "Restore it from a backup."),
    ("malformed", "The casebook's file is damaged.", "Restore it from a backup."),
    ("unable to open", "The casebook cannot be opened.", "Check that its folder is there and may be read."),
    ("connection", "The database does not answer.", "Check that the server runs and that the URL is right."),
)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what a database raises into a sentence and a next step."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as cause:
        words = str(cause).lower()
        for sign, message, hint in _TROUBLE:
            if sign in words:
                raise CasebookError(message, hint) from cause
        raise
    except SQLAlchemyError as cause:
        raise CasebookError("The casebook cannot be used.", "Run again with --debug to see why.") from cause
