"""Windows of the program that screen recording, sharing and screenshots leave out, when the office wants it.

Only Windows can do so (SetWindowDisplayAffinity); elsewhere the switch has no effect, and the settings say it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

_SHOWN = 0x00
_BLACK = 0x01
"""WDA_MONITOR: black in a picture; what Windows 10 before 2004 knows."""
_LEFT_OUT = 0x11
"""WDA_EXCLUDEFROMCAPTURE: as if the window were not there."""

SetAffinity = Callable[[int, int], bool]


def can_hide() -> bool:
    """True where the switch has an effect."""
    return sys.platform == "win32"


def set_affinity(window: int, affinity: int) -> bool:
    """Ask Windows; False when it refuses."""
    import ctypes

    user32: Any = ctypes.windll.user32  # type: ignore[attr-defined,unused-ignore]
    return bool(user32.SetWindowDisplayAffinity(window, affinity))


class CaptureGuard(QObject):
    """Hides every window that is shown from now on, and those that are there, for as long as `is_hidden`."""

    def __init__(self, ask: SetAffinity | None = None, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask or (set_affinity if can_hide() else None)
        self._is_hidden = False

    @property
    def is_hidden(self) -> bool:
        return self._is_hidden

    def hide_windows(self, is_hidden: bool) -> None:
        """Leave the program's windows out of pictures of the screen, or let them be seen again."""
        application = QApplication.instance()
        if is_hidden == self._is_hidden or self._ask is None or application is None:
            return
        self._is_hidden = is_hidden
        if is_hidden:
            application.installEventFilter(self)
        else:
            application.removeEventFilter(self)
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._apply(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._apply(watched)
        return False

    def _apply(self, window: QWidget) -> None:
        if self._ask is None:
            return
        handle = int(window.winId())
        if not self._is_hidden:
            self._ask(handle, _SHOWN)
        elif not self._ask(handle, _LEFT_OUT):
            self._ask(handle, _BLACK)
