"""Offices with whatever a column can hold: hypothesis fills every table, by the types of its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from sqlalchemy import JSON, Column, Connection, Engine, Enum, Integer, LargeBinary, Table, insert
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import archive, schema, sqlcipher
from gezinscoach_desktop.data.archive_file import Header
from gezinscoach_desktop.data.archive_rows import SCHEMA, SLOTS, stored_columns, tables
from gezinscoach_desktop.data.disk import make_own
from gezinscoach_desktop.data.types import Day, Id, UtcDateTime

Rows = Mapping[str, list[dict[str, Any]]]
KEY = bytes(range(32))
SLOT_CONTENTS = {"recovery": b"\0\1sealed", "epoch.1": b"{}"}

# No database takes a NUL in text, nor half a surrogate pair; the program's forms refuse them.
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda each: st.lists(each, max_size=3) | st.dictionaries(TEXTS, each, max_size=3),
    max_leaves=6,
)
_WHOLE = st.integers(-(2**31), 2**31 - 1)
_COUNT, _FEW = st.integers(0, 3), st.integers(0, 2)


def _value(column: Column[Any]) -> st.SearchStrategy[Any]:
    kind = column.type
    found: st.SearchStrategy[Any] = TEXTS
    if isinstance(kind, Id):
        found = st.uuids()
    elif isinstance(kind, UtcDateTime):
        found = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
    elif isinstance(kind, Day):
        found = st.dates()
    elif isinstance(kind, JSON):
        found = JSONS
    elif isinstance(kind, Enum):
        found = st.sampled_from(list(kind.enum_class or ()))
    elif isinstance(kind, LargeBinary):
        found = st.binary(max_size=40)
    elif isinstance(kind, Integer):
        found = _WHOLE
    elif kind.python_type is bool:
        found = st.booleans()
    return st.none() | found if column.nullable and not column.primary_key else found


@st.composite
def offices(draw: st.DrawFn) -> Rows:
    """Rows for every table that refer to each other as they have to."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for table in tables():
        if table in (SCHEMA, SLOTS):
            continue
        count = (
            1
            if table.name in ("office", "instrument")
            else draw(_FEW if table.name in _REFERRING else _COUNT)
        )
        found = [
            {column.name: draw(_value(column)) for column in stored_columns(table)} for _ in range(count)
        ]
        rows[table.name] = _fitted(draw, table.name, found, rows)
    return rows


def _fitted(draw: st.DrawFn, name: str, found: list[dict[str, Any]], rows: Rows) -> list[dict[str, Any]]:
    fitted = []
    table = next(table for table in tables() if table.name == name)
    for number, row in enumerate(found):
        for field, parent in _PARENTS.get(name, {}).items():
            if row[field] is not None:
                row[field] = draw(st.sampled_from([each["id"] for each in rows[parent]] or [None]))
        if name in _REFERRING and not _refers(draw, table, row, {**rows, name: found}):
            continue
        if all(row[field] is not None for field in _NEEDED.get(name, ())):
            finish = _FINISH.get(name)
            fitted += [row] if finish is None else finish(number, row, rows)
    for keys in ([column.name for column in table.primary_key], *_ONCE.get(name, ())):
        fitted = list({tuple(row[key] for key in keys): row for row in fitted}.values())
    return fitted


_REFERRING = frozenset(table.name for table in tables() if "removed_at" in table.c) | {"document_content"}
"""Tables whose references are found in the tables themselves."""
_ONCE = {
    "intake": [["family_id"]],
    "budget": [["family_id", "year"]],
    "document_content": [["document_id"]],
    "staff": [["account_id"]],
    "report_year": [["year"]],
    "index_profile": [["key", "number"]],
}


def _refers(draw: st.DrawFn, table: Table, row: dict[str, Any], rows: Rows) -> bool:
    """Let every reference of a row lead to a row that is there; False when one that is needed can lead nowhere."""
    for key in sorted(table.foreign_key_constraints, key=lambda key: (len(key.columns), str(key.name))):
        names, theirs = [column.name for column in key.columns], [each.column.name for each in key.elements]
        target = names[-1]
        if row[target] is None:
            continue
        others = [
            parent
            for parent in rows[key.referred_table.name]
            if all(parent[their] == row[name] for name, their in zip(names[:-1], theirs[:-1], strict=True))
        ]
        row[target] = draw(st.sampled_from([parent[theirs[-1]] for parent in others] or [None]))
        if row[target] is None and not table.c[target].nullable:
            return False
    return True


