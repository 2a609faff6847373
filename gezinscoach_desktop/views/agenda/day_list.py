"""The lines of one day as small blocks; keys say what is to be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from gezinscoach_desktop.views.agenda.block import LINE_ROLE, SPACING, BlockDelegate
from gezinscoach_desktop.views.agenda.lines import AgendaLine
from gezinscoach_desktop.views.table import Index
from gezinscoach_desktop.views.theme import color, palette

_NO_PARENT = QModelIndex()


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
                return line if role == LINE_ROLE else None


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
        self.setItemDelegate(BlockDelegate(self))
        self.setProperty("kind", "day")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSpacing(SPACING)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # words break elsewhere

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._lines.lines or not self.hasFocus():
            return
        painter = QPainter(self.viewport())  # there is no line that could show where the keyboard is
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(palette().accent), 2))
        painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()
