"""The timeline as a list: a heading per month, under it each line with its note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gezinscoach_desktop.domain.timeline import LineKind
from gezinscoach_desktop.views.contact.words import Told, month_name
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.snapshot.text_block import clipped, face, line_height, lines, metrics
from gezinscoach_desktop.views.theme import TextStyle, color, grid, palette

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_DAY_WIDTH = 16
_ICON = 20
_NOTE_LINES = 4
_LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class TimelineModel(QAbstractListModel):
    """Lines, with a heading before the first one of every month."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Told | date] = []

    def set_lines(self, lines: Sequence[Told]) -> None:
        self.beginResetModel()
        self._rows = list(_with_months(lines))
        self.endResetModel()

    def row_at(self, place: int) -> Told | None:
        """The line; None for a heading."""
        row = self._rows[place] if 0 <= place < len(self._rows) else None
        return row if isinstance(row, Told) else None

    def month_at(self, place: int) -> date | None:
        row = self._rows[place]
        return row if isinstance(row, date) else None

    def place_of(self, line_id: object) -> int:
        """Where the line with this id stands; -1 when it is not shown."""
        for place, row in enumerate(self._rows):
            if isinstance(row, Told) and row.line.id == line_id:
                return place
        return -1

    def first_place(self) -> int:
        return next((place for place, row in enumerate(self._rows) if isinstance(row, Told)), -1)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken if isinstance(row, Told) else month_name(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Told) and len(row.note) > 200:
            return row.note
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], date):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


def _with_months(lines: Iterable[Told]) -> Iterable[Told | date]:
    month: date | None = None
    for line in lines:
        if (begins := line.line.on.replace(day=1)) != month:
            month = begins
            yield month
        yield line


