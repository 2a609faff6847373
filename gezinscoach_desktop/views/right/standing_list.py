"""How the list of a family's rights is narrowed, sorted and written."""

from __future__ import annotations

from enum import StrEnum

from gezinscoach_desktop.domain.money import format_cents
from gezinscoach_desktop.domain.right import RightState, Standing


class Shown(StrEnum):
    """Which rights the list shows."""

    ALL = "all"
    OPEN = "open"
    HELD = "held"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return {"all": "Alle rechten", "open": "Nog te doen", "held": "Heeft het gezin", "ended": "Afgerond"}[
            self.value
        ]

    def keeps(self, standing: Standing) -> bool:
        state = standing.state
        match self:
            case Shown.ALL:
                return True
            case Shown.OPEN:
                return state.is_open
            case Shown.HELD:
                return state.is_held
            case Shown.ENDED:
                return not state.is_open and not state.is_held


def urgency(standing: Standing) -> tuple[bool, bool, int]:
    """What is still to be done first, then what the family has; the newest before older ones."""
    return not standing.state.is_open, not standing.state.is_held, -standing.last.details.on.toordinal()


def state_place(standing: Standing) -> int:
    return tuple(RightState).index(standing.state)


def monthly_cents(standing: Standing) -> int | None:
    return standing.monthly_cents or None


def once_cents(standing: Standing) -> int | None:
    return (standing.once_cents(RightState.GRANTED) + standing.once_cents(RightState.HAS)) or None


def monthly_text(standing: Standing) -> str:
    return "" if not standing.monthly_cents else format_cents(standing.monthly_cents)


def once_text(standing: Standing) -> str:
    cents = once_cents(standing)
    return "" if cents is None else format_cents(cents)
