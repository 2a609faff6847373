"""The ecogram on screen: the same drawing as on paper, with a place to take hold of at each name."""

from __future__ import annotations

from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import QByteArray, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from gezinscoach_desktop.domain.ecogram import STEP, Ecogram
from gezinscoach_desktop.domain.network import FULL_CIRCLE, Ring
from gezinscoach_desktop.views.network.drawings import DrawnEcogram
from gezinscoach_desktop.views.theme import color, grid, palette

_TURNS = {Qt.Key.Key_Right: STEP, Qt.Key.Key_Left: -STEP}
_AROUND = 4
_HINT = "Pijl links en rechts verplaatsen, Enter opent, Backspace laat het programma kiezen"


class EcogramNode(QAbstractButton):
    """One of the network: ← and → turn it, ↑ and ↓ go to a neighbour, Enter or a double click opens it."""

    turned = Signal(object, object)
    """Id, and the angle it was turned to; None gives the place back to the program."""
    opened = Signal(object)
    neighbour_wanted = Signal(int)
    dragged = Signal(object, object)
    """Id, and the angle under the mouse while it is dragged; None when that is over."""

    def __init__(self, id_: UUID, ring: Ring, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.id = id_
        self.ring = ring
        self.angle = 0
        self.layout_of_all: Ecogram | None = None
        self._pressed_at: QPoint | None = None
        self._is_dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleDescription(_HINT)

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.hasFocus() and not self.underMouse():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = "accent" if self.hasFocus() else "border"
        painter.setPen(QPen(color(str(getattr(palette(), role))), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self.angle = (self.angle + _TURNS[Qt.Key(event.key())]) % FULL_CIRCLE
                self.turned.emit(self.id, self.angle)
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.neighbour_wanted.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.opened.emit(self.id)
            case Qt.Key.Key_Backspace:
                self.turned.emit(self.id, None)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None or self.layout_of_all is None:
            return
        far = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if not self._is_dragged and far < QApplication.startDragDistance():
            return
        self._is_dragged = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.dragged.emit(self.id, self._angle_under(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragged, self._is_dragged, self._pressed_at = self._is_dragged, False, None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if was_dragged:
            self.angle = self._angle_under(event)
            self.dragged.emit(self.id, None)
            self.turned.emit(self.id, self.angle)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
        self.opened.emit(self.id)

    def _angle_under(self, event: QMouseEvent) -> int:
        if self.layout_of_all is None:
            return self.angle
        point = self.mapToParent(event.position())
        return self.layout_of_all.angle_at(point.x(), point.y())


class EcogramCanvas(QWidget):
    """As large as what was drawn. Nodes are widgets, so that keyboard and screen reader find them."""

    turned = Signal(object, object)
    opened = Signal(object)
    reached = Signal(object)
    """The node to which the keyboard went: it may lie out of sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._renderer = QSvgRenderer(self)
        self._layout: Ecogram | None = None
        self._ghost: tuple[Ring, int] | None = None
        self.nodes: list[EcogramNode] = []
        """From the nearest ring outwards, clockwise: the order in which ↓ goes."""
        self.setAccessibleName("Ecogram")

    def show_drawn(self, drawn: DrawnEcogram, rings: dict[UUID, Ring]) -> None:
        """Another drawing; a node that is still there keeps the focus."""
        self._renderer.load(QByteArray(drawn.svg))
        self._layout = drawn.layout
        self.setAccessibleDescription(drawn.description)
        self.setFixedSize(drawn.width, drawn.height)
        names = dict(drawn.names)
        before = {node.id: node for node in self.nodes}
        places = sorted(drawn.layout.places, key=lambda place: (rings[place.id], place.angle))
        self.nodes = []
        for place in places:
            node = before.pop(place.id, None) or self._new_node(place.id, rings[place.id])
            node.ring, node.angle, node.layout_of_all = rings[place.id], place.angle, drawn.layout
            box = place.box
            spot = QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top).toAlignedRect()
            node.setGeometry(spot.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND))
            node.setAccessibleName(names[place.id])
            node.setToolTip(names[place.id])
            node.show()
            self.nodes.append(node)
        for gone in before.values():
            gone.hide()
            gone.deleteLater()
        for one, other in pairwise(self.nodes):
            QWidget.setTabOrder(one, other)
        if self.hasFocus() and self.nodes:
            self.nodes[0].setFocus(Qt.FocusReason.OtherFocusReason)  # who came in before there was a drawing
        self.update()

    def node(self, id_: UUID) -> EcogramNode | None:
        return next((node for node in self.nodes if node.id == id_), None)

    def _new_node(self, id_: UUID, ring: Ring) -> EcogramNode:
        made = EcogramNode(id_, ring, self)
        made.turned.connect(self.turned)
        made.opened.connect(self.opened)
        made.dragged.connect(self._show_ghost)
        made.neighbour_wanted.connect(self._go_to_neighbour)
        return made

    def _go_to_neighbour(self, step: int) -> None:
        here = next((place for place, node in enumerate(self.nodes) if node.hasFocus()), 0)
        node = self.nodes[(here + step) % len(self.nodes)]
        node.setFocus(Qt.FocusReason.TabFocusReason)
        self.reached.emit(node)

    def _show_ghost(self, id_: UUID, angle: int | None) -> None:
        node = self.node(id_)
        self._ghost = None if angle is None or node is None else (node.ring, angle)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(self.rect()))
        if self._ghost is not None and self._layout is not None:
            ring, angle = self._ghost
            middle = QPointF(self._layout.x, self._layout.y)
            spot = QPointF(*self._layout.point_at(ring, angle))
            painter.setPen(QPen(color(palette().accent), 2, Qt.PenStyle.DashLine))
            painter.drawLine(middle, spot)
            painter.setBrush(color(palette().accent_soft))
            painter.drawEllipse(spot, grid(3), grid(3))
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(grid(100), grid(60)) if self._layout is None else self.size()
