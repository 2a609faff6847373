"""Rights (rechtenverkenning): the office's list, and where each stands for a family or a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain


@dataclass(frozen=True, slots=True)
class RightInput:
    """A right of the office's list: one that was shipped with changes of the office, or one it added."""

    name: str
    description: str = ""
    domains: tuple[LifeDomain, ...] = ()
    granted_by: str = ""
    checked_on: date | None = None
    """Last looked up whether it is still right ("laatst nagekeken op")."""
    retired_on: date | None = None
    """No longer proposed from then on; where it stands for a family stays."""


class RightState(StrEnum):
    """Where a right stands for a family or a person."""

    TO_EXPLORE = "to_explore"
    HAS = "has"
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
    APPEAL = "appeal"
    STOPPED = "stopped"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return {
            "to_explore": "Te onderzoeken",
            "has": "Heeft al",
            "applied": "Aangevraagd",
            "granted": "Toegekend",
            "refused": "Geweigerd",
            "appeal": "Beroep",
            "stopped": "Stopgezet",
            "not_applicable": "Niet van toepassing",
        }[self.value]


@dataclass(frozen=True, slots=True)
class RightStepInput:
    """A right came to stand somewhere for a family or one person; the last step by date, then by when it was kept, counts."""

    right_id: UUID
    state: RightState
    on: date
    member_id: UUID | None = None
    """Whose right; None is the whole family's."""
    monthly_cents: int | None = None
    once_cents: int | None = None
    not_taken_up: str = ""
    """Why the family does not want or manage to take it up."""
    note: str = ""


RightStepRecord = Kept[RightStepInput]
