"""One choice out of a few, each on a line of its own: painted like the other fields, also at 150 %."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QWidget

from gezinscoach_desktop.views.theme import color, grid, palette

_CIRCLE = 18


class RadioField(QRadioButton):
    """Radio buttons under one parent go together: the arrow keys choose, Tab goes to the chosen one."""

    edited = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.toggled.connect(self._tell)

    def _tell(self, is_on: bool) -> None:
        if is_on:
            self.edited.emit()

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(_CIRCLE + grid(2) + text.width() + grid(2), max(_CIRCLE, text.height()) + grid(2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        circle = QRectF(3.5, (self.height() - _CIRCLE) / 2 + 1, _CIRCLE - 2, _CIRCLE - 2)
        edge = colors.disabled if not self.isEnabled() else colors.accent if is_on else colors.border
        if self.underMouse() and not is_on and self.isEnabled():
            edge = colors.text
        painter.setPen(QPen(color(edge), 1))
        painter.setBrush(color(colors.surface))
        painter.drawEllipse(circle)
        if is_on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(edge))
            painter.drawEllipse(circle.adjusted(4, 4, -4, -4))
        if self.hasFocus():
            painter.setPen(QPen(color(colors.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            width = min(self.width(), self.sizeHint().width())
            painter.drawRoundedRect(QRectF(1, 1, width - 2, self.height() - 2), 4, 4)
        painter.setPen(color(colors.text if self.isEnabled() else colors.disabled))
        painter.drawText(
            self.rect().adjusted(_CIRCLE + grid(2), 0, 0, 0),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic),
            self.text(),
        )
        painter.end()
