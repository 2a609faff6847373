"""How often screens and commands were opened from the search, on this PC; never which family or person."""

from __future__ import annotations

from PySide6.QtCore import QSettings

_GROUP = "find/used"


def used(settings: QSettings, name: str) -> int:
    """How often it was opened."""
    kept = settings.value(f"{_GROUP}/{name}", 0)
    try:
        return int(str(kept))
    except ValueError:
        return 0


def count(settings: QSettings, name: str) -> None:
    """It was opened once more."""
    settings.setValue(f"{_GROUP}/{name}", used(settings, name) + 1)
