"""What was found in the handbook: each page with its heading and a few words around, the words marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gezinscoach_desktop.domain.handbook_search import Hit
from gezinscoach_desktop.views.theme import TextStyle, color, font, grid, palette

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
NONE_FOUND = "Niets gevonden. Zoek op een ander woord, of wis wat je typte."
_LINES = 3
_PAD = 2


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hits: tuple[Hit, ...] = ()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (hit.title, hit.heading, hit.snippet) if part)
        return None


class _HitDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _Lines):
            return
        colors, hit = palette(), model.hits[index.row()]
        rect: QRect = option.rect
        painter.save()
        if bool(option.state & QStyle.StateFlag.State_Selected):
            painter.fillRect(rect, color(colors.accent_soft))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), color(colors.accent))
        space = rect.adjusted(grid(_PAD), grid(1.5), -grid(_PAD), -grid(1.5))
        top = space.top()
        for text, style, ink in (
            (hit.title, TextStyle.STRONG, colors.text),
            (hit.heading, TextStyle.SMALL, colors.accent),
        ):
            if text:
                painter.setFont(font(style))
                painter.setPen(color(ink))
                metrics = painter.fontMetrics()
                shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, space.width())
                painter.drawText(space.left(), top + metrics.ascent(), shown)
                top += metrics.height()
        self._paint_snippet(painter, hit, QRect(space.left(), top, space.width(), space.bottom() - top))
        painter.restore()

    def _paint_snippet(self, painter: QPainter, hit: Hit, space: QRect) -> None:
        layout = _snippet(hit, space.width())
        painter.setPen(color(palette().secondary))
        layout.draw(painter, QPointF(space.left(), space.top()))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        if not isinstance(model, _Lines):
            return QSize()
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else grid(56)
        hit = model.hits[index.row()]
        layout = _snippet(hit, width - 2 * grid(_PAD))
        heads = _height(TextStyle.STRONG) + (_height(TextStyle.SMALL) if hit.heading else 0)
        return QSize(width, round(heads + layout.boundingRect().height()) + grid(3.5))


class HitsList(QListView):
    """The best page first. The keyboard may stay in the field above, which moves the choice."""

    hit_chosen = Signal(object)
    """The Hit that is marked now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setItemDelegate(_HitDelegate(self))
        self.setAccessibleName("Gevonden bladzijden")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentChanged.connect(self._tell)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What is shown, the best first."""
        return self._lines.hits

    @property
    def current_hit(self) -> Hit | None:
        """The one that is marked."""
        place = self.currentIndex().row()
        return self.hits[place] if 0 <= place < len(self.hits) else None

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """These instead, the first one chosen."""
        self._lines.show_hits(hits)
        if hits:
            self.setCurrentIndex(self._lines.index(0, 0))

    def move_by(self, step: int) -> None:
        """So many lines down or up, not past the ends."""
        if self.hits:
            place = max(0, min(self.currentIndex().row() + step, len(self.hits) - 1))
            self.setCurrentIndex(self._lines.index(place, 0))
            self.scrollTo(self.currentIndex())

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.hit_chosen.emit(self.hits[index.row()])


def _height(style: TextStyle) -> int:
    from PySide6.QtGui import QFontMetrics

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
