"""Filling the new database: with what was found, and with what a good backup has of what was not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gezinscoach_desktop.data.repair_found import Found
from gezinscoach_desktop.data.repair_shape import OWN, Shape, quoted
from gezinscoach_desktop.data.repair_tree import Row
from gezinscoach_desktop.data.tables import APPEND_ONLY


@dataclass(frozen=True, slots=True)
class Other:
    """A good backup as a database of today's tables."""

    path: Path
    key: bytes = field(repr=False)


def fill(driver: Any, shapes: Mapping[str, Shape], found: Mapping[str, Found]) -> Mapping[str, int]:
    """Write every row that was found; gives by table how many came along. What refers to what is left to `drop_loose`."""
    driver.execute("PRAGMA foreign_keys = OFF").fetchall()
    driver.execute("BEGIN IMMEDIATE")
    kept = {}
    for name, shape in shapes.items():
        rows = found[name].rows
        if name in OWN and not rows:
            kept[name] = 0
            continue
        driver.execute(f"DELETE FROM {name}")  # noqa: S608 - our own names
        for width, alike in _by_width(rows).items():
            columns = [quoted(each) for each in shape.columns[:width] if each in shape.written]
            marks = ", ".join("?" * len(columns))
            sql = f"INSERT OR IGNORE INTO {name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
            driver.executemany(sql, (_stored(shape, row) for row in alike))
        kept[name] = driver.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
    driver.execute("COMMIT")
    return kept


def _by_width(rows: Iterable[Row]) -> Mapping[int, list[Row]]:
    """Rows of before a column was added are shorter."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(len(row.values), []).append(row)
    return found


def _stored(shape: Shape, row: Row) -> tuple[Any, ...]:
    return tuple(
        row.rowid if place == shape.alias else value
        for place, value in enumerate(row.values[: len(shape.columns)])
        if place not in shape.worked_out
    )


def fill_from(
    driver: Any, other: Other, shapes: Mapping[str, Shape], found: Mapping[str, Found]
) -> Mapping[str, int]:
    """What is gone from the file and never changes is in a backup as it was; of the rest only what is known to be gone."""
    driver.execute(f"ATTACH DATABASE ? AS other KEY \"x'{other.key.hex()}'\"", (str(other.path),))
    filled = {}
    try:
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("CREATE TEMP TABLE gone (key BLOB)")
        for name, shape in shapes.items():
            each = found[name]
            if each.tree.is_whole or name in OWN:
                continue
            before = driver.total_changes
            names = ", ".join(map(quoted, shape.written))
            sql = f"INSERT OR IGNORE INTO main.{name} ({names}) SELECT {names} FROM other.{name}"  # noqa: S608
            if name in APPEND_ONLY:
                driver.execute(sql)
            elif each.lost_keys:
                driver.execute("DELETE FROM temp.gone")
                driver.executemany("INSERT INTO temp.gone VALUES (?)", ((key,) for key in each.lost_keys))
                before = driver.total_changes
                driver.execute(f"{sql} WHERE {quoted(shape.key[0])} IN (SELECT key FROM temp.gone)")  # noqa: S608
            filled[name] = driver.total_changes - before
        driver.execute("DROP TABLE temp.gone")
        driver.execute("COMMIT")
    finally:
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        driver.execute("DETACH DATABASE other")
    return filled
