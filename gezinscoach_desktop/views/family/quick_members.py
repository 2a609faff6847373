"""Members of a new family, one line each; the rest can be filled in later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.services.family import MemberInput
from gezinscoach_desktop.services.family_form import DraftPerson
from gezinscoach_desktop.views.elements import button, icon_button, label, paragraph
from gezinscoach_desktop.views.fields import ComboField, DateField, TextField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_HEADINGS = ("Voornaam", "Familienaam", "Gemeten als", "Geboortedatum")


@dataclass(frozen=True, slots=True)
class _Line:
    given_name: TextField
    family_name: TextField
    role: ComboField[Role]
    birth_date: DateField
    remove_button: QToolButton

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return (self.given_name, self.family_name, self.role, self.birth_date, self.remove_button)

    @property
    def is_empty(self) -> bool:
        return self.typed().is_empty

    def typed(self) -> DraftPerson:
        return DraftPerson(
            self.role.value() or Role.ADULT,
            self.given_name.value(),
            self.family_name.value(),
            self.birth_date.text(),
        )

    def show_typed(self, member: DraftPerson) -> None:
        self.given_name.set_value(member.given_name)
        self.family_name.set_value(member.family_name)
        self.role.set_value(member.role)
        self.birth_date.setText(member.birth_date)


class QuickMembers(QWidget):
    """Lines that stay empty are left out."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lines: list[_Line] = []
        self._made = 0
        self._after: QWidget | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(grid(2))
        self._grid.setVerticalSpacing(grid(2))
        for column, text in enumerate(_HEADINGS):
            self._grid.addWidget(label(text, TextStyle.SMALL, Tone.SECONDARY), 0, column)
            self._grid.setColumnStretch(column, 1)
        self._error = paragraph("", TextStyle.SMALL, Tone.ERROR)
        self._error.hide()
        self.add_button = button("Nog een gezinslid", icon_name="add")
        self.add_button.clicked.connect(self._add_and_go)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(grid(2))
        column_layout.addLayout(self._grid)
        column_layout.addWidget(self._error)
        column_layout.addLayout(row)
        self.reset()

    def follow(self, widget: QWidget) -> None:
        """Have Tab come here from that one, which stands in the same window."""
        self._after = widget
        self._order_tabs()

    def reset(self) -> None:
        """One empty adult and one empty child."""
        for line in list(self._lines):
            self._take(line)
        self._made = 0
        self._error.hide()
        self._add(Role.ADULT)
        self._add(Role.CHILD)

    def value(self) -> tuple[MemberInput, ...]:
        """The filled lines; raises InvalidInput when a date cannot be read."""
        return tuple(
            MemberInput(
                given_name=line.given_name.value(),
                family_name=line.family_name.value(),
                role=line.role.value() or Role.ADULT,
                birth_date=line.birth_date.value(),
            )
            for line in self._lines
            if not line.is_empty
        )

    def typed(self) -> tuple[DraftPerson, ...]:
        """The filled lines, with dates that may not be readable yet."""
        return tuple(line.typed() for line in self._lines if not line.is_empty)

    def show_typed(self, members: tuple[DraftPerson, ...]) -> None:
        """These lines, and nobody else."""
        self.reset()
        while len(self._lines) < len(members):
            self._add(Role.CHILD)
        for line, member in zip(self._lines, members, strict=False):
            line.show_typed(member)

    def birth_dates(self) -> tuple[date, ...]:
        """The dates that can be read already."""
        found = []
        for line in self._lines:
            try:
                born = line.birth_date.value()
            except InvalidInput:
                continue
            if born is not None:
                found.append(born)
        return tuple(found)

    def show_error(self, error: InvalidInput) -> None:
        """Show it under the lines, and go to the field it is about."""
        self._error.setText(error.message)
        self._error.show()
        for line in self._lines:
            if line.birth_date.objectName() == error.field:
                line.birth_date.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_error(self) -> None:
        self._error.hide()

    @property
    def given_name_fields(self) -> tuple[TextField, ...]:
        return tuple(line.given_name for line in self._lines)

    @property
    def birth_date_fields(self) -> tuple[DateField, ...]:
        return tuple(line.birth_date for line in self._lines)

    def _add_and_go(self) -> None:
        self._add(Role.CHILD)
        self._lines[-1].given_name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, role: Role) -> None:
        self._made += 1
        number = self._made
        line = _Line(
            TextField(),
            TextField(),
            ComboField([(each.label, each) for each in Role]),
            DateField(today=self._today),
            icon_button("dismiss", "Regel weglaten"),
        )
        line.role.set_value(role)
        line.birth_date.setObjectName(f"member_{number}")
        line.birth_date.setMaximumWidth(grid(60))
        line.birth_date.setMinimumWidth(grid(32))
        for column, widget in enumerate(line.widgets):
            if column < len(_HEADINGS):
                widget.setAccessibleName(f"{_HEADINGS[column]}, gezinslid {number}")
            self._grid.addWidget(widget, number, column)
            widget.show()
        for field in (line.given_name, line.family_name, line.role, line.birth_date):
            field.edited.connect(self._note_edit)
        line.remove_button.clicked.connect(self._remove_clicked)
        self._lines.append(line)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Lines are made later than what stands under them: Tab comes to them first all the same."""
        if self._after is None:
            return
        before = self._after
        for line in self._lines:
            for widget in line.widgets:
                QWidget.setTabOrder(before, widget)
                before = widget
        QWidget.setTabOrder(before, self.add_button)

    def _remove_clicked(self) -> None:
        sender = self.sender()
        for line in list(self._lines):
            if line.remove_button is sender:
                self._take(line)
        self._note_edit()

    def _take(self, line: _Line) -> None:
        self._lines.remove(line)
        for widget in line.widgets:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _note_edit(self) -> None:
        self._error.hide()
        self.edited.emit()
