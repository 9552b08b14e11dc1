"""Statements that are compiled once for each kind of database, for rows that come by the thousand."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import JSON, Connection, Dialect, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

Values = tuple[Any, ...]
_Turn = tuple[int, Callable[[Any], Any]]


class Insert:
    """Rows into one table; the values of a row stand in the order of the table's columns, JSON among them as text.

    `without` names columns that the database fills; with `ignoring`, a row whose key is there already is passed over.
    To prepare an ordinary statement anew for each release takes more processor time than the database itself.
    """

    def __init__(self, table: Table, *, without: Iterable[str] = (), ignoring: bool = False) -> None:
        left_out = set(without)
        self._table = table
        self._columns = [column for column in table.columns if column.name not in left_out]
        self._ignoring = ignoring
        self._made: dict[str, tuple[str, list[_Turn]]] = {}

    def __call__(self, connection: Connection, rows: Sequence[Values]) -> int:
        """Insert rows; says how many went in, where there is one row."""
        if not rows:
            return 0
        name = connection.dialect.name
        if name not in self._made:
            self._made[name] = self._statement(connection.dialect), self._turns(connection.dialect)
        statement, turns = self._made[name]
        if turns:
            rows = [_turned(row, turns) for row in rows]
        return connection.exec_driver_sql(statement, rows[0] if len(rows) == 1 else list(rows)).rowcount

    def _statement(self, dialect: Dialect) -> str:
        """The statement with its values by place, as both drivers take them."""
        wanted: Any = insert(self._table)
        if self._ignoring:
            maker: Any = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
            wanted = maker(self._table).on_conflict_do_nothing()
        placed = type(dialect)(paramstyle="qmark" if dialect.name == "sqlite" else "format")  # type: ignore[call-arg]
        return str(wanted.compile(dialect=placed, column_keys=[column.name for column in self._columns]))

    def _turns(self, dialect: Dialect) -> list[_Turn]:
        """At which places a value is not as the driver takes it, and what makes it so."""
        kinds = ((at, column.type.dialect_impl(dialect)) for at, column in enumerate(self._columns))
        made = ((at, kind.bind_processor(dialect)) for at, kind in kinds if not isinstance(kind, JSON))
        return [(at, turn) for at, turn in made if turn]


class Delete:
    """Rows out of one table, each told by the values of all its columns that make up its key."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._keys = [column.name for column in table.primary_key.columns]

    def __call__(self, connection: Connection, rows: Iterable[Values]) -> None:
        """Delete rows by their keys."""
        place = "?" if connection.dialect.name == "sqlite" else "%s"
        told = " AND ".join(f"{name} = {place}" for name in self._keys)
        if keys := list(rows):
            connection.exec_driver_sql(f"DELETE FROM {self._table.name} WHERE {told}", keys)  # noqa: S608  (own names)


def _turned(row: Values, turns: list[_Turn]) -> Values:
    values = list(row)
    for at, turn in turns:
        values[at] = turn(values[at])
    return tuple(values)
