"""F1 in every window that is not the frame, which has its own: no form needs to know of it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from gezinscoach_desktop.views.help.topics import topic_of
from gezinscoach_desktop.views.tasks import Tasks

_NAME = "help"


class HelpKeys(QObject):
    """Looks at each window that comes to the front; made once, for as long as the program runs."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._application = QGuiApplication.instance()
        if isinstance(self._application, QGuiApplication):
            self._application.focusWindowChanged.connect(self._watch)

    def stop(self) -> None:
        """The program ends: a window that comes forward after it is not its own. Twice is fine."""
        if isinstance(self._application, QGuiApplication):
            self._application.focusWindowChanged.disconnect(self._watch)
        self._application = None

    def _watch(self, window: QWindow | None) -> None:
        """A window comes to the front: F1 works in it from now on."""
        found = next((each for each in QApplication.topLevelWidgets() if each.windowHandle() is window), None)
        if window is None or found is None or isinstance(found, QMainWindow):
            return
        if found.findChild(QShortcut, _NAME) is not None or not topic_of(type(found)):
            return
        keys = QShortcut(QKeySequence("F1"), found)
        keys.setObjectName(_NAME)
        keys.activated.connect(self._open)

    def _open(self) -> None:
        from gezinscoach_desktop.views.help.window import open_beside

        about = self.sender().parent()
        if not isinstance(about, QWidget):
            return
        knows_better = getattr(about, "help_here", None)  # a checklist, whose steps differ
        if callable(knows_better):
            knows_better()
        else:
            open_beside(self._tasks, about, topic_of(type(about)))
