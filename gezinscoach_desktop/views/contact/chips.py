"""Choices as chips: one stop for Tab, arrows walk, space or a digit chooses. One of them, or as many as apply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.snapshot.text_block import face, metrics
from gezinscoach_desktop.views.theme import TextStyle, color, grid, palette

V = TypeVar("V")
_ICON = 16
_HEIGHT = 7.5
_WIDEST = 104
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
# The digit row of Belgian AZERTY gives these without Shift.
_DIGITS = {sign: place for place, sign in enumerate("&é\"'(§è!ç", start=1)} | {
    str(digit): digit for digit in range(1, 10)
}


@dataclass(frozen=True, slots=True)
class Choice(Generic[V]):
    """What a chip stands for."""

    text: str
    value: V
    icon_name: str = ""
    full_name: str = ""
    """Where `text` is shortened."""


class Chip(QAbstractButton):
    """Outlined, and soft blue with a check once chosen; a small digit tells which key chooses it."""

    def __init__(self, choice: Choice[V], digit: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon(choice.icon_name, "secondary") if choice.icon_name else None
        self._chosen_icon = icon(choice.icon_name or "checkmark", "accent")
        self._digit = digit
        self.setText(choice.text)
        name = choice.full_name or choice.text
        self.setAccessibleName(name)
        self.setToolTip(name if name != choice.text else "")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        text = metrics(TextStyle.SMALL, strong=True).horizontalAdvance(self.text())
        digit = metrics(TextStyle.TINY).horizontalAdvance(self._digit) + grid(1.5) if self._digit else 0
        return QSize(text + _ICON + grid(6.5) + digit, grid(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        edge = colors.accent if is_on or self.hasFocus() else colors.border
        fill = colors.accent_soft if is_on else colors.hover if self.underMouse() else colors.surface
        thickness = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(color(edge), thickness))
        painter.setBrush(color(fill))
        half = thickness / 2
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        box = self.rect().adjusted(grid(2.5), 0, -grid(2.5), 0)
        shown = self._chosen_icon if is_on else self._icon
        if shown is not None:
            shown.paint(painter, QRect(box.left(), (self.height() - _ICON) // 2, _ICON, _ICON))
            box.setLeft(box.left() + _ICON + grid(1.5))
        if self._digit:
            painter.setFont(face(TextStyle.TINY))
            painter.setPen(color(colors.secondary))
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._digit
            )
            box.setRight(box.right() - metrics(TextStyle.TINY).horizontalAdvance(self._digit) - grid(1.5))
        painter.setPen(color(colors.accent_soft_text if is_on else colors.text))
        painter.setFont(face(TextStyle.SMALL, strong=is_on))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS or event.text() in _DIGITS:
            event.ignore()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class ChipField(QWidget, Generic[V]):
    """Chips that go to a next line where there is no room."""

    edited = Signal()

    def __init__(
        self,
        choices: Sequence[Choice[V]] = (),
        *,
        is_many: bool = False,
        has_digits: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_many = is_many
        self._has_digits = has_digits
        self._values: list[V] = []
        self._chips: list[Chip] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus
        )  # for the Alt key of its label; Tab goes to what is inside
        self.set_choices(choices)

    @property
    def chips(self) -> tuple[Chip, ...]:
        return tuple(self._chips)

    def set_choices(self, choices: Sequence[Choice[V]]) -> None:
        """Other chips; what was chosen stays chosen where it is still there."""
        chosen = self.values()
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._values = [choice.value for choice in choices]
        self._chips = []
        for place, choice in enumerate(choices):
            chip = Chip(choice, str(place + 1) if self._has_digits else "", self)
            chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus if place else Qt.FocusPolicy.StrongFocus)
            chip.clicked.connect(self._choose)
            chip.show()
            self._chips.append(chip)
        if self._chips:
            self.setFocusProxy(self._chips[0])
        self.set_values(chosen)
        self._fit()
        self.updateGeometry()

    def values(self) -> tuple[V, ...]:
        """What is chosen, in the order of the chips."""
        return tuple(value for chip, value in zip(self._chips, self._values, strict=True) if chip.isChecked())

    def set_values(self, wanted: Iterable[V]) -> None:
        chosen = set(wanted)
        for chip, value in zip(self._chips, self._values, strict=True):
            chip.setChecked(value in chosen)
        self._move_entrance()

    def value(self) -> V | None:
        """What is chosen where one can be."""
        chosen = self.values()
        return chosen[0] if chosen else None

    def set_value(self, wanted: V | None) -> None:
        self.set_values(() if wanted is None else (wanted,))

    def _choose(self) -> None:
        pressed = self.sender()
        if not self._is_many:
            for chip in self._chips:
                chip.setChecked(chip is pressed and chip.isChecked())
        self._move_entrance()
        self.edited.emit()

    def _move_entrance(self) -> None:
        """Tab comes to the chosen chip where there is one, else to the first."""
        if self._is_many or not self._chips:
            return
        entrance = next((chip for chip in self._chips if chip.isChecked()), self._chips[0])
        for chip in self._chips:
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is entrance else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(entrance)

    def _arrange(self, width: int) -> int:
        """Lay the chips out in lines; returns the height they take."""
        gap, left, top, height = grid(1.5), 0, 0, grid(_HEIGHT)
        for chip in self._chips:
            size = chip.sizeHint()
            if left and left + size.width() > width:
                left, top = 0, top + height + gap
            chip.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + gap
        return top + height

    def _fit(self) -> None:
        """As high as the lines take: not every layout asks how high that is at a width."""
        self.setFixedHeight(self._arrange(self.width()))

    def sizeHint(self) -> QSize:
        gaps = grid(1.5) * max(len(self._chips) - 1, 0)
        natural = sum(chip.sizeHint().width() for chip in self._chips) + gaps
        return QSize(min(natural, grid(_WIDEST)), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(grid(40), grid(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), None)
        digit = _DIGITS.get(event.text()) if self._has_digits else None
        if digit is not None and digit <= len(self._chips) and not _is_chord(event):
            chip = self._chips[digit - 1]
            chip.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not chip.isChecked():
                chip.click()
        elif event.key() in _STEPS and focused is not None:
            following = self._chips[(focused + _STEPS[Qt.Key(event.key())]) % len(self._chips)]
            following.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


def _is_chord(event: QKeyEvent) -> bool:
    """Ctrl+1 belongs to the window, AltGr+é is an @."""
    allowed = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    return bool(event.modifiers() & ~allowed)
