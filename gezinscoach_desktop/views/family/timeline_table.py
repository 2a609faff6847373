"""The timeline matrix on screen: names, nulmeting and difference stay in sight while the other snapshots scroll by."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.views.family.cell_paint import paint_cell
from gezinscoach_desktop.views.family.history import Group, ItemRow
from gezinscoach_desktop.views.family.timeline_model import Index, TimelineModel
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.signs import (
    SHAPE_OF_DIRECTION,
    Shape,
    direction_color,
    paint_shape,
    paint_wish,
)
from gezinscoach_desktop.views.theme import TextStyle, color, font, grid, palette

ROW = 6.5  # in steps of the grid: 26 px
_COLUMN = 15
_WIDEST = 24
_DIFFERENCE = 19
_WISH = 9
_NAMES = 56
_NAMES_NARROW = 48
_NARROW = 180
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
_MIDDLE_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class _CellDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.paint_at(painter, option.rect, index.row(), index.column())

    def paint_at(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        """One cell, where it scrolled to or where it is held."""
        view = self.parent()
        if not isinstance(view, TimelineTable):
            return
        line, current = view.timeline.line(row), view.currentIndex()
        painter.save()
        if row == current.row():
            painter.fillRect(rect, color(palette().accent_soft))
        if isinstance(line, ItemRow):
            self._paint_item(painter, rect, line, column)
        elif isinstance(line, Group):
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(palette().line))
        if view.hasFocus() and (row, column) == (current.row(), current.column()):
            painter.setPen(QPen(color(palette().accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_item(self, painter: QPainter, rect: QRect, line: ItemRow, column: int) -> None:
        if column < len(line.cells):
            cell = line.cells[column]
            if cell is not None:
                paint_cell(painter, rect, cell)
            return
        paint_difference(painter, rect, line)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(grid(_COLUMN), grid(ROW))


def paint_difference(painter: QPainter, rect: QRect, line: ItemRow) -> None:
    """`+2` with its sign, and the level that is wished for with its own."""
    if line.wished is not None:
        _paint_wished(painter, rect, line.wished)
    direction = line.direction
    if direction is None:
        return
    colors = palette()
    text = "=" if line.steps == 0 else f"+{line.steps}" if (line.steps or 0) > 0 else f"−{-(line.steps or 0)}"
    painter.setFont(font(TextStyle.STRONG if line.steps else TextStyle.TEXT))
    painter.setPen(color(colors.text if line.steps else colors.secondary))
    left = QRect(rect.left() + grid(2), rect.top(), grid(7), rect.height())
    painter.drawText(left, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), text)
    shape = SHAPE_OF_DIRECTION[direction]
    if shape is not Shape.SAME:
        box = QRectF(left.right() + grid(2), rect.center().y() - 4.5, 10, 10)
        paint_shape(painter, shape, box, fill=direction_color(direction, colors))


def _paint_wished(painter: QPainter, rect: QRect, level: int) -> None:
    box = QRectF(rect.left() + grid(_DIFFERENCE - 1), rect.center().y() - 5.5, 12, 12)
    paint_wish(painter, box)
    painter.setFont(font(TextStyle.STRONG))
    painter.setPen(color(palette().better))
    text = QRect(round(box.right()) + grid(1), rect.top(), grid(4), rect.height())
    painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), str(level))


class _NameHeader(QHeaderView):
    """The names: they stay while the snapshots scroll by."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(grid(ROW))
        self.setDefaultSectionSize(grid(ROW))
        self.setSectionsClickable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        model, view = self.model(), self.parent()
        if not isinstance(model, TimelineModel) or not isinstance(view, TimelineTable):
            return
        colors, line = palette(), model.line(logicalIndex)
        painter.save()
        is_current = logicalIndex == view.currentIndex().row()
        painter.fillRect(rect, color(colors.accent_soft if is_current else colors.surface))
        space = rect.adjusted(grid(3), 0, -grid(2), 0)
        if isinstance(line, Group):
            self._paint_group(painter, space, model, logicalIndex, is_folded=model.is_folded(line.subject))
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(colors.line))
        else:
            painter.setFont(font(TextStyle.STRONG if is_current else TextStyle.TEXT))
            painter.setPen(color(colors.text))
            space.adjust(grid(5), 0, 0, 0)
            _draw(painter, space, model.title(logicalIndex))
        painter.restore()

    def _paint_group(
        self, painter: QPainter, space: QRect, model: TimelineModel, row: int, *, is_folded: bool
    ) -> None:
        colors = palette()
        arrow = QRect(space.left() - 2, space.center().y() - 7, 14, 14)
        icon("chevron-right" if is_folded else "chevron-down", "secondary").paint(painter, arrow)
        painter.setFont(font(TextStyle.STRONG))
        painter.setPen(color(colors.text))
        name = space.adjusted(grid(5), 0, 0, 0)
        width = QFontMetrics(font(TextStyle.STRONG)).horizontalAdvance(model.title(row))
        _draw(painter, name, model.title(row))
        painter.setFont(font(TextStyle.SMALL))
        painter.setPen(color(colors.secondary))
        _draw(painter, name.adjusted(width + grid(2), 0, 0, 0), model.detail(row))

    def sizeHint(self) -> QSize:
        view = self.parent()
        is_narrow = isinstance(view, QWidget) and view.width() < grid(_NARROW)
        return QSize(grid(_NAMES_NARROW if is_narrow else _NAMES), super().sizeHint().height())


