"""A short list on the start page: as high as its lines, and the arrow keys walk on into the next list."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gezinscoach_desktop.views.table import ROW_HEIGHT, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import grid

T = TypeVar("T")


class LineTable(RowsTable[T]):
    """Shows the chosen line only while it has the focus. Every line is about one family."""

    snapshot_wanted = Signal(object)
    """UUID: M was pressed on a line about this family."""
    contact_wanted = Signal(object)
    """UUID: L was pressed on a line about this family."""
    left_up = Signal()
    left_down = Signal()

    def __init__(
        self,
        columns: Sequence[Column[T]],
        name: str,
        *,
        row_id: Callable[[T], Hashable],
        family_of: Callable[[T], UUID],
        parent: QWidget | None = None,
    ) -> None:
        self._lines: RowsModel[T] = RowsModel(columns, row_id=row_id)
        super().__init__(self._lines, name, parent)
        self._family_of = family_of
        self._lines.setParent(self)
        self.horizontalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these lines and grow or shrink to them."""
        self._lines.set_rows(rows)
        self.setFixedHeight(len(rows) * grid(ROW_HEIGHT))
        if not self.hasFocus():
            self.clearSelection()

    def use_columns(self, columns: Sequence[Column[T]]) -> None:
        """Read the lines in another way; there are as many columns as before."""
        self._lines.columns = tuple(columns)

    @property
    def rows(self) -> Sequence[T]:
        return self._lines.rows

    @property
    def is_empty(self) -> bool:
        return self._lines.rowCount() == 0

    @property
    def current_family(self) -> UUID | None:
        """The family that the chosen line is about."""
        row = self.current_row
        return None if row is None else self._family_of(row)

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
        family_id = self.current_family
        if event.key() == Qt.Key.Key_Up and place <= 0:
            self.left_up.emit()
        elif event.key() == Qt.Key.Key_Down and place >= last:
            self.left_down.emit()
        elif event.key() == Qt.Key.Key_M and family_id is not None:
            self.snapshot_wanted.emit(family_id)
        elif event.key() == Qt.Key.Key_L and family_id is not None:
            self.contact_wanted.emit(family_id)
        else:
            super().keyPressEvent(event)
