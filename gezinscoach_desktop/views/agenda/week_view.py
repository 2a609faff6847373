"""Seven days beside each other, or one of them alone."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.agenda import (
    DAYS,
    AgendaAction,
    AgendaAppointment,
    day_name,
    monday_of,
    week_of,
)
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.agenda import Agenda
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.agenda.day_list import DayList
from gezinscoach_desktop.views.agenda.lines import lines_of
from gezinscoach_desktop.views.elements import ElidedLabel, paragraph, restyle, set_tone
from gezinscoach_desktop.views.family.words import long_day
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WORKDAY, _WEEKEND = 6, 5
_SATURDAY = 5


class DayColumn(QFrame):
    """The name of the day above its lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = date.min
        self.setProperty("kind", "card")
        self._name = ElidedLabel("", TextStyle.STRONG)
        self._empty = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self.list = DayList()
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(1), grid(2), grid(1), grid(1))
        column.setSpacing(grid(1.5))
        for widget in (self._name, self._empty):
            row = QHBoxLayout()
            row.setContentsMargins(grid(1.5), 0, grid(1.5), 0)
            row.addWidget(widget)
            column.addLayout(row)
        column.addWidget(self.list, 1)

    def show_day(
        self,
        day: date,
        agenda: Agenda | None,
        desk: Desk,
        *,
        is_alone: bool,
    ) -> None:
        """The lines of this day; `is_alone` when the page names it already."""
        self.day = day
        today = desk.today()
        appointments: tuple[AgendaAppointment, ...] = () if agenda is None else agenda.appointments
        actions: tuple[AgendaAction, ...] = () if agenda is None else agenda.actions
        lines = lines_of(day, appointments, actions, today=today, me=desk.account.id)
        self._name.setText(_day_name(day, today))
        self._name.setVisible(not is_alone)
        set_tone(self._name, Tone.ACCENT if day == today else Tone.TEXT)
        self._empty.setText("Er staat niets voor deze dag." if is_alone else "")
        self._empty.setVisible(is_alone and not lines and agenda is not None)
        self.list.show_lines(lines)
        said = counted(len(lines), "regel", "regels") if lines else "niets"
        self.list.setAccessibleName(f"{long_day(day)}, {said}")

    def mark(self, *, is_current: bool) -> None:
        """The current day has a grey edge; the blue one is that of the line under the keyboard."""
        if self.property("current") != is_current:
            self.setProperty("current", is_current)
            restyle(self)


class WeekView(QWidget):
    """Knows which day is current; the page decides what is shown."""

    wished = Signal(object)
    """DayWish: a key in one of the days."""
    day_entered = Signal(object)
    """date: the keyboard came into another day."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.columns = tuple(DayColumn() for _ in range(DAYS))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid(1.5))
        for place, column in enumerate(self.columns):
            row.addWidget(column, _WEEKEND if place >= _SATURDAY else _WORKDAY)
            column.list.wished.connect(self.wished)
            column.list.entered_day.connect(self._tell_entered)

    def show_days(self, day: date, agenda: Agenda | None, *, is_week: bool) -> None:
        """The week of `day`, or that day alone."""
        fitting = agenda if agenda is not None and agenda.since == monday_of(day) else None
        for column, each in zip(self.columns, week_of(day), strict=True):
            column.show_day(each, fitting, self._desk, is_alone=not is_week)
            column.setVisible(is_week or each == day)
            column.mark(is_current=each == day and is_week)

    def column_of(self, day: date) -> DayColumn:
        """The column of this day of the week."""
        return self.columns[day.weekday()]

    def focus_day(self, day: date) -> None:
        """Bring the keyboard to this day."""
        self.column_of(day).list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_entered(self) -> None:
        sender = self.sender()
        for column in self.columns:
            if column.list is sender:
                self.day_entered.emit(column.day)


def _day_name(day: date, today: date) -> str:
    """`vandaag 22/11`, `ma 16/11`."""
    weekday, _, short = day_name(day).partition(" ")
    return f"{'vandaag' if day == today else weekday[:2]} {short}"
