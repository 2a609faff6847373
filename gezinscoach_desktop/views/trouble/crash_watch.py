"""Watches over this run of the program, and tells at the start how the last one ended."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSettings,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.services import crash as crash_service
from gezinscoach_desktop.services.crash import Crash
from gezinscoach_desktop.services.trouble import note_qt
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.trouble.crash_notice import CrashNotice
from gezinscoach_desktop.views.trouble.places import trouble_page

if TYPE_CHECKING:
    from gezinscoach_desktop.views.frame import Frame

_EVERY_MS = 60_000
_SERIOUS = (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


class CrashWatch(QObject):
    """Made once, before the first window; `end` when the program ends as it should."""

    def __init__(
        self, tasks: Tasks, dialogs: Dialogs, settings: QSettings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._dialogs = dialogs
        self._settings = settings
        self._watch = crash_service.Watch()
        self._crash: Crash | None = None
        self._window: QWidget | None = None
        self._frame: Frame | None = None
        self.notice: CrashNotice | None = None
        self._clock = QTimer(self, interval=_EVERY_MS)
        self._clock.timeout.connect(self._tend)
        self._clock.start()
        self._before = qInstallMessageHandler(_hear)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self._note_session_end)
        tasks.tend(crash_service.look_back, then=self._take)

    def stand_in(self, window: QWidget) -> None:
        """Tell it above what this window shows, unless it was told."""
        self._window, self._frame = window, None
        self._show()

    def stand_in_frame(self, frame: Frame) -> None:
        """The first window was left before it was read: tell it above the pages of the next one."""
        self._window, self._frame = None, frame
        self._show()

    def _show_in(self, frame: Frame) -> None:
        if self._crash is not None:
            notice = self._made_notice(self._crash, frame)
            notice.report_wanted.connect(partial(frame.go, trouble_page()))
            notice.report_wanted.connect(notice.dismiss)
            frame.add_bar(notice)
            notice.show()

    def end(self) -> None:
        """The program ends as it should."""
        self._clock.stop()
        qInstallMessageHandler(self._before)
        self._watch.end()

    def _take(self, crash: Crash | None) -> None:
        self._crash = crash
        self._show()

    def _show(self) -> None:
        if self._frame is not None:
            self._show_in(self._frame)
        if self._crash is None or self._window is None:
            return
        column = self._window.layout()
        if not isinstance(column, QVBoxLayout):
            return
        notice = self._made_notice(self._crash, self._window)
        notice.report_wanted.connect(self._make_report)
        column.insertWidget(0, notice)
        notice.show()

    def _made_notice(self, crash: Crash, parent: QWidget) -> CrashNotice:
        self.notice = CrashNotice(crash, datetime.now(UTC).astimezone().date(), parent)
        self.notice.dismissed.connect(self._forget)
        return self.notice

    def _make_report(self) -> None:
        from gezinscoach_desktop.views.trouble.dialog import TroubleDialog

        TroubleDialog(self._tasks, self._dialogs, self._settings, parent=self._window).open()

    def _forget(self) -> None:
        self._crash = None
        self.notice = None

    def _tend(self) -> None:
        self._tasks.tend(self._watch.tend)

    def _note_session_end(self, _: QSessionManager) -> None:
        self._watch.note_session_end()  # at once: what is asked of a worker may come too late


def _hear(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """A serious message of Qt goes to the log without its text; whoever started the program in a terminal reads it."""
    if kind in _SERIOUS:
        note_qt(context.category or "", f"{context.file or ''}:{context.line}")
    if sys.stderr is not None:
        print(text, file=sys.stderr)
