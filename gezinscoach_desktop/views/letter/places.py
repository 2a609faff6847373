"""Where letters are written, by the name the window knows it under."""

from __future__ import annotations

from uuid import UUID

from gezinscoach_desktop.views.page import Destination

LETTER = "letter"


def letter_to_service(family_id: UUID, service_id: UUID | None = None) -> Destination:
    """A letter about the family, to that service if one is given."""
    return Destination(LETTER, family_id, "" if service_id is None else str(service_id))
