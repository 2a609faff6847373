"""Two fields and done: an amount, what it was for, Enter."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput, KeptForLater, UserError
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.expense import ExpenseInput
from gezinscoach_desktop.views.elements import button, paragraph
from gezinscoach_desktop.views.fields import DateField, TextField
from gezinscoach_desktop.views.money_field import MoneyField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


class QuickRow(QWidget):
    """Keeps what was typed until it was really noted."""

    entered = Signal(object)
    """ExpenseInput to keep; call `clear` when that is done, `show_error` when it is refused."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._build()
        self.add_button.clicked.connect(self.submit)

    def _build(self) -> None:
        self.cents_field = MoneyField()
        self.cents_field.setObjectName("cents")
        self.cents_field.setAccessibleName("Bedrag van de onkost")
        self.cents_field.setFixedWidth(grid(28))
        self.what_field = TextField(placeholder="Waarvoor? Bijvoorbeeld: ijsje op uitstap")
        self.what_field.setObjectName("what")
        self.what_field.setAccessibleName("Waarvoor de onkost was")
        self.on_field = DateField(self._desk.today(), today=self._desk.today)
        self.on_field.setObjectName("on")
        self.on_field.setAccessibleName("Datum van de onkost")
        self.on_field.setFixedWidth(grid(34))
        self.add_button = button("Noteren")
        self._error = paragraph("", TextStyle.SMALL, Tone.ERROR)
        self._error.hide()
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        for widget, share in (
            (self.cents_field, 0),
            (self.what_field, 1),
            (self.on_field, 0),
            (self.add_button, 0),
        ):
            row.addWidget(widget, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(1))
        column.addLayout(row)
        column.addWidget(self._error)

    @property
    def error(self) -> str:
        """What is wrong with what was typed; empty when nothing is."""
        return "" if self._error.isHidden() else self._error.text()

    def submit(self) -> None:
        """Enter in a field, or the button."""
        self._say("")
        if not self.add_button.isEnabled():
            return
        try:
            on: date = self.on_field.value() or self._desk.today()
            details = ExpenseInput(self.cents_field.value() or 0, self.what_field.value(), on)
        except InvalidInput as error:
            self.show_error(error)
            return
        self.add_button.setEnabled(False)
        self.entered.emit(details)

    def clear(self, _: object = None) -> None:
        """It was noted: ready for the next one."""
        self.add_button.setEnabled(True)
        self.cents_field.set_value(None)
        self.what_field.set_value("")
        self.on_field.set_value(self._desk.today())
        self.cents_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, error: Exception) -> bool:
        """Under the fields; fits as `failed=` of a task."""
        self.add_button.setEnabled(True)
        if isinstance(error, KeptForLater):
            self.clear()
            return False
        if not isinstance(error, UserError):
            return False
        self._say(error.message)
        fields = {"cents": self.cents_field, "what": self.what_field, "on": self.on_field}
        if isinstance(error, InvalidInput) and error.field in fields:
            fields[error.field].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _say(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.what_field.setAccessibleDescription(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            return
        super().keyPressEvent(event)