class _Delegate(QStyledItemDelegate):
    """Day and hour at the left, then the kind's sign, then all that is told."""

    def __init__(self, view: TimelineList) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        told = self._view.timeline.row_at(index.row())
        painter.save()
        if told is None:
            self._paint_month(painter, rect, self._view.timeline.month_at(index.row()))
        else:
            self._paint_ground(painter, rect, is_chosen=bool(option.state & QStyle.StateFlag.State_Selected))
            self._paint_line(painter, rect, told)
        painter.restore()

    def _paint_month(self, painter: QPainter, rect: QRect, month: date | None) -> None:
        painter.setFont(face(TextStyle.STRONG))
        painter.setPen(color(palette().text))
        space = rect.adjusted(grid(3), grid(2), -grid(3), 0)
        text = "" if month is None else month_name(month)
        painter.drawText(space, int(Qt.AlignmentFlag.AlignVCenter), f"{text[:1].upper()}{text[1:]}")

    def _paint_ground(self, painter: QPainter, rect: QRect, *, is_chosen: bool) -> None:
        colors = palette()
        if is_chosen:
            painter.fillRect(rect, color(colors.accent_soft))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(colors.line))
        if is_chosen and self._view.hasFocus():
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), color(colors.accent))

    def _paint_line(self, painter: QPainter, rect: QRect, told: Told) -> None:
        colors = palette()
        top, left = rect.top() + grid(2), rect.left() + grid(3)
        day = QRect(left, top, grid(_DAY_WIDTH) - grid(2), line_height(TextStyle.TEXT))
        painter.setFont(face(TextStyle.TEXT))
        painter.setPen(color(colors.text))
        painter.drawText(day, int(Qt.AlignmentFlag.AlignLeft), told.day)
        painter.setFont(face(TextStyle.TINY))
        painter.setPen(color(colors.secondary))
        painter.drawText(
            day.translated(0, line_height(TextStyle.TEXT)), int(Qt.AlignmentFlag.AlignLeft), told.time
        )
        sign = QRect(left + grid(_DAY_WIDTH), top - 1, _ICON, _ICON)
        is_contact = told.line.kind is LineKind.CONTACT
        icon(told.icon_name, "accent" if is_contact else "secondary").paint(painter, sign)
        text = QRect(sign.right() + grid(2.5), top, 0, 0)
        text.setRight(rect.right() - grid(3))
        self._paint_texts(painter, text, told)

    def _paint_texts(self, painter: QPainter, space: QRect, told: Told) -> None:
        colors = palette()
        aside = metrics(TextStyle.TINY).horizontalAdvance(told.aside)
        painter.setFont(face(TextStyle.TINY))
        painter.setPen(color(colors.secondary))
        height = line_height(TextStyle.STRONG)
        first = QRect(space.left(), space.top(), space.width(), height)
        painter.drawText(first, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), told.aside)
        room = max(space.width() - aside - grid(3), grid(20))
        shown = metrics(TextStyle.STRONG, strong=True).elidedText(
            told.title, Qt.TextElideMode.ElideRight, room
        )
        painter.setFont(face(TextStyle.STRONG, strong=True))
        painter.setPen(color(colors.text))
        painter.drawText(first, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        top = space.top() + height
        for text, style, tone in _texts(told, space.width()):
            painter.setFont(face(style))
            painter.setPen(color(colors.secondary if tone else colors.text))
            line = QRect(space.left(), top, space.width(), line_height(style))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
            top += line_height(style)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        told = self._view.timeline.row_at(index.row())
        if told is None:
            return QSize(grid(20), grid(9))
        width = self._view.viewport().width() - 2 * grid(3) - grid(_DAY_WIDTH) - _ICON - grid(2.5)
        height = line_height(TextStyle.STRONG)
        height += sum(line_height(style) for _, style, _ in _texts(told, width))
        least = line_height(TextStyle.TEXT) + line_height(TextStyle.TINY) if told.time else grid(5)
        return QSize(grid(20), max(height, least) + grid(4))


def _texts(told: Told, width: int) -> Iterable[tuple[str, TextStyle, bool]]:
    """Every line of text under the title, with its style and whether it is secondary."""
    if told.about:
        yield from ((text, TextStyle.SMALL, True) for text in clipped(told.about, TextStyle.SMALL, width, 2))
    left = _NOTE_LINES
    for paragraph in told.note.split("\n"):
        if left <= 0:
            break
        found = clipped(paragraph, TextStyle.TEXT, width, left) if paragraph else ()
        left -= len(found)
        yield from ((text, TextStyle.TEXT, False) for text in found)
    for remark in told.with_it:
        yield from ((f"–  {text}" if not place else text, TextStyle.SMALL, True)
                    for place, text in enumerate(lines(remark, TextStyle.SMALL, width - grid(4))))  # fmt: skip


class TimelineList(QListView):
    """↑ and ↓ walk over the lines, Enter opens one, M begins a snapshot from a contact, Delete takes one away."""

    line_opened = Signal(object)
    snapshot_wanted = Signal(object)
    removal_wanted = Signal(object)
    """TimelineLine."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.timeline = TimelineModel(self)
        self.setModel(self.timeline)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName("Contactmomenten, de nieuwste eerst")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(False)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.doubleClicked.connect(self._open)

    @property
    def current(self) -> Told | None:
        """The line under the cursor."""
        return self.timeline.row_at(self.currentIndex().row())

    def show_lines(self, told: Sequence[Told]) -> None:
        """Other lines; the cursor stays on the same one where it is still there."""
        before = self.current
        self.timeline.set_lines(told)
        if before is None or not self.choose(before.line.id):
            self._choose_place(self.timeline.first_place())

    def choose(self, line_id: object) -> bool:
        """Put the cursor on this line; False when it is not shown."""
        place = self.timeline.place_of(line_id)
        if place >= 0:
            self._choose_place(place)
        return place >= 0

    def _choose_place(self, place: int) -> None:
        if place < 0:
            return
        if place and self.timeline.row_at(place - 1) is None:
            self.scrollTo(self.timeline.index(place - 1))  # the month it stands under, too
        self.setCurrentIndex(self.timeline.index(place))

    def _open(self) -> None:
        if self.current is not None:
            self.line_opened.emit(self.current.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        told = self.current
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._open()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain:
            is_first = event.key() == Qt.Key.Key_Home  # by itself it would stop on the month
            self._choose_place(self.timeline.first_place() if is_first else self.timeline.rowCount() - 1)
        elif event.key() == Qt.Key.Key_M and plain and told is not None:
            self.snapshot_wanted.emit(told.line)
        elif event.key() == Qt.Key.Key_Delete and told is not None:
            self.removal_wanted.emit(told.line)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # notes break elsewhere

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here; the search field looks in the notes."""
