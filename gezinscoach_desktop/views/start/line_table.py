"""A short list of families on the start page: as high as its lines, and the arrow keys walk on into the next list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gezinscoach_desktop.services.family import FamilyRow
from gezinscoach_desktop.views.table import ROW_HEIGHT, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import grid


class LineTable(RowsTable[FamilyRow]):
    """Shows the chosen line only while it has the focus."""

    snapshot_wanted = Signal(object)
    """UUID: M was pressed on this family."""
    left_up = Signal()
    left_down = Signal()

    def __init__(
        self, columns: Sequence[Column[FamilyRow]], name: str, parent: QWidget | None = None
    ) -> None:
        self._lines: RowsModel[FamilyRow] = RowsModel(columns, row_id=_row_id)
        super().__init__(self._lines, name, parent)
        self._lines.setParent(self)
        self.horizontalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[FamilyRow]) -> None:
        """Show these lines and grow or shrink to them."""
        self._lines.set_rows(rows)
        self.setFixedHeight(len(rows) * grid(ROW_HEIGHT))
        if not self.hasFocus():
            self.clearSelection()

    @property
    def rows(self) -> Sequence[FamilyRow]:
        return self._lines.rows

    @property
    def is_empty(self) -> bool:
        return self._lines.rowCount() == 0

    def enter(self, *, at_end: bool) -> None:
        """Come in from the list above or below."""
        self.selectRow(self._lines.rowCount() - 1 if at_end else 0)
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.is_empty:
            self.selectRow(max(0, self.currentIndex().row()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place, last = self.currentIndex().row(), self._lines.rowCount() - 1
        row = self.current_row
        if event.key() == Qt.Key.Key_Up and place <= 0:
            self.left_up.emit()
        elif event.key() == Qt.Key.Key_Down and place >= last:
            self.left_down.emit()
        elif event.key() == Qt.Key.Key_M and row is not None:
            self.snapshot_wanted.emit(row.id)
        else:
            super().keyPressEvent(event)


def _row_id(row: FamilyRow) -> object:
    return row.id
