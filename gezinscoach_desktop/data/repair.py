"""A new database out of what can still be read of a damaged one, with every row that did not come along counted.

The new one has the tables, indexes and guards that this program makes; rows are taken from the pages that are sound, and
where they are gone from a backup. What stays lost is told per table.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from gezinscoach_desktop.data import schema, sqlcipher
from gezinscoach_desktop.data.backup_copy import examine, opened
from gezinscoach_desktop.data.backup_restore import let_go_since
from gezinscoach_desktop.data.disk import make_own
from gezinscoach_desktop.data.repair_pages import Pages
from gezinscoach_desktop.data.repair_tree import (
    Row,
    Thing,
    Tree,
    free_pages,
    leaves,
    read_rows,
    read_tree,
    things,
)
from gezinscoach_desktop.data.tables import APPEND_ONLY
from gezinscoach_desktop.domain.backup import Contents
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.text import fold

OnWork = Callable[[int, int], None]
"""How far it is, of how much; raises Cancelled when the user stopped it."""
_OWN = frozenset({"alembic_version", "schema"})
"""What the new database says of itself."""
_MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class _Shape:
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


@dataclass(frozen=True, slots=True)
class TableOutcome:
    """What became of one table."""

    name: str
    kept: int
    """Rows that came along from the damaged file."""
    filled: int = 0
    """Rows that were gone there, and came from the backup as they were then."""
    lost: int = 0
    """Rows that are gone for good, as far as they can be counted."""
    is_counted: bool = True
    """False: more may be gone than `lost` says."""
    loose: int = 0
    """Rows that belonged to something that is gone, and were left out with it."""

    @property
    def is_whole(self) -> bool:
        return self.lost == 0 and self.is_counted and self.loose == 0 and self.filled == 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of all of it."""

    tables: tuple[TableOutcome, ...]
    contents: Contents
    homeless: int
    """Rows that were found without anything that says where they belong."""
    bad_pages: int
    bad_indexes: int
    is_log_cut: bool

    @property
    def loses_nothing(self) -> bool:
        return not self.homeless and not self.is_log_cut and all(each.is_whole for each in self.tables)


@dataclass(slots=True)
class _Found:
    rows: list[Row] = field(default_factory=list)
    tree: Tree = field(default_factory=Tree)
    lost: int = 0
    is_counted: bool = True
    lost_keys: tuple[Any, ...] | None = ()
    """The keys of the lost rows where an index tells them; None when it is not known which they are."""


