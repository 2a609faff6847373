"""The start page: what waits today, who is to be measured, how my families are doing, what colleagues changed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.services import start as start_service
from gezinscoach_desktop.services.backup import BackupState
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.sharing import Health
from gezinscoach_desktop.services.start import (
    Today,
)
from gezinscoach_desktop.views.bulk.places import papers_in_bulk
from gezinscoach_desktop.views.consent.places import consents_to_confirm
from gezinscoach_desktop.views.elements import scrolling
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.expense.places import expenses_of_all
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.family.list_page import FIND_PART
from gezinscoach_desktop.views.family.words import long_day
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.parts import parts
from gezinscoach_desktop.views.safety.pulse import Pulse
from gezinscoach_desktop.views.setup.opener import Checklist
from gezinscoach_desktop.views.setup.words import NOT_DONE_YET
from gezinscoach_desktop.views.signal.places import signals
from gezinscoach_desktop.views.start.first_steps import FirstSteps, FirstStepsCard
from gezinscoach_desktop.views.start.lists import TodayLists
from gezinscoach_desktop.views.start.notices import Notices
from gezinscoach_desktop.views.start.setup_section import SetupSection
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

_WIDEST = 1440
_NOBODY_YET = "Hier zie je straks wie je het best eerst bezoekt."
_NO_FAMILIES = "Met jouw rol zie je geen gezinnen. Wie gezinnen begeleidt, ziet hier wie eerst bezoek krijgt."


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
        first_steps: FirstSteps | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Without `checklist` and `first_steps` nothing is asked about beginning: nobody has to, for practising."""
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._pulse = pulse
        may_set_up = reach(desk.account.roles, Action.CHANGE_SETTINGS) is not Reach.NONE
        self.setup: SetupSection | None = None
        if checklist is not None and may_set_up:
            self.setup = SetupSection(tasks, desk, checklist)
        self._may_read = reach(desk.account.roles, Action.LIST_FAMILIES) is not Reach.NONE
        self._may_add = reach(desk.account.roles, Action.ADD_FAMILY) is not Reach.NONE
        self.first_steps: FirstStepsCard | None = None
        if first_steps is not None and self.setup is None and self._may_add:
            sees_all = reach(desk.account.roles, Action.ASSIGN) is not Reach.NONE
            self.first_steps = FirstStepsCard(first_steps, sees_all=sees_all)
        self._is_first = True
        self._of_parts: list[tuple[Part, QAction]] = []
        self._build()
        self._connect()
        parts().changed.connect(self._show_parts)
        self._show_parts()

    def _build(self) -> None:
        self._build_header()
        if self._may_add:
            self._nobody = EmptyState("people", _NOBODY_YET, "Nieuw gezin")
        else:
            self._nobody = EmptyState("people", _NO_FAMILIES)
        self.lists = TodayLists(self._desk)
        self.lists.setMaximumWidth(_WIDEST)
        content = QWidget()
        content.setProperty("kind", "page")
        row = QHBoxLayout()
        row.addWidget(self.lists, 1)
        row.addStretch(0)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.setup is not None:
            self.setup.setMaximumWidth(_WIDEST)
            column.addWidget(self.setup)
        if self.first_steps is not None:
            around = QVBoxLayout()
            around.setContentsMargins(grid(4), grid(4), grid(4), 0)
            around.addWidget(self.first_steps)
            self.first_steps.setMaximumWidth(_WIDEST)
            column.addLayout(around)
        column.addLayout(row)
        column.addWidget(self._nobody, 1)
        column.addStretch(0)
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

    def _build_header(self) -> None:
        self.header = PageHeader("Start", long_day(self._desk.today()))
        if self._may_read:
            self.header.add_command("Gezin zoeken", "search", self.find_here, hint="Ctrl+F")
        if self._may_add:
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

    def _connect(self) -> None:
        self.lists.left_for.connect(self.left_for)
        self.lists.reached.connect(self._reveal)
        self._nobody.chosen.connect(self.new_here)
        if self.first_steps is not None:
            self.first_steps.family_wanted.connect(self.new_here)
            self.first_steps.emptied.connect(self._nobody.show)
        self.notices.left_for.connect(self.left_for)
        if self.setup is not None:
            self.setup.left_for.connect(self.left_for)
            self.setup.shown.connect(self._show_one_way)
        self._pulse.health_changed.connect(self._show_health)
        self._pulse.backups_changed.connect(self._show_backups)

    @property
    def title(self) -> str:
        return "Start"

    def load(self) -> None:
        if self._may_read:
            self._tasks.query(start_service.today, self._desk, then=self._show_today, key="today")
        else:
            self._show_today(Today(self._desk.account.display_name, 0, (), (), ()))
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
        if self._may_add:
            self.left_for.emit(places.new_family())

    def new_snapshot(self) -> None:
        """Of the line that has the focus."""
        if (family_id := self.lists.chosen_family) is not None:
            self.lists.open_snapshot(family_id)

    def new_contact(self) -> None:
        """With the family of the line that has the focus; else the form asks which."""
        self.lists.open_contact(self.lists.chosen_family)

    def _show_today(self, today: Today) -> None:
        self.header.set_title(self._greeting(today.display_name), long_day(self._desk.today()))
        self.notices.show_requests(today.requests)
        self._above.setVisible(not self.notices.isHidden())
        self.lists.show_today(today)
        self.lists.setVisible(today.families > 0)
        is_offered = self._offer_first_steps(today)
        self._nobody.setVisible(today.families == 0 and not is_offered)
        self._contact_button.setVisible(today.families > 0)  # else a first family is the one thing to do
        if self._is_first:
            self._is_first = False
            self.lists.focus_first()

    def _show_one_way(self) -> None:
        """To a first family: not below, when what remains to be done leads there."""
        is_above = self.setup is not None and self.setup.asks_for_family
        self._nobody.button.setVisible(self._may_add and not is_above)

    def _offer_first_steps(self, today: Today) -> bool:
        """What a new coach does first is said until there is a family."""
        if self.first_steps is None:
            return False
        if today.families:
            self.first_steps.hide()
            return False
        return self.first_steps.offer()

    def _greeting(self, name: str) -> str:
        hour = self._desk.now().astimezone().hour
        part = "Goedemorgen" if hour < 12 else "Goedemiddag" if hour < 18 else "Goedenavond"
        first = name.split(" ")[0]
        return f"{part}, {first}" if first else part

    def _reveal(self, table: QWidget) -> None:
        self._scroll.ensureWidgetVisible(table)
