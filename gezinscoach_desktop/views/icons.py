"""Icons from SVG in the colours of the theme, sharp at every scaling."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.views.theme import palette

ICON_SIZE = 20
_DRAWN_IN = b"#212121"


def icon(name: str, role: str = "text") -> QIcon:
    """`resources/icons/<name>.svg` in the palette colour `role`; it follows light and dark by itself."""
    return QIcon(_ThemedEngine(name, role))


def pixmap(name: str, role: str = "text", *, size: int = ICON_SIZE, ratio: float = 1.0) -> QPixmap:
    """The icon as pixels, `size` in logical pixels."""
    made = _drawn(name, str(getattr(palette(), role)), round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    return made


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    return resource_path("icons", f"{name}.svg").read_bytes()


@lru_cache(maxsize=1024)
def _drawn(name: str, color: str, width: int, height: int) -> QPixmap:
    drawn = QPixmap(width, height)
    drawn.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace(_DRAWN_IN, color.encode())))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, width, height))
    painter.end()
    return drawn


class _ThemedEngine(QIconEngine):
    """Looks the colour up when it paints, so that nobody needs to set icons again."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def _color(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        colors = palette()
        if mode is QIcon.Mode.Disabled:
            return colors.disabled
        if state is QIcon.State.On and self._role in ("text", "secondary"):
            return colors.accent
        return str(getattr(colors, self._role))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        side = min(rect.width(), rect.height())
        drawn = QPixmap(
            _drawn(self._name, self._color(mode, state), round(side * ratio), round(side * ratio))
        )
        drawn.setDevicePixelRatio(ratio)
        corner = QPoint(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2)
        painter.drawPixmap(corner, drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return QPixmap(_drawn(self._name, self._color(mode, state), size.width(), size.height()))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self.pixmap(size * scale, mode, state)

    def clone(self) -> QIconEngine:
        return _ThemedEngine(self._name, self._role)


def application_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    return QIcon(str(resource_path("icons", "app.svg")))


def window_icon() -> QIcon:
    """The same for title bars and the task bar: drawn on whole pixels where it is small."""
    return QIcon(str(resource_path("icons", "app.ico")))
