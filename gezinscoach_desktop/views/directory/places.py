"""The room of the service directory, by the name the window knows it under."""

from __future__ import annotations

from uuid import UUID

from gezinscoach_desktop.views.page import Destination

DIRECTORY = "directory"


def directory_page(service_id: UUID | None = None) -> Destination:
    """The directory, with the cursor on a service."""
    return Destination(DIRECTORY, part="" if service_id is None else str(service_id))
