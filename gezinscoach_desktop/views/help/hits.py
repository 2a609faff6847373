"""What was found in the handbook: each page with its heading and a few words around, the words marked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from gezinscoach_desktop.domain.handbook_search import Hit
from gezinscoach_desktop.views.line_list import Index, LineDelegate, LineList, paint_text
from gezinscoach_desktop.views.theme import TextStyle, color, font, grid, palette

NONE_FOUND = "Niets gevonden. Zoek op een ander woord, of wis wat je typte."
_LINES = 3
_PAD = 2


class _HitDelegate(LineDelegate[Hit]):
    def told(self, entry: Hit, role: int) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.heading, entry.snippet) if part)
        return None

    def paint_line(self, painter: QPainter, entry: Hit, space: QRect) -> None:
        colors = palette()
        room = space.adjusted(grid(_PAD), grid(1.5), -grid(_PAD), -grid(1.5))
        room.setTop(room.top() + paint_text(painter, entry.title, TextStyle.STRONG, colors.text, room))
        if entry.heading:
            room.setTop(room.top() + paint_text(painter, entry.heading, TextStyle.SMALL, colors.accent, room))
        painter.setPen(color(colors.secondary))
        _snippet(entry, room.width()).draw(painter, QPointF(room.left(), room.top()))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view, entry = self.parent(), self.entry_at(index)
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else grid(56)
        layout = _snippet(entry, width - 2 * grid(_PAD))
        heads = _height(TextStyle.STRONG) + (_height(TextStyle.SMALL) if entry.heading else 0)
        return QSize(width, round(heads + layout.boundingRect().height()) + grid(3.5))


class HitsList(LineList[Hit]):
    """The best page first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Gevonden bladzijden", _HitDelegate(), parent)
        self.setResizeMode(QListView.ResizeMode.Adjust)


def _height(style: TextStyle) -> int:
    return QFontMetrics(font(style)).height()


def _snippet(hit: Hit, width: int) -> QTextLayout:
    """At most three lines, the words marked."""
    look = QTextCharFormat()
    look.setForeground(color(palette().text))
    look.setFontWeight(QFont.Weight.DemiBold)
    marks = []
    for start, end in hit.marks:
        mark = QTextLayout.FormatRange()
        mark.start, mark.length, mark.format = start, end - start, look
        marks.append(mark)
    layout = QTextLayout(hit.snippet, font(TextStyle.SMALL))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(marks)
    layout.beginLayout()
    top = 0.0
    for _ in range(_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout
