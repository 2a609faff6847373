"""What a user may rely on: only the irreversible asks, and then one has to type the code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from gezinscoach_desktop.views.dialogs import (
    ANY_FILE,
    ConfirmDialog,
    Dialogs,
    FileKind,
    QtDialogs,
    ScriptedDialogs,
)
from tests.views.checks import assert_every_focusable_widget_is_named

Show = Callable[[QWidget], None]
PDF = FileKind("PDF-bestand", "pdf")


@pytest.fixture
def dialog(show: Show) -> ConfirmDialog:
    made = ConfirmDialog("Gezin wissen", "Alles van dit gezin verdwijnt.", code="G-2024-017", verb="Wissen")
    show(made)
    return made


def test_the_button_wakes_up_once_the_code_is_typed(dialog: ConfirmDialog) -> None:
    assert not dialog.sure_button.isEnabled()
    QTest.keyClicks(dialog.code_field, "g-2024-01")
    assert not dialog.sure_button.isEnabled()
    QTest.keyClicks(dialog.code_field, "7")

    assert dialog.sure_button.isEnabled()


def test_enter_without_the_code_does_nothing(dialog: ConfirmDialog) -> None:
    QTest.keyClick(dialog.code_field, Qt.Key.Key_Return)

    assert dialog.isVisible()


def test_enter_with_the_code_goes_ahead(dialog: ConfirmDialog) -> None:
    QTest.keyClicks(dialog.code_field, "G-2024-017")
    QTest.keyClick(dialog.code_field, Qt.Key.Key_Return)

    assert dialog.result() == QDialog.DialogCode.Accepted


def test_the_question_is_named(dialog: ConfirmDialog) -> None:
    assert_every_focusable_widget_is_named(dialog)


def test_a_file_name_gets_its_extension(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    typed = str(tmp_path / "G-2024-017")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (typed, ""))

    assert QtDialogs().save_file("Bewaren", PDF, suggested="x.pdf") == tmp_path / "G-2024-017.pdf"


def test_the_next_file_window_opens_where_the_last_one_was(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []

    def answer(parent: QWidget | None, title: str, folder: str, patterns: str) -> tuple[str, str]:
        opened.append(folder)
        return str(tmp_path / "a.csv"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    dialogs = QtDialogs()
    dialogs.open_file("Inlezen", (ANY_FILE,))
    dialogs.open_file("Inlezen", (ANY_FILE,))

    assert opened == [str(Path.home()), str(tmp_path)]


def test_closing_the_file_window_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: "")

    assert QtDialogs().choose_folder("Map") is None


def test_a_script_answers_in_order_and_refuses_a_question_nobody_expected() -> None:
    script = ScriptedDialogs()
    script.will_answer(Path("a.csv"), None)
    dialogs: Dialogs = script

    assert dialogs.open_file("Inlezen", (ANY_FILE,)) == Path("a.csv")
    assert dialogs.save_file("Bewaren", PDF, suggested="x") is None
    with pytest.raises(AssertionError, match="Wissen"):
        dialogs.confirm_irreversible("Wissen", "", code="x", verb="Wissen")
    assert script.asked == ["Inlezen", "Bewaren", "Wissen"]
