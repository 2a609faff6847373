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
    PAUSED = "paused"
    """A break: the family comes back when it wants, without judgement."""
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {
            "getting_to_know": "Kennismaking",
            "intensive": "Intensief",
            "less_intensive": "Minder intensief",
            "winding_down": "Afbouw",
            "follow_up": "Nazorg",
            "paused": "Pauze",
            "closed": "Afgesloten",
        }[self.value]

    @property
    def is_active(self) -> bool:
        """Whether the family is supported: no snapshot or contact is expected of one that is closed or takes a break."""
        return self not in RESTING


RESTING = (Phase.PAUSED, Phase.CLOSED)
"""Phases in which nothing is expected."""


class ClosingReason(StrEnum):
    """Why support ended (the closing report's list)."""

    GOALS_REACHED = "goals_reached"
    FAMILY_WISH = "family_wish"
    HANDED_OVER = "handed_over"
    MOVED = "moved"
    NO_CONTACT = "no_contact"
    NO_TARGET_GROUP = "no_target_group"
    COACH_STOPPED = "coach_stopped"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "goals_reached": "Doelen bereikt",
            "family_wish": "Wens van het gezin",
            "handed_over": "Overgedragen",
            "moved": "Verhuisd",
            "no_contact": "Geen contact meer",
            "no_target_group": "Geen doelgroep meer",
            "coach_stopped": "Coach gestopt",
            "consent_withdrawn": "Toestemming ingetrokken",
            "other": "Andere",
        }[self.value]


@dataclass(frozen=True, slots=True)
class PhaseStart:
    """A phase begins on `since` and lasts until the next one."""

    phase: Phase
    since: date
    reason: str | None = None
    """In words: why, or the circumstance of a closing."""
    closing_reason: ClosingReason | None = None
    """Of a closing only."""


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
