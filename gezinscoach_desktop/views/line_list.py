"""A list of painted lines of which one is marked; the keyboard may stay in a field above, which moves the mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gezinscoach_desktop.views.theme import TextStyle, color, font, palette

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_EDGE = 3


class LineDelegate(QStyledItemDelegate, Generic[T]):
    """Paints what stands in a line, and tells what is said of it; a kind of list overrides what differs."""

    def paint_line(self, painter: QPainter, entry: T, space: QRect) -> None:
        """Paint the entry in its line, over the ground."""

    def told(self, entry: T, role: int) -> str | None:
        """What stands for the entry in words: its text, what a screen reader says, its tip."""
        return None

    def entry_at(self, index: Index) -> T:
        """The entry of a line."""
        entry: T = index.data(_ENTRY)
        return entry

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        painter.save()
        if bool(option.state & QStyle.StateFlag.State_Selected):
            painter.fillRect(rect, color(palette().accent_soft))
            painter.fillRect(QRect(rect.left(), rect.top(), _EDGE, rect.height()), color(palette().accent))
        self.paint_line(painter, self.entry_at(index), rect)
        painter.restore()


_ENTRY = int(Qt.ItemDataRole.UserRole)


class _Lines(QAbstractListModel, Generic[T]):
    def __init__(self, delegate: LineDelegate[T], parent: QWidget) -> None:
        super().__init__(parent)
        self._delegate = delegate
        self.entries: tuple[T, ...] = ()

    def show_entries(self, entries: Sequence[T]) -> None:
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        return entry if role == _ENTRY else self._delegate.told(entry, role)


class LineList(QListView, Generic[T]):
    """As wide as there is room; scrolls by the pixel."""

    marked = Signal(object)
    """The entry that is marked now."""

    def __init__(self, name: str, delegate: LineDelegate[T], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: _Lines[T] = _Lines(delegate, self)
        delegate.setParent(self)
        self.setModel(self._lines)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._tell)

    @property
    def entries(self) -> tuple[T, ...]:
        """What is shown, from top to bottom."""
        return self._lines.entries

    @property
    def current(self) -> T | None:
        """The one that is marked."""
        place = self.currentIndex().row()
        return self.entries[place] if 0 <= place < len(self.entries) else None

    def show_entries(self, entries: Sequence[T], *, at: int = 0) -> None:
        """These instead, with one of them marked."""
        self._lines.show_entries(entries)
        if entries:
            self.doItemsLayout()  # or it scrolls among the lines of before
            self.mark(at)

    def move_by(self, step: int) -> None:
        """So many lines down or up, not past the ends."""
        if self.entries:
            self.mark(max(0, min(self.currentIndex().row() + step, len(self.entries) - 1)))

    def mark(self, place: int) -> None:
        """Mark one, and bring it into view."""
        index = self._lines.index(place, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.marked.emit(self.entries[index.row()])


def paint_text(painter: QPainter, text: str, style: TextStyle, ink: str, space: QRect) -> int:
    """One line at the top of `space`, cut off with … where it is too long; gives how high it is."""
    painter.setFont(font(style))
    painter.setPen(color(ink))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, space.width())
    painter.drawText(space.left(), space.top() + metrics.ascent(), shown)
    return metrics.height()
