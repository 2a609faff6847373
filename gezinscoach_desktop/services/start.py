"""The start screen: what waits for me today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gezinscoach_desktop.data import family_list
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyRow, looking

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

RECENT = 10
MOST = 200
"""So many families of each kind are given at most; of the others only how many they are."""


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
    more_due: int = 0
    """How many are due beside those of `due`."""
    more_soon: int = 0


def today(desk: Desk) -> Today:
    """What stands on the start screen; however many families there are, only these are fetched."""
    look = looking(desk)

    def query(session: Session) -> Today:
        who = look(session)
        stand = family_list.standing(session, who, most=MOST, recent=RECENT)
        due, soon = {*stand.never, *stand.late}, set(stand.soon)
        recent = set(stand.recent)
        rows = family_list.rows_of(session, who, due | soon | recent | who.drafts)
        return Today(
            display_name=desk.account.display_name,
            families=stand.families,
            due=tuple(sorted((row for row in rows if row.id in due), key=_waiting)),
            soon=tuple(sorted((row for row in rows if row.id in soon), key=_waiting)),
            drafts=tuple(row for row in rows if row.has_draft),
            recent=tuple(
                sorted(
                    (row for row in rows if row.id in recent),
                    key=lambda row: row.last_snapshot or date.min,
                    reverse=True,
                )
            ),
            more_due=stand.never_count + stand.late_count - len(due),
            more_soon=stand.soon_count - len(soon),
        )

    return desk.office.read(query)


def _waiting(row: FamilyRow) -> tuple[bool, int]:
    """Never measured first, then by due date."""
    return (row.due.days is not None, row.due.days or 0)
