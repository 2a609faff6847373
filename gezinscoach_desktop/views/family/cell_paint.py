"""One cell of the timeline matrix."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from gezinscoach_desktop.views.family.history import Cell
from gezinscoach_desktop.views.theme import Palette, TextStyle, color, font, grid, palette

_INSET = 2
_CENTER = int(Qt.AlignmentFlag.AlignCenter)


def paint_cell(painter: QPainter, rect: QRect, cell: Cell) -> None:
    """A filled box where a level was entered, a bare digit on a dotted line where it was carried forward.

    A matrix shows hundreds of cells of two dozen kinds: each kind is drawn once and then copied.
    """
    device = painter.device()
    drawn = _drawn(cell, rect.width(), rect.height(), device.devicePixelRatio(), palette())
    painter.drawPixmap(rect.topLeft(), drawn)


@lru_cache(maxsize=256)
def _drawn(cell: Cell, width: int, height: int, ratio: float, colors: Palette) -> QPixmap:
    made = QPixmap(ceil(width * ratio), ceil(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _draw(painter, QRect(0, 0, width, height), cell, colors)
    painter.end()
    return made


def _draw(painter: QPainter, rect: QRect, cell: Cell, colors: Palette) -> None:
    box = rect.adjusted(_INSET, _INSET, -_INSET, -_INSET)
    painter.setFont(font(TextStyle.STRONG if cell.is_entered else TextStyle.TEXT))
    text = "n.v.t." if cell.level is None else str(cell.level)
    if cell.level is None:
        painter.setFont(font(TextStyle.TINY))
    if not cell.is_entered:
        _paint_dots(painter, box, painter.fontMetrics().horizontalAdvance(text))
        painter.setPen(color(colors.secondary))
        painter.drawText(box, _CENTER, text)
        return
    if cell.level is None:
        painter.setPen(QPen(color(colors.border), 1))
        painter.drawRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(color(colors.text))
    else:
        painter.fillRect(box, color(colors.level(cell.level)))
        if cell.level in ((1, 2) if colors.is_dark else (5,)):
            painter.setPen(QPen(color(colors.border, opacity=0.6), 1))
            painter.drawRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(color(colors.on_level(cell.level)))
    painter.drawText(box, _CENTER, text)
    if cell.has_note:
        _paint_note_mark(painter, box, cell.level)


def _paint_dots(painter: QPainter, box: QRect, text_width: int) -> None:
    pen = QPen(color(palette().secondary, opacity=0.7), 1)
    pen.setDashPattern([1, 3])
    painter.setPen(pen)
    middle, half = box.center().y() + 1, text_width // 2 + grid(1)
    painter.drawLine(box.left(), middle, box.center().x() - half, middle)
    painter.drawLine(box.center().x() + half, middle, box.right(), middle)


def _paint_note_mark(painter: QPainter, box: QRect, level: int | None) -> None:
    """A small corner: there is a note with it."""
    colors = palette()
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(colors.text if level is None else colors.on_level(level)))
    corner = box.topRight() + QPoint(1, 0)
    painter.drawPolygon([corner, corner - QPoint(6, 0), corner + QPoint(0, 6)])
    painter.restore()
