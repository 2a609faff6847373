"""A new office: on this PC, in a shared folder that is good enough, or on a server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.folder.self_test import Findings
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput, OfficeUnavailable
from gezinscoach_desktop.views.account.recovery_dialog import RecoveryDialog
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.new_office import NewOfficeDialog
from gezinscoach_desktop.views.opening import OpeningWindow
from gezinscoach_desktop.views.recent_offices import recent_offices
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.account.fakes import PASSWORD, SERVER_FIT, FakeEntrance
from tests.views.checks import assert_every_focusable_widget_is_named

Show = Callable[[QWidget], None]
FILE = "/kantoren/aalst.gezinscoach"
ADDRESS = "postgresql://db.aalst.be/gezinnen"
SERVER_PASSWORD = "van de server"


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


def fill_in_server(dialog: NewOfficeDialog) -> None:
    """As somebody types it, the login of the server last."""
    fill_in(dialog)
    choose(dialog, OfficeKind.POSTGRESQL)
    fields, login = dialog.where.server.fields, dialog.where.server.login
    for field, text in (
        (fields.host_field, "db.aalst.be"),
        (fields.database_field, "gezinnen"),
        (login.user_field, "gezinnen_migrator"),
        (login.password_field, SERVER_PASSWORD),
    ):
        QTest.keyClicks(field, text)


def test_on_a_server_the_connection_is_tested_first_and_shows_what_was_found(
    dialog: NewOfficeDialog, entrance: FakeEntrance
) -> None:
    fill_in_server(dialog)
    dialog.submit()
    assert dialog.form.error_of("host") == "Test eerst de verbinding."
    QTest.keyClick(dialog.where.server.findings.examine_button, Qt.Key.Key_Return)

    assert entrance.calls("examine_server") == [(ADDRESS, "gezinnen_migrator", SERVER_PASSWORD)]
    assert dialog.where.server.findings.sentences == [
        "De verbinding is goed: hier kan het kantoor komen.",
        "PostgreSQL 16.4",
        "De verbinding is versleuteld (TLSv1.3).",
    ]
    assert dialog.form.error_of("host") == ""


def test_an_office_on_a_server_is_made_with_its_login_and_remembered_without(
    dialog: NewOfficeDialog, entrance: FakeEntrance
) -> None:
    fill_in_server(dialog)
    dialog.where.server.test()
    dialog.submit()

    assert entrance.calls("new_office")[0][:2] == (ADDRESS, OfficeKind.POSTGRESQL)
    assert entrance.server_login == ("gezinnen_migrator", SERVER_PASSWORD)
    assert entrance.calls("open_office") == [(ADDRESS, "bea", PASSWORD)]
    assert dialog.place == ADDRESS
    assert dialog.where.server.login.password_field.value() == ""


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("host", "Vul de naam van de server in."),
        ("database", "Vul de naam van de databank in."),
        ("server_user", "Vul de login in van wie de server beheert."),
    ],
)
def test_what_is_missing_about_a_server_is_told_at_its_field(
    dialog: NewOfficeDialog, entrance: FakeEntrance, missing: str, sentence: str
) -> None:
    fill_in_server(dialog)
    server = dialog.where.server
    fields = {
        "host": server.fields.host_field,
        "database": server.fields.database_field,
        "server_user": server.login.user_field,
    }
    fields[missing].set_value("")
    server.test()

    assert dialog.form.error_of(missing) == sentence
    assert entrance.calls("examine_server") == []


def test_another_server_is_tested_again(dialog: NewOfficeDialog, entrance: FakeEntrance) -> None:
    fill_in_server(dialog)
    dialog.where.server.test()
    QTest.keyClicks(dialog.where.server.fields.port_field, "6543")
    assert dialog.where.server.findings.examine_button.isVisible()
    dialog.submit()
    assert dialog.form.error_of("host") == "Test eerst de verbinding."
    dialog.where.server.test()
    dialog.submit()

    assert entrance.calls("new_office")[0][0] == "postgresql://db.aalst.be:6543/gezinnen"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"is_fit": False, "problems": ("De server is te oud.",)}, "De server is te oud."),
        ({"has_office": True}, "In deze databank staat al een kantoor"),
    ],
)
def test_a_server_that_is_not_fit_says_why_and_makes_no_office(
    dialog: NewOfficeDialog, entrance: FakeEntrance, changed: dict[str, object], sentence: str
) -> None:
    entrance.server_findings = SimpleNamespace(**{**vars(SERVER_FIT), **changed})
    fill_in_server(dialog)
    dialog.where.server.test()
    found = dialog.where.server.findings
    assert found.sentences[0] == "Zo kan hier geen kantoor komen."
    assert found.sentences[1].startswith(sentence)
    assert found.examine_button.isVisible()
    dialog.submit()

    assert entrance.calls("new_office") == []


def test_a_server_that_does_not_answer_is_told_and_can_be_tried_again(
    dialog: NewOfficeDialog, entrance: FakeEntrance
) -> None:
    entrance.errors["examine_server"] = OfficeUnavailable("De server van het kantoor is niet bereikbaar.")
    fill_in_server(dialog)
    dialog.where.server.test()

    assert dialog.error_label.text() == "De server van het kantoor is niet bereikbaar."
    assert dialog.where.server.findings.examine_button.isVisible()


def test_what_is_wrong_with_the_place_stands_at_the_server(
    dialog: NewOfficeDialog, entrance: FakeEntrance
) -> None:
    entrance.errors["new_office"] = InvalidInput("De databank is niet leeg.", field="place")
    fill_in_server(dialog)
    dialog.where.server.test()
    dialog.submit()

    assert dialog.form.error_of("host") == "De databank is niet leeg."


def test_a_whole_address_that_is_pasted_fills_in_every_field_and_hides_its_password(
    dialog: NewOfficeDialog, entrance: FakeEntrance
) -> None:
    choose(dialog, OfficeKind.POSTGRESQL)
    QGuiApplication.clipboard().setText(
        "postgresql://gezinnen_migrator:geheim%21@db.aalst.be:6543/gezinnen?sslrootcert=/ca.crt&login_prefix=oud"
    )
    server = dialog.where.server
    server.fields.host_field.setFocus()
    QTest.keyClick(server.fields.host_field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert server.fields.host_field.value() == "db.aalst.be"
    assert server.fields.port_field.value() == "6543"
    assert server.fields.database_field.value() == "gezinnen"
    assert server.fields.ca_field.value() == "/ca.crt"
    assert server.login.login() == ("gezinnen_migrator", "geheim!")
    server.test()
    assert entrance.calls("examine_server") == [
        (
            "postgresql://db.aalst.be:6543/gezinnen?sslrootcert=/ca.crt&login_prefix=oud",
            "gezinnen_migrator",
            "geheim!",
        )
    ]


def test_who_has_no_server_yet_can_hand_over_the_command_that_sets_one_up(dialog: NewOfficeDialog) -> None:
    choose(dialog, OfficeKind.POSTGRESQL)
    hint = dialog.where.server.hint
    assert hint.isVisible()
    QTest.keyClicks(dialog.where.server.fields.database_field, "gezinnen")
    QTest.keyClick(hint.copy_button, Qt.Key.Key_Return)

    assert QGuiApplication.clipboard().text() == "gezinscoach-desktop postgres-setup --database gezinnen"


def test_the_form_of_a_server_is_named(dialog: NewOfficeDialog) -> None:
    choose(dialog, OfficeKind.POSTGRESQL)
    assert_every_focusable_widget_is_named(dialog)


def test_the_certificate_of_the_server_can_be_chosen(
    dialog: NewOfficeDialog, dialogs: ScriptedDialogs, entrance: FakeEntrance
) -> None:
    fill_in_server(dialog)
    dialogs.will_answer(Path("/certificaten/ca.crt"))
    QTest.keyClick(dialog.where.server.fields.ca_button, Qt.Key.Key_Return)
    dialog.where.server.test()

    assert entrance.calls("examine_server")[0][0] == f"{ADDRESS}?sslrootcert=/certificaten/ca.crt"


def test_typing_begins_with_the_name(dialog: NewOfficeDialog) -> None:
    assert dialog.name_field.hasFocus()


def test_the_form_is_named(dialog: NewOfficeDialog) -> None:
    assert_every_focusable_widget_is_named(dialog)
