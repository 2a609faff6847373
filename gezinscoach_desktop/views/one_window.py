"""Hears that the program was started again, and brings its window forward."""

from __future__ import annotations

import threading
from collections import deque

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from gezinscoach_desktop.domain.call import Call
from gezinscoach_desktop.services.one_window import Front
from gezinscoach_desktop.views.tasks import Tasks


class Callers(QObject):
    """Tells `called` on the GUI thread; the disk is read beside it, on a thread that nothing waits for."""

    called = Signal(object)
    """Call."""

    def __init__(self, front: Front, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._front = front
        self._taken: deque[Call] = deque()
        self._ring = tasks.bell(self._tell)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._collect)

    def start(self) -> None:
        """Listen from now on, also to who called before."""
        if self._front.folder is not None:
            self._watcher.addPath(str(self._front.folder))
            self._collect()

    def stop(self) -> None:
        """Before the window goes: who starts the program from now on gets a window of its own."""
        self._watcher.directoryChanged.disconnect(self._collect)
        self._front.let_go()

    def _collect(self) -> None:
        threading.Thread(target=self._take, name="callers", daemon=True).start()

    def _take(self) -> None:
        self._taken.extend(self._front.collect())
        if self._taken:
            self._ring()

    def _tell(self, _: None) -> None:
        while self._taken:
            self.called.emit(self._taken.popleft())


def bring_forward(window: QWidget) -> None:
    """Above the others and ready to type in; where the system does not let it, its place in the taskbar asks for attention."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)
