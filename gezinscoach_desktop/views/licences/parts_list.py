"""The parts of the program, one under the other: name, and below it the licence with the version."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from gezinscoach_desktop.services.licences import Part
from gezinscoach_desktop.views.line_list import Index, LineDelegate, LineList, paint_text
from gezinscoach_desktop.views.theme import TextStyle, font, grid, palette


def licence_line(part: Part) -> str:
    """Licence and version in one line."""
    return "  ·  ".join(text for text in (part.licence, part.version) if text)


class _PartDelegate(LineDelegate[Part]):
    def told(self, entry: Part, role: int) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.what
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(text for text in (entry.name, entry.licence, entry.version) if text)
        return None

    def paint_line(self, painter: QPainter, entry: Part, space: QRect) -> None:
        room, colors = space.adjusted(grid(3), grid(1.5), -grid(2), -grid(1.5)), palette()
        room.setTop(room.top() + paint_text(painter, entry.name, TextStyle.TEXT, colors.text, room))
        paint_text(painter, licence_line(entry), TextStyle.SMALL, colors.secondary, room)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heights = sum(QFontMetrics(font(style)).height() for style in (TextStyle.TEXT, TextStyle.SMALL))
        return QSize(grid(40), heights + grid(3))


class PartsList(LineList[Part]):
    """Our own program first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Onderdelen", _PartDelegate(), parent)
        self.setUniformItemSizes(True)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """These instead; what was marked stays marked where it is still there, else the first one is marked."""
        before = self.current
        self.show_entries(parts, at=parts.index(before) if before is not None and before in parts else 0)
