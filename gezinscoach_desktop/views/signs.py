"""The signs ▲ ▼ ■ ● ◆ ○ painted as shapes, since fonts lack them; colour never stands alone."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gezinscoach_desktop.views.theme import Palette, palette

if TYPE_CHECKING:  # the first window does not wait for the whole domain; its words are equal to their text
    from gezinscoach_desktop.domain.evolution import Direction, Sign


class Shape(StrEnum):
    """What a sign looks like."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    SQUARE = "square"
    DOT = "dot"
    RING = "ring"
    DIAMOND = "diamond"
    ARROW = "arrow"
    WISH = "wish"
    """Where a family wants to go: a hollow diamond with a dot in it, as in the charts."""


SHAPE_OF_SIGN: Mapping[str, Shape] = {
    "better": Shape.UP,
    "stays_deprived": Shape.SQUARE,
    "stays_out": Shape.DOT,
    "worse": Shape.DOWN,
}
SHAPE_OF_DIRECTION: Mapping[str, Shape] = {"up": Shape.UP, "same": Shape.SAME, "down": Shape.DOWN}
_COLOR_OF_DIRECTION: Mapping[str, str] = {"up": "better", "same": "secondary", "down": "worse"}


def sign_color(sign: Sign, colors: Palette) -> str:
    """The fill of a pre/post class."""
    return str(getattr(colors, sign.value))


def direction_color(direction: Direction, colors: Palette) -> str:
    """The colour of a movement."""
    return str(getattr(colors, _COLOR_OF_DIRECTION[direction]))


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
        case Shape.WISH:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(fill), max(1.2, side * 0.11)))
            painter.drawPolygon(_polygon(square, (0.5, 0.06), (0.94, 0.5), (0.5, 0.94), (0.06, 0.5)))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill))
            painter.drawEllipse(square.center(), side * 0.15, side * 0.15)
        case Shape.ARROW:
            middle, tip = square.center().y(), square.right() - side * 0.04
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = QPen(QColor(fill), max(1.2, side * 0.11))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(square.left() + side * 0.04, middle), QPointF(tip, middle))
            painter.drawPolyline(
                QPolygonF(
                    [
                        QPointF(tip - side * 0.3, middle - side * 0.28),
                        QPointF(tip, middle),
                        QPointF(tip - side * 0.3, middle + side * 0.28),
                    ]
                )
            )
        case Shape.SAME:
            bar = side * 0.16
            painter.drawRect(QRectF(square.left(), square.top() + side * 0.28, side, bar))
            painter.drawRect(QRectF(square.left(), square.top() + side * 0.60, side, bar))
    painter.restore()


def paint_wish(painter: QPainter, box: QRectF) -> None:
    """The level where a family wants to go: a hollow diamond with a dot in it, as in the charts."""
    colors = palette()
    paint_shape(painter, Shape.DIAMOND, box, fill=colors.surface, outline=colors.better)
    dot = QRectF(0, 0, box.width() * 0.32, box.height() * 0.32)
    dot.moveCenter(box.center())
    paint_shape(painter, Shape.DOT, dot, fill=colors.better)


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
