"""The first steps of the checklist: an office on this PC, in a shared folder that is good enough, or on a server."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gezinscoach_desktop.data.folder.self_test import Findings
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.data.office_file import PlaceFindings
from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput, OfficeUnavailable
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.place_chooser import PlaceChooser
from gezinscoach_desktop.views.recent_offices import recent_offices
from gezinscoach_desktop.views.setup.dialog import SetupDialog
from gezinscoach_desktop.views.setup.draft import SetupDraft, kept_draft
from tests.journeys.screen import seen_in
from tests.views.account.fakes import FILE_FIT, PASSWORD, SERVER_FIT, FakeEntrance
from tests.views.checks import assert_every_focusable_widget_is_named

FILE = "/kantoren/aalst.gezinscoach"
ADDRESS = "postgresql://db.aalst.be/gezinnen"
SERVER_PASSWORD = "van de server"


def fill_in(dialog: SetupDialog, place: str = FILE) -> None:
    """All but where it comes, and to the second step; without `place` the proposed one stays."""
    dialog.before.organisation.name_field.set_value("OCMW Aalst")
    account = dialog.before.account
    account.user_name_field.set_value("bea")
    account.display_name_field.set_value("Bea Peeters")
    account.password.field.set_value(PASSWORD)
    account.password.repeated_field.set_value(PASSWORD)
    dialog.go_on()
    if place:
        dialog.before.place.where.place_field.set_value(place)
        QTest.mouseClick(dialog.before.place.findings.examine_button, Qt.MouseButton.LeftButton)


def make(dialog: SetupDialog) -> None:
    """From the second step on, as far as it goes."""
    dialog.go_on()
    if dialog.current is dialog.before.account:
        dialog.go_on()


def where_of(dialog: SetupDialog) -> PlaceChooser:
    return dialog.before.place.where


def error_at(dialog: SetupDialog, field: str) -> str:
    return dialog.current.form.error_of(field)


def choose(dialog: SetupDialog, kind: OfficeKind) -> None:
    """By keys, as the arrow goes down from the first."""
    if dialog.current is dialog.before.organisation:
        dialog.before.organisation.name_field.set_value("OCMW Aalst")
        dialog.go_on()
    kinds = dialog.before.place.kinds
    kinds.cards[0].setFocus()
    for card in kinds.cards[: list(OfficeKind).index(kind)]:
        QTest.keyClick(card, Qt.Key.Key_Down)
    assert where_of(dialog).kind is kind


def test_an_office_is_made_and_opened_and_the_checklist_goes_on_in_it(
    dialog: SetupDialog, entrance: FakeEntrance, settings_store: QSettings
) -> None:
    entered: list[tuple[object, bool]] = []
    dialog.entered.connect(lambda desk, wants: entered.append((desk, wants)))
    fill_in(dialog)
    make(dialog)
    assert entrance.calls("new_office") == [
        (FILE, OfficeKind.THIS_PC, "OCMW Aalst", "bea", PASSWORD, "Bea Peeters")
    ]
    assert entrance.calls("open_office") == [(FILE, "bea", PASSWORD)]
    assert [(one.place, one.user_name) for one in recent_offices(settings_store)] == [(FILE, "bea")]
    assert kept_draft(settings_store) == SetupDraft(), "from now on the office itself tells"
    assert dialog.current.key == "recovery"
    assert entered == []

    QTest.mouseClick(dialog.later_button, Qt.MouseButton.LeftButton)
    assert entered == [(entrance.desk, False)]


def test_the_municipalities_that_were_typed_are_in_the_office(
    dialog: SetupDialog, entrance: FakeEntrance
) -> None:
    dialog.before.organisation.municipalities_field.set_value("Aalst, Erpe-Mere")
    fill_in(dialog)
    make(dialog)

    assert entrance.calls("name_municipalities") == [(("Aalst", "Erpe-Mere"),)]


def test_an_office_that_was_made_and_did_not_open_is_opened_by_signing_in(
    dialog: SetupDialog, entrance: FakeEntrance, settings_store: QSettings
) -> None:
    entrance.errors["open_office"] = OfficeUnavailable("De map is niet bereikbaar.")
    told: list[tuple[str, str, str]] = []
    dialog.made_elsewhere.connect(lambda place, user, error: told.append((place, user, error.message)))
    fill_in(dialog)
    make(dialog)

    [(place, user, message)] = told
    assert (place, user) == (FILE, "bea")
    assert "is gemaakt, maar ging nog niet open: De map is niet bereikbaar." in message
    assert recent_offices(settings_store)[0].place == FILE


@pytest.mark.parametrize(("missing", "step"), [("name", 0), ("place", 1), ("user_name", 2)])
def test_what_is_missing_is_told_at_its_field(
    dialog: SetupDialog, entrance: FakeEntrance, missing: str, step: int
) -> None:
    fill_in(dialog)
    place_field = where_of(dialog).place_field
    fields = {
        "name": dialog.before.organisation.name_field,
        "place": place_field,
        "user_name": dialog.before.account.user_name_field,
    }
    make_until = dialog.before.pages[step]
    while dialog.current is not make_until:
        dialog.go_on() if dialog.before.pages.index(dialog.current) < step else dialog.back_button.click()
    fields[missing].set_value("")
    dialog.go_on()

    assert error_at(dialog, missing) != ""
    assert fields[missing].hasFocus()
    assert entrance.calls("new_office") == []


def test_what_the_service_refuses_is_told_at_its_field_on_its_step(
    dialog: SetupDialog, entrance: FakeEntrance
) -> None:
    entrance.errors["new_office"] = InvalidInput("Er staat al een bestand met die naam.", field="place")
    fill_in(dialog)
    make(dialog)

    assert dialog.current is dialog.before.place
    assert error_at(dialog, "place") == "Er staat al een bestand met die naam."
    assert dialog.isVisible()
    assert dialog.next_button.isEnabled()


def test_nobody_has_to_choose_a_place_on_this_pc(dialog: SetupDialog, entrance: FakeEntrance) -> None:
    fill_in(dialog, place="")
    assert where_of(dialog).place_field.value() == str(Path("/documenten/OCMW Aalst.gezinscoach"))
    assert dialog.before.place.findings.sentences == ["Deze plaats is goed.", "Vrije ruimte: 80 GB."]
    make(dialog)

    assert entrance.calls("new_office")[0][0] == "/documenten/OCMW Aalst.gezinscoach"


def test_the_proposed_place_follows_the_name_until_somebody_chooses_one(
    dialog: SetupDialog, dialogs: ScriptedDialogs
) -> None:
    fill_in(dialog, place="")
    dialog.back_button.click()
    dialog.before.organisation.name_field.set_value("OCMW Ninove")
    dialog.go_on()
    assert where_of(dialog).place_field.value().endswith("OCMW Ninove.gezinscoach")
    dialogs.will_answer(Path("/x/y.gezinscoach"))
    QTest.mouseClick(where_of(dialog).browse_button, Qt.MouseButton.LeftButton)
    dialog.back_button.click()
    dialog.before.organisation.name_field.set_value("OCMW Gent")
    dialog.go_on()

    assert where_of(dialog).place_field.value() == str(Path("/x/y.gezinscoach"))


def test_it_says_why_the_file_does_not_come_among_the_documents(
    dialog: SetupDialog, entrance: FakeEntrance
) -> None:
    entrance.why_proposed = "Je map Documenten wordt gesynchroniseerd door OneDrive."
    fill_in(dialog, place="")

    assert dialog.before.place.why_label.isVisible()
    assert "OneDrive" in dialog.before.place.why_label.text()


def test_a_place_that_is_synchronised_is_refused_with_what_to_do(
    dialog: SetupDialog, dialogs: ScriptedDialogs, entrance: FakeEntrance
) -> None:
    problem = "Deze map wordt gesynchroniseerd door Dropbox; kies een map die alleen op deze pc staat."
    entrance.file_findings = PlaceFindings(is_fit=False, problems=(problem,), warnings=(), facts=())
    fill_in(dialog, place="")
    dialogs.will_answer(Path("/home/an/Dropbox/kantoor.gezinscoach"))
    QTest.mouseClick(where_of(dialog).browse_button, Qt.MouseButton.LeftButton)
    assert problem in dialog.before.place.findings.sentences
    make(dialog)

    assert error_at(dialog, "place") == "Laat deze plaats eerst uitproberen."
    assert entrance.calls("new_office") == []
    entrance.file_findings = FILE_FIT
    QTest.mouseClick(dialog.before.place.propose_button, Qt.MouseButton.LeftButton)
    assert not dialog.before.place.propose_button.isVisible()
    make(dialog)
    assert entrance.calls("new_office")[0][0] == "/documenten/OCMW Aalst.gezinscoach"


def test_a_folder_is_tried_out_at_once_and_then_taken(
    dialog: SetupDialog, dialogs: ScriptedDialogs, entrance: FakeEntrance
) -> None:
    fill_in(dialog)
    choose(dialog, OfficeKind.FOLDER)
    assert where_of(dialog).place_field.value() == "", "a file is no folder"
    assert "Deze plaats is goed." not in seen_in(dialog)
    dialogs.will_answer(Path("/mnt/team"))
    QTest.mouseClick(where_of(dialog).browse_button, Qt.MouseButton.LeftButton)
    assert entrance.calls("examine_folder") == [("/mnt/team",)]
    assert where_of(dialog).findings.sentences[0].startswith("Deze map is geschikt")
    assert "Vrije ruimte: 80 GB." in where_of(dialog).findings.sentences
    make(dialog)

    assert entrance.calls("new_office")[0][:2] == ("/mnt/team", OfficeKind.FOLDER)


def test_a_folder_that_is_not_fit_says_why_and_makes_no_office(
    dialog: SetupDialog, dialogs: ScriptedDialogs, entrance: FakeEntrance
) -> None:
    problem = "Deze map wordt door OneDrive gesynchroniseerd; kies een map op een server."
    entrance.findings = Findings(is_fit=False, problems=(problem,), warnings=(), races=0, seconds=0.1)
    fill_in(dialog)
    choose(dialog, OfficeKind.FOLDER)
    dialogs.will_answer(Path("/mnt/OneDrive"))
    QTest.mouseClick(where_of(dialog).browse_button, Qt.MouseButton.LeftButton)
    assert problem in where_of(dialog).findings.sentences
    make(dialog)

    assert error_at(dialog, "place") == "Laat deze map eerst uitproberen."
    assert entrance.calls("new_office") == []


def test_warnings_about_a_folder_are_shown_and_do_not_stop_anybody(
    dialog: SetupDialog, dialogs: ScriptedDialogs, entrance: FakeEntrance
) -> None:
    warning = "In deze map is nog 900 MB vrij; maak binnenkort plaats."
    entrance.findings = Findings(is_fit=True, problems=(), warnings=(warning,), races=400, seconds=2.0)
    fill_in(dialog)
    choose(dialog, OfficeKind.FOLDER)
    dialogs.will_answer(Path("/mnt/team"))
    QTest.mouseClick(where_of(dialog).browse_button, Qt.MouseButton.LeftButton)
    assert warning in where_of(dialog).findings.sentences
    make(dialog)

    assert len(entrance.calls("new_office")) == 1


def test_another_folder_is_tried_out_again(
    dialog: SetupDialog, dialogs: ScriptedDialogs, entrance: FakeEntrance
) -> None:
    fill_in(dialog)
    choose(dialog, OfficeKind.FOLDER)
    dialogs.will_answer(Path("/mnt/team"))
    QTest.mouseClick(where_of(dialog).browse_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(where_of(dialog).place_field, Qt.Key.Key_End)
    QTest.keyClicks(where_of(dialog).place_field, "/elders")
    assert where_of(dialog).findings.examine_button.isVisible()
    make(dialog)
    assert error_at(dialog, "place") == "Laat deze map eerst uitproberen."
    QTest.mouseClick(where_of(dialog).findings.examine_button, Qt.MouseButton.LeftButton)
    make(dialog)

    assert entrance.calls("examine_folder")[-1] == ("/mnt/team/elders",)
    assert entrance.calls("new_office")[0][0] == "/mnt/team/elders"


def test_trying_out_can_be_stopped(
    dialog: SetupDialog, dialogs: ScriptedDialogs, entrance: FakeEntrance
) -> None:
    choose(dialog, OfficeKind.FOLDER)
    entrance.errors["examine_folder"] = Cancelled("Gestopt. Er is niets bewaard.")
    dialogs.will_answer(Path("/mnt/team"))
    QTest.mouseClick(where_of(dialog).browse_button, Qt.MouseButton.LeftButton)

    assert where_of(dialog).findings.examine_button.isVisible()
    assert not dialog.current.error_label.isVisible()


def fill_in_server(dialog: SetupDialog) -> None:
    """As somebody types it, the login of the server last."""
    fill_in(dialog)
    choose(dialog, OfficeKind.POSTGRESQL)
    fields, login = where_of(dialog).server.fields, where_of(dialog).server.login
    for field, text in (
        (fields.host_field, "db.aalst.be"),
        (fields.database_field, "gezinnen"),
        (login.user_field, "gezinnen_migrator"),
        (login.password_field, SERVER_PASSWORD),
    ):
        QTest.keyClicks(field, text)


def test_on_a_server_the_connection_is_tested_first_and_shows_what_was_found(
    dialog: SetupDialog, entrance: FakeEntrance
) -> None:
    fill_in_server(dialog)
    make(dialog)
    assert error_at(dialog, "host") == "Test eerst de verbinding."
    QTest.keyClick(where_of(dialog).server.findings.examine_button, Qt.Key.Key_Return)

    assert entrance.calls("examine_server") == [(ADDRESS, "gezinnen_migrator", SERVER_PASSWORD)]
    assert where_of(dialog).server.findings.sentences == [
        "De verbinding is goed: hier kan het kantoor komen.",
        "PostgreSQL 16.4",
        "De verbinding is versleuteld (TLSv1.3).",
    ]
    assert error_at(dialog, "host") == ""


def test_after_a_good_test_the_keyboard_is_on_going_on(dialog: SetupDialog) -> None:
    """The button that was pressed is gone: Enter goes to the next step, and not back to an earlier one."""
    fill_in_server(dialog)
    button = where_of(dialog).server.findings.examine_button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert dialog.next_button.hasFocus()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.current is dialog.before.account


@pytest.mark.parametrize("name", ["back_button", "later_button"])
def test_who_went_to_another_button_while_the_test_ran_stays_there(dialog: SetupDialog, name: str) -> None:
    fill_in_server(dialog)
    server, chosen = where_of(dialog).server, getattr(dialog, name)
    server.findings.examine_button.setFocus()
    chosen.setFocus(Qt.FocusReason.TabFocusReason)
    server.test()
    assert chosen.hasFocus()


def test_after_the_last_field_of_a_step_come_the_buttons_beneath_it(dialog: SetupDialog) -> None:
    dialog.before.organisation.name_field.set_value("OCMW Aalst")
    fields = dialog.before.organisation
    seen: list[object] = []
    fields.name_field.setFocus()
    for _ in range(4):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        seen.append(dialog.focusWidget())
    assert dialog.later_button in seen
    assert seen[seen.index(dialog.later_button) + 1] is dialog.next_button


def test_an_office_on_a_server_is_made_with_its_login_and_remembered_without(
    dialog: SetupDialog, entrance: FakeEntrance, settings_store: QSettings
) -> None:
    fill_in_server(dialog)
    where_of(dialog).server.test()
    make(dialog)

    assert entrance.calls("new_office")[0][:2] == (ADDRESS, OfficeKind.POSTGRESQL)
    assert entrance.server_login == ("gezinnen_migrator", SERVER_PASSWORD)
    assert entrance.calls("open_office") == [(ADDRESS, "bea", PASSWORD)]
    assert recent_offices(settings_store)[0].place == ADDRESS
    assert where_of(dialog).server.login.password_field.value() == ""


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("host", "Vul de naam van de server in."),
        ("database", "Vul de naam van de databank in."),
        ("server_user", "Vul de login in van wie de server beheert."),
    ],
)
def test_what_is_missing_about_a_server_is_told_at_its_field(
    dialog: SetupDialog, entrance: FakeEntrance, missing: str, sentence: str
) -> None:
    fill_in_server(dialog)
    server = where_of(dialog).server
    fields = {
        "host": server.fields.host_field,
        "database": server.fields.database_field,
        "server_user": server.login.user_field,
    }
    fields[missing].set_value("")
    server.test()

    assert error_at(dialog, missing) == sentence
    assert entrance.calls("examine_server") == []


def test_another_server_is_tested_again(dialog: SetupDialog, entrance: FakeEntrance) -> None:
    fill_in_server(dialog)
    where_of(dialog).server.test()
    QTest.keyClicks(where_of(dialog).server.fields.port_field, "6543")
    assert where_of(dialog).server.findings.examine_button.isVisible()
    make(dialog)
    assert error_at(dialog, "host") == "Test eerst de verbinding."
    where_of(dialog).server.test()
    make(dialog)

    assert entrance.calls("new_office")[0][0] == "postgresql://db.aalst.be:6543/gezinnen"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"is_fit": False, "problems": ("De server is te oud.",)}, "De server is te oud."),
        ({"has_office": True}, "In deze databank staat al een kantoor"),
    ],
)
def test_a_server_that_is_not_fit_says_why_and_makes_no_office(
    dialog: SetupDialog, entrance: FakeEntrance, changed: dict[str, object], sentence: str
) -> None:
    entrance.server_findings = SimpleNamespace(**{**vars(SERVER_FIT), **changed})
    fill_in_server(dialog)
    where_of(dialog).server.test()
    found = where_of(dialog).server.findings
    assert found.sentences[0] == "Zo kan hier geen kantoor komen."
    assert found.sentences[1].startswith(sentence)
    assert found.examine_button.isVisible()
    make(dialog)

    assert entrance.calls("new_office") == []


def test_a_server_that_does_not_answer_is_told_and_can_be_tried_again(
    dialog: SetupDialog, entrance: FakeEntrance
) -> None:
    entrance.errors["examine_server"] = OfficeUnavailable("De server van het kantoor is niet bereikbaar.")
    fill_in_server(dialog)
    where_of(dialog).server.test()

    assert dialog.current.error_label.text() == "De server van het kantoor is niet bereikbaar."
    assert where_of(dialog).server.findings.examine_button.isVisible()


def test_what_is_wrong_with_the_place_stands_at_the_server(
    dialog: SetupDialog, entrance: FakeEntrance
) -> None:
    entrance.errors["new_office"] = InvalidInput("De databank is niet leeg.", field="place")
    fill_in_server(dialog)
    where_of(dialog).server.test()
    make(dialog)

    assert error_at(dialog, "host") == "De databank is niet leeg."


def test_a_whole_address_that_is_pasted_fills_in_every_field_and_hides_its_password(
    dialog: SetupDialog, entrance: FakeEntrance
) -> None:
    choose(dialog, OfficeKind.POSTGRESQL)
    QGuiApplication.clipboard().setText(
        "postgresql://gezinnen_migrator:geheim%21@db.aalst.be:6543/gezinnen?sslrootcert=/ca.crt&login_prefix=oud"
    )
    server = where_of(dialog).server
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


def test_who_has_no_server_yet_can_hand_over_the_command_that_sets_one_up(dialog: SetupDialog) -> None:
    choose(dialog, OfficeKind.POSTGRESQL)
    hint = where_of(dialog).server.hint
    assert hint.isVisible()
    QTest.keyClicks(where_of(dialog).server.fields.database_field, "gezinnen")
    QTest.keyClick(hint.copy_button, Qt.Key.Key_Return)

    assert QGuiApplication.clipboard().text() == "gezinscoach-desktop postgres-setup --database gezinnen"


def test_the_form_of_a_server_is_named(dialog: SetupDialog) -> None:
    choose(dialog, OfficeKind.POSTGRESQL)
    assert_every_focusable_widget_is_named(dialog)


def test_the_certificate_of_the_server_can_be_chosen(
    dialog: SetupDialog, dialogs: ScriptedDialogs, entrance: FakeEntrance
) -> None:
    fill_in_server(dialog)
    dialogs.will_answer(Path("/certificaten/ca.crt"))
    QTest.keyClick(where_of(dialog).server.fields.ca_button, Qt.Key.Key_Return)
    where_of(dialog).server.test()

    assert entrance.calls("examine_server")[0][0] == f"{ADDRESS}?sslrootcert=/certificaten/ca.crt"


def test_typing_begins_with_the_name(dialog: SetupDialog) -> None:
    assert dialog.before.organisation.name_field.hasFocus()


def test_the_form_is_named(dialog: SetupDialog) -> None:
    assert_every_focusable_widget_is_named(dialog)
