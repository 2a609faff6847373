"""The room of the report, by the name the window knows it under."""

from __future__ import annotations

from gezinscoach_desktop.views.page import Destination

TROUBLE = "trouble"


def trouble_page() -> Destination:
    """Where a report is made."""
    return Destination(TROUBLE)
