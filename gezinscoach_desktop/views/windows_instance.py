"""What Windows has to know of a running program: who it is in the taskbar, and why signing out waits a moment.

A setup that finds the program running closes its windows (WM_CLOSE), which Qt takes as its user closing them. What is left is
the end of the session, also as Restart Manager asks for it: Windows ends the process as soon as it has answered, without
the rest of the program running. Qt tells it by commitDataRequest and then aboutToQuit; everything is closed inside those.
No mutex says that the program runs: the setup asks whether its file is in use, which also holds for other users of this
PC and not for a copy on a stick.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

APP_ID = "Gezinscoach.Desktop"
REASON = "Gezinscoach bewaart je werk en maakt een back-up."


class WindowsCalls(Protocol):
    """The little that is asked of Windows itself; tests answer in its place."""

    def name_process(self, app_id: str) -> None:
        """The windows of this process are one program in the taskbar, whichever exe runs it."""

    def hold_up(self, window: int, reason: str) -> None:
        """Windows shows the reason when this takes a while, instead of ending the program at once."""

    def let_go(self, window: int) -> None:
        """Nothing is waiting any more."""


class RealWindows:
    """Asks user32 and shell32; whatever Windows refuses costs a sentence on the screen and no data."""

    def __init__(self) -> None:
        import ctypes

        self._dlls: Any = ctypes.windll  # type: ignore[attr-defined,unused-ignore]
        self._handle: Any = ctypes.c_void_p

    def name_process(self, app_id: str) -> None:
        self._dlls.shell32.SetCurrentProcessExplicitAppUserModelID(_wide(app_id))

    def hold_up(self, window: int, reason: str) -> None:
        self._dlls.user32.ShutdownBlockReasonCreate(self._handle(window), _wide(reason))

    def let_go(self, window: int) -> None:
        self._dlls.user32.ShutdownBlockReasonDestroy(self._handle(window))


def _wide(text: str) -> Any:
    import ctypes

    return ctypes.c_wchar_p(text)


class WindowsInstance(QObject):
    """Ends the program as its user would when Windows ends the session; does nothing on other systems."""

    def __init__(
        self,
        application: QApplication,
        end: Callable[[], None],
        calls: WindowsCalls | None = None,
        *,
        is_bundled: bool | None = None,
    ) -> None:
        super().__init__(application)
        self._application = application
        self._end = end
        self._held: list[int] = []
        self._is_session_ending = False
        if calls is None and sys.platform == "win32":
            calls = RealWindows()
        self._calls = calls
        if calls is None:
            return
        if is_bundled is None:
            is_bundled = bool(getattr(sys, "frozen", False))
        if not is_bundled:
            # A bundle has its exe for a name, as the start menu does; a name of its own would make them two in the taskbar.
            calls.name_process(APP_ID)
        application.commitDataRequest.connect(self.session_ends)
        application.aboutToQuit.connect(self.quits)

    def session_ends(self, _manager: QSessionManager | None = None) -> None:
        """Somebody else may still stop it, so that nothing is closed yet."""
        self._is_session_ending = True
        if self._calls is None or self._held:
            return
        for window in self._application.topLevelWidgets():
            if window.isVisible():
                self._held.append(int(window.winId()))
                self._calls.hold_up(self._held[-1], REASON)

    def quits(self) -> None:
        """The last that runs when Windows ends the process; an ordinary end goes on after it by itself."""
        if not self._is_session_ending:
            return
        self._is_session_ending = False
        try:
            self._application.closeAllWindows()
            self._end()
        finally:
            held, self._held = self._held, []
            for window in held:
                if self._calls is not None:
                    self._calls.let_go(window)
