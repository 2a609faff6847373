"""The start screen: what waits for me today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gezinscoach_desktop.domain.due import DueState
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyRow, list_families

RECENT = 10


@dataclass(frozen=True, slots=True)
class Today:
    """My families (every family when I have none of my own) by urgency."""

    display_name: str
    families: int
    due: tuple[FamilyRow, ...]
    """Never measured or late, the longest waiting first."""
    soon: tuple[FamilyRow, ...]
    drafts: tuple[FamilyRow, ...]
    recent: tuple[FamilyRow, ...]
    """Last measured, the newest first, ten at most."""


def today(desk: Desk) -> Today:
    """What stands on the start screen, from the one query behind the list of families."""
    rows = list_families(desk)
    mine = tuple(row for row in rows if row.is_mine) or rows
    measured = (row for row in mine if row.last_snapshot is not None)
    return Today(
        display_name=desk.account.display_name,
        families=len(mine),
        due=tuple(sorted((row for row in mine if row.due.state.is_due), key=_waiting)),
        soon=tuple(sorted((row for row in mine if row.due.state is DueState.SOON), key=_waiting)),
        drafts=tuple(row for row in rows if row.has_draft),
        recent=tuple(sorted(measured, key=lambda row: row.last_snapshot or date.min, reverse=True)[:RECENT]),
    )


def _waiting(row: FamilyRow) -> tuple[bool, int]:
    """Never measured first, then by due date."""
    return (row.due.days is not None, row.due.days or 0)
