"""Agenda: a week or a day of appointments and of actions that fall due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.agenda import DAYS, monday_of, week_name
from gezinscoach_desktop.domain.ahead import WEEKDAYS
from gezinscoach_desktop.domain.appointment import AppointmentState
from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import agenda as agenda_service
from gezinscoach_desktop.services.agenda import Agenda
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.agenda.day_list import Ask, DayWish
from gezinscoach_desktop.views.agenda.export_dialog import CalendarDialog
from gezinscoach_desktop.views.agenda.lines import AgendaLine
from gezinscoach_desktop.views.agenda.week_view import WeekView
from gezinscoach_desktop.views.agenda.whose_field import WhoseField
from gezinscoach_desktop.views.contact.places import contact_form
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, heading, icon_button, label
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.family.list_page import DUE_PART
from gezinscoach_desktop.views.family.words import long_day
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.plan.action_dialog import ActionDialog
from gezinscoach_desktop.views.plan.appointment_dialog import AppointmentDialog
from gezinscoach_desktop.views.plan.work import PlanWork
from gezinscoach_desktop.views.snapshot.chips import ChipRow
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_HINT = (
    "Enter: naar het gezin   ·   E: wijzigen   ·   Spatie: doorgegaan of gedaan   ·   A: afgezegd   ·   "
    "C: contactmoment   ·   N: nieuw   ·   T: vandaag"
)
_MOST_NAMED = 4


class AgendaPage(Page):
    """← and → go to another day, with Shift to another week; the week begins on Monday."""

    nouns: ClassVar[frozenset[Noun]] = frozenset(
        {Noun.APPOINTMENT, Noun.ACTION, Noun.FAMILY, Noun.ASSIGNMENT, Noun.SNAPSHOT, Noun.PHASE, Noun.SETTING}
    )
    help_topic: ClassVar[str] = "agenda"

    def __init__(
        self, tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self._work = PlanWork(tasks, desk, messages)
        self.day = desk.today()
        self._agenda: Agenda | None = None
        self._build()
        self._connect()
        self._show()

    # ------------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        self.header = PageHeader("Agenda")
        self.header.add_command("Nieuwe afspraak", "add", self.new_here, kind="primary", hint="Ctrl+N")
        self.header.add_more("Overnemen naar je gsm…", "arrow-export", self.export_calendar)
        self.week = WeekView(self._desk)
        self._due_label = label("", TextStyle.SMALL, Tone.SECONDARY)
        self.due_button = button("Toon wie te meten is", "link")
        below = QHBoxLayout()
        below.setSpacing(grid(2))
        below.addWidget(self._due_label)
        below.addWidget(self.due_button)
        below.addStretch(1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(grid(4), grid(3), grid(4), grid(3))
        column.setSpacing(grid(3))
        column.addLayout(self._build_bar())
        column.addWidget(self.week, 1)
        column.addLayout(below)
        column.addWidget(label(_HINT, TextStyle.SMALL, Tone.SECONDARY))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(content, 1)

    def _build_bar(self) -> QHBoxLayout:
        self.previous_button = icon_button("chevron-left", "Vorige week (Shift+pijl naar links)")
        self.today_button = button("Vandaag")
        self.today_button.setToolTip("T")
        self.next_button = icon_button("chevron-right", "Volgende week (Shift+pijl naar rechts)")
        self._period = heading("")
        self.view_row: ChipRow[bool] = ChipRow("Wat je ziet", [("Week", True), ("Dag", False)])
        self.view_row.set_value(True)
        self.view_row.setFixedWidth(sum(chip.sizeHint().width() for chip in self.view_row.chips) + grid(2))
        self.whose_field = WhoseField(self._desk)
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        for widget in (self.previous_button, self.today_button, self.next_button):
            row.addWidget(widget)
        row.addSpacing(grid(2))
        row.addWidget(self._period, 1)
        row.addWidget(self.view_row)
        row.addWidget(self.whose_field)
        return row

    def _connect(self) -> None:
        self.previous_button.clicked.connect(partial(self._step, -1))
        self.next_button.clicked.connect(partial(self._step, 1))
        self.today_button.clicked.connect(self.go_today)
        self.view_row.chosen.connect(self._choose_view)
        self.whose_field.edited.connect(self.load)
        self.due_button.clicked.connect(self._show_due)
        self.week.wished.connect(self._grant)
        self.week.day_entered.connect(self._enter_day)

    # -------------------------------------------------------------------------------------------------- showing

    @property
    def title(self) -> str:
        return "Agenda"

    @property
    def is_week(self) -> bool:
        """Whether all seven days are shown."""
        return self.view_row.value() is not False

    def load(self) -> None:
        self._tasks.query(
            agenda_service.agenda,
            self._desk,
            monday_of(self.day),
            DAYS,
            self.whose_field.wanted,
            then=self._take,
            key="agenda",
        )

    def refresh(self, change: Change) -> None:
        self.load()

    def go_to(self, part: str) -> None:
        """A day, as jjjj-mm-dd."""
        try:
            self.show_day(date.fromisoformat(part))
        except ValueError:
            return

    def take_focus(self) -> bool:
        self.week.focus_day(self.day)
        return True

    def show_day(self, day: date) -> None:
        """Go to this day, whatever week it is in, with the keyboard on it."""
        is_other_week = monday_of(day) != monday_of(self.day)
        self.day = day
        self._show()
        self.week.focus_day(day)
        if is_other_week:
            self.load()

    def go_today(self) -> None:
        self.show_day(self._desk.today())

    def _take(self, agenda: Agenda) -> None:
        is_first, self._agenda = self._agenda is None, agenda
        self.whose_field.offer(agenda.colleagues)
        self._show()
        if is_first:
            self.week.focus_day(self.day)

    def _show(self) -> None:
        self.week.show_days(self.day, self._agenda, is_week=self.is_week)
        self._period.setText(week_name(self.day) if self.is_week else long_day(self.day))
        unit = "week" if self.is_week else "dag"
        for made, word, arrow in (
            (self.previous_button, "Vorige", "links"), (self.next_button, "Volgende", "rechts")
        ):  # fmt: skip
            shift = "Shift+" if self.is_week else ""
            made.setAccessibleName(f"{word} {unit}")
            made.setToolTip(f"{word} {unit} ({shift}pijl naar {arrow})")
        self._show_header()
        self._show_due_families()

    def _show_header(self) -> None:
        agenda = self._agenda
        if agenda is None or agenda.since != monday_of(self.day):
            self.header.set_title("Agenda")
            return
        days = [each.record.details.on for each in agenda.appointments]
        ends = [each.record.details.due_on for each in agenda.actions]
        if not self.is_week:
            days, ends = [on for on in days if on == self.day], [on for on in ends if on == self.day]
        appointments = counted(len(days), "afspraak", "afspraken")
        actions = counted(len(ends), "actie", "acties")
        when = "in deze week" if self.is_week else "op deze dag"
        self.header.set_title("Agenda", f"{appointments} en {actions} {when}")

    def _show_due_families(self) -> None:
        agenda = self._agenda
        is_known = agenda is not None and agenda.since == monday_of(self.day) and agenda.due_count > 0
        self._due_label.setVisible(is_known)
        self.due_button.setVisible(is_known)
        if agenda is None or not is_known:
            return
        named = [
            f"{each.family.title} ({WEEKDAYS[each.on.weekday()][:2]})" for each in agenda.due[:_MOST_NAMED]
        ]
        more = agenda.due_count - len(named)
        text = ", ".join(named) + (f" en nog {more}" if more > 0 else "")
        self._due_label.setText(f"Te meten in deze week: {text}.")

    # --------------------------------------------------------------------------------------------------- moving

    def _step(self, direction: int) -> None:
        self.show_day(self.day + timedelta(direction * (DAYS if self.is_week else 1)))

    def _choose_view(self, is_week: object) -> None:
        self._show()
        self.week.focus_day(self.day)

    def _use_view(self, *, is_week: bool) -> None:
        self.view_row.set_value(is_week)
        self._show()
        self.week.focus_day(self.day)

    def _enter_day(self, day: object) -> None:
        if isinstance(day, date) and day != self.day:
            self.day = day
            self._show()

    def _grant(self, wish: DayWish) -> None:
        line = wish.line
        if line is not None:
            self._grant_line(wish.ask, line)
            return
        days: dict[Ask, Callable[[], None]] = {
            Ask.PREVIOUS_DAY: partial(self._move, -1),
            Ask.NEXT_DAY: partial(self._move, 1),
            Ask.PREVIOUS_WEEK: partial(self._move, -DAYS),
            Ask.NEXT_WEEK: partial(self._move, DAYS),
            Ask.TODAY: self.go_today,
            Ask.NEW: self.new_here,
            Ask.SHOW_DAY: partial(self._use_view, is_week=False),
            Ask.SHOW_WEEK: partial(self._use_view, is_week=True),
        }
        if wish.ask in days:
            days[wish.ask]()

    def _move(self, days: int) -> None:
        self.show_day(self.day + timedelta(days))

    # --------------------------------------------------------------------------------------------------- acting

    def _grant_line(self, ask: Ask, line: AgendaLine) -> None:
        match ask:
            case Ask.OPEN:
                self.left_for.emit(places.family_page(line.family.id, f"plan/{line.id}"))
            case Ask.CHANGE:
                self._change(line)
            case Ask.TICK:
                self._tick(line)
            case Ask.CANCEL if line.appointment is not None:
                self._work.settle(line.appointment, AppointmentState.CANCELLED)
            case Ask.CONTACT:
                self._register_contact(line)
            case Ask.REMOVE if line.appointment is not None:
                self._work.remove_appointment(line.appointment)
            case Ask.REMOVE if line.action is not None:
                self._work.remove_action(line.action)

    def _tick(self, line: AgendaLine) -> None:
        """An action is done; an appointment took place, or is planned again."""
        if line.action is not None:
            self._work.tick(line.action)
        elif line.appointment is not None:
            is_open = line.appointment.details.is_open
            state = AppointmentState.KEPT if is_open else AppointmentState.PLANNED
            self._work.settle(line.appointment, state)

    def _register_contact(self, line: AgendaLine) -> None:
        """To the form, filled in from the appointment; registering it says that the appointment took place."""
        appointment = line.appointment
        self.left_for.emit(contact_form(line.family.id, None if appointment is None else appointment.id))

    def _change(self, line: AgendaLine) -> None:
        if line.appointment is not None:
            dialog = AppointmentDialog(self._tasks, self._desk, line.family.id, line.appointment, parent=self)
            dialog.removal_wanted.connect(self._work.remove_appointment)
            dialog.open()
        elif line.action is not None:
            form = ActionDialog(self._tasks, self._desk, line.family.id, line.action, parent=self)
            form.removal_wanted.connect(self._work.remove_action)
            form.open()

    def new_here(self) -> None:
        """Open the form for an appointment on the day where the keyboard is."""
        AppointmentDialog(self._tasks, self._desk, None, on=self.day, parent=self).open()

    def new_contact(self) -> None:
        line = self.week.column_of(self.day).list.current_line
        if line is None:
            self.left_for.emit(contact_form(None))
        else:
            self._register_contact(line)

    def export_calendar(self) -> None:
        """Open the small window that makes a file for a phone."""
        CalendarDialog(self._tasks, self._desk, self._dialogs, self._messages, parent=self).open()

    def _show_due(self) -> None:
        self.left_for.emit(places.family_list(DUE_PART))
