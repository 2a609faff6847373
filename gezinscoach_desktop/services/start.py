"""The start screen: what waits for me today."""

from __future__ import annotations

from dataclasses import dataclass

from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyRow


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
    raise NotImplementedError
