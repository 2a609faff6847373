"""What a key means while the scale of an item has the focus, on every keyboard a coach may have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Ask(Enum):
    """What the user asks of the form through a card."""

    SET_LEVEL = auto()
    STEP_LEVEL = auto()
    CLEAR_LEVEL = auto()
    OPEN = auto()
    NEXT = auto()
    PREVIOUS = auto()
    NEXT_PERSON = auto()
    PREVIOUS_PERSON = auto()
    NOTE = auto()
    REASON = auto()
    HELP = auto()
    FIND = auto()


@dataclass(frozen=True, slots=True)
class Command:
    """An ask with its number: the level to set (None is n.v.t.) or the step to take."""

    ask: Ask
    number: int | None = None


# The digit row of Belgian and French AZERTY gives these without Shift. § (6), è (7), ! (8) and ç (9) mean nothing here.
_DIGITS = {"&": 1, "é": 2, '"': 3, "'": 4, "(": 5, "à": 0} | {str(digit): digit for digit in range(6)}

_KEYS = {
    Qt.Key.Key_Right: Command(Ask.STEP_LEVEL, 1),
    Qt.Key.Key_Left: Command(Ask.STEP_LEVEL, -1),
    Qt.Key.Key_Down: Command(Ask.NEXT),
    Qt.Key.Key_Up: Command(Ask.PREVIOUS),
    Qt.Key.Key_Return: Command(Ask.NEXT),
    Qt.Key.Key_Enter: Command(Ask.NEXT),
    Qt.Key.Key_PageDown: Command(Ask.NEXT_PERSON),
    Qt.Key.Key_PageUp: Command(Ask.PREVIOUS_PERSON),
    Qt.Key.Key_Backspace: Command(Ask.CLEAR_LEVEL),
    Qt.Key.Key_Delete: Command(Ask.CLEAR_LEVEL),
    Qt.Key.Key_T: Command(Ask.NOTE),
    Qt.Key.Key_R: Command(Ask.REASON),
    Qt.Key.Key_F1: Command(Ask.HELP),
    Qt.Key.Key_Slash: Command(Ask.FIND),
}
_ALLOWED = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


def command_of(event: QKeyEvent) -> Command | None:
    """What a key press asks, or None when the key means nothing on the scale."""
    if event.modifiers() & ~_ALLOWED:
        return None  # Ctrl+1 belongs to the window, AltGr+é is an @
    digit = _DIGITS.get(event.text())
    if digit is None and event.text() == "/":
        return Command(Ask.FIND)
    if digit is not None:
        return Command(Ask.SET_LEVEL, digit or None)
    return _KEYS.get(Qt.Key(event.key()))
