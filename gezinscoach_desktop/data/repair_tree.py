"""Reading rows out of the pages of an SQLite database of which some are gone (https://sqlite.org/fileformat2.html)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gezinscoach_desktop.data.repair_pages import USABLE, Pages

_INDEX_INNER, _TABLE_INNER, _INDEX_LEAF, _TABLE_LEAF = 2, 5, 10, 13
_TABLE_MOST = USABLE - 35
_INDEX_MOST = (USABLE - 12) * 64 // 255 - 23
_LEAST = (USABLE - 12) * 32 // 255 - 23
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in one cell. `rowid` is 0 in an index, and in a table that has none."""

    rowid: int
    values: tuple[Any, ...]


@dataclass(slots=True)
class Tree:
    """What was read of one table or index."""

    rows: list[Row] = field(default_factory=list)
    bad_pages: int = 0
    """Pages of it that could not be read, each with what hangs under it."""
    bad_rows: int = 0
    """Rows of pages that are sound, of which the rest stands on one that is not."""
    leaf_pages: int = 0
    has_bad_inner: bool = False
    seen: set[int] = field(default_factory=set)

    @property
    def is_whole(self) -> bool:
        return not self.bad_pages and not self.bad_rows


class Unreadable(Exception):
    """What stands there is not what SQLite writes."""


def read_tree(pages: Pages, root: int) -> Tree:
    """Everything under `root` that can be reached."""
    tree = Tree()
    _walk(pages, root, tree)
    return tree


def _walk(pages: Pages, root: int, tree: Tree) -> None:
    waiting = [root]
    while waiting:
        number = waiting.pop()
        if number in tree.seen:
            continue
        tree.seen.add(number)
        try:
            page = _page(pages, number)
            kind = page[_start(number)]
            if kind in (_TABLE_INNER, _INDEX_INNER):
                waiting += reversed(list(_children(page, number)))
            elif kind not in (_TABLE_LEAF, _INDEX_LEAF):
                raise Unreadable
        except (Unreadable, struct.error, IndexError):
            tree.bad_pages += 1
            tree.has_bad_inner = True
            continue
        if kind != _TABLE_INNER:
            tree.leaf_pages += kind != _INDEX_INNER
            read_rows(pages, number, tree)


def read_rows(pages: Pages, number: int, tree: Tree) -> None:
    """The rows on one page."""
    page = _page(pages, number)
    for at in _cells(page, number):
        try:
            tree.rows.append(_row(pages, page, page[_start(number)], at, tree.seen))
        except (Unreadable, struct.error, IndexError, UnicodeDecodeError):
            tree.bad_rows += 1


def leaves(pages: Pages) -> Iterator[tuple[int, bool]]:
    """Every page that could hold rows, and whether it is of a table with row numbers."""
    for number, page in pages.sound.items():
        kind = page[_start(number)]
        if kind in (_TABLE_LEAF, _INDEX_LEAF):
            yield number, kind == _TABLE_LEAF


