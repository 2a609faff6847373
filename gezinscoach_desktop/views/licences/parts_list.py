"""The parts of the program, one under the other: name, and below it the licence with the version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gezinscoach_desktop.services.licences import Part
from gezinscoach_desktop.views.theme import TextStyle, color, font, grid, palette

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


def licence_line(part: Part) -> str:
    """Licence and version in one line."""
    return "  ·  ".join(text for text in (part.licence, part.version) if text)


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.parts: tuple[Part, ...] = ()

    def show_parts(self, parts: Sequence[Part]) -> None:
        self.beginResetModel()
        self.parts = tuple(parts)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.parts)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        part = self.parts[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return part.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return part.what
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(text for text in (part.name, part.licence, part.version) if text)
        return None


class _PartDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _Lines):
            return
        colors, part = palette(), model.parts[index.row()]
        rect: QRect = option.rect
        painter.save()
        if bool(option.state & QStyle.StateFlag.State_Selected):
            painter.fillRect(rect, color(colors.accent_soft))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), color(colors.accent))
        space = rect.adjusted(grid(3), grid(1.5), -grid(2), -grid(1.5))
        top = space.top()
        for text, style, ink in (
            (part.name, TextStyle.TEXT, colors.text),
            (licence_line(part), TextStyle.SMALL, colors.secondary),
        ):
            painter.setFont(font(style))
            painter.setPen(color(ink))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, space.width())
            painter.drawText(space.left(), top + metrics.ascent(), shown)
            top += metrics.height()
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heights = sum(QFontMetrics(font(style)).height() for style in (TextStyle.TEXT, TextStyle.SMALL))
        return QSize(grid(40), heights + grid(3))


class PartsList(QListView):
    """Our own program first. The keyboard may stay in the field above, which moves the choice."""

    part_chosen = Signal(object)
    """The Part that is marked now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setItemDelegate(_PartDelegate(self))
        self.setAccessibleName("Onderdelen")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.selectionModel().currentChanged.connect(self._tell)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is shown."""
        return self._lines.parts

    @property
    def current(self) -> Part | None:
        """The part that is marked."""
        row = self.currentIndex().row()
        return self.parts[row] if 0 <= row < len(self.parts) else None

    def show_parts(self, parts: Sequence[Part]) -> None:
        """These instead; what was marked stays marked where it is still there, else the first one is marked."""
        before = self.current
        self._lines.show_parts(parts)
        if parts:
            row = parts.index(before) if before is not None and before in parts else 0
            self.doItemsLayout()  # or it scrolls among the lines of before
            self.setCurrentIndex(self._lines.index(row, 0))
            self.scrollTo(self.currentIndex())

    def move_by(self, step: int) -> None:
        """So many lines down or up, not past the ends."""
        if self.parts:
            place = max(0, min(self.currentIndex().row() + step, len(self.parts) - 1))
            self.setCurrentIndex(self._lines.index(place, 0))
            self.scrollTo(self.currentIndex())

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.part_chosen.emit(self.parts[index.row()])
