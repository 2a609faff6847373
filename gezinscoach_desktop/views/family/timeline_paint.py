"""How the timeline matrix is painted: its cells, the names at the left, the dates above."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

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
COLUMN = 15
DIFFERENCE = 19
_NAMES = 56
_NAMES_NARROW = 48
_NARROW = 180
_BASELINE = "nulmeting"
_DIAMOND = 8
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
_MIDDLE_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class CellDelegate(QStyledItemDelegate):
    """The cells: levels of snapshots, the difference at the end."""

    def __init__(self, table: QTableView, timeline: TimelineModel) -> None:
        super().__init__(table)
        self._table = table
        self._timeline = timeline

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.paint_at(painter, option.rect, index.row(), index.column())

    def paint_at(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        """One cell, where it scrolled to or where it is held."""
        line, current = self._timeline.line(row), self._table.currentIndex()
        painter.save()
        if row == current.row():
            painter.fillRect(rect, color(palette().accent_soft))
        if isinstance(line, ItemRow):
            self._paint_item(painter, rect, line, column)
        elif isinstance(line, Group):
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(palette().line))
        if self._table.hasFocus() and (row, column) == (current.row(), current.column()):
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
        return QSize(grid(COLUMN), grid(ROW))


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
    box = QRectF(rect.left() + grid(DIFFERENCE - 1), rect.center().y() - 5.5, 12, 12)
    paint_wish(painter, box)
    painter.setFont(font(TextStyle.STRONG))
    painter.setPen(color(palette().better))
    text = QRect(round(box.right()) + grid(1), rect.top(), grid(4), rect.height())
    painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), str(level))


class NameHeader(QHeaderView):
    """The names: they stay while the snapshots scroll by."""

    def __init__(self, table: QTableView, timeline: TimelineModel) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._table = table
        self._timeline = timeline
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(grid(ROW))
        self.setDefaultSectionSize(grid(ROW))
        self.setSectionsClickable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        colors, model = palette(), self._timeline
        line = model.line(logicalIndex)
        painter.save()
        is_current = logicalIndex == self._table.currentIndex().row()
        painter.fillRect(rect, color(colors.accent_soft if is_current else colors.surface))
        space = rect.adjusted(grid(3), 0, -grid(2), 0)
        if isinstance(line, Group):
            self._paint_group(painter, space, logicalIndex, is_folded=model.is_folded(line.subject))
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(colors.line))
        else:
            painter.setFont(font(TextStyle.STRONG if is_current else TextStyle.TEXT))
            painter.setPen(color(colors.text))
            space.adjust(grid(5), 0, 0, 0)
            _draw(painter, space, model.title(logicalIndex))
        painter.restore()

    def _paint_group(self, painter: QPainter, space: QRect, row: int, *, is_folded: bool) -> None:
        colors, model = palette(), self._timeline
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
        is_narrow = self._table.width() < grid(_NARROW)
        return QSize(grid(_NAMES_NARROW if is_narrow else _NAMES), super().sizeHint().height())


class DateHeader(QHeaderView):
    """The dates; a diamond marks the nulmeting. `held` gives the columns that stand at an edge, with their left side."""

    def __init__(
        self, table: QTableView, timeline: TimelineModel, held: Callable[[], Mapping[int, int]]
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._timeline = timeline
        self._held = held
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(grid(COLUMN))
        self.setFixedHeight(grid(9))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for column, left in self._held().items():
            rect = QRect(left, 0, self.sectionSize(column), self.height())
            self.paintSection(painter, rect, column)
            paint_edge(painter, rect, is_left=left == 0)
        painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        colors, model = palette(), self._timeline
        painter.save()
        painter.fillRect(rect, color(colors.surface))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(colors.line))
        painter.setFont(font(TextStyle.SMALL))
        painter.setPen(color(colors.secondary))
        text = rect.adjusted(0, 0, 0, -grid(3)) if logicalIndex == model.baseline_column else rect
        painter.drawText(text, _CENTER, model.heading(logicalIndex, rect.width()))
        if logicalIndex == model.baseline_column:
            _draw_baseline(painter, rect)
        painter.restore()


def _draw_baseline(painter: QPainter, rect: QRect) -> None:
    """A diamond under the date, with its word where there is room."""
    colors, middle = palette(), rect.bottom() - grid(1.5)
    painter.setFont(font(TextStyle.TINY))
    width = painter.fontMetrics().horizontalAdvance(_BASELINE)
    has_room = _DIAMOND + grid(1) + width <= rect.width() - grid(1)
    left = rect.center().x() - (_DIAMOND + grid(1) + width if has_room else _DIAMOND) / 2
    paint_shape(painter, Shape.DIAMOND, QRectF(left, middle - 4, _DIAMOND, _DIAMOND), fill=colors.accent)
    if has_room:
        below = QRect(int(left + _DIAMOND + grid(1)), middle - grid(2), width + 1, grid(4))
        painter.setPen(color(colors.secondary))
        painter.drawText(below, _MIDDLE_LEFT, _BASELINE)


def paint_edge(painter: QPainter, rect: QRect, *, is_left: bool) -> None:
    """A line along a held column: other columns pass beneath it."""
    left = rect.right() if is_left else rect.left()
    painter.fillRect(QRect(left, rect.top(), 1, rect.height()), color(palette().border))


class Corner(QWidget):
    """Where two headers or two scroll bars meet: plain, as the cells are."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(palette().surface))
        painter.end()


def _draw(painter: QPainter, space: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, space.width())
    painter.drawText(space, _MIDDLE_LEFT | int(Qt.TextFlag.TextSingleLine), shown)
