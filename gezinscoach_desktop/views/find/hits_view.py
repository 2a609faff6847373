"""What was found, line by line: an icon, what it is called, where it stands, and at the right what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gezinscoach_desktop.domain.find import Findable, FoundKind
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.theme import TextStyle, font, grid, palette

ROW = 12  # in steps of the grid
_ICON = 20
_ICONS = {
    FoundKind.FAMILY: "people",
    FoundKind.MEMBER: "person",
    FoundKind.COMMAND: "arrow-right",
    FoundKind.SCREEN: "open",
    FoundKind.SERVICE: "building",
    FoundKind.ACTION: "task-list",
    FoundKind.HELP: "help",
}
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: tuple[Findable, ...] = ()

    def show_entries(self, entries: Sequence[Findable]) -> None:
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(entry)
        return None


def spoken(entry: Findable) -> str:
    """What a screen reader says of a line."""
    return ", ".join(part for part in (entry.kind.label, entry.title, entry.detail) if part)


class _LineDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _Lines):
            return
        colors, entry = palette(), model.entries[index.row()]
        rect: QRect = option.rect
        painter.save()
        if bool(option.state & QStyle.StateFlag.State_Selected):
            painter.fillRect(rect, QColor(colors.accent_soft))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(colors.accent))
        spot = QRect(rect.left() + grid(3), rect.center().y() - _ICON // 2 + 1, _ICON, _ICON)
        icon(_ICONS[entry.kind], "secondary").paint(painter, spot)
        painter.setFont(font(TextStyle.SMALL))
        kind = painter.fontMetrics().horizontalAdvance(entry.kind.label)
        right = QRect(rect.right() - grid(3) - kind, rect.top(), kind + 1, rect.height())
        painter.setPen(QColor(colors.secondary))
        painter.drawText(
            right, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), entry.kind.label
        )
        space = QRect(rect)
        space.setLeft(spot.right() + grid(3))
        space.setRight(right.left() - grid(3))
        self._paint_texts(painter, entry, space)
        painter.restore()

    def _paint_texts(self, painter: QPainter, entry: Findable, space: QRect) -> None:
        colors = palette()
        lines = [(entry.title, TextStyle.TEXT, colors.text)]
        if entry.detail:
            lines.append((entry.detail, TextStyle.SMALL, colors.secondary))
        heights = []
        for _, style, _ in lines:
            painter.setFont(font(style))
            heights.append(painter.fontMetrics().height())
        top = space.top() + (space.height() - sum(heights)) // 2
        for (text, style, ink), height in zip(lines, heights, strict=True):
            painter.setFont(font(style))
            painter.setPen(QColor(ink))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, space.width())
            line = QRect(space.left(), top, space.width(), height)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
            top += height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(grid(60), grid(ROW))


class HitsView(QListView):
    """The keyboard stays in the field above; that moves the choice up and down."""

    opened = Signal(object)
    """The Findable that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setItemDelegate(_LineDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName("Gevonden")
        self.entered.connect(self.setCurrentIndex)
        self.clicked.connect(self._open)

    @property
    def entries(self) -> tuple[Findable, ...]:
        """What is shown, the best first."""
        return self._lines.entries

    @property
    def current(self) -> Findable | None:
        """The line that Enter opens."""
        place = self.currentIndex().row()
        return self.entries[place] if 0 <= place < len(self.entries) else None

    def show_entries(self, entries: Sequence[Findable]) -> None:
        """Show these instead, with the first one chosen."""
        if tuple(entries) == self.entries:
            return
        self._lines.show_entries(entries)
        if entries:
            self._choose(0)

    def move_by(self, step: int) -> None:
        """So many lines down or up, not past the ends; a screen reader hears where it comes."""
        if not self.entries:
            return
        self._choose(max(0, min(self.currentIndex().row() + step, len(self.entries) - 1)))
        if (entry := self.current) is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken(entry)))

    def _choose(self, place: int) -> None:
        index = self._lines.index(place, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.entries[index.row()])
