"""Where the figures stand."""

from __future__ import annotations

from gezinscoach_desktop.views.page import Destination

FIGURES = "figures"


def figures(block: str = "") -> Destination:
    """The figures, at a block when one is named."""
    return Destination(FIGURES, part=block)
