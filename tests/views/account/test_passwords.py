"""Choosing a password: told in words what is missing, proposed in four words, and forgotten without panic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput, TooSoon, WrongPassword
from gezinscoach_desktop.domain.password import check_password
from gezinscoach_desktop.views.account.code_field import CodeField, grouped
from gezinscoach_desktop.views.account.countdown import Countdown
from gezinscoach_desktop.views.account.forgotten_dialog import ForgottenDialog
from gezinscoach_desktop.views.account.new_password import NewPassword, check_passwords, password_advice
from gezinscoach_desktop.views.account.own_password import ChangePasswordDialog
from gezinscoach_desktop.views.elements import button
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.account.fakes import CODE, PASSWORD, FakeEntrance
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.waiting import wait_until

Show = Callable[[QWidget], None]
PLACE = "/kantoren/ninove.gezinscoach"


@pytest.mark.parametrize(
    ("password", "repeated", "field"),
    [
        ("kort", "kort", "password"),
        ("elf tekens.", "elf tekens.", "password"),
        ("wachtwoord123", "wachtwoord123", "password"),
        (PASSWORD, "anders", "repeated"),
    ],
)
def test_a_password_is_long_enough_not_everybody_s_and_typed_twice(
    password: str, repeated: str, field: str
) -> None:
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
        ("bea.desmet.12", "dan je naam"),
        ("kat hond boom", "Goed wachtwoord."),
        (PASSWORD, "Sterk wachtwoord."),
    ],
)
def test_the_advice_grows_with_the_password(password: str, advice: str) -> None:
    assert advice in password_advice(password, user_name="bea.desmet")


@pytest.fixture
def new_password(qapp: QApplication, show: Show) -> NewPassword:
    form = Form()
    made = NewPassword(form)
    show(form)
    return made


def test_four_words_are_proposed_shown_and_good_enough(new_password: NewPassword) -> None:
    QTest.mouseClick(new_password.propose_button, Qt.MouseButton.LeftButton)
    first = new_password.value()
    assert len(first.split()) == 4
    check_password(first)
    assert new_password.field.is_shown, "somebody has to read it once"
    QTest.mouseClick(new_password.propose_button, Qt.MouseButton.LeftButton)

    assert new_password.value() != first


def test_a_password_may_be_pasted(new_password: NewPassword) -> None:
    QApplication.clipboard().setText(PASSWORD)
    new_password.field.setFocus()
    QTest.keyClick(new_password.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    new_password.repeated_field.setFocus()
    QTest.keyClick(new_password.repeated_field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert new_password.value() == PASSWORD


# ---------------------------------------------------------------------------------------------- waiting


class Clock:
    """Seconds that only go on when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def open_button(qapp: QApplication) -> QPushButton:
    return button("Openen", "primary")


def test_the_button_counts_down_and_then_works_again(open_button: QPushButton) -> None:
    clock = Clock()
    countdown = Countdown(open_button, clock=clock)
    countdown.start(2)
    assert open_button.text() == "Openen kan over 2 seconden"
    clock.now += 1.2
    countdown.look()
    assert open_button.text() == "Openen kan over 1 seconde"
    assert open_button.accessibleName() == open_button.text()
    assert not open_button.isEnabled()
    clock.now += 1
    countdown.look()

    assert open_button.text() == "Openen"
    assert open_button.isEnabled()


def test_without_a_wait_the_button_stays_as_it_is(open_button: QPushButton) -> None:
    Countdown(open_button).start(0)

    assert open_button.isEnabled()


# ------------------------------------------------------------------------------------------- typing a code


def test_a_code_is_put_in_groups_while_it_is_typed(qapp: QApplication) -> None:
    field = CodeField()
    QTest.keyClicks(field, CODE.replace(" ", "").lower())
    assert field.value() == CODE


def test_blanks_that_somebody_types_himself_do_no_harm(qapp: QApplication) -> None:
    field = CodeField()
    QTest.keyClicks(field, CODE)
    assert field.value() == CODE


def test_a_group_that_misses_a_sign_stays_apart() -> None:
    assert grouped("abcd efghj") == "ABCD EFGHJ "


def test_a_code_can_be_erased_and_changed_in_the_middle(qapp: QApplication) -> None:
    field = CodeField()
    QTest.keyClicks(field, "abcdefg")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == "ABCDE F"
    field.setCursorPosition(2)
    QTest.keyClicks(field, "x")

    assert field.text() == "ABXCDE F"
    assert field.cursorPosition() == 3


