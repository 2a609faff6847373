"""A shortcut for colleagues: in one click in the shared folder, and said where it is, on the slip too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.services import office_link as link_service
from gezinscoach_desktop.views.account.access_dialog import AccessDialog
from gezinscoach_desktop.views.account.slip import Slip, slip_document
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.joining.link_dialog import LinkDialog
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.journeys.screen import seen_in
from tests.views.checks import assert_every_focusable_widget_is_named

Show = Callable[[QWidget], None]
MAP = Path("/net/gezinscoach")
LINK = MAP / "OCMW Ninove.gezinscoach"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders in which a shortcut was written."""
    found: list[Path] = []

    def write_link(desk: Any, folder: Path) -> Path:
        if folder.name == "vol":
            raise OfficeUnavailable(
                "In de map “vol” kan de snelkoppeling niet bewaard worden; kies een andere."
            )
        found.append(folder)
        return folder / LINK.name

    monkeypatch.setattr(link_service, "write_link", write_link)
    return found


def a_desk(kind: OfficeKind) -> Any:
    return SimpleNamespace(office=SimpleNamespace(kind=kind, place=str(MAP)))


@pytest.fixture
def dialog_for(
    tasks: InlineTasks, dialogs: ScriptedDialogs, show: Show, asked: list[Path]
) -> Callable[[OfficeKind], LinkDialog]:
    def make(kind: OfficeKind) -> LinkDialog:
        made = LinkDialog(tasks, dialogs, a_desk(kind))
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        show(made)
        return made

    return make


def enter(dialog: QWidget) -> None:
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def test_enter_puts_it_in_the_shared_folder_and_says_where_it_is(
    dialog_for: Callable[[OfficeKind], LinkDialog], asked: list[Path]
) -> None:
    dialog = dialog_for(OfficeKind.FOLDER)
    assert_every_focusable_widget_is_named(dialog)
    enter(dialog)

    assert asked == [MAP]
    told = " ".join(seen_in(dialog))
    assert "“OCMW Ninove.gezinscoach” staat klaar" in told
    assert dialog.where_field.text() == str(MAP), "to copy into a mail"
    assert dialog.submit_button.text() == "Klaar"
    enter(dialog)
    assert asked == [MAP], "it is not written twice"
    assert not dialog.isVisible()


def test_it_can_come_on_a_stick_and_another_place_is_asked_when_that_does_not_go(
    dialog_for: Callable[[OfficeKind], LinkDialog], dialogs: ScriptedDialogs, asked: list[Path]
) -> None:
    dialog = dialog_for(OfficeKind.FOLDER)
    QTest.keyClick(dialog.in_office_field, Qt.Key.Key_Down)
    assert dialog.elsewhere_field.isChecked()
    dialogs.will_answer(Path("/vol"))
    dialog.submit()
    assert "niet bewaard" in dialog.error_label.text()
    dialogs.will_answer(Path("/stick"))
    dialog.submit()

    assert asked == [Path("/stick")]


def test_of_an_office_on_this_pc_it_is_said_that_others_cannot_use_it(
    dialog_for: Callable[[OfficeKind], LinkDialog], dialogs: ScriptedDialogs, asked: list[Path]
) -> None:
    dialog = dialog_for(OfficeKind.THIS_PC)
    assert any("andere pc kan het zo niet openen" in text for text in seen_in(dialog))
    dialogs.will_answer(None)
    enter(dialog)

    assert asked == []
    assert dialog.isVisible()


def test_the_slip_names_the_file_to_double_click(dialogs: ScriptedDialogs, show: Show) -> None:
    slip = Slip("OCMW Ninove", str(MAP), "Bea", "bea", "ABCD-EFGH-2345")
    dialog = AccessDialog(dialogs, slip)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    wanted: list[bool] = []
    dialog.link_wanted.connect(lambda: wanted.append(True))
    show(dialog)
    dialog.show_link(None)
    QTest.keyClick(dialog.link_button, Qt.Key.Key_Return)
    assert wanted == [True]
    dialog.show_link(LINK)

    assert not dialog.link_button.isVisible()
    assert LINK.name in dialog.link_label.text()
    assert "kies het kantoor" in slip_document(slip).toPlainText()
    assert f"Dubbelklik op het bestand {LINK}" in slip_document(replace(slip, link=str(LINK))).toPlainText()
