"""Who belongs to a family that is referred, one line each, as far as the referrer knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.services.referral_form import DraftPerson
from gezinscoach_desktop.views.elements import button, icon_button, label
from gezinscoach_desktop.views.fields import ComboField, DateField, TextField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_HEADINGS = ("Voornaam", "Familienaam", "Wie", "Geboren of verwacht")
_STRETCHES = (3, 3, 2, 2)


@dataclass(frozen=True, slots=True)
class _Line:
    given_name: TextField
    family_name: TextField
    role: ComboField[Role]
    birth_date: DateField
    remove_button: QToolButton
    relation: str
    """Kept from a referral that is changed; not asked with the phone in hand."""

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return (self.given_name, self.family_name, self.role, self.birth_date, self.remove_button)

    @property
    def person(self) -> DraftPerson:
        return DraftPerson(
            self.role.value() or Role.ADULT,
            self.given_name.value(),
            self.family_name.value(),
            self.birth_date.text(),
            self.relation,
        )


class PersonsField(QWidget):
    """Lines that stay empty are left out; dates stay as they were typed."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lines: list[_Line] = []
        self._made = 0
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(grid(2))
        self._grid.setVerticalSpacing(grid(2))
        for column, (text, stretch) in enumerate(zip(_HEADINGS, _STRETCHES, strict=True)):
            self._grid.addWidget(label(text, TextStyle.SMALL, Tone.SECONDARY), 0, column)
            self._grid.setColumnStretch(column, stretch)
        self.add_button = button("Nog iemand", icon_name="add")
        self.add_button.clicked.connect(self._add_and_go)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(grid(2))
        column_layout.addLayout(self._grid)
        column_layout.addLayout(row)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_value(())

    def value(self) -> tuple[DraftPerson, ...]:
        """The lines on which something stands."""
        return tuple(person for line in self._lines if not (person := line.person).is_empty)

    def set_value(self, persons: Sequence[DraftPerson]) -> None:
        """Show these, or one empty line of an adult and one of a child."""
        for line in list(self._lines):
            self._take(line)
        for person in persons or (DraftPerson(), DraftPerson(Role.CHILD)):
            self._add(person)

    def focus_dates(self) -> None:
        """To the first date that cannot be read, or to the first line."""
        for line in self._lines:
            if line.birth_date.text().strip():
                line.birth_date.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    @property
    def fields(self) -> tuple[tuple[TextField, TextField, ComboField[Role], DateField], ...]:
        """Of every line."""
        return tuple((line.given_name, line.family_name, line.role, line.birth_date) for line in self._lines)

    def _add_and_go(self) -> None:
        self._add(DraftPerson(Role.CHILD))
        self._lines[-1].given_name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, person: DraftPerson) -> None:
        self._made += 1
        number = self._made
        line = _Line(
            TextField(person.given_name),
            TextField(person.family_name),
            ComboField([(each.label, each) for each in Role]),
            DateField(today=self._today),
            icon_button("dismiss", "Regel weglaten"),
            person.relation,
        )
        line.role.set_value(person.role)
        line.birth_date.setText(person.birth_date)
        line.birth_date.setMaximumWidth(grid(60))
        line.birth_date.setMinimumWidth(grid(32))
        for column, widget in enumerate(line.widgets):
            if column < len(_HEADINGS):
                widget.setAccessibleName(f"{_HEADINGS[column]}, persoon {number}")
            self._grid.addWidget(widget, number, column)
            widget.show()
        line.remove_button.setAccessibleName(f"Persoon {number} weglaten")
        for field in (line.given_name, line.family_name, line.role, line.birth_date):
            field.edited.connect(self.edited)
        line.remove_button.clicked.connect(self._remove_clicked)
        self._lines.append(line)

    def _remove_clicked(self) -> None:
        sender = self.sender()
        for line in list(self._lines):
            if line.remove_button is sender:
                self._take(line)
        self.edited.emit()

    def _take(self, line: _Line) -> None:
        self._lines.remove(line)
        for widget in line.widgets:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
