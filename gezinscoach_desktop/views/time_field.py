"""Fields for a time of day and for a length, in any usual spelling."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gezinscoach_desktop.domain.clock import format_length, format_time, parse_length, parse_time
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.theme import grid


class _MinutesField(QLineEdit):
    """Minutes as people write them; tidied when the field is left."""

    edited = Signal()

    def __init__(
        self,
        minutes: int | None,
        written: Callable[[int], str],
        placeholder: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._written = written
        self.setPlaceholderText(placeholder)
        self.setMaximumWidth(grid(28))
        self.textEdited.connect(self._tell)
        self.set_value(minutes)

    def value(self) -> int | None:
        """Minutes, None when empty; raises InvalidInput with this field's name when it cannot be read."""
        if not self.text().strip():
            return None
        return self._read(self.text(), self.objectName() or None)

    def set_value(self, value: int | None) -> None:
        self.setText("" if value is None else self._written(value))

    def _read(self, text: str, field: str | None) -> int:
        raise NotImplementedError

    def _tell(self) -> None:
        self.edited.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        with suppress(InvalidInput):  # stays as typed; whoever submits hears why
            self.set_value(self.value())
        super().focusOutEvent(event)


class TimeField(_MinutesField):
    """A time of day, as minutes after midnight."""

    def __init__(self, minutes: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(minutes, format_time, "uu:mm", parent)

    def _read(self, text: str, field: str | None) -> int:
        return parse_time(text, field=field)


class LengthField(_MinutesField):
    """How long something takes, in minutes."""

    def __init__(self, minutes: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(minutes, format_length, "bv. 1 u 30", parent)

    def _read(self, text: str, field: str | None) -> int:
        return parse_length(text, field=field)
