"""What a user may rely on when opening: the window is there at once, says what went wrong, and keeps no password."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput, OfficeUnavailable, WrongPassword
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.new_office import NewOfficeDialog, check_passwords, password_advice
from gezinscoach_desktop.views.opening import OpeningWindow
from gezinscoach_desktop.views.recent_offices import (
    forget_office,
    recent_offices,
    remember_office,
    without_password,
)
from gezinscoach_desktop.views.tasks import InlineTasks, Tasks
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.waiting import wait_until

Show = Callable[[QWidget], None]
DESK: Any = object()
PRACTICE: Any = object()
PASSWORD = "vier gewone woorden samen"


class Offices:
    """Stands in for the services."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, str, str]] = []
        self.made: list[dict[str, str]] = []
        self.error: Exception | None = None
        self.gate: threading.Event | None = None

    def open(self, place: str, *, user_name: str, password: str) -> Any:
        self.opened.append((place, user_name, password))
        if self.gate is not None:
            assert self.gate.wait(10)
        if self.error is not None:
            raise self.error
        return DESK

    def new(self, place: str, *, name: str, user_name: str, password: str, display_name: str = "") -> None:
        if self.error is not None:
            raise self.error
        self.made.append(
            {
                "place": place,
                "name": name,
                "user_name": user_name,
                "password": password,
                "display_name": display_name,
            }
        )

    def practice(self) -> Any:
        return PRACTICE


@pytest.fixture
def offices() -> Offices:
    return Offices()


def make_window(tasks: Tasks, dialogs: ScriptedDialogs, store: QSettings, offices: Offices) -> OpeningWindow:
    return OpeningWindow(
        tasks,
        dialogs,
        store,
        open_office=offices.open,
        new_office=offices.new,
        open_practice=offices.practice,
    )


@pytest.fixture
def window(
    tasks: InlineTasks, dialogs: ScriptedDialogs, settings_store: QSettings, offices: Offices, show: Show
) -> OpeningWindow:
    remember_office(settings_store, "/kantoren/ninove.gezinscoach", "an")
    made = make_window(tasks, dialogs, settings_store, offices)
    show(made)
    return made


@pytest.fixture
def desks(window: OpeningWindow) -> list[object]:
    opened: list[object] = []
    window.opened.connect(opened.append)
    return opened


def test_the_last_office_and_user_are_filled_in_and_only_the_password_is_left(window: OpeningWindow) -> None:
    assert window.place_field.currentText() == "ninove"
    assert window.user_name_field.text() == "an"
    assert window.password_field.hasFocus()


def test_enter_opens(window: OpeningWindow, offices: Offices, desks: list[object]) -> None:
    QTest.keyClicks(window.password_field, PASSWORD)
    QTest.keyClick(window.password_field, Qt.Key.Key_Return)

    assert offices.opened == [("/kantoren/ninove.gezinscoach", "an", PASSWORD)]
    assert desks == [DESK]


def test_a_wrong_password_is_told_beneath_and_can_be_typed_over(
    window: OpeningWindow, offices: Offices, desks: list[object]
) -> None:
    offices.error = WrongPassword("Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar.")
    QTest.keyClicks(window.password_field, "fout")
    QTest.keyClick(window.password_field, Qt.Key.Key_Return)

    assert window.error_label.isVisible()
    assert "horen niet bij elkaar" in window.error_label.text()
    assert window.password_field.selectedText() != ""
    assert window.open_button.isEnabled()
    assert desks == []


def test_the_error_goes_once_one_tries_again(window: OpeningWindow, offices: Offices) -> None:
    offices.error = OfficeUnavailable("Het bestand is er niet.")
    window.open()
    offices.error = None
    window.open()

    assert not window.error_label.isVisible()


def test_the_window_stays_alive_while_opening(
    dialogs: ScriptedDialogs, settings_store: QSettings, offices: Offices, show: Show
) -> None:
    remember_office(settings_store, "/kantoren/ninove.gezinscoach", "an")
    tasks = Tasks()
    offices.gate = threading.Event()
    window = make_window(tasks, dialogs, settings_store, offices)
    opened: list[object] = []
    window.opened.connect(opened.append)
    show(window)
    window.open()
    assert window.open_button.text() == "Even geduld …"
    assert not window.open_button.isEnabled()
    window.open()
    offices.gate.set()
    wait_until(lambda: opened == [DESK])
    tasks.close()

    assert len(offices.opened) == 1
    assert window.open_button.text() == "Openen"


def test_a_bug_while_opening_is_told_calmly(
    dialogs: ScriptedDialogs, settings_store: QSettings, offices: Offices, show: Show
) -> None:
    remember_office(settings_store, "/kantoren/ninove.gezinscoach", "an")
    tasks = Tasks()
    offices.error = RuntimeError("geheim")
    window = make_window(tasks, dialogs, settings_store, offices)
    show(window)
    window.open()
    wait_until(window.error_label.isVisible)
    tasks.close()

    assert "geheim" not in window.error_label.text()
    assert window.open_button.isEnabled()


def test_practising_needs_no_password(window: OpeningWindow, desks: list[object]) -> None:
    QTest.mouseClick(window.practice_button, Qt.MouseButton.LeftButton)

    assert desks == [PRACTICE]


def test_on_a_new_computer_practising_is_the_first_thing_to_do(
    tasks: InlineTasks, dialogs: ScriptedDialogs, settings_store: QSettings, offices: Offices, show: Show
) -> None:
    window = make_window(tasks, dialogs, settings_store, offices)
    show(window)

    assert window.practice_button.hasFocus()
    assert window.place_field.currentText() == "Nog geen kantoor op deze computer"


