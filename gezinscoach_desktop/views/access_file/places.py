"""Where access files are made, by the name the window knows it under."""

from __future__ import annotations

from uuid import UUID

from gezinscoach_desktop.views.page import Destination

ACCESS_FILE = "access_file"


def access_file(family_id: UUID, member_id: UUID | None = None) -> Destination:
    """The file of one person of the family; without one it asks of whom."""
    return Destination(ACCESS_FILE, family_id, "" if member_id is None else str(member_id))
