"""What a user may rely on: it is said in the window, never in a box, and what was deleted can come back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.errors import KeptForLater, UserError
from gezinscoach_desktop.views.messages import UNDO_SECONDS, Kind, Message, MessageBar, Messages, Toast
from gezinscoach_desktop.views.tasks import Breakdown
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.looks import LOOKS
from tests.views.waiting import destroy, wait_until

pytestmark = LOOKS

Show = Callable[[QWidget], None]


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.undone = 0

    def undo(self) -> None:
        self.undone += 1


@pytest.fixture
def page(show: Show) -> Page:
    made = Page()
    made.resize(900, 600)
    show(made)
    return made


@pytest.fixture
def toast(page: Page) -> Toast:
    return Toast(page)


@pytest.fixture
def bar(page: Page) -> MessageBar:
    made = MessageBar(page)
    made.setGeometry(0, 0, 900, 70)
    return made


def seconds_pass(toast: Toast, seconds: int) -> None:
    """The clock of the toast, without waiting for it."""
    for _ in range(seconds):
        toast.panel._clock.timeout.emit()


def test_undo_stays_ten_seconds_and_counts_down(messages: Messages, toast: Toast, page: Page) -> None:
    messages.said.connect(toast.show_message)
    messages.offer_undo("Nora is uit het gezin gehaald.", page.undo)
    assert toast.panel.action_button.text() == "&Ongedaan maken (10)"
    seconds_pass(toast, UNDO_SECONDS - 1)
    assert toast.panel.action_button.text() == "&Ongedaan maken (1)"
    assert toast.isVisible()
    seconds_pass(toast, 1)

    assert not toast.isVisible()
    assert page.undone == 0


def test_undo_takes_back_once(messages: Messages, toast: Toast, page: Page) -> None:
    messages.said.connect(toast.show_message)
    messages.offer_undo("Nora is uit het gezin gehaald.", page.undo)
    QTest.mouseClick(toast.panel.action_button, Qt.MouseButton.LeftButton)

    assert page.undone == 1
    assert not toast.isVisible()


def test_undo_can_be_reached_with_alt_and_o(messages: Messages, toast: Toast, page: Page) -> None:
    messages.said.connect(toast.show_message)
    messages.offer_undo("Nora is uit het gezin gehaald.", page.undo)
    toast.panel._clock.stop()  # the button goes down first and is clicked a moment later
    QTest.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)

    wait_until(lambda: page.undone == 1)


def test_the_clock_stands_still_while_the_button_has_the_focus(
    messages: Messages, toast: Toast, page: Page
) -> None:
    messages.said.connect(toast.show_message)
    messages.offer_undo("Nora is uit het gezin gehaald.", page.undo)
    toast.panel.action_button.setFocus()
    seconds_pass(toast, 60)

    assert toast.isVisible()


def test_undo_of_a_page_that_is_gone_does_nothing(messages: Messages, toast: Toast, page: Page) -> None:
    other = Page()
    messages.said.connect(toast.show_message)
    messages.offer_undo("Nora is uit het gezin gehaald.", other.undo)
    destroy(other)
    QTest.mouseClick(toast.panel.action_button, Qt.MouseButton.LeftButton)

    assert not toast.isVisible()


def test_a_toast_stands_within_the_window_also_when_that_shrinks(toast: Toast, page: Page) -> None:
    toast.show_message(Message(Kind.GOOD, "Bewaard. " * 30))
    for width in (900, 400):
        page.resize(width, 500)
        assert page.rect().contains(toast.geometry())


def test_a_warning_stays_until_it_is_closed(bar: MessageBar) -> None:
    bar.show_message(Message(Kind.WARNING, "Het kantoor is even niet bereikbaar."))
    bar.panel._clock.timeout.emit()
    assert bar.text == "Het kantoor is even niet bereikbaar."
    QTest.mouseClick(bar.panel.close_button, Qt.MouseButton.LeftButton)

    assert bar.text == ""
    assert not bar.isVisible()


def test_the_newest_message_replaces_the_one_before(bar: MessageBar) -> None:
    bar.show_message(Message(Kind.WARNING, "Eerst."))
    bar.show_message(Message(Kind.ERROR, "Dan."))

    assert bar.text == "Dan."


def test_an_expected_error_is_its_own_sentence(messages: Messages, said: list[Message]) -> None:
    messages.show_refusal(UserError("An wijzigde dit gezin om 14:32."))

    assert [(one.kind, one.text) for one in said] == [(Kind.WARNING, "An wijzigde dit gezin om 14:32.")]


def test_what_waits_for_the_server_is_told_calmly(messages: Messages, said: list[Message]) -> None:
    messages.show_refusal(KeptForLater())
    assert [(one.kind, one.text) for one in said] == [(Kind.INFO, KeptForLater().message)]


def test_a_bug_offers_its_details_on_the_clipboard(messages: Messages, said: list[Message]) -> None:
    messages.show_breakdown(Breakdown("Er ging iets mis.", "ValueError\n  file.py:12"))
    assert said[0].kind is Kind.ERROR
    assert said[0].action is not None
    said[0].action()

    assert QGuiApplication.clipboard().text() == "ValueError\n  file.py:12"
    assert said[1].kind is Kind.INFO


def test_messages_are_named_for_the_keyboard(bar: MessageBar, toast: Toast, page: Page) -> None:
    bar.show_message(Message(Kind.INFO, "Iets.", "&Doen", page.undo))
    toast.show_message(Message(Kind.GOOD, "Iets.", "&Doen", page.undo))

    assert_every_focusable_widget_is_named(page)
