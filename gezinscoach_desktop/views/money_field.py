"""A field for an amount of money; the value is in cents."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.money import format_cents, parse_cents
from gezinscoach_desktop.views.theme import grid


class MoneyField(QLineEdit):
    """An amount in any usual spelling; shows € 1.234,50 after leaving."""

    edited = Signal()

    def __init__(self, cents: int | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("€ 0,00")
        self.setMaximumWidth(grid(42))
        self.textEdited.connect(self._tell)
        self.set_value(cents)

    def value(self) -> int | None:
        """Cents, None when empty; raises InvalidInput with this field's name when it cannot be read."""
        if not self.text().strip():
            return None
        return parse_cents(self.text(), field=self.objectName() or None)

    def set_value(self, value: int | None) -> None:
        self.setText("" if value is None else format_cents(value))

    def _tell(self) -> None:
        self.edited.emit()

    def _tidy(self) -> None:
        try:
            self.set_value(self.value())
        except InvalidInput:
            return  # what was typed stays, for whoever typed it to put right

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._tidy()
        super().focusOutEvent(event)
