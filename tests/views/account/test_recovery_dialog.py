"""The recovery sheet counts once its code was typed back from paper, and not before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.errors import InvalidInput, OfficeUnavailable
from gezinscoach_desktop.views.account.recovery_dialog import RecoveryDialog
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.tasks import InlineTasks, Tasks
from tests.views.account.fakes import CODE, FakeEntrance
from tests.views.checks import accessible_name, assert_every_focusable_widget_is_named
from tests.views.waiting import wait_until

Show = Callable[[QWidget], None]


@pytest.fixture
def dialog(
    tasks: InlineTasks, dialogs: ScriptedDialogs, entrance: FakeEntrance, show: Show
) -> RecoveryDialog:
    made = RecoveryDialog(tasks, dialogs, entrance, entrance.desk)
    show(made)
    return made


def test_the_code_is_shown_and_spelled_out(dialog: RecoveryDialog) -> None:
    assert dialog.code_view.text == CODE
    assert accessible_name(dialog.code_view).startswith("Code: A A A S E, A 2 E A W")
    assert dialog.print_button.hasFocus()


def test_a_code_that_comes_later_is_in_sight_without_scrolling(
    dialogs: ScriptedDialogs, entrance: FakeEntrance, show: Show
) -> None:
    tasks = Tasks()
    made = RecoveryDialog(tasks, dialogs, entrance, entrance.desk)
    show(made)
    wait_until(made.submit_button.isEnabled)
    tasks.close()
    wait_until(lambda: not made.area.verticalScrollBar().isVisible())


def test_the_code_is_typed_back_without_seeing_it(dialog: RecoveryDialog, entrance: FakeEntrance) -> None:
    done: list[Any] = []
    dialog.confirmed.connect(done.append)
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    assert not dialog.code_view.isVisible()
    assert dialog.code_field.hasFocus()
    QTest.keyClicks(dialog.code_field, CODE)
    QTest.keyClick(dialog.code_field, Qt.Key.Key_Return)

    assert entrance.calls("confirm_recovery_sheet") == [(entrance.sheet, CODE)]
    assert len(done) == 1
    assert not dialog.isVisible()


def test_a_wrong_group_is_named(dialog: RecoveryDialog, entrance: FakeEntrance) -> None:
    dialog.submit()
    QTest.keyClicks(dialog.code_field, CODE[:-1] + ("B" if CODE[-1] != "B" else "C"))
    dialog.submit()
    assert "Groep 7" in dialog.form.error_of("code")
    dialog.code_field.set_value(CODE)
    entrance.error = InvalidInput("Groep 2 is niet zoals op het herstelblad; kijk die na.", field="code")
    dialog.submit()

    assert "Groep 2" in dialog.form.error_of("code")
    assert dialog.isVisible()


def test_the_code_can_be_looked_at_again(dialog: RecoveryDialog) -> None:
    dialog.submit()
    QTest.mouseClick(dialog.again_button, Qt.MouseButton.LeftButton)

    assert dialog.code_view.isVisible()
    assert dialog.submit_button.text() == "Verder: code overtypen"


def test_it_is_saved_where_one_asks_under_a_name_without_the_code(
    dialog: RecoveryDialog, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    target = tmp_path / "blad.pdf"
    dialogs.will_answer(target)
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    assert target.read_bytes().startswith(b"%PDF")


def test_a_sheet_that_cannot_be_made_is_told(
    tasks: InlineTasks, dialogs: ScriptedDialogs, entrance: FakeEntrance, show: Show
) -> None:
    entrance.error = OfficeUnavailable("De gedeelde map is niet bereikbaar.")
    made = RecoveryDialog(tasks, dialogs, entrance, entrance.desk)
    show(made)

    assert made.error_label.text() == "De gedeelde map is niet bereikbaar."
    assert not made.print_button.isEnabled()
    QTest.keyClick(made, Qt.Key.Key_Escape)
    assert not made.isVisible()


def test_both_steps_are_named(dialog: RecoveryDialog) -> None:
    assert_every_focusable_widget_is_named(dialog)
