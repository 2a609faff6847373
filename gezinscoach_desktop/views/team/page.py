"""Team: what every coach carries against what fits, with the families behind each number."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.caseload import Caseload, Weights
from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import absence as absence_service
from gezinscoach_desktop.services import caseload as caseload_service
from gezinscoach_desktop.services import redistribution as redistribution_service
from gezinscoach_desktop.services.absence import AbsenceLine
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.account.places import ACCOUNTS
from gezinscoach_desktop.views.elements import Card, ElidedLabel, button, paragraph
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family.places import family_page
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.organisation.staff_dialog import StaffDialog
from gezinscoach_desktop.views.page import Destination, Page
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.team.absence_steps import AbsenceSteps
from gezinscoach_desktop.views.team.absences_card import AbsencesCard
from gezinscoach_desktop.views.team.families_card import FamiliesCard
from gezinscoach_desktop.views.team.lines import GroupedModel, Number, TeamLine, columns, legend, lines_of
from gezinscoach_desktop.views.team.redistribute_dialog import Redistributed, RedistributeDialog
from gezinscoach_desktop.views.team.table import TeamTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_ALL_COLUMNS_FROM = 1180
_HINT = (
    "Gewicht in punten: een intensief gezin telt 1 punt. De fase telt, niet hoe vaak er contact was. "
    "Enter of een klik op een getal toont de gezinnen."
)


class TeamPage(Page):
    """For coordinators."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(
        {
            Noun.FAMILY,
            Noun.ASSIGNMENT,
            Noun.PHASE,
            Noun.SNAPSHOT,
            Noun.ACTION,
            Noun.CONTACT,
            Noun.NETWORK,
            Noun.ORGANISATION,
            Noun.ACCOUNT,
            Noun.SETTING,
        }
    )
    help_topic: ClassVar[str] = "team"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._caseload: Caseload | None = None
        self._weights = Weights()
        self._opened: tuple[tuple[str, object], Number] | None = None
        self.steps = AbsenceSteps(tasks, desk, messages, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Team")
        self.staff_button = self.header.add_command("Medewerker", "person", self.change_staff)
        self.staff_button.setToolTip("Organisatie, deeltijds, talen en gemeenten van wie aangeduid is")
        self.absence_button = self.header.add_command(
            "Afwezigheid", "calendar-clock", self.new_here, hint="Ctrl+N"
        )
        self.redistribute_button = self.header.add_command(
            "Herverdelen", "people-swap", self.redistribute, kind="primary"
        )
        self.model = GroupedModel(columns(self._months), row_id=lambda line: line.id, parent=self)
        self.table = TeamTable(self.model, "Caseload per coach")
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self.remarks = ElidedLabel("", TextStyle.TEXT, Tone.WARNING)
        self.remarks.hide()
        self.uncovered_button = button("Toon deze gezinnen", "link")
        self.uncovered_button.hide()
        self.families = FamiliesCard(self._tasks, self._desk)
        self.absences = AbsencesCard(self._desk.today)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(2), grid(4), grid(2))
        column.setSpacing(grid(2))
        remark = QHBoxLayout()
        remark.setSpacing(grid(4))
        remark.addWidget(self.remarks)
        remark.addWidget(self.uncovered_button)
        self.differing_button = button("", "link")
        self.differing_button.hide()
        remark.addWidget(self.differing_button)
        remark.addStretch(1)
        column.addLayout(remark)
        column.addWidget(card, 3)
        column.addWidget(self.families, 2)
        column.addWidget(self.absences)
        column.addWidget(self._make_hints())
        self._nobody = EmptyState(
            "people-team",
            "Hier komt wat elke coach draagt. Er is nog geen account met de rol gezinscoach.",
            "Naar de accounts",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(inside)
        self._stack.addWidget(self._nobody)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._stack, 1)

    def _make_hints(self) -> QWidget:
        """What the titles of the columns stand for, and what can be done."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.legend = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        column.addWidget(self.legend)
        column.addWidget(paragraph(_HINT, TextStyle.SMALL, Tone.SECONDARY))
        return made

    def _connect(self) -> None:
        self.table.number_opened.connect(self._open_number)
        self.table.line_opened.connect(self._open_line)
        self.families.family_opened.connect(self._go_to_family)
        self.families.closed.connect(self._close_families)
        self.uncovered_button.clicked.connect(self._open_uncovered)
        self.differing_button.clicked.connect(self._open_differing)
        self.absences.change_wanted.connect(self._change_absence)
        self.absences.return_wanted.connect(self.steps.note_return)
        self.absences.removal_wanted.connect(self.steps.remove)
        self._nobody.chosen.connect(self._go_to_accounts)

    # --------------------------------------------------------------------------------------------- page

    @property
    def title(self) -> str:
        return "Team"

    def load(self) -> None:
        self._tasks.query(caseload_service.read_weights, self._desk, then=self._keep_weights, key="weights")
        self._tasks.query(caseload_service.read_caseload, self._desk, then=self._show, key="caseload")

    def take_focus(self) -> bool:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def new_here(self) -> None:
        if self._caseload is not None:
            self.steps.add(self._caseload.coaches, self._current)

    def redistribute(self) -> None:
        """Families of the coach under the cursor, or those of nobody."""
        if self._caseload is None:
            return
        dialog = RedistributeDialog(
            self._tasks, self._desk, self._caseload, self._weights, of=self._current, parent=self
        )
        dialog.saved.connect(self._say_redistributed)
        dialog.open()

    def change_staff(self) -> None:
        """What is noted of the coach under the cursor."""
        if self._current is not None:
            StaffDialog(self._tasks, self._desk, self._messages, self._current, parent=self).open()

    @property
    def _current(self) -> UUID | None:
        line = self.table.current_row
        return None if line is None or line.coach is None else line.coach.person.account_id

    @property
    def _is_wide(self) -> bool:
        """Whether every phase has a column of its own."""
        return self.width() >= _ALL_COLUMNS_FROM

    def _tell_titles(self) -> None:
        self.legend.setText(legend(self._months(), is_wide=self._is_wide))

    def _months(self) -> tuple[date, ...]:
        return () if self._caseload is None else self._caseload.months

    # ------------------------------------------------------------------------------------------ showing

    def _keep_weights(self, weights: Weights) -> None:
        self._weights = weights

    def _show(self, caseload: Caseload) -> None:
        self._caseload = caseload
        is_first = not self.model.rows
        self.model.set_rows(lines_of(caseload))
        coaches = len(caseload.coaches)
        told = [counted(coaches, "coach", "coaches")]
        named = sum(group.organisation_id is not None for group in caseload.organisations)
        if named:
            told.append(counted(named, "organisatie", "organisaties"))
        told.append(counted(caseload.total.families.number, "gezin", "gezinnen"))
        self.header.set_title("Team", " · ".join(told))
        self._show_remarks(caseload)
        self._tell_titles()
        self._stack.setCurrentIndex(0 if coaches else 1)
        if is_first:
            self.take_focus()
            self.table.selectRow(0)
        self._refresh_families()
        self._tasks.query(absence_service.absences, self._desk, then=self._show_absences, key="absences")

    def _show_remarks(self, caseload: Caseload) -> None:
        number = len(caseload.uncovered)
        told = counted(number, "gezin heeft", "gezinnen hebben")
        self.remarks.setText(f"{told} een coach die afwezig is, en niemand neemt waar.")
        self.remarks.setVisible(number > 0)
        self.uncovered_button.setVisible(number > 0)
        differing = caseload.total.differing.number
        text = f"Bij {counted(differing, 'gezin', 'gezinnen')} zeggen de contacten iets anders dan de fase"
        self.differing_button.setText(text)
        self.differing_button.setAccessibleName(text)
        self.differing_button.setVisible(differing > 0)

    def _show_absences(self, lines: tuple[AbsenceLine, ...]) -> None:
        coaches = () if self._caseload is None else self._caseload.coaches
        self.absences.show_lines(lines, {each.person.account_id: each.person.name for each in coaches})
        if self.families.isVisibleTo(self):
            self.absences.hide()

    def _open_number(self, line: TeamLine, number: Number) -> None:
        self._opened = line.id, number
        self.absences.hide()
        self.families.ask(f"{line.name} · {number.told}", number.of(line.load).families)

    def _refresh_families(self) -> None:
        """What stands open is read again with what the number is now."""
        if self._opened is None or not self.families.isVisibleTo(self):
            return
        line_id, number = self._opened
        line = next((each for each in self.model.rows if each.id == line_id), None)
        if line is not None:
            self._open_number(line, number)

    def _open_uncovered(self) -> None:
        if self._caseload is not None:
            self._opened = None
            self.absences.hide()
            self.families.ask("Coach afwezig, niemand neemt waar", self._caseload.uncovered)

    def _open_differing(self) -> None:
        """The phase counts; here a coordinator sees for whom the contacts of the last month say the opposite."""
        if self._caseload is not None:
            self._opened = None
            self.absences.hide()
            self.families.ask(
                "Contacten zeggen iets anders dan de fase", self._caseload.total.differing.families
            )

    def _open_line(self, line: TeamLine) -> None:
        if line.coach is not None:
            self.change_staff()

    def _close_families(self) -> None:
        self._opened = None
        self.absences.setVisible(bool(self.absences.model.rows))
        self.take_focus()

    def _go_to_family(self, family_id: UUID) -> None:
        self.left_for.emit(family_page(family_id))

    def _go_to_accounts(self) -> None:
        self.left_for.emit(Destination(ACCOUNTS))

    # ------------------------------------------------------------------------------------------ changes

    def _say_redistributed(self, done: Redistributed) -> None:
        undo = partial(
            self._tasks.run,
            redistribution_service.take_back_redistribution,
            self._desk,
            done.id,
            done.moves,
            done.on,
        )
        number = counted(len(done.moves), "gezin is", "gezinnen zijn")
        self._messages.offer_undo(f"{number} herverdeeld.", undo)

    def _change_absence(self, line: AbsenceLine) -> None:
        if self._caseload is not None:
            self.steps.change(self._caseload.coaches, line)

    # ------------------------------------------------------------------------------------- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.table.hide_narrow(is_wide=self._is_wide)
        self._tell_titles()
        super().resizeEvent(event)
