"""Noticing that nobody uses the program: no key, no mouse, in any of its windows."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

_LOOK_MS = 5_000
_USE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
_LOCK = QKeyCombination(Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_L)


def seconds_awake() -> float:
    """A clock that also runs while the PC sleeps, and that nobody can set."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class IdleWatch(QObject):
    """Tells `idled` once, after so many minutes without use; `start` begins anew.

    It looks at what comes to the program's windows and not at every event of the application: a filter in Python on
    each of those would be felt.
    """

    idled = Signal()
    lock_pressed = Signal()
    """Ctrl+Shift+L in a dialog, where shortcuts of the window beneath do not reach."""

    def __init__(self, clock: Callable[[], float] = seconds_awake, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._seconds = 0.0
        self._used_at = 0.0
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    def start(self, minutes: int) -> None:
        """Begin to count, from now."""
        self._seconds = minutes * 60.0
        self._used_at = self._clock()
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)
        self._timer.start()

    def stop(self) -> None:
        """Count no longer."""
        self._timer.stop()

    def note_use(self) -> None:
        """Somebody is there. Not for whoever wakes the PC from a long sleep: that is when it has to be locked."""
        self.look()
        self._used_at = self._clock()

    def look(self) -> None:
        """See how long ago it is."""
        if self.is_running and self._clock() - self._used_at >= self._seconds:
            self.stop()
            self.idled.emit()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # again does nothing more

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USE:
            self.note_use()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_lock = self.is_running and event.keyCombination() == _LOCK
            if is_lock:
                self.lock_pressed.emit()
            return is_lock
        return False
