"""Where the yearly report stands."""

from __future__ import annotations

from gezinscoach_desktop.views.page import Destination

YEARLY = "yearly"


def yearly_report() -> Destination:
    """The yearly report of this year."""
    return Destination(YEARLY)
