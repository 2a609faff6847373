"""Where the licences stand."""

from __future__ import annotations

from gezinscoach_desktop.views.page import Destination

LICENCES = "licences"


def licences_page() -> Destination:
    """All parts and their licences."""
    return Destination(LICENCES)
