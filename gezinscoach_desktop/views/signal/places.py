"""Where signals stand."""

from __future__ import annotations

from gezinscoach_desktop.views.page import Destination

SIGNALS = "signals"


def signals() -> Destination:
    """The list of signals."""
    return Destination(SIGNALS)
