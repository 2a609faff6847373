"""The names of the life domains over the columns of small blocks, slanting up to the right so that all of them fit."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin, tan

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
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
    """Stands right above a table, and is as wide."""

    def __init__(self, *, left: int, right: int, parent: QWidget | None = None) -> None:
        """`left` and `right`: how much of its width lies before and after the blocks."""
        super().__init__(parent)
        self._left, self._right = left, right
        self._domains: tuple[str, ...] = ()
        self._slant = _SLANT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def show_domains(self, domains: Sequence[str]) -> None:
        """A name over each block."""
        self._domains = tuple(domains)
        self._fit()
        self.update()

    def domain_at(self, x: float) -> str:
        """What the block under this place is about; nothing beside the blocks."""
        if not self._domains or x < self._left:
            return ""
        place = int((x - self._left) // self._step)
        return self._domains[place] if place < len(self._domains) else ""

    @property
    def _step(self) -> int:
        return step_of_blocks(self.width() - self._left - self._right, len(self._domains))

    def _fit(self) -> None:
        self._slant = _STEEP if self._domains and self._step < grid(_NARROW) else _SLANT
        self.setFixedHeight(round(grid(_LONGEST) * sin(radians(self._slant))) + grid(2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._domains:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setFont(face(TextStyle.TINY))
        painter.setPen(color(palette().secondary))
        height, longest = line_height(TextStyle.TINY), grid(_LONGEST)
        for place, name in enumerate(self._domains):
            foot = QPointF(self._left + (place + 0.5) * self._step, self.height() - grid(1))
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
