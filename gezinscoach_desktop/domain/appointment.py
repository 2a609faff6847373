"""Appointments: what is agreed for later, between a coach and a family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.contact import ContactKind
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


AppointmentRecord = Kept[AppointmentInput]
