"""Accounts on screen: who comes in, with what, and what happens when somebody leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPageSize, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gezinscoach_desktop.domain.account import AccountRow, RecoveryState
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput, OfficeUnavailable
from gezinscoach_desktop.domain.permission import Action, OfficeRole
from gezinscoach_desktop.services import account as account_service
from gezinscoach_desktop.services.account import NewAccess
from gezinscoach_desktop.views.account.access_dialog import AccessDialog
from gezinscoach_desktop.views.account.account_dialog import AddAccountDialog, ChangeAccountDialog
from gezinscoach_desktop.views.account.certain_dialogs import (
    CloseAccountDialog,
    DropSheetDialog,
    NewCodeDialog,
)
from gezinscoach_desktop.views.account.page import AccountsPage
from gezinscoach_desktop.views.account.recovery_dialog import RecoveryDialog
from gezinscoach_desktop.views.account.slip import Slip, print_slip, slip_document
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.server.setup_hint import setup_document
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.account.fakes import FakeEntrance
from tests.views.account.samples import ADMINISTRATOR, AN, BEA, COACH, COORDINATOR, GONE, NEW, a_desk
from tests.views.checks import assert_every_focusable_widget_is_named

Show = Callable[[QWidget], None]
CODE = "ABCD-EFGH-2345"
CHANGED = Done(Change(frozenset({Noun.ACCOUNT})))


class Accounts:
    """Answers in the place of services.account."""

    def __init__(self) -> None:
        self.rows: list[AccountRow] = [AN, BEA, NEW, GONE]
        self.recovery = RecoveryState(exists=False, made_at=None, made_by="")
        self.asked: list[tuple[Any, ...]] = []
        self.error: Exception | None = None

    def _note(self, *given: Any) -> None:
        self.asked.append(given)
        if self.error is not None:
            raise self.error

    def list_accounts(self, desk: Any) -> tuple[AccountRow, ...]:
        return tuple(self.rows)

    def recovery_state(self, desk: Any) -> RecoveryState:
        return self.recovery

    def add_account(
        self, desk: Any, *, user_name: str, display_name: str, roles: frozenset[OfficeRole]
    ) -> NewAccess:
        self._note("add", user_name, display_name, roles)
        return NewAccess(CHANGED, NEW.id, CODE)

    def change_account(
        self, desk: Any, account_id: UUID, *, display_name: str, roles: frozenset[OfficeRole]
    ) -> Done:
        self._note("change", account_id, display_name, roles)
        return CHANGED

    def reset_password(self, desk: Any, account_id: UUID) -> NewAccess:
        self._note("reset", account_id)
        return NewAccess(CHANGED, account_id, CODE)

    def reopen_account(self, desk: Any, account_id: UUID) -> NewAccess:
        self._note("reopen", account_id)
        return NewAccess(CHANGED, account_id, CODE)

    def close_account(self, desk: Any, account_id: UUID, report: Any = None) -> Done:
        if report is not None:
            report(1, 3, "Nieuwe sleutels maken")
        self._note("close", account_id)
        return CHANGED

    def drop_recovery_sheet(self, desk: Any) -> Done:
        self._note("drop")
        return CHANGED


@pytest.fixture
def accounts(monkeypatch: pytest.MonkeyPatch, entrance: FakeEntrance) -> Accounts:
    made = Accounts()
    for name in (
        "list_accounts", "recovery_state", "add_account", "change_account", "reset_password", "reopen_account",
        "close_account", "drop_recovery_sheet",
    ):  # fmt: skip
        monkeypatch.setattr(account_service, name, getattr(made, name))
    for name in ("make_recovery_sheet", "confirm_recovery_sheet", "recovery_sheet_pdf"):
        monkeypatch.setattr(account_service, name, getattr(entrance, name))
    return made


MakePage = Callable[[frozenset[OfficeRole]], AccountsPage]


@pytest.fixture
def make_page(
    tasks: InlineTasks, dialogs: ScriptedDialogs, messages: Messages, accounts: Accounts, show: Show
) -> MakePage:
    def make(roles: frozenset[OfficeRole]) -> AccountsPage:
        made = AccountsPage(tasks, a_desk(roles), dialogs, messages)
        made.resize(1298, 660)
        made.load()
        show(made)
        made.take_focus()
        tasks.changed.connect(made.refresh)
        return made

    return make


@pytest.fixture
def page(make_page: MakePage) -> AccountsPage:
    return make_page(ADMINISTRATOR)


def dialog_of(page: QWidget, kind: type[FormDialog]) -> Any:
    found = [made for made in page.findChildren(kind) if made.isVisible()]
    assert len(found) == 1, kind
    return found[0]


def seen(widget: QWidget) -> str:
    return " ".join(made.text() for made in widget.findChildren(QLabel) if made.isVisible())


# ----------------------------------------------------------------------------------------------------- list


def test_the_list_says_who_may_come_in_and_how(page: AccountsPage) -> None:
    shown = [[column.text(row) for column in page.model.columns] for row in page.model.shown_rows]

    assert shown == [
        ["An De Smet (jij)", "Coördinator, Beheerder", "11/08/2026", "Actief", "geen"],
        ["Bea Peeters", "Gezinscoach", "11/08/2026", "Actief", "3 gezinnen"],
        ["Carlo Vos", "Gezinscoach", "nog nooit", "Eenmalige code", "geen"],
        ["Dirk Aerts", "Gezinscoach", "11/08/2026", "Afgesloten", "geen"],
    ]
    assert page.header.subtitle == "3 accounts, 1 afgesloten"
    assert page.table.hasFocus()


def test_arrows_show_what_can_be_done_with_each_account(page: AccountsPage) -> None:
    panel = page.panel
    assert panel.change_button.isVisible()
    assert not panel.code_button.isVisible(), "my own password is changed elsewhere"
    assert not panel.close_button.isVisible(), "nobody closes himself"
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert panel.code_button.isVisible()
    assert panel.close_button.isVisible()
    QTest.keyClick(page.table, Qt.Key.Key_End)

    assert panel.code_button.text() == "Heropenen…"
    assert not panel.change_button.isVisible()
    assert not panel.close_button.isVisible()


def test_a_coordinator_gives_codes_and_nothing_else(make_page: MakePage, accounts: Accounts) -> None:
    page = make_page(COORDINATOR)
    page.table.choose(BEA.id)
    assert page.panel.code_button.isVisible()
    assert not page.panel.change_button.isVisible()
    assert not page.panel.close_button.isVisible()
    assert page.tab_bar.count() == 2
    page.new_here()
    assert page.findChildren(AddAccountDialog) == []
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    dialog_of(page, NewCodeDialog).submit()
    assert accounts.asked == [("reset", BEA.id)]
    page.table.choose(GONE.id)

    assert not page.panel.code_button.isVisible(), "opening an account again is for an administrator"


def test_the_list_is_read_again_when_an_account_changed(page: AccountsPage, accounts: Accounts) -> None:
    accounts.rows = [AN, BEA]
    page.refresh(CHANGED.change)

    assert page.header.subtitle == "2 accounts"


# --------------------------------------------------------------------------------------------------- adding


def test_a_colleague_is_added_and_the_code_is_shown_large(page: AccountsPage, accounts: Accounts) -> None:
    _, add_button = page.header.findChildren(QPushButton)
    QTest.mouseClick(add_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(page, AddAccountDialog)
    assert dialog.focusWidget() is dialog.display_name_field
    assert dialog.roles_field.value() == COACH
    QTest.keyClicks(dialog.display_name_field, "Carlo Vos")
    QTest.keyClicks(dialog.user_name_field, "carlo")
    QTest.mouseClick(dialog.roles_field.checks[OfficeRole.COORDINATOR], Qt.MouseButton.LeftButton)
    QTest.keyClick(dialog.user_name_field, Qt.Key.Key_Return)

    assert accounts.asked == [("add", "carlo", "Carlo Vos", COACH | COORDINATOR)]
    access = dialog_of(page, AccessDialog)
    assert access.code_view.text == "ABCD EFGH 2345"
    assert "“carlo”" in seen(access)
    row = page.table.current_row
    assert row is not None
    assert row.id == NEW.id, "the cursor stands on who was added"
    QTest.keyClick(access.submit_button, Qt.Key.Key_Return)
    assert not access.isVisible()


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("display_name", "Vul de naam van je collega in."),
        ("user_name", "Kies een gebruikersnaam."),
        ("roles", "Kies minstens één rol."),
    ],
)
def test_what_is_missing_is_told_at_its_field(
    page: AccountsPage, accounts: Accounts, missing: str, told: str
) -> None:
    page.new_here()
    dialog = dialog_of(page, AddAccountDialog)
    dialog.display_name_field.set_value("" if missing == "display_name" else "Carlo")
    dialog.user_name_field.set_value("" if missing == "user_name" else "carlo")
    dialog.roles_field.set_value(frozenset() if missing == "roles" else COACH)
    dialog.submit()

    assert dialog.form.error_of(missing) == told
    assert accounts.asked == []


def test_a_user_name_that_is_taken_is_told_at_its_field(page: AccountsPage, accounts: Accounts) -> None:
    accounts.error = InvalidInput("De gebruikersnaam “bea” is er al.", field="user_name")
    page.new_here()
    dialog = dialog_of(page, AddAccountDialog)
    dialog.display_name_field.set_value("Bea")
    dialog.user_name_field.set_value("bea")
    dialog.submit()

    assert dialog.form.error_of("user_name") == "De gebruikersnaam “bea” is er al."
    assert dialog.isVisible()


def test_the_code_can_be_copied(page: AccountsPage) -> None:
    page.table.choose(BEA.id)
    page.give_code()
    dialog_of(page, NewCodeDialog).submit()
    access = dialog_of(page, AccessDialog)
    QTest.mouseClick(access.copy_button, Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == CODE
    assert "klembord" in access.told_label.text()


def test_without_a_printer_no_slip_is_printed(page: AccountsPage, dialogs: ScriptedDialogs) -> None:
    page.table.choose(BEA.id)
    page.give_code()
    dialog_of(page, NewCodeDialog).submit()
    access = dialog_of(page, AccessDialog)
    dialogs.will_answer(None)
    QTest.mouseClick(access.print_button, Qt.MouseButton.LeftButton)

    assert access.told_label.text() == ""


def test_the_slip_says_what_to_do_and_names_are_text(page: AccountsPage, tmp_path: Any) -> None:
    slip = Slip("OCMW <Ninove>", "/mnt/team", "Bea & Co", "bea", CODE)
    text = slip_document(slip).toPlainText()
    assert "OCMW <Ninove>" in text
    assert "Bea & Co" in text
    assert CODE in text
    assert "/mnt/team" in text
    target = tmp_path / "briefje.pdf"
    writer = QPdfWriter(str(target))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    assert print_slip(slip, writer)
    del writer

    assert target.read_bytes().startswith(b"%PDF")
    assert CODE not in repr(slip)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("postgresql://db.ninove.be/kantoor", "Server: db.ninove.be\nDatabank: kantoor\n"),
        (
            "postgresql://db.ninove.be:5433/kantoor?hostaddr=10.0.0.4&sslrootcert=%2Ftmp%2Fca.crt",
            "Poort: 5433\nCertificaat van de server: ca.crt (dat bestand krijg je van de beheerder)\n",
        ),
        (
            r"postgresql://db.ninove.be/kantoor?sslrootcert=C%3A\Users\an\ca.crt",
            "Databank: kantoor\nCertificaat van de server: ca.crt (dat bestand krijg je van de beheerder)\n",
        ),
    ],
)
def test_of_a_server_the_slip_says_what_is_asked_and_no_address(
    page: AccountsPage, place: str, told: str
) -> None:
    text = slip_document(Slip("OCMW Ninove", place, "Bea", "bea", CODE)).toPlainText().replace("\u2028", "\n")

    assert told in text
    assert "postgresql" not in text
    assert "\\Users" not in text, "no folder of the computer that printed it"


def test_what_is_printed_has_the_same_size_on_every_printer(page: AccountsPage) -> None:
    """In points: letters of 13 pixels are a quarter of a millimetre on a printer of 1200 dots per inch."""
    slip = Slip("OCMW Ninove", "/mnt/team", "Bea", "bea", CODE)

    assert slip_document(slip).defaultFont().pointSizeF() >= 11
    assert setup_document("opdracht").defaultFont().pointSizeF() >= 11


# ------------------------------------------------------------------------------------------------- changing


def test_roles_are_changed_and_can_be_taken_back(
    page: AccountsPage, accounts: Accounts, said: list[Message]
) -> None:
    page.table.choose(BEA.id)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    dialog = dialog_of(page, ChangeAccountDialog)
    QTest.mouseClick(dialog.roles_field.checks[OfficeRole.COORDINATOR], Qt.MouseButton.LeftButton)
    dialog.submit()
    assert accounts.asked == [("change", BEA.id, "Bea Peeters", COACH | COORDINATOR)]
    assert said[-1].counts_down
    assert said[-1].action is not None
    said[-1].action()

    assert accounts.asked[-1] == ("change", BEA.id, "Bea Peeters", COACH)


def test_nothing_changed_asks_nothing(page: AccountsPage, accounts: Accounts) -> None:
    page.table.choose(BEA.id)
    page.change_account()
    dialog = dialog_of(page, ChangeAccountDialog)
    dialog.submit()

    assert accounts.asked == []
    assert not dialog.isVisible()


def test_the_last_administrator_stays(page: AccountsPage, accounts: Accounts) -> None:
    accounts.error = InvalidInput("Dit is de laatste beheerder.", field="roles")
    page.table.choose(AN.id)
    page.change_account()
    dialog = dialog_of(page, ChangeAccountDialog)
    dialog.roles_field.set_value(COACH)
    dialog.submit()

    assert dialog.form.error_of("roles") == "Dit is de laatste beheerder."


# -------------------------------------------------------------------------------------------------- closing


def test_closing_tells_first_what_happens_and_what_is_left_to_do(
    page: AccountsPage, accounts: Accounts, said: list[Message]
) -> None:
    page.table.choose(BEA.id)
    QTest.mouseClick(page.panel.close_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(page, CloseAccountDialog)
    text = seen(dialog)
    assert "Bea Peeters kan zich meteen niet meer aanmelden" in text
    assert "nieuwe sleutels" in text
    assert "coach van 3 gezinnen" in text
    assert dialog.focusWidget() is dialog.cancel_button
    assert accounts.asked == []
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)

    assert accounts.asked == [("close", BEA.id)]
    assert said[-1].text.startswith("Het account van Bea Peeters is afgesloten")


def test_when_the_keys_cannot_be_renewed_it_can_be_tried_again(
    page: AccountsPage, accounts: Accounts
) -> None:
    accounts.error = OfficeUnavailable("De gedeelde map is niet bereikbaar.")
    page.table.choose(BEA.id)
    page.close_account()
    dialog = dialog_of(page, CloseAccountDialog)
    dialog.submit()
    assert dialog.error_label.text() == "De gedeelde map is niet bereikbaar."
    assert dialog.cancel_button.isEnabled()
    accounts.error = None
    dialog.submit()

    assert accounts.asked == [("close", BEA.id), ("close", BEA.id)]
    assert not dialog.isVisible()


def test_a_closed_account_is_opened_again_with_a_code(page: AccountsPage, accounts: Accounts) -> None:
    page.table.choose(GONE.id)
    QTest.mouseClick(page.panel.code_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(page, NewCodeDialog)
    assert "krijgt de rollen en de gezinnen terug" in seen(dialog)
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)

    assert accounts.asked == [("reopen", GONE.id)]
    assert dialog_of(page, AccessDialog).code_view.text == "ABCD EFGH 2345"


# -------------------------------------------------------------------------------------- roles and recovery


def test_what_each_role_may_is_the_table_of_the_program(page: AccountsPage) -> None:
    QTest.keySequence(page.table, "Ctrl+PgDown")
    lines = {line.action: line.reach for line in page.roles.model.rows}

    assert page.roles.table.isVisible()
    assert len(lines) == len(Action)
    assert lines[Action.READ_FAMILY.label] == {
        OfficeRole.COACH: "eigen gezinnen",
        OfficeRole.COORDINATOR: "alle gezinnen",
        OfficeRole.ADMINISTRATOR: "nee",
    }


def test_a_missing_recovery_sheet_is_told_and_made(
    page: AccountsPage, accounts: Accounts, entrance: FakeEntrance, said: list[Message]
) -> None:
    page.go_to("recovery")
    assert "Er is geen herstelblad" in page.recovery.state_label.text()
    assert not page.recovery.drop_button.isVisible()
    QTest.mouseClick(page.recovery.make_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(page, RecoveryDialog)
    dialog.submit()
    dialog.code_field.set_value(entrance.sheet.code)
    accounts.recovery = RecoveryState(True, datetime(2026, 8, 12, 9, tzinfo=UTC), "An De Smet")
    dialog.submit()

    assert page.recovery.state_label.text().startswith(
        "Er is een herstelblad, gemaakt op 12/08/2026 door An De Smet."
    )
    assert said[-1].text == "Het herstelblad geldt. Leg het achter slot."


def test_a_sheet_that_is_lost_is_dropped(page: AccountsPage, accounts: Accounts) -> None:
    accounts.recovery = RecoveryState(exists=True, made_at=None, made_by="")
    page.load()
    page.go_to("recovery")
    QTest.mouseClick(page.recovery.drop_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(page, DropSheetDialog)
    assert accounts.asked == []
    dialog.submit()

    assert accounts.asked == [("drop",)]


def test_every_part_is_named(page: AccountsPage) -> None:
    assert_every_focusable_widget_is_named(page)


def test_no_colleague_is_named_on_a_title_bar(page: AccountsPage) -> None:
    page.table.choose(BEA.id)
    for open_form in (page.change_account, page.give_code, page.close_account):
        open_form()
    dialog_of(page, NewCodeDialog).submit()
    titles = [form.windowTitle() for form in page.findChildren(FormDialog)]

    assert len(titles) == 4
    assert not [title for title in titles if BEA.display_name in title]


def test_every_form_is_named(page: AccountsPage) -> None:
    page.table.choose(BEA.id)
    for open_form in (page.new_here, page.change_account, page.give_code, page.close_account):
        open_form()
    forms = page.findChildren(FormDialog)
    assert len(forms) == 4
    for form in forms:
        assert_every_focusable_widget_is_named(form)
