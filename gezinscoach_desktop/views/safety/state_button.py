"""A state in the status bar that can be pressed: a sign, a few words, and the page behind them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.safety.words import Told
from gezinscoach_desktop.views.theme import TextStyle, Tone, color, font, grid, palette

_SIGN = 14


class StateButton(QAbstractButton):
    """Painted, in the colour of how serious it is; hidden while there is nothing to say."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._told = Told("", Tone.SECONDARY)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(font(TextStyle.SMALL))
        self.hide()

    @property
    def told(self) -> Told:
        """What it says now."""
        return self._told

    def tell(self, told: Told | None) -> None:
        """Say this, or nothing."""
        self.setVisible(told is not None)
        if told is None or told == self._told:
            return
        self._told = told
        self.setText(told.text)
        self.setToolTip(told.detail)
        self.setAccessibleName(f"{self._name}: {told.text}")
        self.setAccessibleDescription(told.detail)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = _SIGN + grid(1) + self.fontMetrics().horizontalAdvance(self.text()) + grid(3)
        return QSize(width, self.fontMetrics().height() + grid(2))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(colors.hover))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(color(colors.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        spot = QRect(grid(1.5), (self.height() - _SIGN) // 2, _SIGN, _SIGN)
        icon(self._told.icon_name, self._told.tone.value).paint(painter, spot)
        painter.setFont(self.font())
        painter.setPen(color(colors.tone(self._told.tone)))
        words = self.rect().adjusted(spot.right() + grid(1), 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        painter.end()
