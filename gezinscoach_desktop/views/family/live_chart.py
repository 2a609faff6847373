"""A chart that is drawn again, on the drawing worker, when its width or the theme changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gezinscoach_desktop.views.charts import ChartView
from gezinscoach_desktop.views.family.drawings import Drawn
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import color, grid, palette, theme

Draw = Callable[[int, bool], Drawn]
"""A pure function of width and darkness."""

_LEAST_WIDTH = 160


class LiveChart(ChartView):
    """Fills the width it gets and is as high as what was drawn."""

    def __init__(self, tasks: Tasks, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._tasks = tasks
        self._draw: Draw | None = None
        self._drawn_width = 0
        self._marks: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.redraw_wanted.connect(self._redraw)

    def use_drawing(self, draw: Draw) -> None:
        """Show this drawing from now on; the old one stays until it is ready."""
        self._draw = draw
        self._redraw()

    def _redraw(self) -> None:
        if self._draw is None or self.width() < _LEAST_WIDTH or not self.isVisible():
            self._drawn_width = 0
            return
        self._drawn_width = self.width()
        self._tasks.compute(
            self._draw, self._drawn_width, theme().is_dark, then=self._show_drawn, key="chart", owner=self
        )

    def _show_drawn(self, drawn: Drawn) -> None:
        self._marks = drawn.marks
        self.show_svg(drawn.svg, description=drawn.description)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, grid(10))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.width() != self._drawn_width:
            self._redraw()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() is QEvent.Type.Show and self.width() != self._drawn_width:
            self._redraw()
        return handled


class LineChart(LiveChart):
    """A chart of lines one can choose: by the arrow keys and Enter, or by a click."""

    line_opened = Signal(int)
    """The number of the line, from the top."""

    def __init__(self, tasks: Tasks, name: str, parent: QWidget | None = None) -> None:
        super().__init__(tasks, name, parent)
        self._current = 0
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def current_line(self) -> int:
        return self._current

    @property
    def line_count(self) -> int:
        return len(self._marks)

    def line_at(self, y: float) -> int:
        """The number of the line at this height; -1 beside all of them."""
        if len(self._marks) == 0:
            return -1
        half = self._half_height()
        return next((number for number, mark in enumerate(self._marks) if abs(mark - y) <= half), -1)

    def _half_height(self) -> float:
        return (self._marks[1] - self._marks[0]) / 2 if len(self._marks) > 1 else grid(3)

    def _show_drawn(self, drawn: Drawn) -> None:
        super()._show_drawn(drawn)
        self._current = min(self._current, max(len(self._marks) - 1, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number, role in (
            (self._hovered, "hover"),
            (self._current if self.hasFocus() else -1, "accent_soft"),
        ):
            if 0 <= number < len(self._marks):
                half = self._half_height()
                line = QRectF(0, self._marks[number] - half, self.width(), 2 * half)
                painter.fillRect(line, color(str(getattr(palette(), role))))
        painter.end()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._marks) - 1
        match event.key():
            case Qt.Key.Key_Down if self._current < last:
                self._current += 1
            case Qt.Key.Key_Up if self._current > 0:
                self._current -= 1
            case Qt.Key.Key_Home:
                self._current = 0
            case Qt.Key.Key_End:
                self._current = max(last, 0)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if last >= 0:
                self.line_opened.emit(self._current)
            case _:
                super().keyPressEvent(event)
                return
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self.line_at(QPointF(event.position()).y())
        if line >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._current = line
            self.line_opened.emit(line)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.line_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)

    def _hover(self, line: int) -> None:
        if line != self._hovered:
            self._hovered = line
            self.setCursor(Qt.CursorShape.PointingHandCursor if line >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()
