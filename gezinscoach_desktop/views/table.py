"""A list of records as a table: read-only, whole rows, driven by keys. The records themselves are in `views/rows.py`."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Generic

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gezinscoach_desktop.views.row_paint import ROW_HEIGHT as ROW_HEIGHT
from gezinscoach_desktop.views.row_paint import RowDelegate, draw_line
from gezinscoach_desktop.views.row_paint import lines_of as lines_of
from gezinscoach_desktop.views.rows import ARROW as ARROW
from gezinscoach_desktop.views.rows import Align as Align
from gezinscoach_desktop.views.rows import Column as Column
from gezinscoach_desktop.views.rows import Index as Index
from gezinscoach_desktop.views.rows import Mark as Mark
from gezinscoach_desktop.views.rows import R
from gezinscoach_desktop.views.rows import RowsModel as RowsModel
from gezinscoach_desktop.views.signs import Shape, paint_shape
from gezinscoach_desktop.views.theme import TextStyle, font, grid, palette

_ARROW = 8


class _Header(QHeaderView):
    """Titles in small grey letters, with an arrow beside the one that is sorted on."""

    def __init__(self, model: RowsModel[Any]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._rows_model = model
        self.setHighlightSections(False)
        self.setFixedHeight(grid(8))
        self.setSectionsMovable(False)
        self.setSectionsClickable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSectionSize(grid(10))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colors = palette()
        column = self._rows_model.columns[section]
        sorted_column, is_descending = self._rows_model.sorted_by
        is_sorted = sorted_column == section
        painter.save()
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(colors.line))
        painter.setFont(font(TextStyle.SMALL))
        painter.setPen(QColor(colors.text if is_sorted else colors.secondary))
        space = rect.adjusted(grid(3), 0, -grid(3), 0)
        width = min(painter.fontMetrics().horizontalAdvance(column.title), space.width())
        if is_sorted:
            left = space.left() + width + grid(1.5)
            if column.align is Align.RIGHT:
                left = space.right() - width - grid(1.5) - _ARROW
            box = QRectF(left, rect.center().y() - _ARROW / 2 + 1, _ARROW, _ARROW)
            paint_shape(painter, Shape.DOWN if is_descending else Shape.UP, box, fill=colors.secondary)
        draw_line(painter, column.title, space, column.align, is_top=False)
        painter.restore()


class RowsTable(QTableView, Generic[R]):
    """The view for a RowsModel: whole rows, arrow keys, Enter or double click opens, typing searches."""

    row_opened = Signal(object)
    """The record that was double-clicked or on which Enter was pressed."""
    row_chosen = Signal(object)
    """The record that became the current one; None when there is none."""
    typed = Signal(str)
    """A letter typed in the list: for the search field."""
    has_cells: bool = False
    """Whether the cell under the cursor can be opened, and so is framed; the left and right arrow go along them."""

    def __init__(self, model: RowsModel[R], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self._rows_model = model
        self._remembered: Hashable = None
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setAccessibleName(name)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        upright = self.verticalHeader()
        upright.setVisible(False)
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setDefaultSectionSize(grid(ROW_HEIGHT))
        header = _Header(self._rows_model)
        self.setHorizontalHeader(header)
        for place, column in enumerate(self._rows_model.columns):
            if column.width is None:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
                header.resizeSection(place, column.width)

    def _connect(self) -> None:
        self._rows_model.modelAboutToBeReset.connect(self._remember)
        self._rows_model.modelReset.connect(self._restore)
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self.doubleClicked.connect(self._open)
        self.entered.connect(self._hover)
        self.viewportEntered.connect(self._stop_hover)
        self.horizontalHeader().sectionClicked.connect(self._sort_by)

    @property
    def current_row(self) -> R | None:
        """The record under the cursor."""
        place = self.currentIndex().row()
        return self._rows_model.row_at(place) if 0 <= place < self._rows_model.rowCount() else None

    def choose(self, row_id: Hashable) -> bool:
        """Put the cursor on the record with this id; False when it is not shown."""
        place = self._rows_model.place_of(row_id)
        if place >= 0:
            self.selectRow(place)
        return place >= 0

    def _sort_by(self, column: int) -> None:
        sorted_column, is_descending = self._rows_model.sorted_by
        order = (
            Qt.SortOrder.DescendingOrder
            if column == sorted_column and not is_descending
            else Qt.SortOrder.AscendingOrder
        )
        self._rows_model.sort(column, order)
        self.horizontalHeader().viewport().update()

    def _remember(self) -> None:
        row = self.current_row
        self._remembered = None if row is None else self._rows_model.row_id(row)

    def _restore(self) -> None:
        self.hovered_row = -1
        if self._remembered is not None and self.choose(self._remembered):
            return
        if self._rows_model.rowCount():
            self.selectRow(0)

    def _tell_chosen(self) -> None:
        self.row_chosen.emit(self.current_row)

    def _open(self) -> None:
        row = self.current_row
        if row is not None:
            self.row_opened.emit(row)

    def _hover(self, index: QModelIndex) -> None:
        self.hovered_row = index.row()
        self.viewport().update()

    def _stop_hover(self) -> None:
        self.hovered_row = -1
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Home:
            self.selectRow(0)
        elif event.key() == Qt.Key.Key_End:
            self.selectRow(self._rows_model.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        if search.strip():
            self.typed.emit(search)
