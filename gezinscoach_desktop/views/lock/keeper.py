"""Locks the office and opens it again; what stands on the screen waits behind the cover."""

from __future__ import annotations

from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import AccountClosed, SignInAgain, UserError, WrongPassword
from gezinscoach_desktop.services import office as office_service
from gezinscoach_desktop.services import setting as setting_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.setting import SecuritySettings
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.frame import Frame
from gezinscoach_desktop.views.lock.cover import LockCover
from gezinscoach_desktop.views.lock.idle import IdleWatch
from gezinscoach_desktop.views.lock.windows_session import SessionLock
from gezinscoach_desktop.views.setup.shell import SetupShell
from gezinscoach_desktop.views.tasks import Tasks


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A form that was open when the office was locked."""

    dialog: QDialog
    focus: QWidget | None


class LockKeeper(QObject):
    """One per window of a real office; begins to count as soon as it knows how long it may take."""

    left = Signal()
    """The user wants another account or office, or this one is closed to him."""
    locked = Signal()
    unlocked = Signal()

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        frame: Frame,
        *,
        idle: IdleWatch | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._frame = frame
        self.idle = idle or IdleWatch(parent=self)
        self._session = SessionLock(self)
        self._minutes = SecuritySettings().idle_minutes
        self._cover: LockCover | None = None
        self._waiting: list[_Waiting] = []

    @property
    def is_locked(self) -> bool:
        return self._cover is not None

    def start(self) -> None:
        """Begin to watch, now that the window is shown."""
        self.idle.idled.connect(self.lock)
        self.idle.lock_pressed.connect(self.lock)
        self._session.locked.connect(self.lock)
        self._frame.add_lock()
        self._frame.lock_wanted.connect(self.lock)
        self._tasks.changed.connect(self._follow)
        self._tasks.refused.connect(self.expel)
        self._session.watch(int(self._frame.winId()))
        self.idle.start(self._minutes)
        self._ask_minutes()

    def stop(self) -> None:
        """Before the window goes."""
        self.idle.stop()
        self._session.stop()
        self._tasks.changed.disconnect(self._follow)
        self._tasks.refused.disconnect(self.expel)

    # ------------------------------------------------------------------------------------------- locking

    def lock(self) -> None:
        """Cover everything now; the office itself closes once what was asked of it is written."""
        self._lock("")

    def expel(self, error: UserError) -> None:
        """What the office says of this account: closed, or with another password than the one that opened it."""
        if isinstance(error, AccountClosed):
            self._lock("")
            if self._cover is not None:
                self._cover.show_closed(error.message)
        elif isinstance(error, SignInAgain):
            self._lock(error.message)

    def _lock(self, sentence: str) -> None:
        if self.is_locked:
            return
        self.idle.stop()
        if self._frame.current_page is not None:
            self._frame.current_page.leave()
        self._hide_dialogs()
        self._cover = LockCover(self._desk.office.name, self._desk.account.display_name)
        self._cover.show_sentence(sentence)
        self._cover.unlock_wanted.connect(self._unlock)
        self._cover.other_wanted.connect(self.left)
        self._frame.cover(self._cover)
        self._cover.take_focus()
        self._tasks.run(office_service.lock, self._desk)
        self.locked.emit()

    def _hide_dialogs(self) -> None:
        """Forms wait with what was typed in them; questions and menus get no answer."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for widget in QApplication.topLevelWidgets():
            if not isinstance(widget, QDialog) or not widget.isVisible():
                continue
            if isinstance(widget, FormDialog | SetupShell):
                self._waiting.append(_Waiting(widget, widget.focusWidget()))
                widget.hide()
            else:
                widget.reject()

    # ----------------------------------------------------------------------------------------- unlocking

    def _unlock(self, password: str) -> None:
        self._tasks.query(
            office_service.unlock, self._desk, password, then=self._open, failed=self._refuse, owner=self
        )

    def _open(self, _: None) -> None:
        self._cover = None
        self._frame.uncover()
        waiting, self._waiting = self._waiting, []
        for each in sorted(waiting, key=_depth):  # one that stands over another comes after it
            self._show_again(each)
        self.idle.start(self._minutes)
        self._ask_minutes()
        self.unlocked.emit()

    def _show_again(self, waiting: _Waiting) -> None:
        if not shiboken6.isValid(waiting.dialog):
            return
        waiting.dialog.open()
        if waiting.focus is not None and shiboken6.isValid(waiting.focus):
            waiting.focus.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _refuse(self, error: Exception) -> bool:
        cover = self._cover
        if cover is None:
            return False
        if isinstance(error, AccountClosed):
            cover.set_busy(False)
            cover.show_closed(error.message)
            return True
        if not isinstance(error, WrongPassword):
            return cover.show_error(error)
        cover.say_wrong()
        self._tasks.query(
            office_service.seconds_to_wait,
            self._desk.place,
            self._desk.account.user_name,
            then=self._wait,
            owner=self,
        )
        return True

    def _wait(self, seconds: int) -> None:
        if self._cover is not None:
            self._cover.wait(seconds)

    # ------------------------------------------------------------------------------------------ settings

    def _follow(self, change: Change) -> None:
        if change.touches(Noun.SETTING) and not self.is_locked:
            self._ask_minutes()

    def _ask_minutes(self) -> None:
        self._tasks.query(
            setting_service.read_security, self._desk, then=self._take_settings, key="security", owner=self
        )

    def _take_settings(self, settings: SecuritySettings) -> None:
        if settings.idle_minutes == self._minutes:
            return
        self._minutes = settings.idle_minutes
        if self.idle.is_running:
            self.idle.start(self._minutes)


def _depth(waiting: _Waiting) -> int:
    """Over how many others a dialog stands."""
    depth, holder = 0, waiting.dialog.parentWidget() if shiboken6.isValid(waiting.dialog) else None
    while holder is not None:
        depth, holder = depth + 1, holder.parentWidget()
    return depth
