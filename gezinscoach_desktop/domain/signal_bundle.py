"""Signals bundled for policy: by theme and service, what was done with them, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain


class BundleState(StrEnum):
    """How far a bundle came."""

    GATHERING = "gathering"
    RAISED = "raised"
    ANSWERED = "answered"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {
            "gathering": "Wordt verzameld",
            "raised": "Aangekaart",
            "answered": "Beantwoord",
            "closed": "Afgerond",
        }[self.value]


@dataclass(frozen=True, slots=True)
class SignalBundleInput:
    """Several signals about one thing that fails."""

    title: str
    theme: LifeDomain
    signals: tuple[UUID, ...] = ()
    service_id: UUID | None = None
    service: str = ""
    what: str = ""
    """What fails, in the words of the coordinator; anonymous."""
    asked: str = ""
    """What the council or service is asked."""
    example: str = ""
    """An anonymous example for the note to the council."""
    state: BundleState = BundleState.GATHERING
    raised_with: str = ""
    raised_on: date | None = None
    done: str = ""
    answer: str = ""
    answered_on: date | None = None


SignalBundleRecord = Kept[SignalBundleInput]
