"""An office in a file with a backup and work of later, and the ways in which a disk can damage it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gezinscoach_desktop.data import audit, check
from gezinscoach_desktop.data.backup_copy import opened
from gezinscoach_desktop.data.keys import FileSlots, key_file_of, open_ring
from gezinscoach_desktop.data.repair_pages import PAGE, Pages, read_pages
from gezinscoach_desktop.data.repair_tree import read_tree, things
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services.family import add_family, list_families
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.repair import Keys
from tests.offices import PASSWORD, USER

BEFORE, AFTER = 40, 25
"""Families that stand in the backup, and that came later."""
ALL = {f"Gezin {number:03}" for number in range(BEFORE + AFTER)}
KEYS = Keys(USER, PASSWORD)


def key_of(path: Path) -> bytes:
    return open_ring(FileSlots(key_file_of(path)), user_name=USER, password=PASSWORD).database


def pages_of(path: Path) -> Pages:
    return read_pages(path, key_of(path))


def leaf_of(path: Path, name: str, *, place: int = 0) -> int:
    """The number of a page with rows (or entries) of a table or index."""
    pages = pages_of(path)
    tree = read_tree(pages, things(pages)[0][name].root)
    return sorted(number for number in tree.seen if pages.sound[number][0] in (10, 13))[place]


def flip(path: Path, page: int, *, byte: int = 700, bit: int = 3) -> None:
    raw = bytearray(path.read_bytes())
    raw[(page - 1) * PAGE + byte] ^= 1 << bit
    path.write_bytes(raw)


def flip_every_page(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    for number in range(len(raw) // PAGE):
        raw[number * PAGE + 50] ^= 1
    path.write_bytes(raw)


def flip_leaf(name: str) -> Callable[[Path], None]:
    return lambda path: flip(path, leaf_of(path, name))


def flip_salt(path: Path) -> None:
    flip(path, 1, byte=5)


def flip_first_page(path: Path) -> None:
    flip(path, 1)


def cut_off(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) - 6 * PAGE - 100])


def drop_guard(path: Path) -> None:
    with opened(path, key_of(path)) as driver:
        driver.execute("DROP TRIGGER audit_entry_no_delete")


def drop_index(path: Path) -> None:
    with opened(path, key_of(path)) as driver:
        (name,) = driver.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'audit_entry'"
        ).fetchone()[:1]
        driver.execute(f"DROP INDEX {name}")


def lose_key_file(path: Path) -> None:
    key_file_of(path).unlink()


def spoil_key_file(path: Path) -> None:
    key_file_of(path).write_bytes(b"{}")


NOTHING_LOST = {
    "an index page": flip_leaf("sqlite_autoindex_family_1"),
    "the salt in the header": flip_salt,
    "a missing guard": drop_guard,
    "a missing index": drop_index,
    "a missing key file": lose_key_file,
    "a spoiled key file": spoil_key_file,
}
SOMETHING_LOST = {
    "families": flip_leaf("family"),
    "the trail": flip_leaf("audit_entry"),
    "operations": flip_leaf("operation"),
    "the first page": flip_first_page,
    "the end of the file": cut_off,
}


def families(path: Path) -> set[str]:
    desk = open_office(str(path), user_name=USER, password=PASSWORD)
    try:
        return {row.name for row in list_families(desk)}
    finally:
        close_office(desk)


def assert_sound(path: Path) -> None:
    """The office opens, and everything in it fits together as far as the store goes."""
    desk = open_office(str(path), user_name=USER, password=PASSWORD)
    try:
        assert desk.office.read(check.unsound_pages) == 0
        assert desk.office.read(check.missing_guards) == ()
        assert desk.office.read(check.stray_rows) == 0
        assert desk.office.read(check.schema_fits)
        actions = [entry.action for entry in desk.office.read(audit.entries)]
        assert AuditAction.REPAIR in actions or AuditAction.RESTORE in actions
        add_family(desk, FamilyInput(name="Na het herstel"))
    finally:
        close_office(desk)