def free_pages(pages: Pages) -> set[int]:
    """Pages that hold nothing any more, as far as the list of them can be read."""
    found: set[int] = set()
    if 1 not in pages.sound:
        return found
    trunk = struct.unpack_from(">I", pages.sound[1], 32)[0]
    while trunk and trunk not in found and trunk in pages.sound:
        found.add(trunk)
        trunk, count = struct.unpack_from(">2I", page := pages.sound[trunk])
        count = min(count, (USABLE - 8) // 4)
        found.update(struct.unpack_from(f">{count}I", page, 8))
    return found


def _page(pages: Pages, number: int) -> bytes:
    page = pages.sound.get(number)
    if page is None:
        raise Unreadable
    return page


def _start(number: int) -> int:
    return 100 if number == 1 else 0


def _cells(page: bytes, number: int) -> tuple[int, ...]:
    start = _start(number)
    count = struct.unpack_from(">H", page, start + 3)[0]
    after = start + (12 if page[start] in (_TABLE_INNER, _INDEX_INNER) else 8)
    if after + 2 * count > USABLE:
        return ()
    return struct.unpack_from(f">{count}H", page, after)


def _children(page: bytes, number: int) -> Iterator[int]:
    for at in _cells(page, number):
        yield struct.unpack_from(">I", page, at)[0]
    yield struct.unpack_from(">I", page, _start(number) + 8)[0]


def _row(pages: Pages, page: bytes, kind: int, at: int, seen: set[int]) -> Row:
    if kind == _INDEX_INNER:
        at += 4
    size, at = _varint(page, at)
    rowid = 0
    if kind == _TABLE_LEAF:
        rowid, at = _varint(page, at)
        rowid = rowid - (1 << 64) if rowid >> 63 else rowid
    most = _TABLE_MOST if kind == _TABLE_LEAF else _INDEX_MOST
    return Row(rowid, _values(_payload(pages, page, at, size, most, seen)))


def _payload(pages: Pages, page: bytes, at: int, size: int, most: int, seen: set[int]) -> bytes:
    if size <= most:
        return page[at : at + size]
    local = _LEAST + (size - _LEAST) % (USABLE - 4)
    if local > most:
        local = _LEAST
    parts, left = [page[at : at + local]], size - local
    following = struct.unpack_from(">I", page, at + local)[0]
    passed: set[int] = set()
    while left > 0:
        if following in passed:
            raise Unreadable
        passed.add(following)
        seen.add(following)
        more = _page(pages, following)
        following = struct.unpack_from(">I", more)[0]
        parts.append(more[4 : 4 + min(left, USABLE - 4)])
        left -= USABLE - 4
    return b"".join(parts)


def _values(record: bytes) -> tuple[Any, ...]:
    end, at = _varint(record, 0)
    kinds = []
    while at < end:
        kind, at = _varint(record, at)
        kinds.append(kind)
    values: list[Any] = []
    at = end
    for kind in kinds:
        value, size = _value(record, at, kind)
        values.append(value)
        at += size
    if at != len(record):
        raise Unreadable
    return tuple(values)


def _value(record: bytes, at: int, kind: int) -> tuple[Any, int]:
    if kind in _INTEGERS:
        size = _INTEGERS[kind]
        return int.from_bytes(record[at : at + size], "big", signed=True), size
    if kind == 7:
        return struct.unpack_from(">d", record, at)[0], 8
    if kind in (0, 8, 9):
        return (None if kind == 0 else kind - 8), 0
    if kind < 12:
        raise Unreadable
    size = (kind - 12) // 2
    content = record[at : at + size]
    return (content.decode() if kind % 2 else content), size


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = raw[at + place]
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            return value, at + place + 1
    return value << 8 | raw[at + 8], at + 9


@dataclass(frozen=True, slots=True)
class Thing:
    """A line of the database's own list of tables and indexes."""

    kind: str
    name: str
    table: str
    root: int
    sql: str


def things(pages: Pages) -> tuple[Mapping[str, Thing], bool]:
    """The tables and indexes by name, and whether the list of them is whole. What the list lost is looked for elsewhere."""
    tree = read_tree(pages, 1)
    found = {thing.name: thing for thing in map(_thing, tree.rows) if thing is not None}
    if not tree.is_whole:
        for number, is_table in leaves(pages):
            if is_table and number not in tree.seen:
                apart = Tree()
                read_rows(pages, number, apart)
                listed = [_thing(row) for row in apart.rows]
                if listed and all(thing is not None for thing in listed):
                    tree.seen.add(number)
                    for thing in listed:
                        if thing is not None:
                            found.setdefault(thing.name, thing)
    return found, tree.is_whole


def _thing(row: Row) -> Thing | None:
    if len(row.values) != 5 or row.values[0] not in ("table", "index", "trigger", "view"):
        return None
    kind, name, table, root, sql = row.values
    if not isinstance(name, str) or not isinstance(table, str) or not isinstance(root, int):
        return None
    return Thing(kind, name, table, root, sql or "")
