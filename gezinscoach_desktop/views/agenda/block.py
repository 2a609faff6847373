"""How a line of a day is painted: a small block, as high as its words need at the width of the day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from gezinscoach_desktop.views.agenda.lines import AgendaLine
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.signs import Shape, paint_shape
from gezinscoach_desktop.views.snapshot.text_block import clipped, face, line_height
from gezinscoach_desktop.views.table import Index
from gezinscoach_desktop.views.theme import TextStyle, color, grid, palette

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
SPACING = 2  # px around each block
_PAD = 1.5  # steps of the grid
_BAR = 3
_BOX = 12
_MOST_TITLE, _MOST_DETAIL = 3, 3
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class BlockDelegate(QStyledItemDelegate):
    """Appointments with a bar at the left, actions with a box; what was called off has a line through it."""

    def __init__(self, days: QListView) -> None:
        super().__init__(days)
        self._days = days

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: AgendaLine = index.data(LINE_ROLE)
        width = self._days.viewport().width() - 2 * SPACING
        height = sum(line_height(style) for _, style, _ in _texts(line, _width_of_texts(line, width)))
        if line.time:
            height += line_height(TextStyle.SMALL)
        return QSize(grid(10), height + grid(2 * _PAD) - grid(1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: AgendaLine = index.data(LINE_ROLE)
        colors = palette()
        whole: QRect = option.rect
        rect = QRectF(whole).adjusted(0.5, 0.5, -0.5, -0.5)
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
        top = whole.top() + (grid(2 * _PAD) - grid(1)) // 2
        self._paint_line(painter, line, QRect(whole.left() + _BAR + grid(_PAD), top, whole.width(), 0))
        painter.restore()

    def _paint_line(self, painter: QPainter, line: AgendaLine, start: QRect) -> None:
        """From the left top of `start`, whose width is that of the whole block."""
        row = QRect(start.left(), start.top(), _width_of_texts(line, start.width()), 0)
        if line.time:
            row.setHeight(line_height(TextStyle.SMALL))
            self._paint_time(painter, line, row)
        else:
            self._paint_box(painter, line, QRect(row.topLeft(), QSize(_BOX, line_height(TextStyle.SMALL))))
            row.translate(_BOX + grid(1.5), 0)
        top = row.top() + row.height()
        for text, style, ink in _texts(line, row.width()):
            painter.setFont(face(style))
            painter.setPen(color(ink))
            painter.drawText(QRect(row.left(), top, row.width(), line_height(style)), _LEFT, text)
            top += line_height(style)

    def _paint_time(self, painter: QPainter, line: AgendaLine, row: QRect) -> None:
        """With a sign besides the bar's colour: a check for what took place."""
        letters = QFont(face(TextStyle.SMALL))  # its own: the face is shared
        letters.setStrikeOut(line.is_over)
        painter.setFont(letters)
        painter.setPen(color(palette().secondary if line.is_over else palette().text))
        shown = painter.fontMetrics().elidedText(line.time, Qt.TextElideMode.ElideRight, row.width())
        painter.drawText(row, _LEFT, shown)
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


def _width_of_texts(line: AgendaLine, whole: int) -> int:
    """What is left for words in a block this wide: an action has its box before them."""
    room = whole - _BAR - grid(2 * _PAD)
    return room if line.time else room - _BOX - grid(1.5)


def _texts(line: AgendaLine, width: int) -> Sequence[tuple[str, TextStyle, str]]:
    """Title and detail, broken to fit: each text with its style and the colour it is written in."""
    colors = palette()
    of_title, title_ink = TextStyle.SMALL, colors.text
    detail_ink = colors.error if line.is_overdue else colors.secondary
    if line.time:
        of_title = TextStyle.STRONG
        title_ink = colors.secondary if line.is_over else colors.text
    detail = line.detail.replace(
        " · ", "\N{NO-BREAK SPACE}· "
    )  # no line begins with the sign between two parts
    return [
        *((text, of_title, title_ink) for text in clipped(line.title, of_title, width, _MOST_TITLE)),
        *(
            (text, TextStyle.TINY, detail_ink)
            for text in clipped(detail, TextStyle.TINY, width, _MOST_DETAIL)
        ),
    ]
