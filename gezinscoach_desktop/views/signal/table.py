"""The list of signals: a signal is a sentence or two, so a row is as high as what it says."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.views.plan.ticked_table import TickedTable
from gezinscoach_desktop.views.table import ROW_HEIGHT, RowsModel, lines_of
from gezinscoach_desktop.views.theme import TextStyle, font, grid

R = TypeVar("R")
MOST_LINES = 4


class SignalTable(TickedTable[R], Generic[R]):
    """Columns with `most_lines` wrap; what is longer than that ends in … and is in the tool tip."""

    def __init__(self, model: RowsModel[R], name: str, parent: QWidget | None = None) -> None:
        self._heights: dict[tuple[int, int, str], int] = {}
        super().__init__(model, name, parent)
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Rows as high as the lines of their text ask for."""
        for place, row in enumerate(self._rows_model.shown_rows):
            height = max(self._height_of(row, number) for number in range(self._rows_model.columnCount()))
            if self.rowHeight(place) != height:
                self.setRowHeight(place, height)

    def _height_of(self, row: R, number: int) -> int:
        column = self._rows_model.columns[number]
        if column.most_lines == 1:
            return grid(ROW_HEIGHT)
        key = (number, self.columnWidth(number), column.text(row))
        if key not in self._heights:
            lines = lines_of(column, key[2], key[1] - 2 * grid(3))
            spacing = QFontMetrics(font(TextStyle.STRONG)).lineSpacing()
            self._heights[key] = grid(ROW_HEIGHT) + (len(lines) - 1) * spacing
        return self._heights[key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._heights.clear()
            self.fit()
