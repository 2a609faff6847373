"""A row of small blocks: one level each, as dark as it is low, with its digit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gezinscoach_desktop.views.theme import TextStyle, color, font, grid, palette

_LARGEST = 5  # in steps of the grid
_GAP = 2
_CENTER = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)


def step_of_blocks(width: int, count: int) -> int:
    """From the left of one block to that of the next, where so many stand in so much room."""
    return min(grid(_LARGEST), width // count - _GAP) + _GAP


def paint_blocks(painter: QPainter, space: QRect, levels: Sequence[int | None]) -> None:
    """From the left as large as fits; what was not measured is an empty outline, never a colour."""
    if not levels:
        return
    side = step_of_blocks(space.width(), len(levels)) - _GAP
    colors = palette()
    painter.save()
    painter.setFont(font(TextStyle.TINY))
    shows_digit = side >= painter.fontMetrics().capHeight() + 3
    top = space.center().y() - side // 2
    for place, level in enumerate(levels):
        box = QRect(space.left() + place * (side + _GAP), top, side, side)
        if level is not None:
            painter.fillRect(box, color(colors.level(level)))
        if level is None or level in ((1, 2) if colors.is_dark else (5,)):
            painter.setPen(QPen(color(colors.border, opacity=0.6), 1))
            painter.drawRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5))
        if level is not None and shows_digit:
            painter.setPen(color(colors.on_level(level)))
            painter.drawText(box, _CENTER, str(level))
    painter.restore()
