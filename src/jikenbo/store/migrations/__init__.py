"""Bringing a casebook's schema up to date with Alembic; a casebook of a newer schema is refused, never touched."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from jikenbo.errors import CasebookError

HEAD = "0005"


def bring_up_to_date(engine: Engine) -> None:
    """Run the migrations that a casebook lacks; raises CasebookError if its schema is newer than this program's."""
    with engine.connect() as connection:
        found = _version(connection)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise CasebookError(
            f"The casebook was made by a newer Jikenbo (schema {found}; this one knows {HEAD}).",
            "Upgrade: pip install --upgrade jikenbo",
        )
    _upgrade(engine)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


def _upgrade(engine: Engine) -> None:
    # Alembic costs a fifth of a second at import, which only an old or new casebook need pay.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
