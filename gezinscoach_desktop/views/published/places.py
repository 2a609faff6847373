"""Where released figures stand."""

from __future__ import annotations

from gezinscoach_desktop.views.page import Destination

PUBLISHED = "published_figures"


def published_figures() -> Destination:
    """What was released per municipality."""
    return Destination(PUBLISHED)
