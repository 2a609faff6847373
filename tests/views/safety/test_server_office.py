"""The page Veiligheid of an office on a server: who makes the copies, and the login that the whole office asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.errors import OfficeUnavailable, WrongPassword
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import backup, whole
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.sharing import OfficeKind
from gezinscoach_desktop.services.whole import Code
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.safety.export_dialog import ExportDialog
from gezinscoach_desktop.views.safety.move_dialog import MoveDialog
from gezinscoach_desktop.views.safety.page import SafetyPage
from gezinscoach_desktop.views.safety.restore_dialog import RestoreDialog
from gezinscoach_desktop.views.safety.status_line import StatusLine
from gezinscoach_desktop.views.server.codes_dialog import CodesDialog
from gezinscoach_desktop.views.server.login_dialog import ServerLoginDialog
from tests.journeys.screen import clipped_in
from tests.views.account.fakes import SERVER_FIT
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.safety.conftest import OpenSafety, Services
from tests.views.safety.samples import AT, desk_of, make_backup, make_state
from tests.views.safety.test_safety_page import PASSWORD, click, dialog_of, text_of

LOGIN = ("kantoor_migrator", "van de server")
WRONG = WrongPassword("Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar.")


@dataclass
class Doors:
    """Which logins opened the whole office, and with which desk work was done on it."""

    asked: list[tuple[str, str]] = field(default_factory=list)
    open: int = 0
    used: list[str] = field(default_factory=list)

    @contextmanager
    def whole_office(self, desk: Desk, user_name: str, password: str) -> Iterator[Desk]:
        self.asked.append((user_name, password))
        if (user_name, password) != LOGIN:
            raise WRONG
        self.open += 1
        yield replace(desk, account=replace(desk.account, display_name="Heel het kantoor"))
        self.open -= 1

    def note(self, desk: Desk) -> None:
        self.used.append(desk.account.display_name)


@pytest.fixture
def doors(services: Services, monkeypatch: pytest.MonkeyPatch) -> Doors:
    made = Doors()
    monkeypatch.setattr(whole, "whole_office", made.whole_office)
    real = backup.back_up

    def back_up(desk: Desk, reason: BackupReason, report: Any = None) -> Any:
        made.note(desk)
        assert made.open == 1
        return real(desk, reason, report)

    monkeypatch.setattr(backup, "back_up", back_up)
    return made


@pytest.fixture
def page(open_safety: OpenSafety, doors: Doors, monkeypatch: pytest.MonkeyPatch) -> SafetyPage:
    return on_server(open_safety, monkeypatch)


def on_server(open_safety: OpenSafety, monkeypatch: pytest.MonkeyPatch, *roles: OfficeRole) -> SafetyPage:
    monkeypatch.setattr("tests.views.no_office.NoOffice.is_partial", True)
    return open_safety(*roles, kind=OfficeKind.POSTGRESQL)


def type_login(page: SafetyPage, password: str = LOGIN[1]) -> ServerLoginDialog:
    """From the keyboard, as the dialog comes."""
    dialog = dialog_of(page, ServerLoginDialog)
    assert dialog.focusWidget() is dialog.fields.user_field
    dialog.fields.user_field.set_value(LOGIN[0])
    QTest.keyClicks(dialog.fields.password_field, password)
    QTest.keyClick(dialog.fields.password_field, Qt.Key.Key_Return)
    return dialog


# ------------------------------------------------------------------------------------------------ who makes the copies
def test_the_page_says_that_the_server_makes_the_copies_and_raises_no_alarm(
    page: SafetyPage, services: Services
) -> None:
    services.state = make_state(at=None, is_red=True, problem="Te oud.")
    page.backup_card.load()
    assert page.backup_card.state_chip.text == "De server maakt de reservekopieën"
    said = text_of(page.backup_card)
    assert "Vraag aan wie de server beheert hoe vaak dat gebeurt" in said
    assert "Het programma maakte er zelf nog geen." in said
    assert "Te oud." not in said
    assert "Plaats:" not in said, "there is nothing yet"


def test_it_says_when_the_program_made_the_last_one_itself(page: SafetyPage) -> None:
    told = f"De laatste die het programma zelf maakte: {AT.astimezone():%H:%M}."
    assert told in text_of(page.backup_card)


def test_the_status_bar_says_nothing_of_backups_that_others_make(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tests.views.no_office.NoOffice.is_partial", True)
    line = StatusLine(desk_of(OfficeRole.COACH))
    line.show_backups(make_state(at=None, is_red=True))
    assert line.backup_button.isHidden()


def test_a_coach_sees_who_makes_the_copies_and_no_button_that_asks_a_login(
    open_safety: OpenSafety, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = on_server(open_safety, monkeypatch, OfficeRole.COACH)
    assert page.backup_card.state_chip.isVisible()
    assert not page.backup_card.back_up_button.isVisible()
    assert "login" not in text_of(page.backup_card)
    assert not page.take_focus()


def test_everything_is_named_and_nothing_cut_off(page: SafetyPage) -> None:
    assert_every_focusable_widget_is_named(page)
    page.resize(956, 660)
    assert clipped_in(page) == []


# -------------------------------------------------------------------------------------------------- the whole office
def test_a_backup_is_made_with_the_login_of_the_server(
    page: SafetyPage, services: Services, doors: Doors
) -> None:
    click(page.backup_card.back_up_button)
    assert services.done == []
    dialog = type_login(page)
    assert not dialog.isVisible()
    assert services.done == [("back_up", BackupReason.MANUAL)]
    assert doors.used == ["Heel het kantoor"]
    assert doors.open == 0, "closed again"
    assert page.backup_card.work.result.startswith("De reservekopie is gemaakt")


def test_a_login_that_is_refused_can_be_typed_over(
    page: SafetyPage, services: Services, doors: Doors
) -> None:
    click(page.backup_card.back_up_button)
    dialog = type_login(page, "verkeerd")
    assert dialog.isVisible()
    assert dialog.form.error_of("server_password") == "De server laat deze login met dit wachtwoord niet toe."
    assert_every_focusable_widget_is_named(dialog)
    dialog.fields.password_field.set_value(LOGIN[1])
    dialog.submit()
    assert services.done == [("back_up", BackupReason.MANUAL)]


def test_the_login_is_asked_again_for_the_next_task(page: SafetyPage, doors: Doors) -> None:
    click(page.backup_card.back_up_button)
    type_login(page)
    click(page.backup_card.back_up_button)
    dialog = dialog_of(page, ServerLoginDialog)
    assert dialog.fields.user_field.value() == ""
    assert dialog.fields.password_field.value() == ""


def test_without_the_login_nothing_happens(page: SafetyPage, services: Services, doors: Doors) -> None:
    click(page.backup_card.back_up_button)
    QTest.keyClick(dialog_of(page, ServerLoginDialog), Qt.Key.Key_Escape)
    assert services.done == []
    assert doors.asked == []
    assert page.backup_card.back_up_button.isEnabled()


def test_a_login_that_was_not_typed_is_told_at_its_field(page: SafetyPage, doors: Doors) -> None:
    click(page.backup_card.back_up_button)
    dialog = dialog_of(page, ServerLoginDialog)
    dialog.submit()
    assert dialog.form.error_of("server_user") == "Vul de login in van wie de server beheert."
    assert doors.asked == []


def test_going_back_to_a_backup_asks_the_login_once_for_looking_and_doing(
    page: SafetyPage, services: Services, dialogs: ScriptedDialogs, doors: Doors
) -> None:
    page.backup_card.table.choose(make_backup(20).path)
    click(page.backup_card.restore_button)
    type_login(page)
    dialogs.will_answer(True)
    dialog_of(page, RestoreDialog).submit()
    assert [done[0] for done in services.done] == ["preview", "restore"]
    assert doors.open == 0


def test_trying_a_backup_out_asks_it_as_well(page: SafetyPage, services: Services, doors: Doors) -> None:
    page.backup_card.table.choose(make_backup(20).path)
    click(page.backup_card.try_button)
    assert services.done == []
    type_login(page)
    assert services.done == [("try", make_backup(20).path)]


def test_a_check_and_a_file_with_the_whole_office_ask_it_as_well(
    page: SafetyPage, services: Services, dialogs: ScriptedDialogs, tmp_path: Path, doors: Doors
) -> None:
    click(page.check_card.quick_button)
    type_login(page)
    click(page.office_card.export_button)
    asked = dialog_of(page, ExportDialog)
    asked.password.field.set_value(PASSWORD)
    asked.password.repeated_field.set_value(PASSWORD)
    asked.submit()
    dialogs.will_answer(tmp_path / "kantoor.gcx")
    type_login(page)
    assert services.done == [("verify", False), ("export", tmp_path / "kantoor.gcx", PASSWORD)]


def test_an_office_moves_away_from_a_server_with_its_login(
    page: SafetyPage, services: Services, dialogs: ScriptedDialogs, tmp_path: Path, doors: Doors
) -> None:
    click(page.office_card.move_button)
    dialog = dialog_of(page, MoveDialog)
    dialogs.will_answer(tmp_path)
    dialog.where.kind_field.set_value(OfficeKind.FOLDER)
    dialog.where.kind_field.edited.emit()
    click(dialog.where.browse_button)
    dialogs.will_answer(True)
    dialog.submit()
    type_login(page)
    assert services.done[-1] == ("move", str(tmp_path), OfficeKind.FOLDER, "", "")
    assert page.office_card.open_button.hasFocus()


# ---------------------------------------------------------------------------------------------------- onto a server
def to_server(page: SafetyPage) -> MoveDialog:
    click(page.office_card.move_button)
    dialog = dialog_of(page, MoveDialog)
    dialog.where.kind_field.set_value(OfficeKind.POSTGRESQL)
    dialog.where.kind_field.edited.emit()
    server = dialog.where.server
    for one, text in (
        (server.fields.host_field, "db.ninove.be"),
        (server.fields.database_field, "kantoor"),
        (server.login.user_field, LOGIN[0]),
        (server.login.password_field, LOGIN[1]),
    ):
        one.set_value(text)
    return dialog


def test_an_office_moves_to_a_server_that_was_tested_and_everybody_gets_a_code(
    open_safety: OpenSafety,
    services: Services,
    dialogs: ScriptedDialogs,
    examined: list[Any],
) -> None:
    services.codes = (
        Code(UUID(int=1), "an", "An De Smet", "ABCD-EFGH"),
        Code(UUID(int=2), "bea", "Bea Peeters", "JKMN-PQRS"),
    )
    page = open_safety()
    dialog = to_server(page)
    dialog.submit()
    assert dialog.form.error_of("host") == "Test eerst de verbinding."
    dialog.where.server.findings.examine_button.setFocus()
    QTest.keyClick(dialog.where.server.findings.examine_button, Qt.Key.Key_Return)
    assert examined == [("postgresql://db.ninove.be/kantoor", *LOGIN)]
    dialogs.will_answer(True)
    dialog.submit()
    assert services.done == [("move", "postgresql://db.ninove.be/kantoor", OfficeKind.POSTGRESQL, *LOGIN)]
    codes = dialog_of(page, CodesDialog)
    assert "Bea Peeters" in text_of(codes)
    assert "JKMN-PQRS" in text_of(codes)
    codes.submit()
    codes.submit()
    assert page.office_card.open_button.hasFocus()
    assert "Het kantoor staat nu in “kantoor op db.ninove.be”." in page.office_card.work.result
    assert page.backup_card.back_up_button.property("kind") == "secondary", "here can only be read"


def test_once_the_connection_was_tested_the_keyboard_is_not_on_the_way_out(
    open_safety: OpenSafety, examined: list[Any]
) -> None:
    dialog = to_server(open_safety())
    dialog.cancel_button.setFocus()  # where Qt puts it when what had it is hidden
    dialog.where.server.test()
    assert dialog.focusWidget() is dialog.submit_button


def test_before_moving_to_a_server_one_reads_that_everybody_needs_a_code(
    open_safety: OpenSafety,
    services: Services,
    dialogs: ScriptedDialogs,
    examined: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []

    def confirm(title: str, explanation: str, *, code: str, verb: str) -> bool:
        told.append(explanation)
        return False

    monkeypatch.setattr(ScriptedDialogs, "confirm_irreversible", staticmethod(confirm))
    page = open_safety()
    dialog = to_server(page)
    dialog.where.server.test()
    dialog.submit()
    assert "met een code die je straks ziet" in told[0]
    assert services.done == []


def test_a_move_to_a_server_that_fails_says_why(
    open_safety: OpenSafety, services: Services, dialogs: ScriptedDialogs, examined: list[Any]
) -> None:
    page = open_safety()
    dialog = to_server(page)
    dialog.where.server.test()
    services.error = OfficeUnavailable("De databank is niet leeg; er wordt niets overschreven.")
    dialogs.will_answer(True)
    dialog.submit()
    assert page.office_card.work.result == "De databank is niet leeg; er wordt niets overschreven."
    assert not page.office_card.open_button.isVisible()


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """With what the connection was tested; it is always good."""
    from gezinscoach_desktop.services import server

    asked: list[Any] = []

    def examine_server(place: str, *, user_name: str, password: str, report: Any = None) -> Any:
        asked.append((place, user_name, password))
        return SERVER_FIT

    monkeypatch.setattr(server, "examine_server", examine_server)
    return asked
