"""The signs ▲ ▼ ■ ● ◆ ○ painted as shapes, since fonts lack them; colour never stands alone."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gezinscoach_desktop.domain.evolution import Direction, Sign
from gezinscoach_desktop.views.theme import Palette, palette


class Shape(StrEnum):
    """What a sign looks like."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    SQUARE = "square"
    DOT = "dot"
    RING = "ring"
    DIAMOND = "diamond"


SHAPE_OF_SIGN = {
    Sign.BETTER: Shape.UP,
    Sign.STAYS_DEPRIVED: Shape.SQUARE,
    Sign.STAYS_OUT: Shape.DOT,
    Sign.WORSE: Shape.DOWN,
}
SHAPE_OF_DIRECTION = {Direction.UP: Shape.UP, Direction.SAME: Shape.SAME, Direction.DOWN: Shape.DOWN}


def sign_color(sign: Sign, colors: Palette) -> str:
    """The fill of a pre/post class."""
    return {
        Sign.BETTER: colors.better,
        Sign.STAYS_DEPRIVED: colors.stays_deprived,
        Sign.STAYS_OUT: colors.stays_out,
        Sign.WORSE: colors.worse,
    }[sign]


def direction_color(direction: Direction, colors: Palette) -> str:
    """The colour of a movement."""
    return {
        Direction.UP: colors.better,
        Direction.SAME: colors.secondary,
        Direction.DOWN: colors.worse,
    }[direction]


def paint_shape(
    painter: QPainter, shape: Shape, box: QRectF, *, fill: str, outline: str | None = None
) -> None:
    """Paint `shape` as large as fits in the middle of `box`."""
    side = min(box.width(), box.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(box.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if outline is None else QPen(QColor(outline), 1))
    painter.setBrush(QColor(fill))
    match shape:
        case Shape.UP:
            painter.drawPolygon(_polygon(square, (0.5, 0.08), (1, 0.92), (0, 0.92)))
        case Shape.DOWN:
            painter.drawPolygon(_polygon(square, (0, 0.08), (1, 0.08), (0.5, 0.92)))
        case Shape.DIAMOND:
            painter.drawPolygon(_polygon(square, (0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)))
        case Shape.SQUARE:
            painter.drawRect(square.adjusted(side * 0.06, side * 0.06, -side * 0.06, -side * 0.06))
        case Shape.DOT:
            painter.drawEllipse(square)
        case Shape.RING:
            thickness = max(1.5, side * 0.16)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(fill), thickness))
            half = thickness / 2
            painter.drawEllipse(square.adjusted(half, half, -half, -half))
        case Shape.SAME:
            bar = side * 0.16
            painter.drawRect(QRectF(square.left(), square.top() + side * 0.28, side, bar))
            painter.drawRect(QRectF(square.left(), square.top() + side * 0.60, side, bar))
    painter.restore()


def _polygon(square: QRectF, *corners: tuple[float, float]) -> QPolygonF:
    return QPolygonF(
        [QPointF(square.left() + x * square.width(), square.top() + y * square.height()) for x, y in corners]
    )


class SignMark(QWidget):
    """One small sign beside a text; the text says the same, so it is no stop for the keyboard."""

    def __init__(
        self, shape: Shape, color_role: str = "text", *, size: int = 10, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shape = shape
        self._role = color_role
        self._side = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_shape(self, shape: Shape, color_role: str) -> None:
        """`color_role` is the name of a palette colour: better, worse, stays_out …"""
        self._shape, self._role = shape, color_role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side + 2, self._side + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = palette()
        painter = QPainter(self)
        outline = colors.secondary if self._role == "stays_out" else None
        paint_shape(
            painter,
            self._shape,
            QRectF(self.rect()).adjusted(1, 1, -1, -1),
            fill=str(getattr(colors, self._role)),
            outline=outline,
        )
        painter.end()
