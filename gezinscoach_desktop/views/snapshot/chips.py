"""A row of chips of which one can be chosen; they go to a next line where there is no room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.snapshot.text_block import face, metrics
from gezinscoach_desktop.views.theme import TextStyle, color, grid, palette

V = TypeVar("V")
_CHECK = 14
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_OF_THE_ROW = {*_STEPS, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ChoiceChip(QAbstractButton):
    """One choice: outlined, and filled with a check once chosen."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        text = metrics(TextStyle.SMALL, strong=True).horizontalAdvance(self.text())
        return QSize(text + _CHECK + grid(6), grid(7))

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
        radius = self.height() / 2
        half = thickness / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        box = self.rect().adjusted(grid(2.5), 0, -grid(2.5), 0)
        if is_on:
            spot = QRect(box.left(), (self.height() - _CHECK) // 2, _CHECK, _CHECK)
            icon("checkmark", "accent").paint(painter, spot)
            box.setLeft(spot.right() + grid(1))
        painter.setPen(color(colors.accent_soft_text if is_on else colors.text))
        painter.setFont(face(TextStyle.SMALL, strong=is_on))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OF_THE_ROW:
            event.ignore()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class ChipFlow(QWidget):
    """Lays chips out in as many lines as its width asks; whoever is one says which chips."""

    widest: ClassVar[float] = 100
    """What it asks for at most, in steps of the grid."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _flowing(self) -> Iterable[ChoiceChip]:
        raise NotImplementedError

    def _arrange(self, width: int, *, move: bool) -> int:
        """Lay the chips out in lines; returns the height they take."""
        gap, left, top, height = grid(1.5), 0, 0, grid(7)
        for chip in self._flowing():
            size = chip.sizeHint()
            if left and left + size.width() > width:
                left, top = 0, top + height + gap
            if move:
                chip.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + gap
        return top + height

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        return QSize(grid(self.widest), self.heightForWidth(max(self.width(), grid(self.widest))))

    def minimumSizeHint(self) -> QSize:
        return QSize(grid(40), grid(7))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)


class ChipRow(ChipFlow, Generic[V]):
    """Chips of which at most one is chosen; ← and → walk through them, space chooses."""

    chosen = Signal(object)
    """The value chosen; None when a chosen one was let go (only where that is allowed)."""
    left = Signal()
    """Esc: back to the scale."""

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, V]],
        *,
        may_be_empty: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values = [value for _, value in choices]
        self._may_be_empty = may_be_empty
        self._chips = [ChoiceChip(text, self) for text, _ in choices]
        self.setAccessibleName(name)
        for chip in self._chips:
            chip.setAccessibleDescription(name)
            chip.clicked.connect(self._choose)

    def _flowing(self) -> Iterable[ChoiceChip]:
        return self._chips

    @property
    def chips(self) -> tuple[ChoiceChip, ...]:
        return tuple(self._chips)

    def value(self) -> V | None:
        """What is chosen."""
        for chip, value in zip(self._chips, self._values, strict=True):
            if chip.isChecked():
                return value
        return None

    def set_value(self, wanted: V | None) -> None:
        for chip, value in zip(self._chips, self._values, strict=True):
            chip.setChecked(value == wanted)

    @property
    def entrance(self) -> ChoiceChip:
        """The chip the keyboard comes to first: the chip that has it, the chosen one, or the first."""
        focused = next((chip for chip in self._chips if chip.hasFocus()), None)
        return focused or next((chip for chip in self._chips if chip.isChecked()), self._chips[0])

    def focus_chosen(self) -> None:
        """Bring the keyboard to the chosen chip, or to the first."""
        self.entrance.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose(self) -> None:
        pressed = self.sender()
        for chip, value in zip(self._chips, self._values, strict=True):
            if chip is pressed:
                is_on = chip.isChecked() or not self._may_be_empty
                self.set_value(value if is_on else None)
                self.chosen.emit(value if is_on else None)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), None)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focused is not None:
            self._chips[focused].click()
            self.left.emit()
        elif event.key() in _STEPS and focused is not None:
            following = (focused + _STEPS[Qt.Key(event.key())]) % len(self._chips)
            self._chips[following].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