def test_opening_without_an_office_says_what_to_do(
    tasks: InlineTasks, dialogs: ScriptedDialogs, settings_store: QSettings, offices: Offices, show: Show
) -> None:
    window = make_window(tasks, dialogs, settings_store, offices)
    show(window)
    window.open()

    assert window.form.error_of("place") == "Kies een kantoor, of maak er een nieuw."
    assert offices.opened == []


def test_another_office_can_be_looked_for(
    window: OpeningWindow, dialogs: ScriptedDialogs, offices: Offices
) -> None:
    dialogs.will_answer(Path("/elders/gent.gezinscoach"))
    QTest.mouseClick(window.browse_button, Qt.MouseButton.LeftButton)
    window.user_name_field.set_value("bea")
    window.open()

    assert offices.opened[0][:2] == ("/elders/gent.gezinscoach", "bea")


def test_looking_and_not_choosing_changes_nothing(window: OpeningWindow, dialogs: ScriptedDialogs) -> None:
    dialogs.will_answer(None)
    QTest.mouseClick(window.browse_button, Qt.MouseButton.LeftButton)

    assert window.place_field.currentText() == "ninove"


def test_a_server_is_opened_by_its_address(window: OpeningWindow, offices: Offices) -> None:
    assert window.server_field.isHidden() or not window.server_field.isVisible()
    window.place_field.setFocus()
    QTest.keyClick(window.place_field, Qt.Key.Key_End)
    assert window.server_field.isVisible()
    QTest.keyClicks(window.server_field, "ninove")
    window.open()
    assert window.form.error_of("server") == "Een adres begint met postgresql://"
    window.server_field.set_value("postgresql://an@server/kantoor")
    window.open()

    assert offices.opened[0][0] == "postgresql://an@server/kantoor"


def test_caps_lock_is_noticed(window: OpeningWindow) -> None:
    QTest.sendKeyEvent(
        QTest.KeyAction.Press, window.password_field, Qt.Key.Key_A, "A", Qt.KeyboardModifier.NoModifier
    )

    assert window.caps_label.isVisible()


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


# ---------------------------------------------------------------------------------------------- new office


@pytest.fixture
def dialog(tasks: InlineTasks, dialogs: ScriptedDialogs, offices: Offices, show: Show) -> NewOfficeDialog:
    made = NewOfficeDialog(tasks, dialogs, offices.new)
    show(made)
    return made


def fill_in(dialog: NewOfficeDialog) -> None:
    dialog.name_field.set_value("OCMW Ninove")
    dialog.place_field.set_value("/kantoren/ninove.gezinscoach")
    dialog.user_name_field.set_value("an")
    dialog.password_field.set_value(PASSWORD)
    dialog.repeated_field.set_value(PASSWORD)


def test_a_new_office_is_made_and_can_be_opened_at_once(
    window: OpeningWindow, offices: Offices, desks: list[object]
) -> None:
    QTest.mouseClick(window.new_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(NewOfficeDialog)
    assert dialog is not None
    fill_in(dialog)
    dialog.place_field.set_value("/kantoren/aalst.gezinscoach")
    dialog.user_name_field.set_value("bea")
    QTest.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    assert offices.made[0]["name"] == "OCMW Ninove"
    assert window.place_field.currentText() == "aalst"
    assert window.user_name_field.text() == "bea"
    QTest.keyClicks(window.password_field, PASSWORD)
    window.open()

    assert desks == [DESK]


@pytest.mark.parametrize("missing", ["name", "place", "user_name"])
def test_what_is_missing_is_told_at_its_field(
    dialog: NewOfficeDialog, offices: Offices, missing: str
) -> None:
    fill_in(dialog)
    getattr(dialog, f"{missing}_field").set_value("")
    dialog.submit()

    assert dialog.form.error_of(missing) != ""
    assert offices.made == []


def test_what_the_service_refuses_is_told_at_its_field(dialog: NewOfficeDialog, offices: Offices) -> None:
    offices.error = InvalidInput("Er staat al een bestand met die naam.", field="place")
    fill_in(dialog)
    dialog.submit()

    assert dialog.form.error_of("place") == "Er staat al een bestand met die naam."
    assert dialog.isVisible()
    assert dialog.submit_button.isEnabled()


def test_the_place_can_be_chosen(dialog: NewOfficeDialog, dialogs: ScriptedDialogs) -> None:
    dialogs.will_answer(Path("/x/y.gezinscoach"))
    QTest.mouseClick(dialog.browse_button, Qt.MouseButton.LeftButton)

    assert dialog.place_field.value() == str(Path("/x/y.gezinscoach"))


@pytest.mark.parametrize(
    ("password", "repeated", "field"),
    [
        ("kort", "kort", "password"),
        ("elf tekens.", "elf tekens.", "password"),
        (PASSWORD, "anders", "repeated"),
    ],
)
def test_a_password_is_long_enough_and_typed_twice(password: str, repeated: str, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_passwords(password, repeated)
    assert caught.value.field == field


def test_a_long_password_is_fine() -> None:
    check_passwords(PASSWORD, PASSWORD)


@pytest.mark.parametrize(
    ("password", "advice"),
    [
        ("", "Minstens 12 tekens"),
        ("12345678901", "Nog 1 teken."),
        ("korte", "Nog 7 tekens."),
        ("aaaaaaaaaaaaa", "dezelfde tekens"),
        ("kat hond boom", "Lang genoeg"),
        (PASSWORD, "Sterk wachtwoord."),
    ],
)
def test_the_advice_grows_with_the_password(password: str, advice: str) -> None:
    assert advice in password_advice(password)


def test_the_form_for_a_new_office_is_named(dialog: NewOfficeDialog) -> None:
    assert_every_focusable_widget_is_named(dialog)


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