# ---------------------------------------------------------------------------------------- forgotten password


@pytest.fixture
def forgotten(tasks: InlineTasks, entrance: FakeEntrance, show: Show) -> ForgottenDialog:
    made = ForgottenDialog(tasks, entrance, PLACE, "an")
    show(made)
    return made


def type_passwords(new: NewPassword) -> None:
    QTest.keyClicks(new.field, PASSWORD)
    QTest.keyClicks(new.repeated_field, PASSWORD)


def test_the_recovery_sheet_opens_the_office_with_a_new_password(
    forgotten: ForgottenDialog, entrance: FakeEntrance
) -> None:
    desks: list[Any] = []
    forgotten.opened.connect(desks.append)
    assert forgotten.cancel_button.hasFocus()  # nearly everybody asks a colleague for a code
    QTest.keyClicks(forgotten.code_field, CODE)
    type_passwords(forgotten.password)
    QTest.keyClick(forgotten.password.repeated_field, Qt.Key.Key_Return)

    assert entrance.calls("open_with_recovery_sheet") == [(PLACE, CODE, "an", PASSWORD)]
    assert desks == [entrance.desk]


def test_the_group_that_is_wrong_is_named_before_anything_is_tried(
    forgotten: ForgottenDialog, entrance: FakeEntrance
) -> None:
    groups = CODE.split()
    groups[3] = groups[3][:-1] + ("A" if groups[3][-1] != "A" else "B")
    QTest.keyClicks(forgotten.code_field, " ".join(groups))
    type_passwords(forgotten.password)
    forgotten.submit()

    assert "Groep 4" in forgotten.form.error_of("code")
    assert entrance.calls("open_with_recovery_sheet") == []


def test_an_old_sheet_and_a_wait_are_told(forgotten: ForgottenDialog, entrance: FakeEntrance) -> None:
    QTest.keyClicks(forgotten.code_field, CODE)
    type_passwords(forgotten.password)
    entrance.error = WrongPassword("Dit herstelblad opent dit kantoor niet; neem het laatste dat gemaakt is.")
    forgotten.submit()
    assert "neem het laatste" in forgotten.error_label.text()
    entrance.error = TooSoon(4)
    forgotten.submit()

    assert forgotten.submit_button.text() == "Openen met het herstelblad kan over 4 seconden"
    assert not forgotten.submit_button.isEnabled()


def test_all_of_it_is_in_sight_again_once_there_is_room(forgotten: ForgottenDialog) -> None:
    bar, high = forgotten.area.verticalScrollBar(), forgotten.height()
    forgotten.resize(forgotten.width(), high - 30)
    wait_until(lambda: bar.maximum() > 0)
    forgotten.resize(forgotten.width(), high)
    wait_until(lambda: bar.maximum() == 0)


def test_forgotten_password_is_named(forgotten: ForgottenDialog) -> None:
    assert_every_focusable_widget_is_named(forgotten)


# --------------------------------------------------------------------------------------------- changing it


@pytest.fixture
def changing(tasks: InlineTasks, entrance: FakeEntrance, show: Show) -> ChangePasswordDialog:
    made = ChangePasswordDialog(tasks, entrance, entrance.desk)
    show(made)
    return made


def test_a_password_is_changed_by_who_knows_the_old_one(
    changing: ChangePasswordDialog, entrance: FakeEntrance
) -> None:
    assert changing.old_field.hasFocus()
    QTest.keyClicks(changing.old_field, "het oude")
    type_passwords(changing.password)
    QTest.keyClick(changing.password.repeated_field, Qt.Key.Key_Return)

    assert entrance.calls("change_password") == [("het oude", PASSWORD)]
    assert not changing.isVisible()


def test_a_wrong_old_password_is_told_at_its_field(
    changing: ChangePasswordDialog, entrance: FakeEntrance
) -> None:
    entrance.error = WrongPassword("De gebruikersnaam of het wachtwoord klopt niet.")
    QTest.keyClicks(changing.old_field, "verkeerd")
    type_passwords(changing.password)
    changing.submit()

    assert changing.form.error_of("old") == "Dit is niet je wachtwoord van nu."
    assert changing.old_field.hasFocus()


def test_without_the_old_password_nothing_is_asked(
    changing: ChangePasswordDialog, entrance: FakeEntrance
) -> None:
    type_passwords(changing.password)
    changing.submit()

    assert changing.form.error_of("old") == "Typ eerst je wachtwoord van nu."
    assert entrance.asked == []
