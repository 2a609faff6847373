"""Appointments: what is agreed for later, between a coach and a family."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.clock import LONGEST, format_length, format_time
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.kept import Kept


class AppointmentState(StrEnum):
    """What became of it."""

    PLANNED = "planned"
    KEPT = "kept"
    CANCELLED = "cancelled"
    MISSED = "missed"

    @property
    def label(self) -> str:
        return {
            "planned": "Gepland",
            "kept": "Doorgegaan",
            "cancelled": "Afgezegd",
            "missed": "Niet gelukt",
        }[self.value]


@dataclass(frozen=True, slots=True)
class AppointmentInput:
    """What was agreed."""

    on: date
    begins_at: int | None = None
    """Minutes after midnight; None is some time that day."""
    minutes: int | None = None
    kind: ContactKind = ContactKind.HOME_VISIT
    what: str = ""
    """Where, about what; may hold names, so it never leaves the office in an export."""
    account_id: UUID | None = None
    """Whose agenda it stands in; None is that of who made it."""
    state: AppointmentState = AppointmentState.PLANNED
    contact_id: UUID | None = None
    """The contact at which it was agreed."""

    @property
    def time_text(self) -> str:
        """`14:30`, or nothing for some time that day."""
        return "" if self.begins_at is None else format_time(self.begins_at)

    @property
    def span_text(self) -> str:
        """`14:30 – 15:30`, `14:30`, `1 uur`, or nothing."""
        if self.begins_at is None:
            return "" if self.minutes is None else format_length(self.minutes)
        if self.minutes is None:
            return self.time_text
        return f"{self.time_text} – {format_time((self.begins_at + self.minutes) % _DAY)}"

    @property
    def is_open(self) -> bool:
        """Still planned: nobody said yet what became of it."""
        return self.state is AppointmentState.PLANNED


AppointmentRecord = Kept[AppointmentInput]
_DAY = 24 * 60


def checked_appointment(details: AppointmentInput) -> AppointmentInput:
    """The same, tidied. Raises InvalidInput."""
    if details.begins_at is not None and not 0 <= details.begins_at < _DAY:
        raise InvalidInput("Dit uur staat niet op de klok.", field="begins_at")
    if details.minutes is not None and not 0 < details.minutes <= LONGEST:
        raise InvalidInput("Een duur ligt tussen 1 minuut en 12 uur.", field="minutes")
    return replace(details, what=details.what.strip())


def in_time(details: AppointmentInput) -> tuple[date, int]:
    """To sort on: what has no hour stands before the rest of its day."""
    return details.on, -1 if details.begins_at is None else details.begins_at
