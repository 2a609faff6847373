"""The rooms about rights, by the name the window knows them under."""

from __future__ import annotations

from uuid import UUID

from gezinscoach_desktop.views.page import Destination

RIGHTS_LIST = "rights_list"
RIGHTS_WALK = "rights_walk"


def rights_list(right_id: UUID | None = None) -> Destination:
    """The office's list of rights, with the cursor on one."""
    return Destination(RIGHTS_LIST, part="" if right_id is None else str(right_id))


def rights_walk(family_id: UUID, right_id: UUID | None = None) -> Destination:
    """The walk along the list for one family, beginning at a right."""
    return Destination(RIGHTS_WALK, family_id, "" if right_id is None else str(right_id))
