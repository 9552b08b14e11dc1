import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from jikenbo.errors import CasebookError, UsageError
from jikenbo.store import Store, open_store


def test_a_casebook_of_a_newer_schema_is_refused_with_the_next_step(tmp_path: Path) -> None:
    made = open_store(str(tmp_path))
    with made.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    made.close()
    with pytest.raises(CasebookError, match=r"newer Jikenbo.*Upgrade"):
        open_store(str(tmp_path))


def test_a_casebook_that_another_process_writes_to_says_so(sqlite_store: Store) -> None:
    other = sqlite3.connect(str(sqlite_store.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with sqlite_store.reading() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    with pytest.raises(CasebookError, match="Another process is writing"), sqlite_store.writing():
        pass
    other.rollback()
    other.close()


def test_a_casebook_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="There is no casebook"):
        open_store(str(tmp_path / "none"), create=False)


def test_a_url_of_another_database_is_no_casebook() -> None:
    with pytest.raises(UsageError):
        open_store("mysql://host/book")
