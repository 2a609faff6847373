"""The start page: what waits today, who is to be measured, how my families are doing, what colleagues changed."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import start as start_service
from gezinscoach_desktop.services.backup import BackupState
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyRow
from gezinscoach_desktop.services.sharing import Health
from gezinscoach_desktop.services.start import (
    ActionLine,
    AppointmentLine,
    EditedLine,
    NewsLine,
    SilentLine,
    StateLine,
    Today,
)
from gezinscoach_desktop.views.bulk.places import papers_in_bulk
from gezinscoach_desktop.views.consent.places import consents_to_confirm
from gezinscoach_desktop.views.contact.places import contact_form
from gezinscoach_desktop.views.elements import label, scrolling
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.expense.places import expenses_of_all
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.family.columns import due_column, last_column, name_and_place_column
from gezinscoach_desktop.views.family.list_page import DUE_PART, FIND_PART
from gezinscoach_desktop.views.family.words import long_day
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.parts import parts
from gezinscoach_desktop.views.safety.pulse import Pulse
from gezinscoach_desktop.views.setup.opener import Checklist
from gezinscoach_desktop.views.setup.words import NOT_DONE_YET
from gezinscoach_desktop.views.signal.places import signals
from gezinscoach_desktop.views.start.columns import (
    action_columns,
    appointment_columns,
    edited_columns,
    news_columns,
    part_of,
    silent_columns,
)
from gezinscoach_desktop.views.start.line_table import LineTable
from gezinscoach_desktop.views.start.notices import Notices
from gezinscoach_desktop.views.start.section import Section
from gezinscoach_desktop.views.start.setup_section import SetupSection
from gezinscoach_desktop.views.start.states import StatesSection
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDEST = 1440


class StartPage(Page):
    """My families by urgency; Enter goes to the line's place, L and M start a contact or snapshot with its family."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(Noun)
    help_topic: ClassVar[str] = "eerste-stappen"

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        pulse: Pulse,
        *,
        checklist: Checklist | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Without `checklist` nothing is asked about setting up the office: nobody has to, for practising."""
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._pulse = pulse
        may_set_up = reach(desk.account.roles, Action.CHANGE_SETTINGS) is not Reach.NONE
        self.setup: SetupSection | None = None
        if checklist is not None and may_set_up:
            self.setup = SetupSection(tasks, desk, checklist)
        self._is_first = True
        self._of_parts: list[tuple[Part, QAction]] = []
        self._build()
        self._connect()
        parts().changed.connect(self._show_parts)
        self._show_parts()

    def _build(self) -> None:
        self.header = PageHeader("Start", long_day(self._desk.today()))
        self.header.add_command("Gezin zoeken", "search", self.find_here, hint="Ctrl+F")
        self.header.add_command("Nieuw gezin", "person-add", self.new_here, hint="Ctrl+N")
        self._contact_button = self.header.add_command(
            "Contactmoment", "add", self.new_contact, kind="primary", hint="Ctrl+L"
        )
        if reach(self._desk.account.roles, Action.READ_SIGNALS) is not Reach.NONE:
            signals = self.header.add_more("Signalen", "megaphone", self.open_signals)
            self._of_parts.append((Part.SIGNALS, signals))
        if reach(self._desk.account.roles, Action.REGISTER_EXPENSE) is not Reach.NONE:
            expenses = self.header.add_more("Onkosten van alle gezinnen", "receipt", self.open_expenses)
            self._of_parts.append((Part.EXPENSES, expenses))
        if reach(self._desk.account.roles, Action.PRINT_DOSSIER) is Reach.ANY:
            self.header.add_more("Dossiers maken", "document-add", self.open_bulk)
        if reach(self._desk.account.roles, Action.CHANGE_CONSENT) is not Reach.NONE:
            self.header.add_more("Toestemming te bevestigen", "handshake", self.open_consents)
        if self.setup is not None:
            self.header.add_more(NOT_DONE_YET, "task-list", self.show_checklist)
        self._build_sections()
        self._hint = label(
            "Enter: openen   ·   L: contactmoment   ·   M: momentopname   ·   pijltjes: volgende regel",
            TextStyle.SMALL,
            Tone.SECONDARY,
        )
        self._nobody = EmptyState(
            "people", "Hier zie je straks wie je het best eerst bezoekt.", "Nieuw gezin"
        )
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, sections in ((left, self._left), (right, self._right)):
            column.setSpacing(grid(4))
            for section in sections:
                column.addWidget(section)
            column.addStretch(1)
        left.insertWidget(len(self._left), self._hint)
        self._lists = QWidget()
        columns = QHBoxLayout(self._lists)
        columns.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        columns.setSpacing(grid(4))
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        self._lists.setMaximumWidth(_WIDEST)
        content = QWidget()
        content.setProperty("kind", "page")
        row = QHBoxLayout()
        row.addWidget(self._lists, 1)
        row.addStretch(0)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.setup is not None:
            self.setup.setMaximumWidth(_WIDEST)
            column.addWidget(self.setup)
        column.addLayout(row)
        column.addWidget(self._nobody, 1)
        self._nobody.hide()
        self._scroll = scrolling(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.notices = Notices()
        above = QWidget()
        margins = QVBoxLayout(above)
        margins.setContentsMargins(grid(4), grid(3), grid(4), 0)
        margins.addWidget(self.notices)
        self._above = above
        above.hide()
        whole.addWidget(self.header)
        whole.addWidget(above)
        whole.addWidget(self._scroll, 1)

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

    def _connect(self) -> None:
        for section in self._sections:
            section.table.row_opened.connect(self._open_line)
            section.table.snapshot_wanted.connect(self._open_snapshot)
            section.table.contact_wanted.connect(self._open_contact)
            section.table.left_up.connect(self._go_up)
            section.table.left_down.connect(self._go_down)
        self.due.all_wanted.connect(self._show_all_due)
        self.soon.all_wanted.connect(self._show_all_due)
        self._nobody.chosen.connect(self.new_here)
        self.notices.left_for.connect(self.left_for)
        if self.setup is not None:
            self.setup.left_for.connect(self.left_for)
        self._pulse.health_changed.connect(self._show_health)
        self._pulse.backups_changed.connect(self._show_backups)

    @property
    def _sections(self) -> tuple[Section[Any], ...]:
        return (*self._left, *self._right)

    @property
    def title(self) -> str:
        return "Start"

    def load(self) -> None:
        self._tasks.query(start_service.today, self._desk, then=self._show_today, key="today")
        if self.setup is not None:
            self.setup.load()
        if self._pulse.health is not None:
            self._show_health(self._pulse.health)
        if self._pulse.backups is not None:
            self._show_backups(self._pulse.backups)

    def _show_health(self, health: Health) -> None:
        self.notices.show_health(health)
        self._above.setVisible(not self.notices.isHidden())

    def _show_backups(self, state: BackupState) -> None:
        self.notices.show_backups(state)
        self._above.setVisible(not self.notices.isHidden())

    def show_checklist(self) -> None:
        """Everything that a new office needs, with what was done and what was skipped."""
        if self.setup is not None:
            self.setup.show_whole()
            self._scroll.verticalScrollBar().setValue(0)

    def find_here(self) -> None:
        self.left_for.emit(places.family_list(FIND_PART))

    def _show_parts(self) -> None:
        """What the office does without is offered nowhere."""
        for part, action in self._of_parts:
            action.setVisible(parts().uses(part))

    def open_signals(self) -> None:
        self.left_for.emit(signals())

    def open_consents(self) -> None:
        """Families that came with an import, whose consent nobody confirmed yet."""
        self.left_for.emit(consents_to_confirm())

    def open_bulk(self) -> None:
        self.left_for.emit(papers_in_bulk())

    def open_expenses(self) -> None:
        self.left_for.emit(expenses_of_all())

    def new_here(self) -> None:
        self.left_for.emit(places.new_family())

    def new_snapshot(self) -> None:
        """Of the line that has the focus."""
        if (family_id := self._chosen_family) is not None:
            self._open_snapshot(family_id)

    def new_contact(self) -> None:
        """With the family of the line that has the focus; else the form asks which."""
        self._open_contact(self._chosen_family)

    @property
    def _chosen_family(self) -> UUID | None:
        tables = (section.table for section in self._sections)
        return next((table.current_family for table in tables if table.hasFocus()), None)

    def _show_today(self, today: Today) -> None:
        self.header.set_title(self._greeting(today.display_name), long_day(self._desk.today()))
        self.notices.show_requests(today.requests)
        self._above.setVisible(not self.notices.isHidden())
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
        self._lists.setVisible(today.families > 0)
        self._nobody.setVisible(today.families == 0)
        self._contact_button.setVisible(today.families > 0)  # else a first family is the one thing to do
        if self._is_first:
            self._is_first = False
            self._focus_first()

    def _greeting(self, name: str) -> str:
        hour = self._desk.now().astimezone().hour
        part = "Goedemorgen" if hour < 12 else "Goedemiddag" if hour < 18 else "Goedenavond"
        first = name.split(" ")[0]
        return f"{part}, {first}" if first else part

    def _focus_first(self) -> None:
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
            self._reveal(tables[place])

    def _reveal(self, table: LineTable[Any]) -> None:
        self._scroll.ensureWidgetVisible(table)

    def _open_line(self, line: object) -> None:
        """Every line goes to its place."""
        match line:
            case FamilyRow() if self.sender() is self.drafts.table:
                self._open_snapshot(line.id)
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

    def _open_snapshot(self, family_id: UUID) -> None:
        self.left_for.emit(places.snapshot_form(family_id))

    def _open_contact(self, family_id: UUID | None) -> None:
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
