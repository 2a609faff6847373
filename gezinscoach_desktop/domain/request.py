"""Requests of the family in its own words and its own order, and goals on the five-point scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.instrument import LEVELS, Instrument
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.snapshot import Place


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


def checked_request(details: RequestInput, today: date) -> RequestInput:
    """The same, tidied: a request that was raised today unless somebody said otherwise. Raises InvalidInput."""
    text = details.text.strip()
    if not text:
        raise InvalidInput("Schrijf op wat het gezin vraagt.", field="text")
    raised_on = details.raised_on or today
    if raised_on > today:
        raise InvalidInput("Een vraag kan niet in de toekomst gesteld zijn.", field="raised_on")
    closed_on = None if details.state is RequestState.OPEN else details.closed_on or today
    if closed_on is not None and not raised_on <= closed_on <= today:
        raise InvalidInput("Deze datum ligt tussen de dag van de vraag en vandaag.", field="closed_on")
    return replace(
        details, text=text, raised_on=raised_on, closed_on=closed_on, outcome=details.outcome.strip()
    )


def checked_goal(details: GoalInput, instrument: Instrument, today: date) -> GoalInput:
    """The same, tidied. Raises InvalidInput for an item that the instrument does not have, or a level off the scale."""
    if details.item not in instrument.items:
        raise InvalidInput("Kies een item van de Sociale Balans.", field="item")
    if details.level_wished not in LEVELS:
        raise InvalidInput("Kies het niveau waar het gezin naartoe wil, van 1 tot 5.", field="level_wished")
    if details.level_then is not None and details.level_then not in LEVELS:
        raise InvalidInput("Het niveau nu ligt tussen 1 en 5.", field="level_then")
    set_on = details.set_on or today
    if set_on > today:
        raise InvalidInput("Een doel kan niet in de toekomst gekozen zijn.", field="set_on")
    if details.hoped_on is not None and details.hoped_on < set_on:
        raise InvalidInput("Deze datum ligt voor de dag waarop het doel gekozen werd.", field="hoped_on")
    closed_on = None if details.state is GoalState.RUNNING else details.closed_on or today
    return replace(details, set_on=set_on, closed_on=closed_on, note=details.note.strip())


def wished_levels(goals: Iterable[GoalRecord]) -> Mapping[Place, int]:
    """The level wished for, per person and item, of the goals that run; the last one set counts."""
    running = [goal for goal in goals if goal.details.state is GoalState.RUNNING]
    running.sort(key=lambda goal: (goal.details.set_on or date.min, goal.created_at))
    return {(goal.details.member_id, goal.details.item): goal.details.level_wished for goal in running}


def in_own_order(requests: Iterable[RequestRecord]) -> tuple[RequestRecord, ...]:
    """The family's own order: first what it placed, then what is new, the oldest first."""
    return tuple(
        sorted(
            requests,
            key=lambda each: (each.details.priority == 0, each.details.priority, each.created_at),
        )
    )


def new_priorities(kept: Sequence[RequestRecord], wanted: Sequence[UUID]) -> Mapping[UUID, int]:
    """The place of every request that gets another one when `wanted` is the order; what it does not name comes after."""
    known = {request.id for request in kept}
    order = [id_ for id_ in dict.fromkeys(wanted) if id_ in known]
    order += [request.id for request in in_own_order(kept) if request.id not in set(order)]
    before = {request.id: request.details.priority for request in kept}
    return {id_: place for place, id_ in enumerate(order, 1) if before[id_] != place}
