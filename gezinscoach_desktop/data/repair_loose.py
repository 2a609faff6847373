"""What refers to something that is gone: accounts come back as a number, other rows let go of it or go with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gezinscoach_desktop.data.repair_found import Found
from gezinscoach_desktop.data.repair_shape import Shape, quoted
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.text import fold

_MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose keys opened the damaged file: without an account nobody could go on."""

    account_id: bytes
    user_name: str


def make_up_accounts(driver: Any, shape: Shape, found: Found, owner: Owner | None) -> None:
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
        names, marks = ", ".join(map(quoted, values)), ", ".join("?" * len(values))
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


def drop_loose(driver: Any, shapes: Mapping[str, Shape]) -> Mapping[str, int]:
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


def _let_go(driver: Any, shape: Shape, number: int) -> int:
    links = [
        row for row in driver.execute(f"PRAGMA foreign_key_list({shape.name})").fetchall() if row[0] == number
    ]
    parent = links[0][2]
    pairs = [(row[3], row[4] or shape.key[0]) for row in sorted(links, key=lambda row: row[1])]
    filled = " AND ".join(f"child.{quoted(ours)} IS NOT NULL" for ours, _ in pairs)
    meets = " AND ".join(f"parent.{quoted(theirs)} = child.{quoted(ours)}" for ours, theirs in pairs)
    where = f"WHERE {filled} AND NOT EXISTS (SELECT 1 FROM {parent} AS parent WHERE {meets})"  # noqa: S608
    needed = dict(zip(shape.columns, shape.needed, strict=True))
    free = [ours for ours, _ in pairs if ours in shape.written and not needed[ours]]
    before = driver.total_changes
    if free:
        driver.execute(f"UPDATE {shape.name} AS child SET {quoted(free[0])} = NULL {where}")  # noqa: S608
    else:
        driver.execute(f"DELETE FROM {shape.name} AS child {where}")  # noqa: S608
    return int(driver.total_changes - before)
