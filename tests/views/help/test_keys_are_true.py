"""The sheet of keys cannot lie: each key is handled by the screens it is listed for, and Ctrl+? opens it anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.handbook_keys import Keys
from gezinscoach_desktop.services.handbook import read_shortcuts
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.frame import Frame, OfficeLabel
from gezinscoach_desktop.views.help.keys_sheet import KeysKeeper, KeysSheet
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Destination, Page
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.keys_in_code import BY_QT, HANDLED_IN, is_handled

Show = Callable[[QWidget], None]
_CTRL = Qt.KeyboardModifier.ControlModifier


def listed() -> Iterator[tuple[str, Keys]]:
    for section in read_shortcuts():
        for shortcut in section.shortcuts:
            for keys in shortcut.keys:
                if isinstance(keys, Keys) and keys.names[-1] not in BY_QT:
                    yield section.anchor, keys


@pytest.fixture
def frame(tasks: InlineTasks, messages: Messages, settings_store: QSettings, show: Show) -> Frame:
    made = Frame(tasks, messages, settings_store, office=OfficeLabel("OCMW Ninove", "An"))
    KeysKeeper(made, tasks, ScriptedDialogs())
    made.add_room("agenda", "Agenda", "calendar", lambda _: AgendaLike())
    show(made)
    made.go(Destination("agenda"))
    made.activateWindow()
    return made


class AgendaLike(Page):
    help_topic = "agenda"


def test_every_section_is_looked_up_somewhere() -> None:
    assert {section.anchor for section in read_shortcuts()} == set(HANDLED_IN)


@pytest.mark.parametrize(
    ("anchor", "keys"),
    [pytest.param(anchor, keys, id=f"{anchor}: {' + '.join(keys.names)}") for anchor, keys in listed()],
)
def test_a_key_is_handled_by_the_screens_it_is_listed_for(anchor: str, keys: Keys) -> None:
    assert is_handled(keys, anchor)


def test_a_key_that_is_nowhere_handled_is_noticed() -> None:
    assert not is_handled(Keys(("Ctrl", "J")), "overal")
    assert not is_handled(Keys(("X",)), "in-de-agenda")


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Question, _CTRL),
        (Qt.Key.Key_Question, _CTRL | Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Comma, _CTRL | Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_ctrl_and_question_mark_opens_the_keys_of_the_screen_however_it_is_typed(
    frame: Frame, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    QTest.keyClick(frame, key, held)
    QTest.keyClick(frame, key, held)
    (sheet,) = frame.findChildren(KeysSheet)

    assert sheet.sections[0].anchor == "in-de-agenda"


def test_a_locked_window_shows_no_keys(frame: Frame) -> None:
    frame.cover(QWidget())
    QTest.keyClick(frame, Qt.Key.Key_Question, _CTRL)

    assert frame.findChild(KeysSheet) is None
