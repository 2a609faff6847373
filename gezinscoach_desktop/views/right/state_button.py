"""The eight ways a right can stand, as large buttons with the key that chooses them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from gezinscoach_desktop.domain.right import RightState
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.right.words import state_mark
from gezinscoach_desktop.views.signs import paint_shape
from gezinscoach_desktop.views.theme import TextStyle, color, font, grid, palette

_COLUMNS = 4
_SIGN = 12
_CHECK = 16
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
_OTHERS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
# The digit row of Belgian AZERTY without Shift.
_DIGITS = {"&": 1, "é": 2, '"': 3, "'": 4, "(": 5, "§": 6, "è": 7, "!": 8}
_ALLOWED = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


def state_of_text(text: str) -> RightState | None:
    """The state that a typed sign chooses, on every keyboard a coach may have."""
    number = int(text) if text in "12345678" and len(text) == 1 else _DIGITS.get(text)
    return None if number is None else tuple(RightState)[number - 1]


def state_of_key(event: QKeyEvent) -> RightState | None:
    """The state that a key press chooses; Ctrl+1 belongs to the window."""
    return None if event.modifiers() & ~_ALLOWED else state_of_text(event.text())


class StateButton(QAbstractButton):
    """One way it can stand: its key, its sign, its word. Keys that mean something to the whole card go there."""

    def __init__(self, number: int, state: RightState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self._number = number
        self.was_before = False
        self.setText(state.label)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name_it()

    def show_state(self, *, is_chosen: bool, was_before: bool) -> None:
        """Filled when chosen now, outlined when it stood so before."""
        self.setChecked(is_chosen)
        self.was_before = was_before
        self._name_it()
        self.update()

    def _name_it(self) -> None:
        now = ", nu" if self.was_before else ""
        self.setAccessibleName(f"{self._number} {self.state.label}{now}")

    def nextCheckState(self) -> None:
        """What is chosen is decided by who listens."""

    def sizeHint(self) -> QSize:
        return QSize(grid(38), grid(14))

    def minimumSizeHint(self) -> QSize:
        return QSize(grid(30), grid(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        edge = colors.accent if is_on or self.hasFocus() else colors.border
        fill = colors.accent_soft if is_on else colors.hover if self.underMouse() else colors.surface
        thickness = 2.0 if is_on or self.hasFocus() else 1.0
        pen = QPen(color(colors.secondary if self.was_before and not is_on else edge), thickness)
        if self.was_before and not is_on:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(color(fill))
        half = thickness / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 6, 6)
        self._paint_words(painter, is_on=is_on)
        painter.end()

    def _paint_words(self, painter: QPainter, *, is_on: bool) -> None:
        colors = palette()
        box = self.rect().adjusted(grid(2), grid(2), -grid(2), -grid(2))
        painter.setFont(font(TextStyle.SMALL))
        painter.setPen(color(colors.secondary))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), str(self._number))
        if is_on:  # a frame alone is how the focus looks
            icon("checkmark", "accent").paint(
                painter, QRect(box.right() - grid(8), box.top(), _CHECK, _CHECK)
            )
        if self.was_before:
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), "nu")
        mark = state_mark(self.state)
        sign = QRectF(box.left(), box.top() + 2, _SIGN, _SIGN)
        paint_shape(painter, mark.shape, sign, fill=str(getattr(colors, mark.color_role)))
        painter.setFont(font(TextStyle.STRONG if is_on else TextStyle.TEXT))
        painter.setPen(color(colors.accent_soft_text if is_on else colors.text))
        line = QRect(box.left(), box.bottom() - grid(5), box.width(), grid(5) + 1)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class StateGrid(QWidget):
    """All eight; ← and → walk through them, space or their digit chooses."""

    chosen = Signal(object)
    """RightState."""
    stepped = Signal(int)
    """↑ or ↓: to another right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Hoe het met het recht staat")
        self.buttons = tuple(
            StateButton(number, state, self) for number, state in enumerate(RightState, start=1)
        )
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(grid(2))
        for place, button in enumerate(self.buttons):
            layout.addWidget(button, place // _COLUMNS, place % _COLUMNS)
            button.clicked.connect(self._choose)

    def show_states(self, chosen: RightState | None, before: RightState | None) -> None:
        for button in self.buttons:
            button.show_state(is_chosen=button.state is chosen, was_before=button.state is before)

    def take_focus(self) -> None:
        """To the button that is chosen, that stood before, or the first."""
        wanted = next((each for each in self.buttons if each.isChecked()), None)
        wanted = wanted or next((each for each in self.buttons if each.was_before), self.buttons[0])
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, StateButton):
            self.chosen.emit(pressed.state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = next((place for place, each in enumerate(self.buttons) if each.hasFocus()), None)
        if event.key() in _STEPS and focused is not None:
            following = (focused + _STEPS[Qt.Key(event.key())]) % len(self.buttons)
            self.buttons[following].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in _OTHERS:  # here: an area that scrolls would take it
            self.stepped.emit(_OTHERS[Qt.Key(event.key())])
        else:
            event.ignore()
