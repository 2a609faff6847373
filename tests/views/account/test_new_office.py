"""A new office: on this PC, in a shared folder that is good enough, or on a server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.folder.self_test import Findings
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput
from gezinscoach_desktop.views.account.recovery_dialog import RecoveryDialog
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.new_office import NewOfficeDialog
from gezinscoach_desktop.views.opening import OpeningWindow
from gezinscoach_desktop.views.recent_offices import recent_offices
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.account.fakes import PASSWORD, FakeEntrance
from tests.views.checks import assert_every_focusable_widget_is_named

Show = Callable[[QWidget], None]
FILE = "/kantoren/aalst.gezinscoach"


@pytest.fixture
def dialog(
    tasks: InlineTasks, dialogs: ScriptedDialogs, entrance: FakeEntrance, show: Show
) -> NewOfficeDialog:
    made = NewOfficeDialog(tasks, dialogs, entrance)
    show(made)
    return made


def fill_in(dialog: NewOfficeDialog) -> None:
    dialog.name_field.set_value("OCMW Aalst")
    dialog.where.place_field.set_value(FILE)
    dialog.user_name_field.set_value("bea")
    dialog.display_name_field.set_value("Bea Peeters")
    dialog.password.field.set_value(PASSWORD)
    dialog.password.repeated_field.set_value(PASSWORD)


def choose(dialog: NewOfficeDialog, kind: OfficeKind) -> None:
    """By keys, as the arrow goes down from the first."""
    dialog.where.kind_field.setFocus()
    QTest.keyClick(dialog.where.kind_field, Qt.Key.Key_Home)
    for _ in range(list(OfficeKind).index(kind)):
        QTest.keyClick(dialog.where.kind_field, Qt.Key.Key_Down)
    assert dialog.where.kind is kind


def test_a_new_office_is_made_and_opened_and_the_recovery_sheet_follows(
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    settings_store: QSettings,
    entrance: FakeEntrance,
    show: Show,
) -> None:
    window = OpeningWindow(tasks, dialogs, settings_store, entrance)
    desks: list[object] = []
    window.opened.connect(desks.append)
    show(window)
    QTest.mouseClick(window.new_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(NewOfficeDialog)
    assert dialog is not None
    fill_in(dialog)
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    assert entrance.calls("new_office") == [
        (FILE, OfficeKind.THIS_PC, "OCMW Aalst", "bea", PASSWORD, "Bea Peeters")
    ]
    assert entrance.calls("open_office") == [(FILE, "bea", PASSWORD)]
    assert [(one.place, one.user_name) for one in recent_offices(settings_store)] == [(FILE, "bea")]
    assert desks == []

    recovery = window.findChild(RecoveryDialog)
    assert recovery is not None
    assert recovery.code_view.text == entrance.sheet.code
    QTest.mouseClick(recovery.cancel_button, Qt.MouseButton.LeftButton)
    assert desks == [], "leaving it for later is asked once more"
    assert recovery.cancel_button.text() == "Toch later maken"
    QTest.mouseClick(recovery.cancel_button, Qt.MouseButton.LeftButton)
    assert desks == [entrance.desk]


@pytest.mark.parametrize("missing", ["name", "place", "user_name"])
def test_what_is_missing_is_told_at_its_field(
    dialog: NewOfficeDialog, entrance: FakeEntrance, missing: str
) -> None:
    fill_in(dialog)
    field = dialog.where.place_field if missing == "place" else getattr(dialog, f"{missing}_field")
    field.set_value("")
    dialog.submit()

    assert dialog.form.error_of(missing) != ""
    assert entrance.calls("new_office") == []


def test_what_the_service_refuses_is_told_at_its_field(
    dialog: NewOfficeDialog, entrance: FakeEntrance
) -> None:
    entrance.error = InvalidInput("Er staat al een bestand met die naam.", field="place")
    fill_in(dialog)
    dialog.submit()

    assert dialog.form.error_of("place") == "Er staat al een bestand met die naam."
    assert dialog.isVisible()
    assert dialog.submit_button.isEnabled()


def test_the_place_of_the_file_can_be_chosen(dialog: NewOfficeDialog, dialogs: ScriptedDialogs) -> None:
    dialogs.will_answer(Path("/x/y.gezinscoach"))
    QTest.mouseClick(dialog.where.browse_button, Qt.MouseButton.LeftButton)

    assert dialog.where.place_field.value() == str(Path("/x/y.gezinscoach"))
    assert not dialog.where.findings.isVisible()


def test_a_folder_is_tried_out_at_once_and_then_taken(
    dialog: NewOfficeDialog, dialogs: ScriptedDialogs, entrance: FakeEntrance
) -> None:
    fill_in(dialog)
    choose(dialog, OfficeKind.FOLDER)
    assert dialog.where.place_field.value() == "", "a file is no folder"
    dialogs.will_answer(Path("/mnt/team"))
    QTest.mouseClick(dialog.where.browse_button, Qt.MouseButton.LeftButton)
    assert entrance.calls("examine_folder") == [("/mnt/team",)]
    assert dialog.where.findings.sentences[0].startswith("Deze map is geschikt")
    dialog.submit()

    assert entrance.calls("new_office")[0][:2] == ("/mnt/team", OfficeKind.FOLDER)


def test_a_folder_that_is_not_fit_says_why_and_makes_no_office(
    dialog: NewOfficeDialog, dialogs: ScriptedDialogs, entrance: FakeEntrance
) -> None:
    problem = "Deze map wordt door OneDrive gesynchroniseerd; kies een map op een server."
    entrance.findings = Findings(is_fit=False, problems=(problem,), warnings=(), races=0, seconds=0.1)
    fill_in(dialog)
    choose(dialog, OfficeKind.FOLDER)
    dialogs.will_answer(Path("/mnt/OneDrive"))
    QTest.mouseClick(dialog.where.browse_button, Qt.MouseButton.LeftButton)
    assert problem in dialog.where.findings.sentences
    dialog.submit()

    assert dialog.form.error_of("place") == "Laat deze map eerst uitproberen."
    assert entrance.calls("new_office") == []


def test_warnings_about_a_folder_are_shown_and_do_not_stop_anybody(
    dialog: NewOfficeDialog, dialogs: ScriptedDialogs, entrance: FakeEntrance
) -> None:
    warning = "In deze map is nog 900 MB vrij; maak binnenkort plaats."
    entrance.findings = Findings(is_fit=True, problems=(), warnings=(warning,), races=400, seconds=2.0)
    fill_in(dialog)
    choose(dialog, OfficeKind.FOLDER)
    dialogs.will_answer(Path("/mnt/team"))
    QTest.mouseClick(dialog.where.browse_button, Qt.MouseButton.LeftButton)
    assert warning in dialog.where.findings.sentences
    dialog.submit()

    assert len(entrance.calls("new_office")) == 1


def test_another_folder_is_tried_out_again(
    dialog: NewOfficeDialog, dialogs: ScriptedDialogs, entrance: FakeEntrance
) -> None:
    fill_in(dialog)
    choose(dialog, OfficeKind.FOLDER)
    dialogs.will_answer(Path("/mnt/team"))
    QTest.mouseClick(dialog.where.browse_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(dialog.where.place_field, Qt.Key.Key_End)
    QTest.keyClicks(dialog.where.place_field, "/elders")
    assert dialog.where.findings.examine_button.isVisible()
    dialog.submit()
    assert dialog.form.error_of("place") == "Laat deze map eerst uitproberen."
    QTest.mouseClick(dialog.where.findings.examine_button, Qt.MouseButton.LeftButton)
    dialog.submit()

    assert entrance.calls("examine_folder")[-1] == ("/mnt/team/elders",)
    assert entrance.calls("new_office")[0][0] == "/mnt/team/elders"


def test_trying_out_can_be_stopped(
    dialog: NewOfficeDialog, dialogs: ScriptedDialogs, entrance: FakeEntrance
) -> None:
    choose(dialog, OfficeKind.FOLDER)
    entrance.error = Cancelled("Gestopt. Er is niets bewaard.")
    dialogs.will_answer(Path("/mnt/team"))
    QTest.mouseClick(dialog.where.browse_button, Qt.MouseButton.LeftButton)

    assert dialog.where.findings.examine_button.isVisible()
    assert not dialog.error_label.isVisible()


def test_a_server_has_an_address(dialog: NewOfficeDialog, entrance: FakeEntrance) -> None:
    fill_in(dialog)
    choose(dialog, OfficeKind.POSTGRESQL)
    assert not dialog.where.browse_button.isVisible()
    QTest.keyClicks(dialog.where.place_field, "server/kantoor")
    dialog.submit()
    assert dialog.form.error_of("place") == "Een adres begint met postgresql://"
    dialog.where.place_field.set_value("postgresql://server/kantoor")
    dialog.submit()

    assert entrance.calls("new_office")[0][:2] == ("postgresql://server/kantoor", OfficeKind.POSTGRESQL)


def test_typing_begins_with_the_name(dialog: NewOfficeDialog) -> None:
    assert dialog.name_field.hasFocus()


def test_the_form_is_named(dialog: NewOfficeDialog) -> None:
    assert_every_focusable_widget_is_named(dialog)
