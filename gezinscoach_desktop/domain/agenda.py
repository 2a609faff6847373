"""What stands in an agenda: appointments, actions that fall due, families that are to be measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.action import ActionRecord
from gezinscoach_desktop.domain.ahead import WEEKDAYS
from gezinscoach_desktop.domain.appointment import AppointmentRecord
from gezinscoach_desktop.domain.dates import format_date, format_long
from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.domain.text import counted

DAYS = 7


@dataclass(frozen=True, slots=True)
class FamilyName:
    """Which family, and how it is called."""

    id: UUID
    code: str
    name: str

    @property
    def title(self) -> str:
        return family_title(self.name, self.code)


@dataclass(frozen=True, slots=True)
class AgendaAppointment:
    """An appointment with its family; `whose` names in whose agenda it stands, None when that account is not known."""

    record: AppointmentRecord
    family: FamilyName
    whose_id: UUID | None
    whose: str | None


@dataclass(frozen=True, slots=True)
class AgendaAction:
    """An action with its family, and the names of who follows it up and of the service that is to do it."""

    record: ActionRecord
    family: FamilyName
    coach: str | None
    service: str | None


@dataclass(frozen=True, slots=True)
class DueFamily:
    """A family whose next snapshot falls due on a day."""

    family: FamilyName
    on: date


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(day.weekday())


def week_of(day: date) -> tuple[date, ...]:
    """Monday to Sunday."""
    first = monday_of(day)
    return tuple(first + timedelta(number) for number in range(DAYS))


def day_name(day: date) -> str:
    """`maandag 23/11`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day:02}/{day.month:02}"


def coming_day(day: date, today: date) -> str:
    """With the day of the week; in another year with the year instead, as that says more."""
    return day_name(day) if day.year == today.year else format_date(day)


def week_name(day: date) -> str:
    """`23 – 29 november 2026`, `30 november – 6 december 2026`."""
    first, last = week_of(day)[0], week_of(day)[-1]
    if first.month == last.month:
        return f"{first.day} – {format_long(last)}"
    whole = format_long(first)
    return f"{whole if first.year != last.year else whole.rpartition(' ')[0]} – {format_long(last)}"


class When(StrEnum):
    """How soon an action is wanted."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"
    ANY_TIME = "any_time"

    @property
    def label(self) -> str:
        return {
            "overdue": "Te laat",
            "today": "Vandaag",
            "this_week": "Binnen de week",
            "later": "Later",
            "any_time": "Zonder datum",
        }[self.value]


def when_of(due_on: date | None, today: date) -> When:
    """Overdue is before today; within the week is up to seven days from now."""
    if due_on is None:
        return When.ANY_TIME
    if due_on < today:
        return When.OVERDUE
    if due_on == today:
        return When.TODAY
    return When.THIS_WEEK if due_on <= today + timedelta(DAYS) else When.LATER


def due_words(due_on: date | None, today: date) -> str:
    """`3 dagen te laat`, `vandaag`, `morgen`, `vrijdag 04/12`, `14/01/2027`; nothing without a date."""
    if due_on is None:
        return ""
    days = (due_on - today).days
    if days < 0:
        return f"{counted(-days, 'dag', 'dagen')} te laat"
    if days < 2:
        return ("vandaag", "morgen")[days]
    return coming_day(due_on, today)


def by_urgency(actions: Iterable[AgendaAction]) -> tuple[AgendaAction, ...]:
    """By due date, the oldest first; those without one last, the newest first among them."""
    return tuple(
        sorted(
            actions,
            key=lambda each: (
                each.record.details.due_on or date.max,
                each.family.title.casefold(),
                each.record.created_at,
            ),
        )
    )
