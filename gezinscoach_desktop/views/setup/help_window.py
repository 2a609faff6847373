"""The handbook where no office is open yet: F1 on the first window and on the checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.views.elements import button, divider
from gezinscoach_desktop.views.help.reader import Reader
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

if TYPE_CHECKING:
    from gezinscoach_desktop.services.handbook import Handbook

_SIZE = (190, 160)
_SHARE_OF_SCREEN = 0.92


class HelpWindow(QDialog):
    """One page, the links in it, and the way back. Stays beside what is being filled in."""

    def __init__(self, tasks: Tasks, topic: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._wanted = topic
        self._behind: list[str] = []
        self._handbook: Handbook | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Hulp")
        self._build()
        self._connect()
        self._load()

    def _build(self) -> None:
        self.reader = Reader(self._tasks)
        self.back_button = button("Vorige bladzijde", "quiet", "arrow-left")
        self.close_button = button("Sluiten")
        bottom = QFrame()
        row = QHBoxLayout(bottom)
        row.setContentsMargins(grid(3), grid(3), grid(6), grid(3))
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.reader, 1)
        column.addWidget(divider())
        column.addWidget(bottom)
        self.back_button.setEnabled(False)
        room = self.screen().availableGeometry().size() * _SHARE_OF_SCREEN
        self.resize(min(grid(_SIZE[0]), room.width()), min(grid(_SIZE[1]), room.height()))

    def _connect(self) -> None:
        self.reader.page_wanted.connect(self._visit)
        self.back_button.clicked.connect(self._back)
        self.close_button.clicked.connect(self.accept)
        back = QShortcut(QKeySequence("Alt+Left"), self)
        back.activated.connect(self._back)

    @property
    def shown_topic(self) -> str:
        """The page in front; empty before it was read."""
        return "" if self.reader.page is None else self.reader.page.page.topic

    def _load(self) -> None:
        from gezinscoach_desktop.services.handbook import open_handbook

        self._tasks.compute(open_handbook, then=self._take, owner=self)

    def _take(self, handbook: Handbook) -> None:
        self._handbook = handbook
        self.reader.take_handbook(handbook)
        self._show(self._wanted)

    def _visit(self, part: str) -> None:
        if part.partition("#")[0] != self.shown_topic:
            self._behind.append(self.shown_topic)
        self._show(part)

    def _back(self) -> None:
        if self._behind:
            self._show(self._behind.pop())

    def _show(self, part: str) -> None:
        topic, _, anchor = part.partition("#")
        page = None if self._handbook is None else self._handbook.page(topic)
        if page is not None:
            self.reader.show_page(page, anchor=anchor)
        self.back_button.setEnabled(bool(self._behind))
