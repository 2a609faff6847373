"""The lists of Start in two columns: arrows walk over all of them, Enter goes to the place of a line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyRow
from gezinscoach_desktop.services.start import (
    ActionLine,
    AppointmentLine,
    EditedLine,
    NewsLine,
    SilentLine,
    StateLine,
    Today,
)
from gezinscoach_desktop.views.contact.places import contact_form
from gezinscoach_desktop.views.elements import label
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.family.columns import due_column, last_column, name_and_place_column
from gezinscoach_desktop.views.family.list_page import DUE_PART
from gezinscoach_desktop.views.start.columns import (
    action_columns,
    appointment_columns,
    edited_columns,
    news_columns,
    part_of,
    silent_columns,
)
from gezinscoach_desktop.views.start.section import Section
from gezinscoach_desktop.views.start.states import StatesSection
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_HINT = "Enter: openen   ·   L: contactmoment   ·   M: momentopname   ·   pijltjes: volgende regel"


class TodayLists(QWidget):
    """What waits at the left, what happened at the right."""

    left_for = Signal(object)
    """Destination."""
    reached = Signal(QWidget)
    """The arrows came to this list, which has to be in sight."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._build_sections()
        self._build()
        self._connect()

    def _build_sections(self) -> None:
        today = self._desk.today
        due, last = due_column(), last_column(today)
        self.drafts = Section(
            "Verder met de momentopname", (name_and_place_column(), last), row_id=_row_id, family_of=_row_id
        )
        self.due = Section(
            "Te meten",
            (name_and_place_column(), last, due),
            calm="…",
            elsewhere="Gezinnen",
            row_id=_row_id,
            family_of=_row_id,
        )
        self.soon = Section(
            "Binnenkort te meten",
            (name_and_place_column(), last, due),
            elsewhere="Gezinnen",
            row_id=_row_id,
            family_of=_row_id,
        )
        self.appointments = Section(
            "Afspraken", appointment_columns(today), row_id=_line_id, family_of=_family_of
        )
        self.due_actions = Section("Acties", action_columns(), row_id=_line_id, family_of=_family_of)
        self.silent = Section(
            "Lang niet gehoord", silent_columns(), row_id=_family_of, family_of=_family_of, most=5
        )
        self.news = Section(
            "Nieuw in mijn gezinnen", news_columns(today), row_id=_news_id, family_of=_family_of, most=6
        )
        self.edited = Section(
            "Laatst bewerkt", edited_columns(today), row_id=_family_of, family_of=_family_of, most=5
        )
        self.states = StatesSection()
        self._left: tuple[Section[Any], ...] = (
            self.drafts, self.appointments, self.due_actions, self.due, self.soon, self.silent,
        )  # fmt: skip
        self._right: tuple[Section[Any], ...] = (self.news, self.states, self.edited)

    def _build(self) -> None:
        columns = QHBoxLayout(self)
        columns.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        columns.setSpacing(grid(4))
        for sections in (self._left, self._right):
            column = QVBoxLayout()
            column.setSpacing(grid(4))
            for section in sections:
                column.addWidget(section)
            if sections is self._left:
                column.addWidget(label(_HINT, TextStyle.SMALL, Tone.SECONDARY))
            column.addStretch(1)
            columns.addLayout(column, 1)

    def _connect(self) -> None:
        for section in self._sections:
            section.table.row_opened.connect(self._open_line)
            section.table.snapshot_wanted.connect(self.open_snapshot)
            section.table.contact_wanted.connect(self.open_contact)
            section.table.left_up.connect(self._go_up)
            section.table.left_down.connect(self._go_down)
        self.due.all_wanted.connect(self._show_all_due)
        self.soon.all_wanted.connect(self._show_all_due)

    @property
    def _sections(self) -> tuple[Section[Any], ...]:
        return (*self._left, *self._right)

    @property
    def chosen_family(self) -> UUID | None:
        """Of the line that has the focus."""
        tables = (section.table for section in self._sections)
        return next((table.current_family for table in tables if table.hasFocus()), None)

    def show_today(self, today: Today) -> None:
        """A list without lines is not there, except the one that says that nobody has to be measured."""
        self.drafts.show_rows(today.drafts)
        self.due.show_calm(_calm(today))
        self.due.show_rows(sorted(today.due, key=_late_first), today.more_due)
        self.soon.show_rows(today.soon, today.more_soon)
        self.appointments.show_rows(today.appointments)
        self.due_actions.show_rows(today.actions, today.more_actions)
        self.news.show_rows(today.news)
        self.states.show_states(today.states, today.domains)
        self.silent.show_title(f"{counted(today.silent_days, 'dag', 'dagen')} of langer niet gehoord")
        self.silent.show_rows(today.silent, today.more_silent)
        self.edited.show_rows(today.edited)

    def focus_first(self) -> None:
        """The first list that has lines."""
        for section in self._sections:
            if not section.table.is_empty:
                section.table.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _go_up(self) -> None:
        self._walk(-1)

    def _go_down(self) -> None:
        self._walk(1)

    def _walk(self, step: int) -> None:
        tables = [section.table for section in self._sections if not section.table.is_empty]
        sender = self.sender()
        place = next((number for number, table in enumerate(tables) if table is sender), -1) + step
        if 0 <= place < len(tables):
            tables[place].enter(at_end=step < 0)
            self.reached.emit(tables[place])

    def _open_line(self, line: object) -> None:
        """Every line goes to its place."""
        match line:
            case FamilyRow() if self.sender() is self.drafts.table:
                self.open_snapshot(line.id)
            case FamilyRow():
                self.left_for.emit(places.family_page(line.id))
            case ActionLine() | AppointmentLine():
                self.left_for.emit(places.family_page(line.family.id, f"plan/{line.id}"))
            case NewsLine():
                self.left_for.emit(places.family_page(line.family.id, part_of(line)))
            case SilentLine():
                self.left_for.emit(places.family_page(line.family.id, "contacts"))
            case EditedLine() | StateLine():
                self.left_for.emit(places.family_page(line.family.id))

    def open_snapshot(self, family_id: UUID) -> None:
        self.left_for.emit(places.snapshot_form(family_id))

    def open_contact(self, family_id: UUID | None) -> None:
        """None: the form asks which family."""
        self.left_for.emit(contact_form(family_id))

    def _show_all_due(self) -> None:
        self.left_for.emit(places.family_list(DUE_PART))


def _row_id(row: FamilyRow) -> UUID:
    return row.id


def _line_id(line: ActionLine | AppointmentLine) -> UUID:
    return line.id


def _family_of(line: ActionLine | AppointmentLine | NewsLine | SilentLine | EditedLine | StateLine) -> UUID:
    return line.family.id


def _news_id(line: NewsLine) -> object:
    return line.family.id, line.who


def _late_first(row: FamilyRow) -> tuple[bool, int]:
    """The latest first; who was never measured after that."""
    return (row.due.days is None, row.due.days or 0)


def _calm(today: Today) -> str:
    if today.soon:
        first = today.soon[0]
        if first.due.days is not None:
            return (
                f"Alles is bij. De eerste volgende meting is over {counted(first.due.days, 'dag', 'dagen')}."
            )
    return "Alles is bij. Voorlopig hoef je niets te meten."
