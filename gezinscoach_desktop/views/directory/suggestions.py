"""What may be meant, in a list under the field in which somebody types; the field keeps the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from gezinscoach_desktop.views.theme import grid

_LINE = 8  # in steps of the grid
_MOST_LINES = 9


class Suggestions(QListView):
    """Lies over the window under `field`, or above it where there is more room. Shown and moved through by the field."""

    taken = Signal(object)
    """The value that belongs to the line."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self._values: list[Any] = []
        self._lines = QStringListModel(self)
        self.setModel(self._lines)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setProperty("kind", "suggestions")
        self.setAccessibleName("Voorstellen")
        self.entered.connect(self.setCurrentIndex)
        self.clicked.connect(self._take)
        field.destroyed.connect(self.deleteLater)  # once shown it is the window's child, which lives longer
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What is offered."""
        return self._lines.stringList()

    def offer(self, lines: Sequence[tuple[str, object]]) -> None:
        """Texts with the values they stand for; nothing hides the list. The first is the current one."""
        self._lines.setStringList([text for text, _ in lines])
        self._values = [value for _, value in lines]
        if not lines:
            self.hide()
            return
        self._place(len(lines))
        self.show()
        self.raise_()
        self.setCurrentIndex(self._lines.index(0, 0))

    def move_by(self, step: int) -> None:
        """One line down or up, around the ends."""
        place = (self.currentIndex().row() + step) % max(len(self._values), 1)
        self.setCurrentIndex(self._lines.index(place, 0))
        if place < len(self._values):
            said = QAccessibleAnnouncementEvent(self._field, self.texts[place])
            QAccessible.updateAccessibility(said)

    def take_current(self) -> None:
        """Enter."""
        self._take(self.currentIndex())

    def _take(self, index: QModelIndex) -> None:
        self.hide()
        if 0 <= index.row() < len(self._values):
            self.taken.emit(self._values[index.row()])

    def _place(self, lines: int) -> None:
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.ensurePolished()
        height = min(lines, _MOST_LINES) * max(grid(_LINE) - 2, self.sizeHintForRow(0)) + 2
        top = self._field.mapTo(window, QPoint(0, self._field.height() + 1))
        below = window.height() - top.y()
        above = top.y() - self._field.height() - 2
        if below < height and above > below:
            height = min(height, above)
            corner = QPoint(top.x(), top.y() - self._field.height() - 2 - height)
        else:
            height, corner = min(height, max(below, grid(_LINE))), top
        self.setGeometry(QRect(corner.x(), corner.y(), self._field.width(), height))
