"""The rooms about safety, by the name the window knows them under."""

from __future__ import annotations

from gezinscoach_desktop.views.page import Destination

SAFETY = "safety"
AUDIT = "audit"

BACKUPS_PART = "backups"
SHARING_PART = "sharing"


def safety_page(part: str = "") -> Destination:
    """Backups, sharing, checks; `part` is the card to show."""
    return Destination(SAFETY, part=part)


def audit_page() -> Destination:
    """The audit trail."""
    return Destination(AUDIT)
