"""The trajectory of a family through support: phases without fixed length, and who supports it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Phase(StrEnum):
    """Where a family stands in its trajectory."""

    GETTING_TO_KNOW = "getting_to_know"
    INTENSIVE = "intensive"
    LESS_INTENSIVE = "less_intensive"
    WINDING_DOWN = "winding_down"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {
            "getting_to_know": "Kennismaking",
            "intensive": "Intensief",
            "less_intensive": "Minder intensief",
            "winding_down": "Afbouw",
            "follow_up": "Nazorg",
            "closed": "Afgesloten",
        }[self.value]

    @property
    def is_active(self) -> bool:
        return self is not Phase.CLOSED


@dataclass(frozen=True, slots=True)
class PhaseStart:
    """A phase begins on `since` and lasts until the next one."""

    phase: Phase
    since: date
    reason: str | None = None


class Decision(StrEnum):
    """What became of a referral; without one it is still to be decided."""

    ACCEPTED = "accepted"
    WAITING = "waiting"
    REFERRED_ON = "referred_on"
    NOT_TARGET_GROUP = "not_target_group"
    DECLINED = "declined"
    """By the family."""

    @property
    def label(self) -> str:
        return {
            "accepted": "Kan starten",
            "waiting": "Op de wachtlijst",
            "referred_on": "Doorverwezen",
            "not_target_group": "Geen doelgroep",
            "declined": "Gezin wil niet",
        }[self.value]


class AssignmentKind(StrEnum):
    """A responsible coach and a second."""

    RESPONSIBLE = "responsible"
    SECOND = "second"

    @property
    def label(self) -> str:
        return {"responsible": "Verantwoordelijke coach", "second": "Tweede coach"}[self.value]