@dataclass(frozen=True, slots=True)
class Other:
    """A good backup as a database of today's tables."""

    path: Path
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose keys opened the damaged file: without an account nobody could go on."""

    account_id: bytes
    user_name: str


def rewritten(
    pages: Pages,
    target: Path,
    key: bytes,
    *,
    other: Other | None = None,
    owner: Owner | None = None,
    on_work: OnWork = lambda _a, _b: None,
) -> Outcome:
    """Make the new database at `target` under `key`; raises OfficeUnavailable when it does not become a whole one."""
    from sqlcipher3 import dbapi2

    try:
        return _rewritten(pages, target, key, other, owner, on_work)
    except (dbapi2.Error, DBAPIError, TypeError) as error:  # so little is left that nothing fits
        raise OfficeUnavailable("Van dit kantoor is te weinig over om het opnieuw op te bouwen.") from error


def _rewritten(
    pages: Pages, target: Path, key: bytes, other: Other | None, owner: Owner | None, on_work: OnWork
) -> Outcome:
    listed, _ = things(pages)
    revision = _revision(pages, listed)
    _make_empty(target, key, revision)
    with opened(target, key) as driver:
        shapes = _shapes(driver)
        on_work(1, 5)
        found, homeless = _found(pages, listed, shapes)
        on_work(2, 5)
        guards = _take_guards(driver)
        kept = _fill(driver, shapes, found)
        on_work(3, 5)
        can_fill = other is not None and revision == schema.HEAD
        filled = _fill_from(driver, other, shapes, found) if other is not None and can_fill else {}
        _make_up_accounts(driver, shapes["account"], found["account"], owner)
        loose = _drop_loose(driver, shapes)
        for sql in guards:
            driver.execute(sql)
        on_work(4, 5)
    if revision != schema.HEAD:
        _upgrade(target, key)
    if any(filled.values()):  # a backup brings back what was erased since
        let_go_since(target, key)
    with opened(target, key) as driver:
        driver.execute("PRAGMA journal_mode = DELETE").fetchall()
    contents = examine(target, key)
    on_work(5, 5)
    tables = tuple(
        TableOutcome(
            name,
            kept[name],
            filled.get(name, 0),
            max(0, found[name].lost + len(found[name].rows) - kept[name] - filled.get(name, 0)),
            found[name].is_counted,
            loose.get(name, 0),
        )
        for name in shapes
    )
    indexes = [thing for thing in listed.values() if thing.kind == "index" and thing.root]
    bad = sum(1 for thing in indexes if not read_tree(pages, thing.root).is_whole)
    return Outcome(tables, contents, homeless, len(pages.bad), bad, pages.is_log_cut)


# ------------------------------------------------------------------------------------------------- the new database


def _make_empty(target: Path, key: bytes, revision: str) -> None:
    make_own(target)
    engine = sqlcipher.make_engine(target, key)
    try:
        with engine.execution_options(is_writing=True).begin() as connection:
            schema.upgrade(connection, to=revision)
    finally:
        engine.dispose()


def _upgrade(target: Path, key: bytes) -> None:
    engine = sqlcipher.make_engine(target, key)
    try:
        with engine.execution_options(is_writing=True).begin() as connection:
            schema.upgrade(connection)
    finally:
        engine.dispose()


def _revision(pages: Pages, listed: Mapping[str, Thing]) -> str:
    thing = listed.get("alembic_version")
    if thing is not None:
        for row in read_tree(pages, thing.root).rows:
            if row.values and schema.is_known(str(row.values[0])):
                return str(row.values[0])
    return schema.HEAD


def _shapes(driver: Any) -> Mapping[str, _Shape]:
    listed = driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: _shape(driver, name, sql)
        for name, sql in listed
        if not name.startswith("sqlite_") and name != "alembic_version"
    }


def _shape(driver: Any, name: str, sql: str) -> _Shape:
    # What is worked out and stored (3) stands in the record, and cannot be written.
    listed = driver.execute(f"PRAGMA table_xinfo({name})").fetchall()
    columns = [each for each in listed if each[6] in (0, 3)]
    has_rowid = "WITHOUT ROWID" not in sql.upper()
    keyed = sorted((each for each in columns if each[5]), key=lambda each: each[5])
    if not has_rowid:
        columns = [*keyed, *(each for each in columns if not each[5])]
    is_alias = has_rowid and len(keyed) == 1 and keyed[0][2].upper() == "INTEGER"
    return _Shape(
        name,
        tuple(each[1] for each in columns),
        tuple(each[2].upper() for each in columns),
        tuple(bool(each[3]) for each in columns),
        has_rowid,
        columns.index(keyed[0]) if is_alias else None,
        tuple(each[1] for each in keyed),
        frozenset(place for place, each in enumerate(columns) if each[6]),
    )


def _take_guards(driver: Any) -> list[str]:
    """The triggers, set aside while rows come in: they are for who works in the office."""
    guards = driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        driver.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in guards]


# --------------------------------------------------------------------------------------------------- the damaged one


def _found(
    pages: Pages, listed: Mapping[str, Thing], shapes: Mapping[str, _Shape]
) -> tuple[Mapping[str, _Found], int]:
    found = {name: _Found() for name in shapes}
    reached = free_pages(pages)
    for name, each in found.items():
        thing = listed.get(name)
        if thing is None:
            each.tree = Tree(bad_pages=1, has_bad_inner=True)
        else:
            each.tree = read_tree(pages, thing.root)
        each.rows = each.tree.rows
        reached |= each.tree.seen
    indexes: dict[str, list[tuple[Thing, Tree]]] = {}
    for thing in listed.values():
        if thing.kind == "index" and thing.root:
            tree = read_tree(pages, thing.root)
            reached |= tree.seen
            indexes.setdefault(thing.table, []).append((thing, tree))
    for root in (1, *(thing.root for thing in listed.values() if thing.kind == "table")):
        if root in pages.sound:
            reached |= read_tree(pages, root).seen
    homeless = _bring_home(pages, reached, found, shapes)
    for name, each in found.items():
        if not each.tree.is_whole:
            _count_lost(each, shapes[name], indexes.get(name, []))
    return found, homeless


def _bring_home(
    pages: Pages, reached: set[int], found: Mapping[str, _Found], shapes: Mapping[str, _Shape]
) -> int:
    """Rows on pages to which nothing leads any more, where their form leaves one table; gives how many have none."""
    broken = [name for name, each in found.items() if each.tree.has_bad_inner]
    homeless = 0
    if not broken:
        return 0
    for number, is_table in leaves(pages):
        if number in reached:
            continue
        apart = Tree()
        read_rows(pages, number, apart)
        if not apart.rows:
            continue
        fitting = [
            name
            for name in broken
            if shapes[name].has_rowid == is_table and all(_fits(shapes[name], row) for row in apart.rows)
        ]
        if len(fitting) == 1:
            found[fitting[0]].rows += apart.rows
            found[fitting[0]].tree.bad_rows += apart.bad_rows
        elif is_table:  # of an index nothing is lost: it is made anew
            homeless += len(apart.rows)
    return homeless


def _fits(shape: _Shape, row: Row) -> bool:
    if len(row.values) != len(shape.columns):
        return False
    return all(
        place == shape.alias or place in shape.worked_out or _is_of(kind, value, needed=needed)
        for place, (kind, needed, value) in enumerate(zip(shape.kinds, shape.needed, row.values, strict=True))
    )


def _is_of(kind: str, value: Any, *, needed: bool) -> bool:
    if value is None:
        return not needed
    if "INT" in kind or "BOOL" in kind:
        return isinstance(value, int)
    if "BLOB" in kind:
        return isinstance(value, bytes)
    if "CHAR" in kind or "TEXT" in kind or "JSON" in kind:
        return isinstance(value, str)
    return True


def _count_lost(found: _Found, shape: _Shape, indexes: Sequence[tuple[Thing, Tree]]) -> None:
    """How many rows are gone: an index knows every row of its table."""
    here = {row.rowid for row in found.rows}
    most, is_counted, keys = found.tree.bad_rows, False, None
    for thing, tree in indexes:
        if shape.has_rowid:
            gone = [row for row in tree.rows if row.values and row.values[-1] not in here]
            count = len(gone)
        else:
            gone, count = [], max(0, len(tree.rows) - len(found.rows))
        most = max(most, count)
        if tree.is_whole and " WHERE " not in thing.sql.upper():
            is_counted = True
            if shape.has_rowid and len(shape.key) == 1 and thing.name == f"sqlite_autoindex_{shape.name}_1":
                keys = tuple(row.values[0] for row in gone)
    if shape.alias is not None and not is_counted:
        most = max(most, max(here, default=0) - len(here))  # numbered without gaps: what is missing is gone
    elif not is_counted and found.tree.leaf_pages:  # nothing tells: as many as on the pages that are sound
        most = max(most, round(found.tree.bad_pages * len(found.rows) / found.tree.leaf_pages))
    found.lost, found.is_counted, found.lost_keys = most, is_counted, keys


# --------------------------------------------------------------------------------------------------------- filling it


def _fill(driver: Any, shapes: Mapping[str, _Shape], found: Mapping[str, _Found]) -> Mapping[str, int]:
    driver.execute("PRAGMA foreign_keys = OFF").fetchall()
    driver.execute("BEGIN IMMEDIATE")
    kept = {}
    for name, shape in shapes.items():
        rows = found[name].rows
        if name in _OWN:
            found[name].lost, found[name].is_counted = 0, True  # the new database knows it by itself
            if not rows:
                kept[name] = 0
                continue
        driver.execute(f"DELETE FROM {name}")  # noqa: S608 - our own names
        for width, alike in _by_width(rows).items():
            columns = [_quoted(each) for each in shape.columns[:width] if each in shape.written]
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


def _stored(shape: _Shape, row: Row) -> tuple[Any, ...]:
    return tuple(
        row.rowid if place == shape.alias else value
        for place, value in enumerate(row.values[: len(shape.columns)])
        if place not in shape.worked_out
    )


def _fill_from(
    driver: Any, other: Other, shapes: Mapping[str, _Shape], found: Mapping[str, _Found]
) -> Mapping[str, int]:
    """What is gone from the file and never changes is in a backup as it was; of the rest only what is known to be gone."""
    driver.execute(f"ATTACH DATABASE ? AS other KEY \"x'{other.key.hex()}'\"", (str(other.path),))
    filled = {}
    try:
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("CREATE TEMP TABLE gone (key BLOB)")
        for name, shape in shapes.items():
            each = found[name]
            if each.tree.is_whole or name in _OWN:
                continue
            before = driver.total_changes
            names = ", ".join(map(_quoted, shape.written))
            sql = f"INSERT OR IGNORE INTO main.{name} ({names}) SELECT {names} FROM other.{name}"  # noqa: S608
            if name in APPEND_ONLY:
                driver.execute(sql)
            elif each.lost_keys:
                driver.execute("DELETE FROM temp.gone")
                driver.executemany("INSERT INTO temp.gone VALUES (?)", ((key,) for key in each.lost_keys))
                before = driver.total_changes
                driver.execute(f"{sql} WHERE {_quoted(shape.key[0])} IN (SELECT key FROM temp.gone)")  # noqa: S608
            filled[name] = driver.total_changes - before
        driver.execute("DROP TABLE temp.gone")
        driver.execute("COMMIT")
    finally:
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        driver.execute("DETACH DATABASE other")
    return filled


def _make_up_accounts(driver: Any, shape: _Shape, found: _Found, owner: Owner | None) -> None:
    """An account that is gone comes back by its number, closed and without a name: what it did would be gone with it.

    That of who repairs comes back open: with every role when no administrator is left, since the keys are in his hands
    already, and otherwise with none.
    """
    if found.tree.is_whole:
        return
    there = {row[0] for row in driver.execute("SELECT id FROM account").fetchall()}
    gone = [key for key in found.lost_keys or () if key not in there]
    if owner is not None and owner.account_id not in there:
        gone = [*(key for key in gone if key != owner.account_id), owner.account_id]
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    owner_roles = [] if _has_administrator(driver) else [role.value for role in OfficeRole]
    driver.execute("BEGIN IMMEDIATE")
    for number, key in enumerate(gone, start=1):
        is_owner = owner is not None and key == owner.account_id
        name = owner.user_name if owner is not None and is_owner else f"verloren-account-{number}"
        known = {
            "id": key,
            "user_name": name,
            "user_key": fold(name),
            "display_name": name,
            "roles": json.dumps(owner_roles if is_owner else []),
            "deactivated_at": None if is_owner else now,
        }
        values = {
            column: known.get(column, _plain(kind, now) if needed else None)
            for column, kind, needed in zip(shape.columns, shape.kinds, shape.needed, strict=True)
        }
        names, marks = ", ".join(map(_quoted, values)), ", ".join("?" * len(values))
        driver.execute(f"INSERT INTO account ({names}) VALUES ({marks})", tuple(values.values()))  # noqa: S608
    driver.execute("COMMIT")


def _has_administrator(driver: Any) -> bool:
    rows = driver.execute("SELECT roles FROM account WHERE deactivated_at IS NULL").fetchall()
    return any(OfficeRole.ADMINISTRATOR.value in json.loads(row[0]) for row in rows)


def _plain(kind: str, now: str) -> Any:
    """What stands in a column that has to be filled and of which nothing is known."""
    if "INT" in kind or "BOOL" in kind:
        return 1
    return now if "DATE" in kind or "TIME" in kind else ""


def _drop_loose(driver: Any, shapes: Mapping[str, _Shape]) -> Mapping[str, int]:
    """Rows that refer to what is gone: they let go of it where they can, and go with it where they cannot."""
    loose: dict[str, int] = {}
    driver.execute("BEGIN IMMEDIATE")
    for _ in range(_MOST_ROUNDS):
        wrong = {(row[0], row[3]) for row in driver.execute("PRAGMA foreign_key_check").fetchall()}
        if not wrong:
            break
        for name, number in sorted(wrong):
            changed = _let_go(driver, shapes[name], number)
            loose[name] = loose.get(name, 0) + changed
    driver.execute("COMMIT")
    driver.execute("PRAGMA foreign_keys = ON").fetchall()
    return loose


def _let_go(driver: Any, shape: _Shape, number: int) -> int:
    links = [
        row for row in driver.execute(f"PRAGMA foreign_key_list({shape.name})").fetchall() if row[0] == number
    ]
    parent = links[0][2]
    pairs = [(row[3], row[4] or shape.key[0]) for row in sorted(links, key=lambda row: row[1])]
    filled = " AND ".join(f"child.{_quoted(ours)} IS NOT NULL" for ours, _ in pairs)
    meets = " AND ".join(f"parent.{_quoted(theirs)} = child.{_quoted(ours)}" for ours, theirs in pairs)
    where = f"WHERE {filled} AND NOT EXISTS (SELECT 1 FROM {parent} AS parent WHERE {meets})"  # noqa: S608
    needed = dict(zip(shape.columns, shape.needed, strict=True))
    free = [ours for ours, _ in pairs if ours in shape.written and not needed[ours]]
    before = driver.total_changes
    if free:
        driver.execute(f"UPDATE {shape.name} AS child SET {_quoted(free[0])} = NULL {where}")  # noqa: S608
    else:
        driver.execute(f"DELETE FROM {shape.name} AS child {where}")  # noqa: S608
    return int(driver.total_changes - before)


def _quoted(name: str) -> str:
    return f'"{name}"'
