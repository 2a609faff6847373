"""What a damaged database still gives, table by table, and how much of each is gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.repair_pages import Pages
from gezinscoach_desktop.data.repair_shape import OWN, Shape
from gezinscoach_desktop.data.repair_tree import Row, Thing, Tree, free_pages, leaves, read_rows, read_tree


@dataclass(slots=True)
class Found:
    """What is left of one table."""

    rows: list[Row] = field(default_factory=list)
    tree: Tree = field(default_factory=Tree)
    lost: int = 0
    is_counted: bool = True
    lost_keys: tuple[Any, ...] | None = ()
    """The keys of the lost rows where an index tells them; None when it is not known which they are."""


def revision_of(pages: Pages, listed: Mapping[str, Thing]) -> str:
    """In which version its tables stand; that of this program when that cannot be read."""
    thing = listed.get("alembic_version")
    if thing is not None:
        for row in read_tree(pages, thing.root).rows:
            if row.values and schema.is_known(str(row.values[0])):
                return str(row.values[0])
    return schema.HEAD


def found_in(
    pages: Pages, listed: Mapping[str, Thing], shapes: Mapping[str, Shape]
) -> tuple[Mapping[str, Found], int]:
    """By name, what is left of every table; and how many rows were found of which nothing tells where they belong."""
    found = {name: Found() for name in shapes}
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
        if not each.tree.is_whole and name not in OWN:  # what is its own, the new database knows by itself
            _count_lost(each, shapes[name], indexes.get(name, []))
    return found, homeless


def _bring_home(
    pages: Pages, reached: set[int], found: Mapping[str, Found], shapes: Mapping[str, Shape]
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


def _fits(shape: Shape, row: Row) -> bool:
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


def _count_lost(found: Found, shape: Shape, indexes: Sequence[tuple[Thing, Tree]]) -> None:
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
