"""Traject: the whole course of a family as one line, its phases with their reasons, and who supports it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.domain.record import AssignmentRecord
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Course, Phase, Stretch, stretches
from gezinscoach_desktop.services import trajectory as trajectory_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.elements import Card, button, heading, paragraph, scrolling
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.fitted import fit_rows
from gezinscoach_desktop.views.family.live_chart import LiveChart
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.table import Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid
from gezinscoach_desktop.views.trajectory.coach_steps import CoachSteps
from gezinscoach_desktop.views.trajectory.drawing import draw_course
from gezinscoach_desktop.views.trajectory.phase_steps import PhaseSteps

_CLOSE = "Gezin afsluiten"


class TrajectorySection(FamilyTab):
    """The section “Traject” of the dossier."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.PHASE, Noun.ASSIGNMENT, Noun.CONTACT, Noun.SNAPSHOT})
    help_topic: ClassVar[str] = "traject"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._family: FamilyData | None = None
        self.phase_steps = PhaseSteps(tasks, desk, messages, self)
        self.coach_steps = CoachSteps(tasks, desk, messages, self)
        self._may_assign = reach(desk.account.roles, Action.ASSIGN) is not Reach.NONE
        self._build()
        self._connect()

    def _build(self) -> None:
        self.chart = LiveChart(self._tasks, "De lijn van het traject")
        line = Card("Het traject tot vandaag")
        line.add(self.chart)
        inside = QWidget()
        inside.setProperty("kind", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.setSpacing(grid(4))
        column.addWidget(line)
        column.addWidget(self._build_phases())
        column.addWidget(self._build_coaches())
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    def _build_phases(self) -> Card:
        self.phases: RowsModel[Stretch] = RowsModel(
            (
                Column("Vanaf", _since, width=104),
                Column("Tot", _until, width=104),
                Column("Fase", _label, width=150, is_strong=True),
                Column("Reden", _reason, tooltip=_whole_reason),
            ),
            row_id=_phase_id,
            parent=self,
        )
        self.phase_table = RowsTable(self.phases, "Fasen")
        self.change_button = button("Fase wijzigen", icon_name="flag")
        self.correct_button = button("Deze fase verbeteren", icon_name="edit")
        self.take_back_button = button("Deze fase weghalen", icon_name="delete")
        self.end_button = button(_CLOSE)
        card = _card("Fasen", (self.end_button, self.change_button), self.phase_table)
        below = QHBoxLayout()
        below.setContentsMargins(grid(3), grid(1), grid(3), grid(1))
        below.setSpacing(grid(2))
        for made in (self.correct_button, self.take_back_button):
            below.addWidget(made)
        below.addStretch(1)
        card.body.addLayout(below)
        return card

    def _build_coaches(self) -> Card:
        self.coaches: RowsModel[AssignmentRecord] = RowsModel(
            (
                Column("Vanaf", _coach_since, width=104),
                Column("Tot", _coach_until, width=104),
                Column("Coach", _coach_name, width=150, is_strong=True),
                Column("Rol", _coach_kind, width=170),
                Column("Reden", _coach_reason, tooltip=_coach_reason),
            ),
            row_id=_coach_id,
            parent=self,
        )
        self.coach_table = RowsTable(self.coaches, "Coaches van het gezin")
        self.hand_over_button = button("Overdragen", icon_name="people-swap")
        self.step_in_button = button("Tweede coach")
        self.step_out_button = button("Laten stoppen")
        buttons = (self.step_out_button, self.step_in_button, self.hand_over_button)
        card = _card("Coaches", buttons if self._may_assign else (), self.coach_table)
        self._nobody = paragraph("", TextStyle.TEXT, Tone.SECONDARY)
        card.add(self._nobody)
        return card

    def _connect(self) -> None:
        self.change_button.clicked.connect(self.change_phase)
        self.correct_button.clicked.connect(self.correct_phase)
        self.take_back_button.clicked.connect(self.take_back_phase)
        self.end_button.clicked.connect(self._end)
        self.phase_table.row_opened.connect(self.correct_phase)
        self.phase_table.row_chosen.connect(self._show_buttons)
        self.coach_table.row_chosen.connect(self._show_buttons)
        self.hand_over_button.clicked.connect(self.hand_over)
        self.step_in_button.clicked.connect(self.step_in)
        self.step_out_button.clicked.connect(self.step_out)

    def show_family(self, data: FamilyData) -> None:
        self._family = data
        header = data.header
        self.phases.set_rows(tuple(reversed(stretches(header.phases))))
        coaches = sorted(header.assignments, key=lambda each: each.since, reverse=True)
        self.coaches.set_rows(sorted(coaches, key=lambda each: each.until is not None))
        fit_rows(self.phase_table, self.phases.rowCount())
        fit_rows(self.coach_table, len(coaches))
        self._nobody.setText("" if coaches else "Nog geen coach. Een coördinator wijst er een toe.")
        self._nobody.setVisible(not coaches)
        self.coach_table.setVisible(bool(coaches))
        is_closed = header.phase is Phase.CLOSED
        self.end_button.setText("Gezin heropenen" if is_closed else _CLOSE)
        self.end_button.setAccessibleName(self.end_button.text())
        self._show_buttons()
        self._tasks.query(
            trajectory_service.read_course,
            self._desk,
            header.record.id,
            then=self._show_course,
            key="course",
            owner=self,
        )

    def _show_course(self, course: Course) -> None:
        self.chart.use_drawing(partial(draw_course, course))

    def _show_buttons(self, _: object = None) -> None:
        row = self.phase_table.current_row
        self.correct_button.setEnabled(row is not None)
        self.take_back_button.setEnabled(
            self.phases.rowCount() > 1 and row is not None and not self._is_first(row)
        )
        coach = self.coach_table.current_row
        is_second = coach is not None and coach.kind is AssignmentKind.SECOND
        self.step_out_button.setEnabled(is_second)

    def _is_first(self, row: Stretch) -> bool:
        return row == self.phases.rows[-1]

    def first_focus(self) -> QWidget:
        return self.phase_table

    def new_here(self) -> bool:
        self.change_phase()
        return True

    def change_phase(self) -> None:
        """Another phase from a date on."""
        if self._family is not None:
            self.phase_steps.change(self._family.header)

    def correct_phase(self) -> None:
        """Put the phase under the cursor right."""
        row = self.phase_table.current_row
        if self._family is not None and row is not None:
            self.phase_steps.correct(self._family.header, row.start)

    def take_back_phase(self) -> None:
        """The phase under the cursor never began."""
        row = self.phase_table.current_row
        if self._family is not None and row is not None:
            self.phase_steps.take_back(self._family.header, row.start)

    def _end(self) -> None:
        if self._family is None:
            return
        if self._family.header.phase is Phase.CLOSED:
            self.phase_steps.reopen(self._family.header)
        else:
            self.phase_steps.close(self._family.header)

    def hand_over(self) -> None:
        """Another responsible coach."""
        if self._family is not None:
            self.coach_steps.hand_over(self._family.header)

    def step_in(self) -> None:
        """A second coach."""
        if self._family is not None:
            self.coach_steps.step_in(self._family.header)

    def step_out(self) -> None:
        """The second coach under the cursor stops."""
        row = self.coach_table.current_row
        if self._family is not None and row is not None and row.kind is AssignmentKind.SECOND:
            self.coach_steps.step_out(self._family.header, row)


def _card(title: str, buttons: tuple[QPushButton, ...], table: QWidget) -> Card:
    top = QHBoxLayout()
    top.setContentsMargins(grid(3), 0, grid(3), 0)
    top.setSpacing(grid(2))
    top.addWidget(heading(title))
    top.addStretch(1)
    for made in buttons:
        top.addWidget(made)
    card = Card()
    card.body.setContentsMargins(1, grid(3), 1, grid(2))
    card.body.addLayout(top)
    card.add(table)
    return card


def _phase_id(row: Stretch) -> object:
    return row.start.since


def _since(row: Stretch) -> str:
    return format_date(row.start.since)


def _until(row: Stretch) -> str:
    return "nu" if row.until is None else format_date(row.until)


def _label(row: Stretch) -> str:
    return row.start.phase.label


def _whole_reason(row: Stretch) -> str:
    closing = row.start.closing_reason
    return "\n".join(filter(None, (closing.label if closing else "", row.start.reason or "")))


def _reason(row: Stretch) -> str:
    return " · ".join(_whole_reason(row).split("\n"))


def _coach_id(row: AssignmentRecord) -> object:
    return row.account_id, row.kind, row.since


def _coach_since(row: AssignmentRecord) -> str:
    return format_date(row.since)


def _coach_until(row: AssignmentRecord) -> str:
    return "nu" if row.until is None else format_date(row.until)


def _coach_name(row: AssignmentRecord) -> str:
    return row.coach


def _coach_kind(row: AssignmentRecord) -> str:
    return row.kind.label


def _coach_reason(row: AssignmentRecord) -> str:
    return row.reason
