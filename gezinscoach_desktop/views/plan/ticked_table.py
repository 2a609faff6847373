"""A long list with a box to tick before each line."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from gezinscoach_desktop.views.table import RowsTable

R = TypeVar("R")


class TickedTable(RowsTable[R], Generic[R]):
    """The first column of its model is a `tick_column`."""

    ticked = Signal(object)
    """The record on which Space was pressed, or the box of which was clicked."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row
        if event.key() == Qt.Key.Key_Space and row is not None:
            self.ticked.emit(row)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.current_row
        is_box = index.isValid() and index.column() == 0 and index.row() == self.currentIndex().row()
        if event.button() is Qt.MouseButton.LeftButton and is_box and row is not None:
            self.ticked.emit(row)
