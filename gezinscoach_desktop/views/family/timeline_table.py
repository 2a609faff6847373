"""The timeline matrix on screen: names, nulmeting and difference stay in sight while the other snapshots scroll by."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QTableView,
    QWidget,
)

from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.views.family.history import Group, ItemRow
from gezinscoach_desktop.views.family.timeline_model import Index, TimelineModel
from gezinscoach_desktop.views.family.timeline_paint import (
    COLUMN,
    DIFFERENCE,
    ROW,
    CellDelegate,
    Corner,
    DateHeader,
    NameHeader,
    paint_edge,
)
from gezinscoach_desktop.views.theme import color, grid, palette

_WIDEST = 24  # in steps of the grid
_WISH = 9


class TimelineTable(QTableView):
    """Arrow keys move over items and snapshots; Enter on a person folds its items.

    The nulmeting and the difference are held at the edges of the viewport once they would scroll out of it.
    """

    place_chosen = Signal(object)
    """Place under the cursor; None on a person's heading."""
    detail_wanted = Signal()
    """Enter or a double click on an item."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.timeline = TimelineModel(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setHorizontalHeader(DateHeader(self, self.timeline, self.held_columns))
        self.setVerticalHeader(NameHeader(self, self.timeline))
        self.setModel(self.timeline)
        self.setItemDelegate(CellDelegate(self, self.timeline))
        self.setAccessibleName("Evolutie per item en per momentopname")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        button = self.findChild(QAbstractButton)
        if button is not None:
            button.setMaximumSize(0, 0)
        self._corner = Corner(self)
        self.setCornerWidget(Corner())
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _connect(self) -> None:
        self.verticalHeader().sectionPressed.connect(self._press_name)
        self.timeline.modelAboutToBeReset.connect(self._remember)
        self.timeline.modelReset.connect(self._arrange)
        self.doubleClicked.connect(self.detail_wanted)

    @property
    def current_place(self) -> Place | None:
        line = self.timeline.line(self.currentIndex().row())
        return line.place if isinstance(line, ItemRow) else None

    def choose(self, place: Place) -> bool:
        """Go to an item, at the column where the cursor stands; False when it is not shown."""
        self.timeline.unfold(place[0])
        row = self.timeline.row_of(place)
        if row >= 0:
            self._go(row)
        return row >= 0

    def held_columns(self) -> dict[int, int]:
        """Columns that are shown at an edge instead of where they scrolled to, each with its left side."""
        model, last = self.timeline, self.timeline.columnCount() - 1
        found: dict[int, int] = {}
        if last < 1 or self.viewport().width() < grid(COLUMN * 3) + self._difference:
            return found
        baseline, right = model.baseline_column, self.viewport().width() - self.columnWidth(last)
        if 0 <= baseline < last and self.columnViewportPosition(baseline) < 0:
            found[baseline] = 0
        if self.columnViewportPosition(last) > right:
            found[last] = right
        return found

    def show_newest(self) -> None:
        """Bring the last snapshots into sight."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum())

    def _go(self, row: int) -> None:
        column = self.currentIndex().column()
        last = self.timeline.columnCount() - 1
        index = self.timeline.index(row, column if column >= 0 else max(last - 1, 0))
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)

    _kept: tuple[UUID | None, str] | None = None
    _kept_column = -1

    def _remember(self) -> None:
        self._kept = self.current_place
        self._kept_column = self.currentIndex().column()

    def _arrange(self) -> None:
        self._fit_columns()
        last = self.timeline.columnCount() - 1
        for row in self.timeline.group_rows():
            self.setRowHeight(row, grid(ROW + 1))
        row = -1 if self._kept is None else self.timeline.row_of(self._kept)
        if row < 0:
            row = 1 if isinstance(self.timeline.line(1), ItemRow) else 0
        column = self._kept_column if 0 <= self._kept_column <= last else max(last - 1, 0)
        self.selectionModel().setCurrentIndex(
            self.timeline.index(row, column), QItemSelectionModel.SelectionFlag.NoUpdate
        )
        self.place_chosen.emit(self.current_place)

    @property
    def _difference(self) -> int:
        """How wide the last column is, in pixels."""
        return grid(DIFFERENCE + _WISH if self.timeline.has_wishes else DIFFERENCE)

    def _fit_columns(self) -> None:
        """Few snapshots stand wider apart, many close together."""
        last = self.timeline.columnCount() - 1
        if last < 1:
            return
        room = self.viewport().width() - self._difference
        width = min(max(room // last, grid(COLUMN)), grid(_WIDEST))
        for column in range(last):
            self.setColumnWidth(column, width)
        self.setColumnWidth(last, self._difference)

    def _press_name(self, row: int) -> None:
        line = self.timeline.line(row)
        if isinstance(line, Group):
            self._fold(line)
        else:
            self._go(row)

    def _fold(self, group: Group) -> None:
        self.timeline.fold(group.subject)
        for row in self.timeline.group_rows():
            line = self.timeline.line(row)
            if isinstance(line, Group) and line.subject == group.subject:
                self._go(row)

    def _held_at(self, place: QPoint) -> int:
        """The held column at a place in the viewport; -1 when there is none."""
        for column, left in self.held_columns().items():
            if left <= place.x() < left + self.columnWidth(column):
                return column
        return -1

    def indexAt(self, place: QPoint) -> QModelIndex:
        held = self._held_at(place)
        return super().indexAt(place) if held < 0 else self.timeline.index(self.rowAt(place.y()), held)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, from beneath a held column as well."""
        super().scrollTo(index, hint)
        held, bar = self.held_columns(), self.horizontalScrollBar()
        if not index.isValid() or index.column() in held:
            return
        left = self.columnViewportPosition(index.column())
        right = left + self.columnWidth(index.column())
        for column, edge in held.items():
            if edge == 0 and left < self.columnWidth(column):
                bar.setValue(bar.value() - (self.columnWidth(column) - left))
            elif edge > 0 and right > edge:
                bar.setValue(bar.value() + right - edge)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()
        self.horizontalHeader().viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        held = self.held_columns()
        delegate = self.itemDelegate()
        if not held or not isinstance(delegate, CellDelegate):
            return
        painter = QPainter(self.viewport())
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        rows = range(max(first, 0), (last if last >= 0 else self.timeline.rowCount() - 1) + 1)
        for column, left in held.items():
            width = self.columnWidth(column)
            painter.fillRect(QRect(left, 0, width, self.viewport().height()), color(palette().surface))
            for row in rows:
                rect = QRect(left, self.rowViewportPosition(row), width, self.rowHeight(row))
                delegate.paint_at(painter, rect, row, column)
            paint_edge(painter, QRect(left, 0, width, self.viewport().height()), is_left=left == 0)
        painter.end()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        area = self.viewport().geometry()
        self._corner.setGeometry(0, 0, area.left(), area.top())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.verticalHeader().viewport().update()
        if current.row() != previous.row():
            self.place_chosen.emit(self.current_place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_at_end = self.horizontalScrollBar().value() == self.horizontalScrollBar().maximum()
        self._fit_columns()
        if is_at_end:
            self.show_newest()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        line = self.timeline.line(index.row())
        if isinstance(line, Group) and event.button() is Qt.MouseButton.LeftButton:
            self._fold(line)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.timeline.line(self.currentIndex().row())
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(line, Group) and (is_enter or event.key() == Qt.Key.Key_Space):
            self._fold(line)
            return
        if is_enter and line is not None:
            self.detail_wanted.emit()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing a letter does nothing: digits in cells would make the cursor jump."""
