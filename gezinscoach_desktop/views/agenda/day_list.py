"""The lines of one day, painted as small blocks; keys say what is to be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gezinscoach_desktop.views.agenda.lines import AgendaLine
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.signs import Shape, paint_shape
from gezinscoach_desktop.views.table import Index
from gezinscoach_desktop.views.theme import TextStyle, color, font, grid, palette

_NO_PARENT = QModelIndex()
_LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_PAD = 2  # steps of the grid
_BAR = 3
_BOX = 12
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Ask(StrEnum):
    """What a key in a day asks."""

    OPEN = "open"
    CHANGE = "change"
    TICK = "tick"
    CANCEL = "cancel"
    CONTACT = "contact"
    REMOVE = "remove"
    PREVIOUS_DAY = "previous_day"
    NEXT_DAY = "next_day"
    PREVIOUS_WEEK = "previous_week"
    NEXT_WEEK = "next_week"
    TODAY = "today"
    NEW = "new"
    SHOW_DAY = "show_day"
    SHOW_WEEK = "show_week"


_OF_A_LINE = {
    Qt.Key.Key_Return: Ask.OPEN,
    Qt.Key.Key_Enter: Ask.OPEN,
    Qt.Key.Key_E: Ask.CHANGE,
    Qt.Key.Key_F2: Ask.CHANGE,
    Qt.Key.Key_Space: Ask.TICK,
    Qt.Key.Key_A: Ask.CANCEL,
    Qt.Key.Key_C: Ask.CONTACT,
    Qt.Key.Key_Delete: Ask.REMOVE,
}
_OF_THE_DAYS = {
    Qt.Key.Key_T: Ask.TODAY,
    Qt.Key.Key_N: Ask.NEW,
    Qt.Key.Key_D: Ask.SHOW_DAY,
    Qt.Key.Key_W: Ask.SHOW_WEEK,
}
_SIDEWAYS = {
    (Qt.Key.Key_Left, False): Ask.PREVIOUS_DAY,
    (Qt.Key.Key_Right, False): Ask.NEXT_DAY,
    (Qt.Key.Key_Left, True): Ask.PREVIOUS_WEEK,
    (Qt.Key.Key_Right, True): Ask.NEXT_WEEK,
}


@dataclass(frozen=True, slots=True)
class DayWish:
    """What is asked, and of which line; None for what is about days."""

    ask: Ask
    line: AgendaLine | None = None


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: Sequence[AgendaLine] = ()

    def show(self, lines: Sequence[AgendaLine]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return line.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (line.time, line.title, line.detail) if part)
            case _:
                return line if role == _LINE_ROLE else None


class DayList(QListView):
    """Arrow keys up and down walk through the day; sideways to another one."""

    wished = Signal(object)
    """DayWish."""
    entered_day = Signal()
    """The keyboard came into this day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setItemDelegate(_BlockDelegate(self))
        self.setProperty("kind", "day")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSpacing(2)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.doubleClicked.connect(self._open)

    @property
    def lines(self) -> Sequence[AgendaLine]:
        return self._lines.lines

    @property
    def current_line(self) -> AgendaLine | None:
        """The line under the cursor."""
        place = self.currentIndex().row()
        return self._lines.lines[place] if 0 <= place < len(self._lines.lines) else None

    def show_lines(self, lines: Sequence[AgendaLine]) -> None:
        """Show these, with the cursor on the line where it was."""
        before, place = self.current_line, self.currentIndex().row()
        self._lines.show(lines)
        ids = [line.id for line in lines]
        if before is not None and before.id in ids:
            place = ids.index(before.id)
        if lines and self.hasFocus():
            self.setCurrentIndex(self._lines.index(max(0, min(place, len(lines) - 1))))

    def choose(self, record_id: object) -> bool:
        """Put the cursor on a record; False when it is not on this day."""
        for place, line in enumerate(self._lines.lines):
            if line.id == record_id:
                self.setCurrentIndex(self._lines.index(place))
                return True
        return False

    def _open(self) -> None:
        if self.current_line is not None:
            self.wished.emit(DayWish(Ask.OPEN, self.current_line))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        is_shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        sideways = _SIDEWAYS.get((key, is_shift))
        if modifiers & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif sideways is not None:
            self.wished.emit(DayWish(sideways))
        elif key in _OF_THE_DAYS:
            self.wished.emit(DayWish(_OF_THE_DAYS[key]))
        elif key in _OF_A_LINE and self.current_line is not None:
            self.wished.emit(DayWish(_OF_A_LINE[key], self.current_line))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._lines.lines and not self.currentIndex().isValid():
            self.setCurrentIndex(self._lines.index(0))
        self.entered_day.emit()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


