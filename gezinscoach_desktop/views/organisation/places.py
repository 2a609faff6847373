"""The page Organisatie, by the name the window knows it under."""

from __future__ import annotations

from gezinscoach_desktop.views.page import Destination

ORGANISATION = "organisation"


def organisation(part: str = "") -> Destination:
    """Municipalities, partner organisations and staff; `part` is a tab (see Part)."""
    return Destination(ORGANISATION, part=part)
