"""The rows of an office as canonical lines of JSON: the same office gives the same bytes, whichever database holds it.

A line for the office, then for each table a line with its columns, a line per row in the order of the key, and a line
with the count and the SHA-256 of those rows; at the end one line with all of these and the SHA-256 of everything before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Column,
    Computed,
    Connection,
    Table,
    Text,
    inspect,
    select,
    text,
)

from gezinscoach_desktop.data.tables import (
    AccountRow,
    Base,
    DocumentContentRow,
    KeySlotRow,
    SchemaRow,
    table_of,
)

if TYPE_CHECKING:
    pass

KIND, FORMAT = "gezinscoach-archive", 1
SLOTS = table_of(KeySlotRow)
"""Sealed key slots travel as this table, also those of offices that keep them in files."""
SCHEMA = table_of(SchemaRow)
AT_ONCE, ROOM = 2_000, 16 << 20
"""So many rows are in memory together, or fewer as soon as their lines take so much room: a document may have 10 MB."""
_DOCUMENTS = table_of(DocumentContentRow)
_LOGIN = table_of(AccountRow).c.login
"""Of one server, and not of the office."""


@dataclass(frozen=True, slots=True)
class Start:
    """Whose rows follow, and which version of the tables they are from."""

    office_id: UUID
    revision: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table, in the order of its columns."""

    table: Table
    columns: tuple[str, ...]
    values: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Digest:
    """How many rows a table has, and the SHA-256 of their lines."""

    count: int
    sha256: str


Progress = Callable[[int], None]
"""Called with the number of rows that were just written."""


def tables() -> tuple[Table, ...]:
    """Every table in the order in which it can be filled: what is referred to comes first."""
    return tuple(Base.metadata.sorted_tables)


def lines_of(connection: Connection, slots: Mapping[str, bytes], on_rows: Progress) -> Iterator[bytes]:
    """The content of an archive in pieces, from one read transaction."""
    writer = _Writer()
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    office_id = connection.execute(select(Base.metadata.tables["office"].c.id)).scalar_one()
    yield writer.line({"format": FORMAT, "kind": KIND, "office": office_id, "revision": revision})
    # At once: a server takes as long for each table by itself.
    present = inspect(connection).get_multi_columns()
    existing = {name: {column["name"] for column in columns} for (_, name), columns in present.items()}
    for table in tables():
        known = existing.get(table.name)
        if known is None:
            continue  # an office of before that table
        columns = tuple(column for column in stored_columns(table) if column.name in known)
        yield writer.line({"columns": [str(column.name) for column in columns], "table": str(table.name)})
        rows = sorted(slots.items()) if table is SLOTS else _stored(connection, table, columns)
        yield from writer.rows(_plain_json(rows, columns), on_rows)
        yield writer.end_of(table)
    yield writer.end()


def stored_columns(table: Table) -> tuple[Column[Any], ...]:
    """The columns that hold something of their own; the database works out the others."""
    return tuple(
        column
        for column in table.columns
        if not isinstance(column.server_default, Computed) and column is not _LOGIN
    )


def _stored(connection: Connection, table: Table, columns: Sequence[Column[Any]]) -> Iterable[Sequence[Any]]:
    order: list[Any] = []
    for column in table.primary_key.columns:
        is_text = connection.dialect.name == "postgresql" and isinstance(column.type, Text)
        order.append(column.collate("C") if is_text else column)  # by its bytes, as SQLite does
    at_once = 1 if table is _DOCUMENTS else AT_ONCE
    query = select(*columns).order_by(*order).execution_options(yield_per=at_once)
    return connection.execute(query)


def _plain_json(rows: Iterable[Sequence[Any]], columns: Sequence[Column[Any]]) -> Iterator[Sequence[Any]]:
    places = [place for place, column in enumerate(columns) if isinstance(column.type, JSON)]
    if not places:
        yield from map(tuple, rows)
        return
    for row in rows:
        values = list(row)
        for place in places:
            values[place] = _canonical(values[place])
        yield values


def _canonical(value: Any) -> Any:
    """JSON as every database gives it back: PostgreSQL makes 1e16 of a whole number a whole number."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: _canonical(each) for name, each in value.items()}
    return [_canonical(each) for each in value] if isinstance(value, list) else value


class _Writer:
    """Keeps count while the lines pass."""

    def __init__(self) -> None:
        import msgspec

        self._encode = msgspec.json.Encoder(order="sorted").encode
        self._all = hashlib.sha256()
        self._table = hashlib.sha256()
        self._count = 0
        self._tables: dict[str, dict[str, Any]] = {}

    def line(self, content: Mapping[str, Any]) -> bytes:
        line = self._encode(content) + b"\n"
        self._all.update(line)
        return line

    def rows(self, rows: Iterable[Sequence[Any]], on_rows: Progress) -> Iterator[bytes]:
        self._table, self._count = hashlib.sha256(), 0
        pieces: list[bytes] = []
        size = 0
        for row in rows:
            pieces.append(self._encode(row))
            size += len(pieces[-1])
            if len(pieces) == AT_ONCE or size > ROOM:
                yield self._passed(pieces, on_rows)
                pieces, size = [], 0
        if pieces:
            yield self._passed(pieces, on_rows)

    def _passed(self, pieces: list[bytes], on_rows: Progress) -> bytes:
        block = b"\n".join(pieces) + b"\n"
        self._all.update(block)
        self._table.update(block)
        self._count += len(pieces)
        on_rows(len(pieces))
        return block

    def end_of(self, table: Table) -> bytes:
        digest = {"count": self._count, "sha256": self._table.hexdigest()}
        self._tables[str(table.name)] = digest
        return self.line({"end": str(table.name), **digest})

    def end(self) -> bytes:
        return self.line({"sha256": self._all.hexdigest(), "tables": self._tables})
