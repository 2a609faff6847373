"""The room of accounts, by the name the window knows it under."""

from __future__ import annotations

from gezinscoach_desktop.views.page import Destination

ACCOUNTS = "accounts"
RECOVERY_PART = "recovery"


def recovery_sheet() -> Destination:
    """Where the recovery sheet is made."""
    return Destination(ACCOUNTS, part=RECOVERY_PART)
