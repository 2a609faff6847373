"""The steps at the left of the checklist: which there are, how far each is, and which one is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.setup import StepState
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.setup.words import STATES, TITLES
from gezinscoach_desktop.views.theme import TextStyle, color, font, grid, palette

_CIRCLE = 24
_SIGN = 20
_SIGNS = {
    StepState.DONE: ("checkmark-circle-filled", "good"),
    StepState.SKIPPED: ("dismiss-circle", "secondary"),
    StepState.ELSEWHERE: ("people-swap", "secondary"),
}


class StepRow(QAbstractButton):
    """A number or a sign, the name of the step and how far it is."""

    def __init__(self, key: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._number = number
        self._state = StepState.TO_DO
        self._is_open = False
        self.setText(TITLES[key])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    @property
    def state(self) -> StepState:
        return self._state

    @property
    def is_open(self) -> bool:
        return self._is_open

    def show_state(self, state: StepState, *, is_open: bool, can_open: bool) -> None:
        """How far it is, whether its page is the one that is shown, and whether one may go there."""
        self._state, self._is_open = state, is_open
        self.setEnabled(can_open)
        self._describe()
        self.update()

    def _describe(self) -> None:
        told = f"Stap {self._number}: {self.text()}, {STATES[self._state]}"
        self.setAccessibleName(f"{told}, open" if self._is_open else told)

    def sizeHint(self) -> QSize:
        return QSize(grid(52), grid(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(color(colors.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        if self._is_open:
            painter.setBrush(color(colors.accent_soft))
        elif self.underMouse() and self.isEnabled():
            painter.setBrush(color(colors.hover))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 4, 4)
        self._draw_sign(painter)
        self._draw_texts(painter)
        painter.end()

    def _draw_sign(self, painter: QPainter) -> None:
        colors = palette()
        left, middle = grid(3), self.height() // 2
        if self._state in _SIGNS:
            name, role = _SIGNS[self._state]
            side = _SIGN
            icon(name, role).paint(painter, left + (_CIRCLE - side) // 2, middle - side // 2, side, side)
            return
        edge = colors.accent if self._is_open else colors.border if self.isEnabled() else colors.line
        painter.setPen(QPen(color(edge), 1.5))
        painter.setBrush(color(colors.accent if self._is_open else colors.surface))
        circle = QRectF(left + 1, middle - _CIRCLE / 2 + 1, _CIRCLE - 2, _CIRCLE - 2)
        painter.drawEllipse(circle)
        text = (
            colors.on_accent if self._is_open else colors.secondary if self.isEnabled() else colors.disabled
        )
        painter.setPen(color(text))
        painter.setFont(font(TextStyle.SMALL))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(self._number))

    def _draw_texts(self, painter: QPainter) -> None:
        colors = palette()
        left = grid(3) + _CIRCLE + grid(2.5)
        upper = QRect(left, grid(1.5), self.width() - left - grid(2), grid(5))
        lower = QRect(left, grid(6), upper.width(), grid(4.5))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(font(TextStyle.STRONG if self._is_open else TextStyle.TEXT))
        shown = self.isEnabled() or self._state is StepState.DONE
        painter.setPen(color(colors.text if shown else colors.disabled))
        painter.drawText(upper, flags, self.text())
        painter.setFont(font(TextStyle.TINY))
        painter.setPen(color(colors.secondary if shown else colors.disabled))
        painter.drawText(lower, flags, STATES[self._state])


class StepList(QWidget):
    """Arrows walk, Enter or a click asks for a step."""

    wanted = Signal(str)
    """The key of a step."""

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(0.5))
        self.rows = tuple(StepRow(key, number) for number, key in enumerate(keys, 1))
        for row in self.rows:
            column.addWidget(row)
            row.clicked.connect(self._tell)
        column.addStretch(1)

    def row(self, key: str) -> StepRow:
        """The row of this step."""
        return next(row for row in self.rows if row.key == key)

    def _tell(self) -> None:
        sender = self.sender()
        if isinstance(sender, StepRow):
            self.wanted.emit(sender.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() not in steps:
            super().keyPressEvent(event)
            return
        open_rows = [row for row in self.rows if row.isEnabled()]
        place = next((number for number, row in enumerate(open_rows) if row.hasFocus()), -1)
        place += steps[Qt.Key(event.key())]
        if 0 <= place < len(open_rows):
            open_rows[place].setFocus(Qt.FocusReason.OtherFocusReason)
