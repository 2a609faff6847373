"""The timeline matrix on screen: names stay at the left, digits in the colour of their level, newest snapshot in sight."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import (
    QItemSelectionModel,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
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
from gezinscoach_desktop.views.signs import SHAPE_OF_DIRECTION, Shape, direction_color, paint_shape
from gezinscoach_desktop.views.theme import TextStyle, color, font, grid, palette

ROW = 6.5  # in steps of the grid: 26 px
_COLUMN = 15
_WIDEST = 24
_DIFFERENCE = 19
_NAMES = 56
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
_MIDDLE_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class _CellDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, view = index.model(), self.parent()
        if not isinstance(model, TimelineModel) or not isinstance(view, TimelineTable):
            return
        line = model.line(index.row())
        rect: QRect = option.rect
        painter.save()
        if index.row() == view.currentIndex().row():
            painter.fillRect(rect, color(palette().accent_soft))
        if isinstance(line, ItemRow):
            self._paint_item(painter, rect, line, index.column())
        elif isinstance(line, Group):
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(palette().line))
        current = view.currentIndex()
        if view.hasFocus() and (index.row(), index.column()) == (current.row(), current.column()):
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
    """`+2` with its sign."""
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


class _NameHeader(QHeaderView):
    """The names: they stay while the snapshots scroll by."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(grid(ROW))
        self.setDefaultSectionSize(grid(ROW))
        self.setFixedWidth(grid(_NAMES))
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
        return QSize(grid(_NAMES), super().sizeHint().height())


class _DateHeader(QHeaderView):
    """The dates; a diamond marks the nulmeting."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(grid(_COLUMN))
        self.setFixedHeight(grid(9))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

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


def _draw(painter: QPainter, space: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, space.width())
    painter.drawText(space, _MIDDLE_LEFT | int(Qt.TextFlag.TextSingleLine), shown)


class TimelineTable(QTableView):
    """Arrow keys move over items and snapshots; Enter on a person folds its items."""

    place_chosen = Signal(object)
    """Place under the cursor; None on a person's heading."""

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
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.setMaximumSize(0, 0)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _connect(self) -> None:
        self.verticalHeader().sectionPressed.connect(self._press_name)
        self.timeline.modelAboutToBeReset.connect(self._remember)
        self.timeline.modelReset.connect(self._arrange)

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

    def _fit_columns(self) -> None:
        """Few snapshots stand wider apart, many close together."""
        last = self.timeline.columnCount() - 1
        if last < 1:
            return
        room = self.viewport().width() - grid(_DIFFERENCE)
        width = min(max(room // last, grid(_COLUMN)), grid(_WIDEST))
        for column in range(last):
            self.setColumnWidth(column, width)
        self.setColumnWidth(last, grid(_DIFFERENCE))

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
        if isinstance(line, Group) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._fold(line)
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing a letter does nothing: digits in cells would make the cursor jump."""
