"""Requests of the family in its own words and its own order, and goals on the five-point scale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain


class RequestState(StrEnum):
    """What became of a request."""

    OPEN = "open"
    REACHED = "reached"
    CHANGED = "changed"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return {"open": "Lopend", "reached": "Bereikt", "changed": "Veranderd", "dropped": "Losgelaten"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class RequestInput:
    """What a family asks."""

    text: str
    """The family's own words."""
    domain: LifeDomain | None = None
    priority: int = 0
    """Its place in the family's own order: 1 matters most; 0 is not placed yet and comes last."""
    raised_on: date | None = None
    state: RequestState = RequestState.OPEN
    closed_on: date | None = None
    outcome: str = ""


RequestRecord = Kept[RequestInput]


class GoalState(StrEnum):
    """What became of a goal."""

    RUNNING = "running"
    REACHED = "reached"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return {"running": "Lopend", "reached": "Bereikt", "dropped": "Losgelaten"}[self.value]


@dataclass(frozen=True, slots=True)
class GoalInput:
    """A level that a family wishes to come to on an item of the Sociale Balans; never required."""

    item: str
    member_id: UUID | None = None
    """Whose item; None is the household's."""
    level_then: int | None = None
    """The level when the goal was set, 1–5; None when it was not measured yet."""
    level_wished: int = 3
    """1–5."""
    set_on: date | None = None
    hoped_on: date | None = None
    """When it is hoped for."""
    request_id: UUID | None = None
    note: str = ""
    state: GoalState = GoalState.RUNNING
    closed_on: date | None = None


GoalRecord = Kept[GoalInput]
