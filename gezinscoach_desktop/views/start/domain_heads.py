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
_LONGEST = 40  # of a name, in steps of the grid
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

    def shown_name(self, place: int) -> str:
        """Whole where there is room, or else ending in dots."""
        name, room = self._domains[place], self._room(place)
        return metrics(TextStyle.TINY).elidedText(name, Qt.TextElideMode.ElideRight, room)

    @property
    def _step(self) -> int:
        return step_of_blocks(self.width() - self._left - self._right, len(self._domains))

    def _fit(self) -> None:
        self._slant = _STEEP if self._domains and self._step < grid(_NARROW) else _SLANT
        self.setFixedHeight(round(self._longest() * sin(radians(self._slant))) + grid(4))

    def _longest(self) -> int:
        """As long as the longest name may be, so that none takes height it does not need."""
        wanted = (min(self._room(place), _wanted(name)) for place, name in enumerate(self._domains))
        return max((0, *wanted))

    def _room(self, place: int) -> int:
        """How long the name over a block may be, up to the right edge."""
        return min(grid(_LONGEST), int((self.width() - self._foot(place)) / cos(radians(self._slant))))

    def _foot(self, place: int) -> float:
        return self._left + (place + 0.5) * self._step

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
        height = line_height(TextStyle.TINY)
        for place in range(len(self._domains)):
            painter.save()
            painter.translate(QPointF(self._foot(place), self.height() - grid(1)))
            painter.rotate(-self._slant)
            shown = self.shown_name(place)
            painter.drawText(QRectF(0, -height / 2, grid(_LONGEST), height), _LEFT, shown)
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


def _wanted(name: str) -> int:
    return metrics(TextStyle.TINY).horizontalAdvance(name)
