"""The new database that a repair fills: empty, with today's tables, and how each of those looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gezinscoach_desktop.data import schema, sqlcipher
from gezinscoach_desktop.data.disk import make_own

OWN = frozenset({"alembic_version", "schema"})
"""What the new database says of itself."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table of the new database looks."""

    name: str
    columns: tuple[str, ...]
    """In the order in which they are stored."""
    kinds: tuple[str, ...]
    needed: tuple[bool, ...]
    has_rowid: bool
    alias: int | None
    """Which column is the number of the row itself, and stored as nothing."""
    key: tuple[str, ...]
    worked_out: frozenset[int] = frozenset()
    """Which columns are worked out from others, and not written."""

    @property
    def written(self) -> tuple[str, ...]:
        return tuple(name for place, name in enumerate(self.columns) if place not in self.worked_out)


def make_empty(target: Path, key: bytes, revision: str) -> None:
    """The tables as they were at `revision`, the one in which the damaged file stands."""
    make_own(target)
    upgrade(target, key, to=revision)


def upgrade(target: Path, key: bytes, *, to: str = schema.HEAD) -> None:
    """Bring the tables, with what is in them, to `to`."""
    engine = sqlcipher.make_engine(target, key)
    try:
        with engine.execution_options(is_writing=True).begin() as connection:
            schema.upgrade(connection, to=to)
    finally:
        engine.dispose()


def shapes_of(driver: Any) -> Mapping[str, Shape]:
    """By name, how every table looks that is to be filled."""
    listed = driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: _shape(driver, name, sql)
        for name, sql in listed
        if not name.startswith("sqlite_") and name != "alembic_version"
    }


def _shape(driver: Any, name: str, sql: str) -> Shape:
    # What is worked out and stored (3) stands in the record, and cannot be written.
    listed = driver.execute(f"PRAGMA table_xinfo({name})").fetchall()
    columns = [each for each in listed if each[6] in (0, 3)]
    has_rowid = "WITHOUT ROWID" not in sql.upper()
    keyed = sorted((each for each in columns if each[5]), key=lambda each: each[5])
    if not has_rowid:
        columns = [*keyed, *(each for each in columns if not each[5])]
    is_alias = has_rowid and len(keyed) == 1 and keyed[0][2].upper() == "INTEGER"
    return Shape(
        name,
        tuple(each[1] for each in columns),
        tuple(each[2].upper() for each in columns),
        tuple(bool(each[3]) for each in columns),
        has_rowid,
        columns.index(keyed[0]) if is_alias else None,
        tuple(each[1] for each in keyed),
        frozenset(place for place, each in enumerate(columns) if each[6]),
    )


def take_guards(driver: Any) -> list[str]:
    """The triggers, set aside while rows come in: they are for who works in the office."""
    guards = driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        driver.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in guards]


def quoted(name: str) -> str:
    """A column's name in SQL: some are words of SQL themselves."""
    return f'"{name}"'
