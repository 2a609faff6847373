"""Reading the lines of an archive: nothing in them is believed that does not fit the tables and the hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from sqlalchemy import JSON, Column, Enum, Integer, LargeBinary, Table

from gezinscoach_desktop.data.archive_file import ArchiveBroken
from gezinscoach_desktop.data.archive_rows import (
    AT_ONCE,
    FORMAT,
    KIND,
    ROOM,
    Digest,
    Rows,
    Start,
    stored_columns,
    tables,
)
from gezinscoach_desktop.data.types import Day, Id, UtcDateTime

if TYPE_CHECKING:
    import msgspec

_LONGEST_LINE = 64 << 20


def read(pieces: Iterable[bytes]) -> Iterator[Start | Rows | Mapping[str, Digest]]:
    """The office, its rows, and at the very end the digest of each table. Raises ArchiveBroken.

    Rows may be handed on before their table's digest was seen: they count only after the end was reached.
    """
    import msgspec

    try:
        yield from _Reader().read(_lines(pieces))
    except (msgspec.MsgspecError, UnicodeError, RecursionError, OverflowError) as error:
        raise ArchiveBroken("line") from error


class _Reader:
    """Follows the lines in the order in which they have to come."""

    def __init__(self) -> None:
        import msgspec

        self._decode = msgspec.json.decode
        self._all = hashlib.sha256()
        self._table = hashlib.sha256()
        self._tables: dict[str, Digest] = {}

    def read(self, lines: Iterator[bytes]) -> Iterator[Start | Rows | Mapping[str, Digest]]:
        start = self._object(next(lines, b""), {"format", "kind", "office", "revision"})
        if start["kind"] != KIND or start["format"] != FORMAT:
            raise ArchiveBroken("kind")
        yield Start(self._decode(f'"{start["office"]}"', type=UUID), str(start["revision"]))
        waiting = {
            table.name: table for table in tables()
        }  # in any order: that of another version may differ
        for line in lines:
            before = self._all.hexdigest()
            opening = self._object(line, {"columns", "table"}, {"sha256", "tables"})
            if "tables" in opening:
                self._end(opening, before, next(lines, None))
                yield self._tables
                return
            table = waiting.pop(str(opening["table"]), None)
            if table is None:
                raise ArchiveBroken("unknown table, or one that comes twice")
            yield from self._rows(table, tuple(opening["columns"]), lines)
        raise ArchiveBroken("no end")

    def _rows(self, table: Table, names: tuple[str, ...], lines: Iterator[bytes]) -> Iterator[Rows]:
        decoder = _row_decoder(table, names)
        self._table, count = hashlib.sha256(), 0
        values: list[Any] = []
        size = 0
        for line in lines:
            if line.startswith(b"{"):
                yield Rows(table, names, values)
                self._end_of(table, count + len(values), line)
                return
            self._all.update(line)
            self._table.update(line)
            values.append(decoder.decode(line))
            size += len(line)
            if len(values) == AT_ONCE or size > ROOM:
                yield Rows(table, names, values)
                count, values, size = count + len(values), [], 0
        raise ArchiveBroken("no end of table")

    def _end_of(self, table: Table, count: int, line: bytes) -> None:
        digest = Digest(count, self._table.hexdigest())
        said = self._object(line, {"end", "count", "sha256"})
        if said != {"end": table.name, "count": digest.count, "sha256": digest.sha256}:
            raise ArchiveBroken("table")
        self._tables[str(table.name)] = digest

    def _end(self, said: Mapping[str, Any], before: str, after: bytes | None) -> None:
        told = {
            name: {"count": digest.count, "sha256": digest.sha256} for name, digest in self._tables.items()
        }
        if said["sha256"] != before or said["tables"] != told or after is not None:
            raise ArchiveBroken("end")

    def _object(self, line: bytes, *fields: set[str]) -> dict[str, Any]:
        self._all.update(line)
        found = self._decode(line, type=dict[str, Any])
        if set(found) not in fields:
            raise ArchiveBroken("fields")
        return found


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Whole lines with their end."""
    waiting = b""
    for piece in pieces:
        *whole, waiting = (waiting + piece).split(b"\n")
        for line in whole:
            yield line + b"\n"
        if len(waiting) > _LONGEST_LINE:
            raise ArchiveBroken("line too long")
    if waiting:
        raise ArchiveBroken("half a line")


def _row_decoder(table: Table, names: tuple[str, ...]) -> msgspec.json.Decoder[Any]:
    import msgspec

    columns = {column.name: column for column in stored_columns(table)}
    if not names or len(set(names)) != len(names) or not set(names) <= set(columns):
        raise ArchiveBroken("columns")
    types = tuple(_type_of(columns[name]) for name in names)
    return msgspec.json.Decoder(tuple[types])  # type: ignore[valid-type]


def _type_of(column: Column[Any]) -> Any:
    """What a value of the column is in Python; stricter than the database, which may take text for a number."""
    import msgspec

    kind = column.type
    found: Any = str
    if isinstance(kind, Id):
        found = UUID
    elif isinstance(kind, UtcDateTime):
        found = Annotated[datetime, msgspec.Meta(tz=True)]
    elif isinstance(kind, Day):
        found = date
    elif isinstance(kind, JSON):
        return Any
    elif isinstance(kind, Enum):
        found = kind.enum_class if kind.enum_class is not None else StrEnum
    elif isinstance(kind, LargeBinary):
        found = bytes
    elif isinstance(kind, Integer):
        found = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
    elif kind.python_type is bool:
        found = bool
    return found | None if column.nullable else found
