"""A short list with records of the plan: ticked off with Space, taken away with Delete, put in order with Alt and arrows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from gezinscoach_desktop.views.table import ROW_HEIGHT, Column, RowsModel, RowsTable, lines_of
from gezinscoach_desktop.views.theme import TextStyle, color, font, grid, palette

R = TypeVar("R")
TICK_WIDTH = 10  # steps of the grid
_LINE = 2


def tick_column(is_done: Callable[[R], bool]) -> Column[R]:
    """The box before a line; a screen reader hears what it says."""

    def said(row: R) -> str:
        return "gedaan" if is_done(row) else "nog te doen"

    return Column("", said, width=grid(TICK_WIDTH), ticked=is_done)


@dataclass(frozen=True, slots=True)
class Moved:
    """A record that is to stand on another line."""

    row: object
    place: int


class PlanTable(RowsTable[R], Generic[R]):
    """As high as its lines; shows the chosen line only while it has the focus."""

    ticked = Signal(object)
    """The record on which Space was pressed, or the box of which was clicked."""
    removal_wanted = Signal(object)
    """The record on which Delete was pressed."""
    moved = Signal(object)
    """Moved: by Alt+↑, Alt+↓ or dragging."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        name: str,
        *,
        row_id: Callable[[R], Hashable],
        is_done: Callable[[R], bool] | None = None,
        can_move: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """With `is_done` there is a box to tick before the first column."""
        tick: list[Column[R]] = []
        if is_done is not None:
            tick = [tick_column(is_done)]
        self._lines: RowsModel[R] = RowsModel([*tick, *columns], row_id=row_id)
        super().__init__(self._lines, name, parent)
        self._can_tick = is_done is not None
        self._can_move = can_move
        self._pressed: tuple[int, QPoint] | None = None
        self._drop_at: int | None = None
        self._lines.setParent(self)
        self.horizontalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> Sequence[R]:
        return self._lines.shown_rows

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show these lines and grow or shrink to them."""
        self._lines.set_rows(rows)
        self._fit()
        self.setVisible(bool(rows))
        if not self.hasFocus():
            self.clearSelection()

    def _fit(self) -> None:
        """Rows as high as the lines of their text ask for, and the whole as high as its rows."""
        for place, row in enumerate(self._lines.shown_rows):
            most = max(self._lines_in(row, number) for number in range(len(self._lines.columns)))
            height = grid(ROW_HEIGHT) + (most - 1) * self._line_height
            if self.rowHeight(place) != height:
                self.setRowHeight(place, height)
        wanted = sum(self.rowHeight(place) for place in range(self._lines.rowCount()))
        if self.height() != wanted:
            self.setFixedHeight(wanted)

    @property
    def _line_height(self) -> int:
        return QFontMetrics(font(TextStyle.STRONG)).lineSpacing()

    def _lines_in(self, row: R, number: int) -> int:
        column = self._lines.columns[number]
        if column.most_lines == 1:
            return 1
        return len(lines_of(column, column.text(row), self.columnWidth(number) - 2 * grid(3)))

    def _move(self, from_place: int, place: int) -> None:
        last = self._lines.rowCount() - 1
        if self._can_move and 0 <= from_place <= last and 0 <= place <= last and place != from_place:
            self.moved.emit(Moved(self._lines.row_at(from_place), place))

    def _line_at(self, spot: QPoint) -> int:
        """Between which lines `spot` is, for what is dragged there."""
        count = self._lines.rowCount()
        middles = (self.rowViewportPosition(n) + self.rowHeight(n) // 2 for n in range(count))
        return sum(spot.y() > middle for middle in middles)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, place = self.current_row, self.currentIndex().row()
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        match event.key():
            case Qt.Key.Key_Space if row is not None and self._can_tick:
                self.ticked.emit(row)
            case Qt.Key.Key_Delete if row is not None:
                self.removal_wanted.emit(row)
            case Qt.Key.Key_Up if is_alt:
                self._move(place, place - 1)
            case Qt.Key.Key_Down if is_alt:
                self._move(place, place + 1)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self._pressed = (index.row(), event.position().toPoint())
            if self._can_tick and index.column() == 0:
                self.ticked.emit(self._lines.row_at(index.row()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        if not (self._can_move and self._pressed and event.buttons() & Qt.MouseButton.LeftButton):
            super().mouseMoveEvent(event)
            return
        if (spot - self._pressed[1]).manhattanLength() >= QApplication.startDragDistance():
            self._drop_at = self._line_at(spot)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, drop_at = self._pressed, self._drop_at
        self._pressed = self._drop_at = None
        if pressed is not None and drop_at is not None:
            self.viewport().update()
            self._move(pressed[0], drop_at - 1 if drop_at > pressed[0] else drop_at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._lines.rowCount():
            self.selectRow(max(0, self.currentIndex().row()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.clearSelection()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_at is None:
            return
        painter = QPainter(self.viewport())
        above = self._drop_at - 1
        edge = 0 if above < 0 else self.rowViewportPosition(above) + self.rowHeight(above)
        y = max(1, min(edge, self.viewport().height() - 1))
        painter.setPen(QPen(color(palette().accent), _LINE))
        painter.drawLine(0, y, self.viewport().width(), y)
        painter.end()