class _DateHeader(QHeaderView):
    """The dates; a diamond marks the nulmeting."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(grid(_COLUMN))
        self.setFixedHeight(grid(9))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        view = self.parent()
        if not isinstance(view, TimelineTable):
            return
        painter = QPainter(self.viewport())
        for column, left in view.held_columns().items():
            rect = QRect(left, 0, self.sectionSize(column), self.height())
            self.paintSection(painter, rect, column)
            paint_edge(painter, rect, is_left=left == 0)
        painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        model = self.model()
        if not isinstance(model, TimelineModel):
            return
        colors = palette()
        painter.save()
        painter.fillRect(rect, color(colors.surface))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(colors.line))
        painter.setFont(font(TextStyle.SMALL))
        painter.setPen(color(colors.secondary))
        text = rect.adjusted(0, grid(1), 0, -grid(2)) if logicalIndex == model.baseline_column else rect
        painter.drawText(text, _CENTER, str(model.headerData(logicalIndex, Qt.Orientation.Horizontal)))
        if logicalIndex == model.baseline_column:
            box = QRectF(rect.center().x() - 3.5, rect.bottom() - grid(2.5), 8, 8)
            paint_shape(painter, Shape.DIAMOND, box, fill=colors.accent)
        painter.restore()


def paint_edge(painter: QPainter, rect: QRect, *, is_left: bool) -> None:
    """A line along a held column: other columns pass beneath it."""
    left = rect.right() if is_left else rect.left()
    painter.fillRect(QRect(left, rect.top(), 1, rect.height()), color(palette().border))


class _Corner(QWidget):
    """Where two headers or two scroll bars meet: plain, as the cells are."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(palette().surface))
        painter.end()


def _draw(painter: QPainter, space: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, space.width())
    painter.drawText(space, _MIDDLE_LEFT | int(Qt.TextFlag.TextSingleLine), shown)


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
        self.setHorizontalHeader(_DateHeader(self))
        self.setVerticalHeader(_NameHeader(self))
        self.setModel(self.timeline)
        self.setItemDelegate(_CellDelegate(self))
        self.setAccessibleName("Evolutie per item en per momentopname")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        button = self.findChild(QAbstractButton)
        if button is not None:
            button.setMaximumSize(0, 0)
        self._corner = _Corner(self)
        self.setCornerWidget(_Corner())
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
        if last < 1 or self.viewport().width() < grid(_COLUMN * 3) + self._difference:
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
        return grid(_DIFFERENCE + _WISH if self.timeline.has_wishes else _DIFFERENCE)

    def _fit_columns(self) -> None:
        """Few snapshots stand wider apart, many close together."""
        last = self.timeline.columnCount() - 1
        if last < 1:
            return
        room = self.viewport().width() - self._difference
        width = min(max(room // last, grid(_COLUMN)), grid(_WIDEST))
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
        if not held or not isinstance(delegate, _CellDelegate):
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
