"""What a user may rely on when opening: the window is there at once, says what went wrong, and keeps no password."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gezinscoach_desktop.domain.errors import NeedsServerLogin, OfficeUnavailable, TooSoon, WrongPassword
from gezinscoach_desktop.domain.setup import SetupFacts, setup_state_of
from gezinscoach_desktop.services import account, setup
from gezinscoach_desktop.views.account.own_password import FirstPasswordDialog
from gezinscoach_desktop.views.account.sign_in_form import SignInForm
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.help.f1 import HelpKeys
from gezinscoach_desktop.views.help.window import HelpWindow
from gezinscoach_desktop.views.joining.dialog import JoinDialog
from gezinscoach_desktop.views.opening import OpeningWindow
from gezinscoach_desktop.views.recent_offices import (
    forget_office,
    recent_offices,
    remember_device_key,
    remember_office,
    without_password,
)
from gezinscoach_desktop.views.restoring.dialog import RestoreOfficeDialog
from gezinscoach_desktop.views.server.login_dialog import ServerLoginDialog
from gezinscoach_desktop.views.setup.dialog import SetupDialog
from gezinscoach_desktop.views.setup.draft import is_unfinished, note_unfinished
from gezinscoach_desktop.views.tasks import InlineTasks, Tasks
from tests.journeys.screen import seen_in
from tests.views.account.fakes import PASSWORD, FakeEntrance, a_desk
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.waiting import wait_until

Show = Callable[[QWidget], None]
NINOVE = "/kantoren/ninove.gezinscoach"
WRONG = WrongPassword("Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar.")


@pytest.fixture
def entrance() -> FakeEntrance:
    return FakeEntrance()


@pytest.fixture
def window(
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    settings_store: QSettings,
    entrance: FakeEntrance,
    show: Show,
) -> OpeningWindow:
    remember_office(settings_store, NINOVE, "an")
    made = OpeningWindow(tasks, dialogs, settings_store, entrance)
    show(made)
    return made


@pytest.fixture
def sign_in(window: OpeningWindow) -> SignInForm:
    return window.sign_in


@pytest.fixture
def desks(window: OpeningWindow) -> list[object]:
    opened: list[object] = []
    window.opened.connect(opened.append)
    return opened


def test_only_who_opened_this_office_here_before_is_not_told_of_a_code(
    window: OpeningWindow, sign_in: SignInForm
) -> None:
    told = "De eerste keer is dit de code die je van je collega kreeg."
    assert sign_in.user_name_field.value() == "an"
    assert told not in seen_in(sign_in)
    sign_in.user_name_field.clear()
    QTest.keyClicks(sign_in.user_name_field, "bea")
    assert told in seen_in(sign_in)
    window.offer_place("postgresql://kantoor.test/ninove", "an")  # where it has just moved to
    assert sign_in.user_name_field.value() == "an"
    assert told in seen_in(sign_in)


def test_the_last_office_and_user_are_filled_in_and_only_the_password_is_left(window: OpeningWindow) -> None:
    assert window.sign_in.place_field.currentText() == "ninove"
    assert window.sign_in.user_name_field.text() == "an"
    assert window.sign_in.password_field.hasFocus()


def test_enter_opens(window: OpeningWindow, entrance: FakeEntrance, desks: list[object]) -> None:
    QTest.keyClicks(window.sign_in.password_field, PASSWORD)
    QTest.keyClick(window.sign_in.password_field, Qt.Key.Key_Return)

    assert entrance.calls("open_office") == [("/kantoren/ninove.gezinscoach", "an", PASSWORD)]
    assert desks == [entrance.desk]


def test_a_wrong_password_is_told_beneath_and_can_be_typed_over(
    window: OpeningWindow, entrance: FakeEntrance, desks: list[object]
) -> None:
    entrance.error = WRONG
    QTest.keyClicks(window.sign_in.password_field, "fout")
    QTest.keyClick(window.sign_in.password_field, Qt.Key.Key_Return)

    assert window.sign_in.error_label.isVisible()
    assert "horen niet bij elkaar" in window.sign_in.error_label.text()
    assert window.sign_in.password_field.selectedText() != ""
    assert window.sign_in.open_button.isEnabled()
    assert desks == []


def test_the_error_goes_once_one_tries_again(window: OpeningWindow, entrance: FakeEntrance) -> None:
    entrance.error = OfficeUnavailable("Het bestand is er niet.")
    window.open()
    entrance.error = None
    window.open()

    assert not window.sign_in.error_label.isVisible()


def test_the_window_stays_alive_while_opening(
    dialogs: ScriptedDialogs, settings_store: QSettings, entrance: FakeEntrance, show: Show
) -> None:
    remember_office(settings_store, "/kantoren/ninove.gezinscoach", "an")
    tasks = Tasks()
    entrance.gate = threading.Event()
    window = OpeningWindow(tasks, dialogs, settings_store, entrance)
    opened: list[object] = []
    window.opened.connect(opened.append)
    show(window)
    window.open()
    assert window.sign_in.open_button.text() == "Even geduld…"
    assert not window.sign_in.open_button.isEnabled()
    window.open()
    entrance.gate.set()
    wait_until(lambda: opened == [entrance.desk])
    tasks.close()

    assert len(entrance.calls("open_office")) == 1
    assert window.sign_in.open_button.text() == "Openen"


def test_a_bug_while_opening_is_told_calmly(
    dialogs: ScriptedDialogs, settings_store: QSettings, entrance: FakeEntrance, show: Show
) -> None:
    remember_office(settings_store, "/kantoren/ninove.gezinscoach", "an")
    tasks = Tasks()
    entrance.error = RuntimeError("geheim")
    window = OpeningWindow(tasks, dialogs, settings_store, entrance)
    show(window)
    window.open()
    wait_until(window.sign_in.error_label.isVisible)
    tasks.close()

    assert "geheim" not in window.sign_in.error_label.text()
    assert window.sign_in.open_button.isEnabled()


def test_practising_needs_no_password(
    window: OpeningWindow, entrance: FakeEntrance, desks: list[object]
) -> None:
    QTest.mouseClick(window.links.practice_button, Qt.MouseButton.LeftButton)

    assert desks == [entrance.practice]


@pytest.fixture
def first(
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    settings_store: QSettings,
    entrance: FakeEntrance,
    show: Show,
) -> OpeningWindow:
    """On a computer that knows no office."""
    made = OpeningWindow(tasks, dialogs, settings_store, entrance)
    show(made)
    return made


def dialog_over(window: OpeningWindow) -> str:
    """The kind of dialog that is open, by name: modules that are dear are imported by whoever needs them."""
    return next((type(found).__name__ for found in window.findChildren(QDialog) if found.isVisible()), "")


def test_on_a_new_computer_there_are_four_ways_and_who_each_is_for(first: OpeningWindow) -> None:
    assert not first.sign_in.isVisible()
    assert [card.accessibleName() for card in first.ways.cards] == [
        "Een nieuw kantoor maken",
        "Bij een kantoor aansluiten",
        "Een reservekopie terugzetten",
        "Oefenen met verzonnen gezinnen",
    ]
    assert all(card.accessibleDescription().startswith("Voor wie ") for card in first.ways.cards)
    assert first.ways.cards[0].hasFocus()
    assert_every_focusable_widget_is_named(first)


@pytest.mark.parametrize(
    ("key", "letter", "opened"),
    [
        (Qt.Key.Key_1, "1", "SetupDialog"),
        (Qt.Key.Key_Eacute, "é", "JoinDialog"),
        (Qt.Key.Key_3, "3", "RestoreOfficeDialog"),
    ],
)
def test_each_way_has_a_number_also_on_a_belgian_keyboard(
    first: OpeningWindow, key: Qt.Key, letter: str, opened: str
) -> None:
    QTest.sendKeyEvent(
        QTest.KeyAction.Click, first.ways.cards[0], key, letter, Qt.KeyboardModifier.NoModifier
    )

    assert dialog_over(first) == opened


def test_arrows_and_enter_go_the_last_way(first: OpeningWindow, entrance: FakeEntrance) -> None:
    opened: list[object] = []
    first.opened.connect(opened.append)
    for card in first.ways.cards[:3]:
        QTest.keyClick(card, Qt.Key.Key_Down)
    assert first.ways.cards[3].hasFocus()
    QTest.keyClick(first.ways.cards[3], Qt.Key.Key_Return)

    assert opened == [entrance.practice]


def test_a_practice_office_that_does_not_open_says_so_above_the_four_ways(
    first: OpeningWindow, entrance: FakeEntrance
) -> None:
    entrance.error = OfficeUnavailable("Er is te weinig plaats op deze schijf.")
    QTest.mouseClick(first.ways.cards[3], Qt.MouseButton.LeftButton)

    assert "Er is te weinig plaats op deze schijf." in seen_in(first)
    assert first.ways.isEnabled()


def test_help_is_there_before_any_office_is(first: OpeningWindow) -> None:
    QTest.keyClick(first.ways.cards[0], Qt.Key.Key_F1)
    [window] = first.findChildren(HelpWindow)
    assert window.shown_topic == "eerste-start"
    window.reader.page_wanted.emit("aansluiten")
    assert window.shown_topic == "aansluiten"
    QTest.mouseClick(window.back_button, Qt.MouseButton.LeftButton)
    assert window.shown_topic == "eerste-start"
    assert_every_focusable_widget_is_named(window)
    QTest.mouseClick(first.ways.cards[0], Qt.MouseButton.LeftButton)
    [dialog] = first.findChildren(SetupDialog)
    QTest.keyClick(dialog.before.organisation.name_field, Qt.Key.Key_F1)
    assert len(dialog.findChildren(HelpWindow)) == 1


def focused_widget() -> QWidget:
    """Where a key goes; the application gives it to a window that comes forward a moment later."""
    return QApplication.focusWidget() or QWidget()


@pytest.mark.parametrize(
    ("card", "kind", "topic"),
    [(1, JoinDialog, "aansluiten"), (2, RestoreOfficeDialog, "terugzetten")],
    ids=["joining", "restoring"],
)
def test_f1_in_joining_and_restoring_opens_their_help_beside_what_is_typed(
    first: OpeningWindow, tasks: InlineTasks, card: int, kind: type[QDialog], topic: str
) -> None:
    HelpKeys(tasks, parent=tasks)
    QTest.mouseClick(first.ways.cards[card], Qt.MouseButton.LeftButton)
    [dialog] = first.findChildren(kind)
    wait_until(lambda: dialog.isAncestorOf(focused_widget()))

    QTest.keyClick(focused_widget(), Qt.Key.Key_F1)

    [beside] = dialog.findChildren(HelpWindow)
    assert beside.shown_topic == topic
    assert beside.isVisible()
    assert first.findChildren(HelpWindow) == [beside], "of the dialog, not of the window behind it"
    QTest.keyClick(beside, Qt.Key.Key_Escape)
    assert dialog.isVisible()


def test_what_was_begun_is_said_with_the_way_to_go_on(
    first: OpeningWindow,
    tasks: InlineTasks,
    dialogs: ScriptedDialogs,
    settings_store: QSettings,
    entrance: FakeEntrance,
    show: Show,
) -> None:
    QTest.mouseClick(first.ways.cards[0], Qt.MouseButton.LeftButton)
    [dialog] = first.findChildren(SetupDialog)
    QTest.keyClicks(dialog.before.organisation.name_field, "OCMW Geel")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert "“OCMW Geel”" in first.ways.cards[0].accessibleDescription()
    again = OpeningWindow(tasks, dialogs, settings_store, entrance)
    show(again)

    assert "“OCMW Geel”" in again.ways.cards[0].accessibleDescription()


def test_an_office_that_was_restored_is_offered_for_signing_in(first: OpeningWindow) -> None:
    QTest.mouseClick(first.ways.cards[2], Qt.MouseButton.LeftButton)
    [dialog] = [found for found in first.findChildren(QDialog) if hasattr(found, "restored")]
    dialog.restored.emit("/kantoren/terug.gezinscoach", "an")

    assert first.sign_in.isVisible()
    assert not first.ways.isVisible()
    assert first.sign_in.place_field.currentText() == "terug"
    assert first.sign_in.user_name_field.text() == "an"


@pytest.mark.parametrize(
    ("button", "opened"),
    [("join_button", "JoinDialog"), ("new_button", "SetupDialog"), ("restore_button", "RestoreOfficeDialog")],
)
def test_who_has_an_office_finds_the_same_ways_behind_quiet_links(
    window: OpeningWindow, button: str, opened: str
) -> None:
    assert not window.ways.isVisible()
    QTest.mouseClick(getattr(window.links, button), Qt.MouseButton.LeftButton)

    assert dialog_over(window) == opened


def test_the_checklist_of_an_office_goes_on_after_signing_in(
    window: OpeningWindow,
    settings_store: QSettings,
    desks: list[object],
    entrance: FakeEntrance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    facts = SetupFacts(1, True, 1, has_second_place=False, backed_up_at=None, families=0)
    monkeypatch.setattr(setup, "setup_state", lambda desk: setup_state_of(facts))
    monkeypatch.setattr(account, "list_accounts", lambda desk: ())
    note_unfinished(settings_store, NINOVE)
    window.load()
    assert any("nog niet helemaal klaar" in text for text in seen_in(window))
    window.open()
    assert dialog_over(window) == "SetupDialog"
    assert desks == []
    [dialog] = window.findChildren(SetupDialog)
    assert dialog.current.key == "colleagues", "the sheet is there already"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert desks == [entrance.desk]
    assert not is_unfinished(settings_store, NINOVE), "what remains, Start says"


def choose_server(window: OpeningWindow) -> None:
    window.sign_in.place_field.setFocus()
    QTest.keyClick(window.sign_in.place_field, Qt.Key.Key_End)


def test_a_server_is_opened_by_its_name_and_database_with_the_own_password(
    window: OpeningWindow, entrance: FakeEntrance, settings_store: QSettings
) -> None:
    fields = window.sign_in.server
    assert not fields.host_field.isVisible()
    choose_server(window)
    assert fields.host_field.hasFocus()
    QTest.keyClicks(fields.host_field, "db.ninove.be")
    window.open()
    assert window.sign_in.form.error_of("database") == "Vul de naam van de databank in."
    QTest.keyClicks(fields.database_field, "kantoor")
    QTest.keyClicks(fields.port_field, "x")
    window.open()
    assert window.sign_in.form.error_of("port").startswith("Een poort is een getal")
    fields.port_field.clear()
    window.sign_in.password_field.set_value(PASSWORD)
    window.open()

    assert entrance.calls("open_office") == [("postgresql://db.ninove.be/kantoor", "an", PASSWORD)]
    assert recent_offices(settings_store)[0].place == "postgresql://db.ninove.be/kantoor"


def test_an_address_that_is_pasted_to_open_an_office_leaves_its_login_out(
    window: OpeningWindow, entrance: FakeEntrance
) -> None:
    choose_server(window)
    QApplication.clipboard().setText("postgresql://kantoor_migrator:geheim@db.ninove.be/kantoor")
    QTest.keyClick(window.sign_in.server.host_field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    window.open()

    assert entrance.calls("open_office")[0][0] == "postgresql://db.ninove.be/kantoor"


def test_an_office_older_than_the_program_is_brought_up_to_date_with_the_login_of_the_server(
    window: OpeningWindow, entrance: FakeEntrance, desks: list[object]
) -> None:
    entrance.errors["open_office"] = NeedsServerLogin("Het kantoor moet eerst bijgewerkt worden.")
    window.open()
    [dialog] = window.findChildren(ServerLoginDialog)
    assert "Het kantoor moet eerst bijgewerkt worden." in seen_in(dialog)
    assert_every_focusable_widget_is_named(dialog)
    entrance.errors["upgrade_office"] = WRONG
    QTest.keyClicks(dialog.fields.user_field, "kantoor_migrator")
    QTest.keyClicks(dialog.fields.password_field, "verkeerd")
    QTest.keyClick(dialog.fields.password_field, Qt.Key.Key_Return)
    assert dialog.form.error_of("server_password") == "De server laat deze login met dit wachtwoord niet toe."
    assert desks == []
    entrance.errors.clear()
    dialog.fields.password_field.set_value("geheim")
    QTest.keyClick(dialog.fields.password_field, Qt.Key.Key_Return)

    assert entrance.calls("upgrade_office")[-1] == (NINOVE, "kantoor_migrator", "geheim")
    assert desks == [entrance.desk]


def test_who_does_not_have_the_login_of_the_server_can_try_another_office(
    window: OpeningWindow, entrance: FakeEntrance, desks: list[object]
) -> None:
    entrance.errors["open_office"] = NeedsServerLogin("Het kantoor moet eerst bijgewerkt worden.")
    window.open()
    [dialog] = window.findChildren(ServerLoginDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert window.sign_in.can_submit
    assert entrance.calls("upgrade_office") == []
    assert desks == []


def test_caps_lock_is_noticed(window: OpeningWindow) -> None:
    QTest.sendKeyEvent(
        QTest.KeyAction.Press,
        window.sign_in.password_field,
        Qt.Key.Key_A,
        "A",
        Qt.KeyboardModifier.NoModifier,
    )

    assert window.sign_in.caps_label.isVisible()


def test_everything_is_named(window: OpeningWindow) -> None:
    assert_every_focusable_widget_is_named(window)


def test_offices_are_remembered_the_last_one_first_and_never_with_a_password(
    settings_store: QSettings,
) -> None:
    remember_office(settings_store, "/a.gezinscoach", "an")
    remember_office(settings_store, "postgresql://bea:geheim@server:5432/kantoor", "bea")
    remember_office(settings_store, "/a.gezinscoach", "an")

    assert [one.label for one in recent_offices(settings_store)] == ["a", "kantoor op server"]
    settings_store.sync()
    assert "geheim" not in Path(settings_store.fileName()).read_text()
    forget_office(settings_store, "/a.gezinscoach")
    assert len(recent_offices(settings_store)) == 1


def test_a_broken_list_of_offices_is_an_empty_one(settings_store: QSettings) -> None:
    settings_store.setValue("offices/recent", "{dit is geen lijst")

    assert recent_offices(settings_store) == ()


def test_an_address_without_password_stays_as_it_is() -> None:
    assert without_password("postgresql://an@server/kantoor") == "postgresql://an@server/kantoor"
    assert without_password("/a:b@c.gezinscoach") == "/a:b@c.gezinscoach"


# ------------------------------------------------------------------------------------------ wrong passwords


def test_a_wrong_password_tells_how_long_to_wait_on_the_button_itself(
    sign_in: SignInForm, entrance: FakeEntrance, desks: list[object]
) -> None:
    entrance.error, entrance.wait = WRONG, 8
    QTest.keyClicks(sign_in.password_field, "fout")
    QTest.keyClick(sign_in.password_field, Qt.Key.Key_Return)

    assert sign_in.open_button.text() == "Openen kan over 8 seconden"
    assert not sign_in.open_button.isEnabled()
    assert "We wachten even" in sign_in.error_label.text()
    QTest.keyClick(sign_in.password_field, Qt.Key.Key_Return)
    assert len(entrance.calls("open_office")) == 1


def test_who_tries_too_soon_sees_the_wait(sign_in: SignInForm, entrance: FakeEntrance) -> None:
    entrance.error = TooSoon(30)
    sign_in.submitted.emit()

    assert sign_in.open_button.text() == "Openen kan over 30 seconden"


def test_another_name_does_not_wait_for_the_first_one(sign_in: SignInForm, entrance: FakeEntrance) -> None:
    entrance.error = TooSoon(30)
    sign_in.submitted.emit()
    QTest.keyClicks(sign_in.user_name_field, "a")

    assert sign_in.open_button.isEnabled()
    assert sign_in.open_button.text() == "Openen"


# --------------------------------------------------------------------------------------------- other ways in


def test_with_a_one_time_code_an_own_password_comes_first(
    window: OpeningWindow, sign_in: SignInForm, entrance: FakeEntrance, desks: list[object]
) -> None:
    entrance.desk = a_desk(must_change_password=True)
    QTest.keyClicks(sign_in.password_field, "ABCD-EFGH-2345")
    QTest.keyClick(sign_in.password_field, Qt.Key.Key_Return)
    dialog = window.findChild(FirstPasswordDialog)
    assert dialog is not None
    assert desks == []
    QTest.keyClicks(dialog.password.field, PASSWORD)
    QTest.keyClicks(dialog.password.repeated_field, PASSWORD)
    QTest.keyClick(dialog.password.repeated_field, Qt.Key.Key_Return)

    assert entrance.calls("change_password") == [("ABCD-EFGH-2345", PASSWORD)]
    assert desks == [entrance.desk]


def test_without_an_own_password_the_office_closes_again(
    window: OpeningWindow, sign_in: SignInForm, entrance: FakeEntrance, desks: list[object]
) -> None:
    entrance.desk = a_desk(must_change_password=True)
    sign_in.submitted.emit()
    dialog = window.findChild(FirstPasswordDialog)
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert entrance.calls("close_office") == [(entrance.desk,)]
    assert desks == []
    assert "De code werkt nog" in sign_in.error_label.text()


def test_a_key_on_this_pc_opens_only_on_a_click(
    window: OpeningWindow,
    sign_in: SignInForm,
    entrance: FakeEntrance,
    settings_store: QSettings,
    desks: list[object],
) -> None:
    assert not sign_in.device_button.isVisible()
    remember_device_key(settings_store, NINOVE, "an", is_kept=True)
    entrance.device_desk = a_desk()
    window.load()
    assert sign_in.device_button.text() == "Openen als an, zonder wachtwoord"
    assert sign_in.device_button.hasFocus()
    assert desks == []
    QTest.keyClick(sign_in.device_button, Qt.Key.Key_Return)

    assert entrance.calls("open_with_device_key") == [(NINOVE, "an")]
    assert desks == [entrance.device_desk]
    assert recent_offices(settings_store)[0].has_device_key


def test_a_key_that_opens_nothing_any_more_is_not_offered_again(
    window: OpeningWindow, sign_in: SignInForm, settings_store: QSettings, desks: list[object]
) -> None:
    remember_device_key(settings_store, NINOVE, "an", is_kept=True)
    window.load()
    QTest.mouseClick(sign_in.device_button, Qt.MouseButton.LeftButton)

    assert desks == []
    assert not sign_in.device_button.isVisible()
    assert sign_in.error_label.text().endswith("Typ je wachtwoord.")
    assert sign_in.password_field.hasFocus()


def test_the_key_of_one_user_is_not_offered_to_another(
    window: OpeningWindow, sign_in: SignInForm, settings_store: QSettings
) -> None:
    remember_device_key(settings_store, NINOVE, "an", is_kept=True)
    window.load()
    sign_in.user_name_field.setFocus()
    QTest.keyClicks(sign_in.user_name_field, "a")
    assert not sign_in.device_button.isVisible()

    remember_office(settings_store, NINOVE, "bea")
    assert not recent_offices(settings_store)[0].has_device_key


def test_a_folder_without_an_office_says_so(
    window: OpeningWindow, sign_in: SignInForm, entrance: FakeEntrance
) -> None:
    entrance.error = OfficeUnavailable("In deze map staat geen kantoor; is de netwerkschijf verbonden?")
    window.open()

    assert sign_in.error_label.text() == "In deze map staat geen kantoor; is de netwerkschijf verbonden?"


def test_the_first_window_waits_for_nothing_heavy(qapp: QApplication) -> None:
    """Storage, reports and cryptography are imported by the worker that needs them."""
    script = (
        "import sys\n"
        "import gezinscoach_desktop.views.opening, gezinscoach_desktop.views.application\n"
        "heavy = {'sqlalchemy', 'alembic', 'reportlab', 'argon2', 'pypdfium2', 'sqlcipher3', 'psycopg', 'PIL'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
