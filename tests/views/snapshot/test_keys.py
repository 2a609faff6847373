"""Every keyboard a coach may have gives the same levels."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from gezinscoach_desktop.views.snapshot.keys import Ask, Command, command_of

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
ALT_GR = CTRL | ALT


def press(key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier = NONE) -> Command | None:
    return command_of(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))


@pytest.mark.parametrize(
    ("key", "text", "modifiers", "level"),
    [
        # Belgian AZERTY, the digit row without Shift
        (Qt.Key.Key_Ampersand, "&", NONE, 1),
        (Qt.Key.Key_Eacute, "é", NONE, 2),
        (Qt.Key.Key_QuoteDbl, '"', NONE, 3),
        (Qt.Key.Key_Apostrophe, "'", NONE, 4),
        (Qt.Key.Key_ParenLeft, "(", NONE, 5),
        (Qt.Key.Key_Agrave, "à", NONE, None),
        # the same row with Shift, or with Caps Lock
        (Qt.Key.Key_1, "1", SHIFT, 1),
        (Qt.Key.Key_5, "5", SHIFT, 5),
        (Qt.Key.Key_0, "0", SHIFT, None),
        # QWERTY
        (Qt.Key.Key_1, "1", NONE, 1),
        (Qt.Key.Key_4, "4", NONE, 4),
        (Qt.Key.Key_0, "0", NONE, None),
        # numpad
        (Qt.Key.Key_1, "1", KEYPAD, 1),
        (Qt.Key.Key_5, "5", KEYPAD, 5),
        (Qt.Key.Key_0, "0", KEYPAD, None),
    ],
)
def test_digits_of_every_keyboard_set_a_level(
    key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier, level: int | None
) -> None:
    assert press(key, text, modifiers) == Command(Ask.SET_LEVEL, level)


@pytest.mark.parametrize(
    ("key", "text", "modifiers"),
    [
        (Qt.Key.Key_section, "§", NONE),
        (Qt.Key.Key_Egrave, "è", NONE),
        (Qt.Key.Key_Exclam, "!", NONE),
        (Qt.Key.Key_Ccedilla, "ç", NONE),
        (Qt.Key.Key_6, "6", NONE),
        (Qt.Key.Key_9, "9", KEYPAD),
        (Qt.Key.Key_ParenRight, ")", NONE),
        (Qt.Key.Key_A, "a", NONE),
        (Qt.Key.Key_1, "", CTRL),
        (Qt.Key.Key_1, "1", ALT),
        (Qt.Key.Key_At, "@", ALT_GR),
        (Qt.Key.Key_Tab, "\t", NONE),
        (Qt.Key.Key_T, "\x14", CTRL),
    ],
)
def test_other_keys_mean_nothing_on_the_scale(key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier) -> None:
    assert press(key, text, modifiers) is None


@pytest.mark.parametrize(
    ("key", "text", "ask"),
    [
        (Qt.Key.Key_Down, "", Ask.NEXT),
        (Qt.Key.Key_Up, "", Ask.PREVIOUS),
        (Qt.Key.Key_Return, "\r", Ask.NEXT),
        (Qt.Key.Key_Backspace, "\b", Ask.CLEAR_LEVEL),
        (Qt.Key.Key_T, "t", Ask.NOTE),
        (Qt.Key.Key_T, "T", Ask.NOTE),
        (Qt.Key.Key_R, "r", Ask.REASON),
        (Qt.Key.Key_F1, "", Ask.HELP),
        (Qt.Key.Key_Slash, "/", Ask.FIND),
        (Qt.Key.Key_PageDown, "", Ask.NEXT_PERSON),
        (Qt.Key.Key_PageUp, "", Ask.PREVIOUS_PERSON),
    ],
)
def test_walking_keys(key: Qt.Key, text: str, ask: Ask) -> None:
    wish = press(key, text)
    assert wish is not None
    assert wish.ask is ask
