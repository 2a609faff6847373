"""How long it lasted: a chip for the usual lengths, or typed."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.clock import format_length, parse_length
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.contact.chips import ChipField, Choice
from gezinscoach_desktop.views.theme import grid
from gezinscoach_desktop.views.time_field import LengthField

_USUAL = (15, 30, 60, 90, 120)


class LengthChoice(QWidget):
    """The field says what holds; a chip fills it in."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: ChipField[int] = ChipField(
            [Choice(format_length(minutes), minutes) for minutes in _USUAL]
        )
        self.field = LengthField()
        self.field.setAccessibleName("Hoe lang, getypt")
        self.field.setFixedWidth(grid(22))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid(2))
        row.addWidget(self.chips)
        row.addWidget(self.field, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus
        )  # for the Alt key of its label; Tab goes to what is inside
        self.setFocusProxy(self.chips)
        self.chips.edited.connect(self._fill)
        self.field.edited.connect(self._mark)

    def text(self) -> str:
        """As typed, also what cannot be read yet."""
        return self.field.text()

    def value(self) -> int | None:
        """Minutes, None when empty; raises InvalidInput with this field's name when it cannot be read."""
        return parse_length(self.text(), field=self.objectName() or None) if self.text().strip() else None

    def set_text(self, text: str) -> None:
        self.field.setText(text)
        self._show_chip()

    def _fill(self) -> None:
        minutes = self.chips.value()
        self.field.set_value(minutes)
        self.edited.emit()

    def _mark(self) -> None:
        self._show_chip()
        self.edited.emit()

    def _show_chip(self) -> None:
        minutes = None
        with suppress(InvalidInput):
            minutes = self.field.value()
        self.chips.set_value(minutes)
