"""A new database out of what can still be read of a damaged one, with every row that did not come along counted.

The new one has the tables, indexes and guards that this program makes; rows are taken from the pages that are sound, and
where they are gone from a backup. What stays lost is told per table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.backup_copy import examine, opened
from gezinscoach_desktop.data.backup_restore import let_go_since
from gezinscoach_desktop.data.repair_fill import Other, fill, fill_from
from gezinscoach_desktop.data.repair_found import Found, found_in, revision_of
from gezinscoach_desktop.data.repair_loose import Owner, drop_loose, make_up_accounts
from gezinscoach_desktop.data.repair_pages import Pages
from gezinscoach_desktop.data.repair_shape import make_empty, shapes_of, take_guards, upgrade
from gezinscoach_desktop.data.repair_tree import Thing, read_tree, things
from gezinscoach_desktop.domain.backup import Contents
from gezinscoach_desktop.domain.errors import OfficeUnavailable

OnWork = Callable[[int, int], None]
"""How far it is, of how much; raises Cancelled when the user stopped it."""


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
    revision = revision_of(pages, listed)
    make_empty(target, key, revision)
    with opened(target, key) as driver:
        shapes = shapes_of(driver)
        on_work(1, 5)
        found, homeless = found_in(pages, listed, shapes)
        on_work(2, 5)
        guards = take_guards(driver)
        kept = fill(driver, shapes, found)
        on_work(3, 5)
        can_fill = other is not None and revision == schema.HEAD
        filled = fill_from(driver, other, shapes, found) if other is not None and can_fill else {}
        make_up_accounts(driver, shapes["account"], found["account"], owner)
        loose = drop_loose(driver, shapes)
        for sql in guards:
            driver.execute(sql)
        on_work(4, 5)
    if revision != schema.HEAD:
        upgrade(target, key)
    if any(filled.values()):  # a backup brings back what was erased since
        let_go_since(target, key)
    with opened(target, key) as driver:
        driver.execute("PRAGMA journal_mode = DELETE").fetchall()
    contents = examine(target, key)
    on_work(5, 5)
    tables = tuple(
        _outcome_of(name, found[name], kept[name], filled.get(name, 0), loose.get(name, 0)) for name in shapes
    )
    return Outcome(tables, contents, homeless, len(pages.bad), _bad_indexes(pages, listed), pages.is_log_cut)


def _outcome_of(name: str, found: Found, kept: int, filled: int, loose: int) -> TableOutcome:
    lost = max(0, found.lost + len(found.rows) - kept - filled)
    return TableOutcome(name, kept, filled, lost, found.is_counted, loose)


def _bad_indexes(pages: Pages, listed: Mapping[str, Thing]) -> int:
    indexes = [thing for thing in listed.values() if thing.kind == "index" and thing.root]
    return sum(1 for thing in indexes if not read_tree(pages, thing.root).is_whole)
