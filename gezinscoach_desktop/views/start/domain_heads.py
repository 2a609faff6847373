"""The names of the life domains over the columns of small blocks, slanting up to the right so that all of them fit."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin, tan

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gezinscoach_desktop.views.blocks import step_of_blocks
from gezinscoach_desktop.views.snapshot.text_block import face, line_height, metrics
from gezinscoach_desktop.views.theme import TextStyle, color, grid, palette

_SLANT, _STEEP = 45, 60
"""In degrees; steeper where the columns are so narrow that names would touch."""
_NARROW = 4  # steps of the grid, from column to column
_LONGEST = 25  # of a name, in steps of the grid
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class DomainHeads(QWidget):
    """Stands above a table; `show_over` tells which cell of it the blocks are in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._domains: tuple[str, ...] = ()
        self._cell = QRect()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._slant = _SLANT
        self._fit()

    def show_over(self, domains: Sequence[str], cell: QRect) -> None:
        """A name over each block in `cell`, in the places of this widget."""
        if (tuple(domains), cell) != (self._domains, self._cell):
            self._domains, self._cell = tuple(domains), cell
            self._slant = _STEEP if domains and self._step < grid(_NARROW) else _SLANT
            self._fit()
            self.update()

    def _fit(self) -> None:
        self.setFixedHeight(round(grid(_LONGEST) * sin(radians(self._slant))) + grid(2))

    def domain_at(self, x: float) -> str:
        """What the block under this place is about; nothing beside the blocks."""
        if not self._domains or x < self._cell.left():
            return ""
        place = int((x - self._cell.left()) // self._step)
        return self._domains[place] if place < len(self._domains) else ""

    @property
    def _step(self) -> int:
        return step_of_blocks(self._cell.width(), len(self._domains))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._domains:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setFont(face(TextStyle.TINY))
        painter.setPen(color(palette().secondary))
        height, longest = line_height(TextStyle.TINY), grid(_LONGEST)
        for place, name in enumerate(self._domains):
            foot = QPointF(self._cell.left() + (place + 0.5) * self._step, self.height() - grid(1))
            painter.save()
            painter.translate(foot)
            painter.rotate(-self._slant)
            room = min(longest, round((self.width() - foot.x()) / cos(radians(self._slant))))
            shown = metrics(TextStyle.TINY).elidedText(name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(0, -height / 2, longest, height), _LEFT, shown)
            painter.restore()
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            up = self.height() - event.pos().y()  # the names lean over to the right
            QToolTip.showText(
                event.globalPos(), self.domain_at(event.pos().x() - up / tan(radians(self._slant))), self
            )
            return True
        return super().event(event)
