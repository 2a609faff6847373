"""Actions: who does what by when, for a family."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain


class ActionOwner(StrEnum):
    """Who is to do it."""

    FAMILY = "family"
    COACH = "coach"
    SERVICE = "service"

    @property
    def label(self) -> str:
        return {"family": "Gezin", "coach": "Coach", "service": "Dienst"}[self.value]


class ActionState(StrEnum):
    """What became of it."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return {"open": "Lopend", "done": "Gedaan", "dropped": "Niet meer nodig"}[self.value]


@dataclass(frozen=True, slots=True)
class ActionInput:
    """What is to be done."""

    what: str
    owner: ActionOwner = ActionOwner.COACH
    account_id: UUID | None = None
    """Which coach follows it up; None is whoever added it."""
    service_id: UUID | None = None
    due_on: date | None = None
    domain: LifeDomain | None = None
    request_id: UUID | None = None
    contact_id: UUID | None = None
    """The contact at which it was agreed."""
    state: ActionState = ActionState.OPEN
    closed_on: date | None = None
    result: str = ""

    def is_overdue(self, today: date) -> bool:
        """True for what should have been done before `today`."""
        return self.state is ActionState.OPEN and self.due_on is not None and self.due_on < today


ActionRecord = Kept[ActionInput]


def checked_action(details: ActionInput, today: date) -> ActionInput:
    """The same, tidied: what is no longer open has the day on which that came so. Raises InvalidInput."""
    what = details.what.strip()
    if not what:
        raise InvalidInput("Vul in wat er moet gebeuren.", field="what")
    if details.state is ActionState.OPEN:
        return replace(details, what=what, closed_on=None, result=details.result.strip())
    closed_on = details.closed_on or today
    if closed_on > today:
        raise InvalidInput(
            "Wat in de toekomst ligt, is nog niet gedaan; kies vandaag of vroeger.", field="closed_on"
        )
    return replace(details, what=what, closed_on=closed_on, result=details.result.strip())
