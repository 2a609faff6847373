"""Light or dark, as chosen last time on this computer."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from gezinscoach_desktop.views.theme import Appearance

_KEY = "view/appearance"


def kept_appearance(settings: QSettings) -> Appearance:
    """What was chosen; the system's when nothing was, or nothing that can be read."""
    word = str(settings.value(_KEY, Appearance.SYSTEM.value))
    return Appearance(word) if word in tuple(Appearance) else Appearance.SYSTEM


def keep_appearance(settings: QSettings, appearance: Appearance) -> None:
    """For the next time."""
    settings.setValue(_KEY, appearance.value)
