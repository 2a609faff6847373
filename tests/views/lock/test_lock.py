"""What a user may rely on when he walks away: nothing can be read, nothing is lost, and he goes on where he was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import (
    AccountClosed,
    OfficeLocked,
    OfficeUnavailable,
    SignInAgain,
    TooSoon,
    UserError,
    WrongPassword,
)
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import office as office_service
from gezinscoach_desktop.services import setting as setting_service
from gezinscoach_desktop.services.desk import Account, Desk
from gezinscoach_desktop.services.setting import SecuritySettings
from gezinscoach_desktop.views.family.family_fields import FamilyFields
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.frame import Frame, OfficeLabel
from gezinscoach_desktop.views.lock.cover import LockCover
from gezinscoach_desktop.views.lock.idle import IdleWatch
from gezinscoach_desktop.views.lock.keeper import LockKeeper
from gezinscoach_desktop.views.lock.windows_session import is_session_lock
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Destination, Page
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.no_office import NoOffice
from tests.views.waiting import PATIENCE_MS, destroy

Show = Callable[[QWidget], None]
PASSWORD = "vier gewone woorden samen"
CANARY = "Vandevelde-Kanarie"
MINUTE = 60.0


class Clock:
    """Seconds that only go on when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Services:
    """Notes what was asked of the office."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.error: Exception | None = None
        self.wait = 0
        self.security = SecuritySettings()

    def lock(self, desk: Desk) -> None:
        self.asked.append("lock")

    def unlock(self, desk: Desk, password: str) -> None:
        self.asked.append(f"unlock {password}")
        if self.error is not None:
            raise self.error

    def seconds_to_wait(self, place: str, user_name: str) -> int:
        return self.wait

    def read_security(self, desk: Desk) -> SecuritySettings:
        return self.security


class FamilyPage(Page):
    """A page with a name on it and a field that is being filled in."""

    def __init__(self) -> None:
        super().__init__()
        self.hand_overs = 0
        self.other = QLineEdit()
        self.field = QLineEdit(CANARY)
        self.field.setAccessibleName(f"Toelichting bij {CANARY}")
        column = QVBoxLayout(self)
        column.addWidget(self.other)
        column.addWidget(self.field)

    @property
    def title(self) -> str:
        return CANARY

    def leave(self) -> None:
        self.hand_overs += 1


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Services:
    made = Services()
    for name in ("lock", "unlock", "seconds_to_wait"):
        monkeypatch.setattr(office_service, name, getattr(made, name))
    monkeypatch.setattr(setting_service, "read_security", made.read_security)
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def idle(clock: Clock, tasks: InlineTasks) -> IdleWatch:
    return IdleWatch(clock, parent=tasks)


@pytest.fixture
def page(tasks: InlineTasks) -> FamilyPage:
    return FamilyPage()


@pytest.fixture
def frame(
    tasks: InlineTasks, messages: Messages, settings_store: QSettings, page: FamilyPage, show: Show
) -> Frame:
    made = Frame(tasks, messages, settings_store, office=OfficeLabel("OCMW Ninove", "An De Smet"))
    made.add_room("families", "Gezinnen", "people", lambda _: page)
    made.add_room("start", "Start", "home", lambda _: Page())
    show(made)
    made.go(Destination("families"))
    page.field.setFocus()
    page.field.setCursorPosition(7)
    return made


@pytest.fixture
def keeper(tasks: InlineTasks, frame: Frame, idle: IdleWatch, services: Services) -> LockKeeper:
    account = Account(UUID(int=1), "an", "An De Smet", frozenset({OfficeRole.COACH}))
    office: Any = NoOffice()
    made = LockKeeper(tasks, Desk(office, account), frame, idle=idle, parent=frame)
    made.start()
    return made


def is_covered(frame: Frame) -> bool:
    return isinstance(frame.centralWidget(), LockCover)


def cover_of(frame: Frame) -> LockCover:
    found = frame.centralWidget()
    assert isinstance(found, LockCover)
    return found


def unlock(frame: Frame, password: str = PASSWORD) -> None:
    cover = cover_of(frame)
    QTest.keyClicks(cover.password_field, password)
    QTest.keyClick(cover.password_field, Qt.Key.Key_Return)


def read_aloud(root: QAccessibleInterface) -> list[str]:
    """Everything a program can read that goes through the window as a screen reader does."""
    kinds = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)
    texts = [root.text(kind) for kind in kinds]
    for number in range(root.childCount()):
        child = root.child(number)
        if child is not None:
            texts += read_aloud(child)
    return texts


# --------------------------------------------------------------------------------------------------- hiding


def test_locked_nothing_of_a_family_can_be_seen_or_read_aloud(frame: Frame, keeper: LockKeeper) -> None:
    assert any(CANARY in text for text in read_aloud(QAccessible.queryAccessibleInterface(frame)))
    assert CANARY in frame.windowTitle()
    keeper.lock()

    assert not any(CANARY in text for text in read_aloud(QAccessible.queryAccessibleInterface(frame)))
    assert frame.windowTitle() == "Vergrendeld – Gezinscoach"
    assert frame.findChildren(FamilyPage) == []
    assert cover_of(frame).password_field.hasFocus()


def test_what_a_page_calls_itself_later_does_not_come_on_the_title_bar(
    frame: Frame, keeper: LockKeeper, page: FamilyPage
) -> None:
    keeper.lock()
    page.title_changed.emit()

    assert CANARY not in frame.windowTitle()


def test_the_page_hands_over_what_was_typed_before_the_keys_go(
    frame: Frame, keeper: LockKeeper, page: FamilyPage, services: Services
) -> None:
    keeper.lock()

    assert page.hand_overs == 1
    assert services.asked == ["lock"]


@pytest.mark.parametrize("keys", ["Ctrl+1", "Ctrl+2"])
def test_keys_of_the_window_do_nothing_while_it_is_locked(
    frame: Frame, keeper: LockKeeper, keys: str
) -> None:
    keeper.lock()
    QTest.keySequence(frame, keys)

    assert frame.current_destination == Destination("families")
    assert isinstance(frame.centralWidget(), LockCover)


def test_messages_wait_until_somebody_may_read_them(
    frame: Frame, keeper: LockKeeper, messages: Messages
) -> None:
    keeper.lock()
    messages.warn("De reservekopie is niet gelukt.")
    messages.good("Bewaard.")
    messages.show_refusal(OfficeLocked())
    assert frame.message_bar.text == ""
    unlock(frame)

    assert frame.message_bar.text == "De reservekopie is niet gelukt."
    assert frame.toast.text == ""


def test_a_menu_and_a_question_get_no_answer(frame: Frame, keeper: LockKeeper) -> None:
    question = QDialog(frame)
    QPushButton(CANARY, question)
    question.open()
    menu = QMenu(frame)
    menu.addAction(CANARY)
    menu.popup(frame.pos())
    keeper.lock()

    assert not menu.isVisible()
    assert not question.isVisible()
    assert question.result() == QDialog.DialogCode.Rejected


# ------------------------------------------------------------------------------------------------- going on


def test_after_unlocking_the_same_page_stands_there_with_the_cursor_where_it_was(
    frame: Frame, keeper: LockKeeper, page: FamilyPage, services: Services
) -> None:
    keeper.lock()
    unlock(frame)

    assert services.asked == ["lock", f"unlock {PASSWORD}"]
    assert frame.current_page is page
    assert page.field.isVisible()
    assert page.field.hasFocus()
    assert page.field.cursorPosition() == 7
    assert not page.field.hasSelectedText(), "the next key would wipe it out"
    assert frame.windowTitle().startswith(CANARY)
    assert not keeper.is_locked
    QTest.keySequence(frame, "Ctrl+2")
    assert frame.current_destination == Destination("start")


def test_a_form_that_was_open_is_there_again_with_what_was_typed(frame: Frame, keeper: LockKeeper) -> None:
    form = FormDialog("Gezinslid wijzigen", "Bewaren", parent=frame.current_page)
    first = form.form.add_row("first", "Voornaam", TextField())
    last = form.form.add_row("last", "Familienaam", TextField())
    form.open()
    first.set_value("Sofie")
    last.setFocus()
    keeper.lock()
    assert not form.isVisible()
    unlock(frame)

    assert form.isVisible()
    assert form.isModal()
    assert first.value() == "Sofie"
    assert form.focusWidget() is last
    handle = form.windowHandle()
    assert handle is not None
    assert handle.transientParent() is frame.windowHandle(), "it stays above its window"


def test_a_window_that_was_locked_goes_in_peace(frame: Frame, keeper: LockKeeper, page: FamilyPage) -> None:
    fields = FamilyFields(Form(page), lambda: date(2026, 8, 12))
    fields.complete_municipalities(["Geel", "Mol"])
    keeper.lock()
    unlock(frame)
    keeper.stop()
    destroy(frame)  # a list that is deleted twice ends the program here

    assert not shiboken6.isValid(page)


def test_locking_again_after_unlocking_works(frame: Frame, keeper: LockKeeper) -> None:
    for _ in range(3):
        QTest.keySequence(frame, "Ctrl+Shift+L")
        assert is_covered(frame)
        unlock(frame)
        assert not is_covered(frame)


def test_the_keys_to_lock_work_in_a_form_as_well(frame: Frame, keeper: LockKeeper, idle: IdleWatch) -> None:
    form = FormDialog("Gezinslid wijzigen", "Bewaren", parent=frame.current_page)
    field = form.form.add_row("first", "Voornaam", TextField())
    form.open()
    assert QTest.qWaitForWindowActive(form, PATIENCE_MS)
    handle = form.windowHandle()
    assert handle is not None
    field.setFocus()
    QTest.keyClick(handle, Qt.Key.Key_L)
    assert field.value() == "l"
    QTest.keyClick(
        handle,
        Qt.Key.Key_L,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )

    assert is_covered(frame)
    assert not form.isVisible()


def test_the_lock_on_the_rail_locks(frame: Frame, keeper: LockKeeper) -> None:
    frame.rail.chosen.emit("lock")

    assert keeper.is_locked
    assert frame.current_destination == Destination("families")


# ---------------------------------------------------------------------------------------- who may not go on


def test_a_wrong_password_is_told_and_may_be_typed_over(
    frame: Frame, keeper: LockKeeper, services: Services
) -> None:
    services.error = WrongPassword("De gebruikersnaam of het wachtwoord klopt niet.")
    keeper.lock()
    unlock(frame, "fout")
    cover = cover_of(frame)
    assert cover.error_label.text() == "Dit wachtwoord klopt niet."
    assert cover.password_field.selectedText() != ""
    assert cover.unlock_button.isEnabled()
    services.error = None
    unlock(frame)

    assert not keeper.is_locked


def test_after_some_wrong_passwords_there_is_a_wait(
    frame: Frame, keeper: LockKeeper, services: Services
) -> None:
    services.error, services.wait = WrongPassword("…"), 4
    keeper.lock()
    unlock(frame, "fout")
    assert cover_of(frame).unlock_button.text() == "Ontgrendelen kan over 4 seconden"
    QTest.keyClick(cover_of(frame).password_field, Qt.Key.Key_Return)
    assert services.asked == ["lock", "unlock fout"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (TooSoon(9), "We wachten even"),
        (OfficeUnavailable("De gedeelde map is niet bereikbaar."), "De gedeelde map is niet bereikbaar."),
    ],
)
def test_why_it_does_not_open_is_told(
    frame: Frame, keeper: LockKeeper, services: Services, error: UserError, told: str
) -> None:
    services.error = error
    keeper.lock()
    unlock(frame)

    assert told in cover_of(frame).error_label.text()
    assert keeper.is_locked


def test_an_empty_password_asks_nothing(frame: Frame, keeper: LockKeeper, services: Services) -> None:
    keeper.lock()
    unlock(frame, "")

    assert services.asked == ["lock"]


def test_another_account_leaves_this_office(frame: Frame, keeper: LockKeeper) -> None:
    left: list[bool] = []
    keeper.left.connect(lambda: left.append(True))
    keeper.lock()
    QTest.mouseClick(cover_of(frame).other_button, Qt.MouseButton.LeftButton)

    assert left == [True]


def test_an_account_that_was_closed_meanwhile_sees_only_the_way_out(
    frame: Frame, keeper: LockKeeper, tasks: InlineTasks
) -> None:
    tasks.refused.emit(AccountClosed("Je account is afgesloten; vraag je beheerder waarom."))
    cover = cover_of(frame)

    assert cover.sentence_label.text() == "Je account is afgesloten; vraag je beheerder waarom."
    assert not cover.password_field.isVisible()
    assert cover.other_button.hasFocus()
    cover.submit()
    assert keeper.is_locked


def test_a_password_that_was_renewed_elsewhere_is_asked_again(
    frame: Frame, keeper: LockKeeper, tasks: InlineTasks
) -> None:
    tasks.refused.emit(SignInAgain("Je wachtwoord is op een andere pc gewijzigd."))
    assert "op een andere pc gewijzigd" in cover_of(frame).sentence_label.text()
    unlock(frame)

    assert not keeper.is_locked


# ------------------------------------------------------------------------------------------------------ idle


def test_five_minutes_without_key_or_mouse_lock(
    frame: Frame, keeper: LockKeeper, idle: IdleWatch, clock: Clock
) -> None:
    clock.now += 5 * MINUTE - 1
    idle.look()
    assert not is_covered(frame)
    clock.now += 1
    idle.look()

    assert is_covered(frame)
    assert not idle.is_running


@pytest.mark.parametrize("use", ["key", "mouse", "click"])
def test_a_key_or_the_mouse_puts_it_off(
    frame: Frame, keeper: LockKeeper, idle: IdleWatch, clock: Clock, use: str
) -> None:
    handle = frame.windowHandle()
    assert handle is not None
    clock.now += 4 * MINUTE
    match use:
        case "key":
            QTest.keyClick(handle, Qt.Key.Key_A)
        case "mouse":
            QTest.mouseMove(handle, frame.rect().center())
        case _:
            QTest.mouseClick(handle, Qt.MouseButton.LeftButton)
    clock.now += 4 * MINUTE
    idle.look()

    assert not keeper.is_locked


def test_the_mouse_that_wakes_a_pc_from_a_long_sleep_finds_it_locked(
    frame: Frame, keeper: LockKeeper, clock: Clock
) -> None:
    handle = frame.windowHandle()
    assert handle is not None
    clock.now += 8 * 60 * MINUTE
    QTest.keyClick(handle, Qt.Key.Key_A)

    assert keeper.is_locked


def test_the_office_says_how_many_minutes(
    frame: Frame, keeper: LockKeeper, tasks: InlineTasks, services: Services, idle: IdleWatch, clock: Clock
) -> None:
    services.security = SecuritySettings(idle_minutes=2)
    tasks.changed.emit(Change(frozenset({Noun.SETTING})))
    clock.now += 2 * MINUTE
    idle.look()

    assert keeper.is_locked


def test_after_unlocking_it_counts_anew(
    frame: Frame, keeper: LockKeeper, idle: IdleWatch, clock: Clock
) -> None:
    clock.now += 6 * MINUTE
    idle.look()
    unlock(frame)
    clock.now += 4 * MINUTE
    idle.look()
    assert not is_covered(frame)
    clock.now += 1 * MINUTE
    idle.look()

    assert is_covered(frame)


def test_after_it_was_stopped_it_never_locks(keeper: LockKeeper, idle: IdleWatch, clock: Clock) -> None:
    keeper.stop()
    clock.now += 60 * MINUTE
    idle.look()

    assert not keeper.is_locked


def test_only_the_message_that_windows_is_locked_counts() -> None:
    assert is_session_lock(0x02B1, 7)
    assert not is_session_lock(0x02B1, 8), "that is unlocking"
    assert not is_session_lock(0x0100, 7)


def test_the_cover_is_named(frame: Frame, keeper: LockKeeper) -> None:
    keeper.lock()

    assert_every_focusable_widget_is_named(cover_of(frame))