class _BlockDelegate(QStyledItemDelegate):
    """Appointments with a bar at the left, actions with a box; what was called off has a line through it."""

    def __init__(self, days: DayList) -> None:
        super().__init__(days)
        self._days = days

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(_LINE_ROLE)
        metrics = self._days.fontMetrics()
        rows = 3 if line.time else 2
        return QSize(grid(10), rows * metrics.height() + grid(2 * _PAD) - grid(1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: AgendaLine = index.data(_LINE_ROLE)
        colors = palette()
        rect = QRectF(QRect(option.rect)).adjusted(0.5, 0.5, -0.5, -0.5)
        is_current = index.row() == self._days.currentIndex().row() and self._days.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_quiet = line.is_over or line.action is not None
        painter.setPen(QPen(color(colors.accent if is_current else colors.line), 2 if is_current else 1))
        painter.setBrush(color(colors.surface if is_quiet else colors.accent_soft))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5) if is_current else rect, 4, 4)
        if not is_quiet:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(colors.good if line.is_kept else colors.accent))
            painter.drawRoundedRect(QRectF(rect.left(), rect.top(), _BAR, rect.height()), 1.5, 1.5)
        self._paint_texts(
            painter, line, QRect(option.rect).adjusted(grid(_PAD) + _BAR, grid(1), -grid(_PAD), -grid(1))
        )
        painter.restore()

    def _paint_texts(self, painter: QPainter, line: AgendaLine, space: QRect) -> None:
        colors = palette()
        height = space.height() // (3 if line.time else 2)
        rows = [
            QRect(space.left(), space.top() + place * height, space.width(), height) for place in range(3)
        ]
        if line.time:
            ink = colors.secondary if line.is_over else colors.text
            self._draw(painter, line.time, rows[0], TextStyle.SMALL, ink, is_over=line.is_over)
            self._mark_state(painter, line, rows[0])
            self._draw(painter, line.title, rows[1], TextStyle.STRONG, ink)
            self._draw(painter, line.detail, rows[2], TextStyle.TINY, colors.secondary)
            return
        self._paint_box(painter, line, rows[0])
        text = rows[0].adjusted(_BOX + grid(1.5), 0, 0, 0)
        self._draw(painter, line.title, text, TextStyle.SMALL, colors.text)
        ink = colors.error if line.is_overdue else colors.secondary
        self._draw(painter, line.detail, rows[1].adjusted(_BOX + grid(1.5), 0, 0, 0), TextStyle.TINY, ink)

    def _mark_state(self, painter: QPainter, line: AgendaLine, row: QRect) -> None:
        """A sign besides the bar's colour: a check for what took place."""
        if line.is_kept:
            side = grid(3.5)
            spot = QRect(row.right() - side, row.center().y() - side // 2 + 1, side, side)
            icon("checkmark", "good").paint(painter, spot)

    def _paint_box(self, painter: QPainter, line: AgendaLine, row: QRect) -> None:
        colors = palette()
        box = QRectF(row.left(), row.center().y() - _BOX / 2 + 1, _BOX, _BOX)
        if line.is_overdue:
            paint_shape(painter, Shape.DIAMOND, box, fill=colors.worse)
            return
        painter.setPen(QPen(color(colors.border), 1))
        painter.setBrush(color(colors.surface))
        painter.drawRoundedRect(box, 2, 2)

    def _draw(
        self, painter: QPainter, text: str, row: QRect, style: TextStyle, ink: str, *, is_over: bool = False
    ) -> None:
        face = font(style)
        face.setStrikeOut(is_over)
        painter.setFont(face)
        painter.setPen(color(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, row.width())
        painter.drawText(row, _LEFT, shown)
