"""Windows tells when its session is locked (Windows + L, or by itself); nothing of this exists elsewhere."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QObject, Signal

_SESSION_CHANGE = 0x02B1
_SESSION_LOCK = 0x7
_THIS_SESSION = 0


def is_session_lock(message: int, parameter: int) -> bool:
    """Whether a window message says that the session was locked."""
    return message == _SESSION_CHANGE and parameter == _SESSION_LOCK


class SessionLock(QObject):
    """Tells `locked`; does nothing on another system than Windows."""

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter: _Filter | None = None
        self._window = 0

    def watch(self, window_id: int) -> None:
        """Ask Windows to tell this window of the program."""
        if sys.platform == "win32" and self._filter is None:
            import ctypes

            if ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window_id, _THIS_SESSION):
                self._window = window_id
                self._filter = _Filter(self)
                _application().installNativeEventFilter(self._filter)

    def stop(self) -> None:
        """Before the window goes."""
        if sys.platform == "win32" and self._filter is not None:
            import ctypes

            _application().removeNativeEventFilter(self._filter)
            ctypes.windll.wtsapi32.WTSUnRegisterSessionNotification(self._window)
            self._filter = None


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, told: SessionLock) -> None:
        super().__init__()
        self._told = told

    def nativeEventFilter(self, event_type: Any, message: Any) -> tuple[bool, int]:
        if sys.platform == "win32" and bytes(event_type) == b"windows_generic_MSG":
            from ctypes.wintypes import MSG

            given = MSG.from_address(int(message))
            if is_session_lock(given.message, given.wParam):
                self._told.locked.emit()
        return False, 0


def _application() -> Any:
    from PySide6.QtCore import QCoreApplication

    return QCoreApplication.instance()
