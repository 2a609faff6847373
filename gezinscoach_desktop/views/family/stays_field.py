"""When a member belonged to the household: one or more stretches with a beginning and an end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.household import Stay
from gezinscoach_desktop.views.elements import button, label, paragraph
from gezinscoach_desktop.views.fields import DateField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


@dataclass(frozen=True, slots=True)
class _Stretch:
    joined: DateField
    left: DateField


class StaysField(QWidget):
    """Empty means: from the beginning, and still."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._stretches: list[_Stretch] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(grid(4))
        self._grid.setVerticalSpacing(grid(2))
        self._grid.setColumnStretch(2, 1)
        self._grid.addWidget(label("Erbij sinds", TextStyle.SMALL, Tone.SECONDARY), 0, 0)
        self._grid.addWidget(label("Vertrokken op", TextStyle.SMALL, Tone.SECONDARY), 0, 1)
        self.again_button = button("Kwam terug", icon_name="add")
        self.again_button.clicked.connect(self._come_back)
        self._error = paragraph("", TextStyle.SMALL, Tone.ERROR)
        self._error.hide()
        row = QHBoxLayout()
        row.addWidget(self.again_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(2))
        column.addLayout(self._grid)
        column.addWidget(self._error)
        column.addLayout(row)

    @property
    def date_fields(self) -> tuple[DateField, ...]:
        """Joined and left of every stretch, in order."""
        return tuple(field for stretch in self._stretches for field in (stretch.joined, stretch.left))

    @property
    def error_text(self) -> str:
        """What is said to be wrong with the dates."""
        return self._error.text() if self._error.isVisible() else ""

    def value(self) -> tuple[Stay, ...]:
        """The stretches; raises InvalidInput when a date cannot be read."""
        stays = tuple(Stay(stretch.joined.value(), stretch.left.value()) for stretch in self._stretches)
        return tuple(stay for stay in stays if stay != Stay()) or (Stay(),)

    def set_value(self, stays: Sequence[Stay]) -> None:
        """Show these stretches; lines that are left over are emptied, and then do not count."""
        while len(self._stretches) < len(stays):
            self._add()
        padded = (*stays, *repeat(Stay(), len(self._stretches) - len(stays)))
        for stretch, stay in zip(self._stretches, padded, strict=True):
            stretch.joined.set_value(stay.joined)
            stretch.left.set_value(stay.left)
        self._note_edit()

    def show_error(self, error: Exception) -> bool:
        """Show what is wrong with the dates; False when it is about something else."""
        if not isinstance(error, InvalidInput) or error.field not in ("joined", "left"):
            return False
        self._error.setText(error.message)
        self._error.show()
        newest = self._stretches[-1]
        (newest.left if error.field == "left" else newest.joined).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _come_back(self) -> None:
        self._add()
        self._stretches[-1].joined.setFocus(Qt.FocusReason.OtherFocusReason)
        self._note_edit()

    def _add(self) -> None:
        number = len(self._stretches) + 1
        stretch = _Stretch(DateField(today=self._today), DateField(today=self._today))
        for column, (field, name, text) in enumerate(
            ((stretch.joined, "joined", "Erbij sinds"), (stretch.left, "left", "Vertrokken op"))
        ):
            field.setObjectName(name)
            field.setAccessibleName(f"{text}, periode {number}" if number > 1 else text)
            field.edited.connect(self._note_edit)
            self._grid.addWidget(field, number, column)
            field.show()
        self._stretches.append(stretch)

    def _note_edit(self) -> None:
        self._error.hide()
        self.again_button.setVisible(bool(self._stretches) and bool(self._stretches[-1].left.text().strip()))
        self.edited.emit()
