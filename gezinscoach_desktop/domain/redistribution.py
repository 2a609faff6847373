"""Giving families of one coach to others, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from gezinscoach_desktop.domain.caseload import Caseload, Weights
from gezinscoach_desktop.domain.trajectory import Phase


@dataclass(frozen=True, slots=True)
class Move:
    """A family gets another responsible coach, another second one, or both."""

    family_id: UUID
    to: UUID | None
    """None leaves the responsible coach."""
    second: UUID | None = None
    """None leaves the second coach."""
    seen: UUID | None = None
    """Who was responsible when it was decided; None for nobody."""


def weights_after(
    caseload: Caseload, phases: Mapping[UUID, Phase | None], moves: Iterable[Move], weights: Weights
) -> Mapping[UUID, int]:
    """What each coach would carry, by account; absences stay as they are on the day of the caseload."""
    after = {coach.person.account_id: coach.load.weight for coach in caseload.coaches}
    holder = {
        family_id: coach.person.account_id
        for coach in caseload.coaches
        for family_id in coach.load.families.families
    }
    for move in moves:
        if move.to is None:
            continue
        weight, old = weights.of(phases.get(move.family_id)), holder.get(move.family_id)
        if old is not None:
            after[old] -= weight
        after[move.to] = after.get(move.to, 0) + weight
    return after
