"""The trajectory of a family through support: phases without fixed length, and who supports it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise


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


@dataclass(frozen=True, slots=True)
class Support:
    """A coach beside the family from `since` up to, not including, `until`; None while it runs."""

    coach: str
    kind: AssignmentKind
    since: date
    until: date | None = None

    def runs_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Course:
    """The whole trajectory of a family: what the line of it is drawn from. `today` is where the line ends."""

    phases: tuple[PhaseStart, ...]
    supports: tuple[Support, ...]
    snapshots: tuple[date, ...]
    contacts: tuple[date, ...]
    today: date

    @property
    def begins(self) -> date:
        days = (
            *(start.since for start in self.phases),
            *(support.since for support in self.supports),
            *self.snapshots,
            *self.contacts,
        )
        return min((day for day in days if day <= self.today), default=self.today)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase with the day it ended; None for the one that lasts."""

    start: PhaseStart
    until: date | None


def stretches(phases: Sequence[PhaseStart]) -> tuple[Stretch, ...]:
    """Each phase with its end, from old to new."""
    ends = [after.since for _, after in pairwise(phases)]
    return tuple(Stretch(start, until) for start, until in zip(phases, [*ends, None], strict=False))


def without_continuations(phases: Iterable[PhaseStart]) -> tuple[PhaseStart, ...]:
    """The phases without those that say nothing new.

    No row of a phase is ever deleted: one that is taken back goes on as the phase before it.
    """
    kept: list[PhaseStart] = []
    for start in phases:
        says_nothing = not start.reason and start.closing_reason is None
        if not (kept and says_nothing and kept[-1].phase is start.phase):
            kept.append(start)
    return tuple(kept)


def phase_on(phases: Iterable[PhaseStart], day: date) -> PhaseStart | None:
    """The phase in force on `day`."""
    return max((start for start in phases if start.since <= day), key=lambda start: start.since, default=None)


def replaced_by(phases: Iterable[PhaseStart], start: PhaseStart) -> PhaseStart | None:
    """What began on the same date and is replaced."""
    return next((other for other in phases if other.since == start.since), None)


def phase_after_reopening(phases: Sequence[PhaseStart]) -> Phase:
    """With what a family that returns goes on: as intensely as before; who was being let go begins intensively again."""
    before = [start.phase for start in phases if start.phase.is_active]
    return Phase.LESS_INTENSIVE if before and before[-1] is Phase.LESS_INTENSIVE else Phase.INTENSIVE


_FOLLOWED_UP = "Wat nog loopt en wie opvolgt: "


def closing_text(circumstance: str, follow_up: str) -> str:
    """The words of a closing: what happened, and on a line of its own what still runs and who follows up."""
    told = " ".join(follow_up.split())
    return "\n".join(filter(None, (circumstance.strip(), f"{_FOLLOWED_UP}{told}" if told else "")))


def split_closing_text(text: str) -> tuple[str, str]:
    """Circumstance and follow-up of `closing_text`."""
    before, mark, after = text.rpartition(_FOLLOWED_UP)
    return (before.strip(), after.strip()) if mark else (text.strip(), "")