_PARENTS = {
    "operation": {"account_id": "account"},
    "audit_entry": {"account_id": "account"},
    "family": {"created_by": "account", "changed_by": "account"},
    "member": {"family_id": "family", "changed_by": "account"},
    "assignment": {"family_id": "family", "account_id": "account"},
    "phase": {"family_id": "family"},
    "snapshot": {"family_id": "family", "author_id": "account", "instrument_id": "instrument"},
}
_NEEDED = {
    "member": ("family_id",),
    "assignment": ("family_id", "account_id"),
    "phase": ("family_id",),
    "snapshot": ("family_id",),
}


def _with(**fields: Callable[[int], Any]) -> Callable[[int, dict[str, Any], Rows], list[dict[str, Any]]]:
    return lambda number, row, _: [{**row, **{name: make(number) for name, make in fields.items()}}]


def _of_member(number: int, row: dict[str, Any], rows: Rows) -> list[dict[str, Any]]:
    members = rows["member"]
    if not members:
        return []
    member = members[number % len(members)]
    return [{**row, "family_id": member["family_id"], "member_id": member["id"]}]


def _of_snapshot(number: int, row: dict[str, Any], rows: Rows) -> list[dict[str, Any]]:
    snapshots = rows["snapshot"]
    if not snapshots:
        return []
    snapshot = snapshots[number % len(snapshots)]
    family = snapshot["family_id"]
    own = [member["id"] for member in rows["member"] if member["family_id"] == family]
    subject: UUID = own[0] if own and number % 2 else family
    level = None if row["level"] is None else 1 + row["level"] % 5
    same = {"date": snapshot["date"], "number": snapshot["number"]}
    return [{**row, **same, "family_id": family, "subject_id": subject, "level": level}]


def _ended(number: int, row: dict[str, Any], _: Rows) -> list[dict[str, Any]]:
    return [{**row, "until": row["until"] or row["since"]}]  # only one may run


_FINISH: dict[str, Callable[[int, dict[str, Any], Rows], list[dict[str, Any]]]] = {
    "account": _with(user_key=lambda number: f"u{number}"),
    "operation": _with(writer=lambda number: (None, 1, schema.WRITER)[number % 3]),
    "family": _with(code=lambda number: f"F{number}"),
    "member": _with(code=lambda number: f"é{number}"),
    "phase": lambda number, row, _: [
        {**row, "since": date(2000 + number, row["since"].month, min(row["since"].day, 28))}
    ],
    "snapshot": _with(number=lambda number: number + 1),
    "assignment": _ended,
    "goal": _with(level_then=lambda number: (None, 1, 5)[number % 3], level_wished=lambda number: 1 + number),
    "staff": _with(percent=lambda number: (0, 50, 100)[number % 3]),
    "referral": _with(urgency=lambda number: 1 + number % 3),
    "tie": _with(ring=lambda number: 1 + number),
    "stay": _of_member,
    "score": _of_snapshot,
}


def fill(connection: Connection, rows: Rows) -> None:
    """Put the rows in new tables; what older programs wrote was written before they were refused."""
    schema.upgrade(connection)
    connection.execute(SCHEMA.update().values(min_writer=0))
    for table in tables():
        if rows.get(table.name):
            connection.execute(insert(table), rows[table.name])
    connection.execute(SCHEMA.update().values(min_writer=schema.WRITER))


@contextmanager
def database(path: Path) -> Iterator[Engine]:
    """An empty SQLCipher file to write in."""
    make_own(path)
    engine = sqlcipher.make_engine(path, KEY)
    try:
        yield engine.execution_options(is_writing=True)
    finally:
        engine.dispose()


def export(engine: Engine, path: Path) -> Header:
    """Write the archive of an office under a fixed key."""
    with Session(engine) as session, path.open("x+b") as stream:
        return archive.write(session, stream, SLOT_CONTENTS, lambda _: KEY, epoch=1)


def bring_in(engine: Engine, path: Path) -> None:
    """Fill an empty database from an archive."""
    with engine.begin() as connection:
        archive.load(connection, path, lambda _: KEY)
