"""The room Team, by the name the window knows it under."""

from __future__ import annotations

from gezinscoach_desktop.views.page import Destination

TEAM = "team"


def team() -> Destination:
    """The caseload of everybody."""
    return Destination(TEAM)
