"""For tests of windows: one application, nothing left behind, and no warning of Qt goes unnoticed.

Half of what it takes to build a page is its style sheet, whatever stands in that. A test that asks what a page says and
does gets the page without; one that asks how it looks, or what fits, says so: `LOOKS` from tests/views/looks.py.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QSettings,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gezinscoach_desktop.views.application import make_application
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.stylesheet import stylesheet
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.theme import Appearance, theme
from tests.views.waiting import PATIENCE_MS

_HARMLESS = (
    "This plugin does not support propagateSizeHints",
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",
)
_SERIOUS = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The one application of the test run."""
    made = make_application(["test"])
    theme().use_appearance(Appearance.LIGHT)
    return made


@pytest.fixture
def styled() -> None:
    """With the style sheet, as in real life; asked for by `LOOKS`."""


@pytest.fixture(autouse=True)
def nothing_goes_unnoticed(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[None]:
    """A warning of Qt or an exception in a slot fails the test; widgets are destroyed afterwards."""
    _dress(qapp, is_styled="styled" in request.fixturenames)
    warnings: list[str] = []
    errors: list[BaseException] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind in _SERIOUS and not text.startswith(_HARMLESS):
            warnings.append(text)

    def catch(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        errors.append(error)

    monkeypatch.setattr(sys, "excepthook", catch)
    before = qInstallMessageHandler(hear)
    try:
        yield
        _destroy_widgets()
    finally:
        qInstallMessageHandler(before)
        if theme().appearance is not Appearance.LIGHT:
            theme().use_appearance(Appearance.LIGHT)
    assert warnings == []
    if errors:
        raise errors[0]


def _dress(application: QApplication, *, is_styled: bool) -> None:
    if bool(application.styleSheet()) != is_styled:
        application.setStyleSheet(stylesheet(theme().palette) if is_styled else "")


def _destroy_widgets() -> None:
    for widget in QApplication.topLevelWidgets():
        if widget.parentWidget() is None:
            widget.close()
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def show() -> Callable[[QWidget], None]:
    """Shows a widget in an active window, so that it can have the focus, and keeps it until the test ends."""

    kept: list[QWidget] = []

    def shown(widget: QWidget) -> None:
        kept.append(widget)
        widget.show()
        widget.activateWindow()
        assert QTest.qWaitForWindowActive(widget, PATIENCE_MS)

    return shown


@pytest.fixture
def tasks() -> InlineTasks:
    """Everything at once, on this thread."""
    return InlineTasks()


@pytest.fixture
def dialogs() -> ScriptedDialogs:
    """Answers prepared with `will_answer`."""
    return ScriptedDialogs()


@pytest.fixture
def messages() -> Messages:
    """What the program says goes nowhere unless a test listens."""
    return Messages()


@pytest.fixture
def said(messages: Messages) -> list[Message]:
    """Every message said, in order."""
    heard: list[Message] = []
    messages.said.connect(heard.append)
    return heard


@pytest.fixture
def settings_store(tmp_path: Path) -> QSettings:
    """The settings of this computer, in a file of this test."""
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
