"""What a family weighs in the caseload, by its phase, in tenths of a family that is supported intensively."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.trajectory import Phase

HEAVIEST = 100
"""No family weighs more than ten times an intensive one."""
LEAST_FULL_TIME, MOST_FULL_TIME = 10, 1000

DEFAULT_WEIGHTS: Mapping[Phase, int] = {
    Phase.GETTING_TO_KNOW: 10,
    Phase.INTENSIVE: 10,
    Phase.LESS_INTENSIVE: 5,
    Phase.WINDING_DOWN: 3,
    Phase.FOLLOW_UP: 1,
    Phase.PAUSED: 0,
    Phase.CLOSED: 0,
}
DEFAULT_FULL_TIME = 150
WEIGHED = tuple(phase for phase in Phase if phase is not Phase.CLOSED)
"""The phases that a weight can be chosen for; a closed family weighs nothing."""


def weight_text(tenths: int) -> str:
    """A weight as people read it: 125 is 12,5."""
    whole, rest = divmod(abs(tenths), 10)
    told = f"{whole},{rest}" if rest else str(whole)
    return f"-{told}" if tenths < 0 else told


def points_text(tenths: int) -> str:
    """With its unit, since a number alone reads as so many families: `12,5 punten`."""
    return f"{weight_text(tenths)} {'punt' if tenths == 10 else 'punten'}"


@dataclass(frozen=True, slots=True)
class Weights:
    """What the office chose, in tenths."""

    by_phase: Mapping[Phase, int] = field(default_factory=lambda: dict(DEFAULT_WEIGHTS))
    full_time: int = DEFAULT_FULL_TIME
    """What fits with who works full-time."""

    def of(self, phase: Phase | None) -> int:
        """What a family weighs; one without a phase weighs as one that is got to know."""
        return self.by_phase.get(phase or Phase.GETTING_TO_KNOW, 0)

    @classmethod
    def chosen(cls, by_phase: Mapping[str, int], full_time: int | None) -> Weights:
        """From what was kept; whatever was not chosen is as it comes with the program."""
        known = {Phase(name): weight for name, weight in by_phase.items() if name in tuple(Phase)}
        return cls(
            {**DEFAULT_WEIGHTS, **known, Phase.CLOSED: 0},
            DEFAULT_FULL_TIME if full_time is None else full_time,
        )

    def capacity(self, percent: int, most_weight: int | None) -> int:
        """What fits with somebody: what was agreed with him or her, else the share of a full-time job."""
        return most_weight if most_weight is not None else round(self.full_time * percent / 100)


def checked_weights(weights: Weights) -> Weights:
    """What the office chose, complete; raises InvalidInput with the phase or `full_time` as its field."""
    for phase in WEIGHED:
        if not 0 <= weights.of(phase) <= HEAVIEST:
            raise InvalidInput(
                f"Kies voor {phase.label.lower()} een gewicht tussen 0 en {weight_text(HEAVIEST)}.",
                field=phase.value,
            )
    if not LEAST_FULL_TIME <= weights.full_time <= MOST_FULL_TIME:
        raise InvalidInput(
            f"Kies tussen {weight_text(LEAST_FULL_TIME)} en {weight_text(MOST_FULL_TIME)} voor een voltijdse coach.",
            field="full_time",
        )
    return weights
