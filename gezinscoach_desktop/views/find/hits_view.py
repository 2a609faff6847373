"""What was found, line by line: an icon, what it is called, where it stands, and at the right what it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from gezinscoach_desktop.domain.find import Findable, FoundKind
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.line_list import Index, LineDelegate, LineList
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


def spoken(entry: Findable) -> str:
    """What a screen reader says of a line."""
    return ", ".join(part for part in (entry.kind.label, entry.title, entry.detail) if part)


class _FoundDelegate(LineDelegate[Findable]):
    def told(self, entry: Findable, role: int) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        return spoken(entry) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def paint_line(self, painter: QPainter, entry: Findable, space: QRect) -> None:
        spot = QRect(space.left() + grid(3), space.center().y() - _ICON // 2 + 1, _ICON, _ICON)
        icon(_ICONS[entry.kind], "secondary").paint(painter, spot)
        painter.setFont(font(TextStyle.SMALL))
        kind = painter.fontMetrics().horizontalAdvance(entry.kind.label)
        right = QRect(space.right() - grid(3) - kind, space.top(), kind + 1, space.height())
        painter.setPen(QColor(palette().secondary))
        painter.drawText(
            right, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), entry.kind.label
        )
        room = QRect(space)
        room.setLeft(spot.right() + grid(3))
        room.setRight(right.left() - grid(3))
        self._paint_texts(painter, entry, room)

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


class HitsView(LineList[Findable]):
    """The keyboard stays in the field above; the mouse marks the line it is over."""

    opened = Signal(object)
    """The Findable that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Gevonden", _FoundDelegate(), parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.entered.connect(self.setCurrentIndex)
        self.clicked.connect(self._open)

    def show_entries(self, entries: Sequence[Findable], *, at: int = 0) -> None:
        """The same again leave the mark where it is."""
        if tuple(entries) != self.entries:
            super().show_entries(entries, at=at)

    def move_by(self, step: int) -> None:
        """A screen reader hears where it comes."""
        super().move_by(step)
        if (entry := self.current) is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken(entry)))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.entries[index.row()])
