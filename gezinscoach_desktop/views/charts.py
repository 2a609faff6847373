"""Shows a chart that was drawn as SVG, sharp at every scaling."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from gezinscoach_desktop.views.theme import theme


class ChartView(QWidget):
    """An SVG as large as it was drawn, smaller where there is less room, never distorted."""

    redraw_wanted = Signal()
    """Light became dark or the other way: draw the chart again and call `show_svg`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._renderer = QSvgRenderer(self)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.redraw_wanted)

    def show_svg(self, svg: bytes, *, description: str) -> None:
        """Show the drawing; `description` says in words what can be seen, for who cannot see it."""
        self._renderer.load(QByteArray(svg))
        self._renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self.setAccessibleDescription(description)
        self.updateGeometry()
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._renderer.load(QByteArray(_EMPTY))
        self.setAccessibleDescription("")
        self.updateGeometry()
        self.update()

    @property
    def is_empty(self) -> bool:
        return self._drawn_size().isEmpty()

    def _drawn_size(self) -> QSize:
        if not self._renderer.isValid():
            return QSize()
        size = self._renderer.defaultSize()
        return QSize() if size.width() <= 1 else size

    def sizeHint(self) -> QSize:
        return self._drawn_size() if not self.is_empty else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        size = self._drawn_size()
        return QSize() if size.isEmpty() else size / 3

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self._drawn_size()
        if size.isEmpty():
            return 0
        shown = min(width, size.width())
        return round(size.height() * shown / size.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        size = self._drawn_size()
        if size.isEmpty():
            return
        factor = min(1.0, self.width() / size.width(), self.height() / size.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(0, 0, size.width() * factor, size.height() * factor))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.EnabledChange:
            self.update()
        super().changeEvent(event)


_EMPTY = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
