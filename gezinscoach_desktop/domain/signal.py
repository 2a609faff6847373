"""Signals: something structural that fails, told so that policy can hear it. Never with a family's name in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.giveaway import Giveaway, giveaways
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain


class HowOften(StrEnum):
    """How often it happens."""

    ONCE = "once"
    SOMETIMES = "sometimes"
    OFTEN = "often"
    ALWAYS = "always"

    @property
    def label(self) -> str:
        return {"once": "Eén keer", "sometimes": "Af en toe", "often": "Vaak", "always": "Telkens weer"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class SignalInput:
    """What fails."""

    theme: LifeDomain
    what: str
    """What happens."""
    on: date
    service_id: UUID | None = None
    service: str = ""
    """A service that is not in the directory."""
    how_often: HowOften = HowOften.ONCE
    example: str = ""
    """An anonymous example."""


SignalRecord = Kept[SignalInput]
"""`family_id` is the family it came up with, for who may see that family; None when it was told without one."""


def checked_signal(details: SignalInput, today: date) -> SignalInput:
    """The signal without stray blanks; raises InvalidInput (field what or on) when it cannot be kept."""
    if not details.what.strip():
        raise InvalidInput("Vertel wat er gebeurt of wat er niet lukt.", field="what")
    if details.on > today:
        raise InvalidInput("Een signaal is van vandaag of vroeger.", field="on")
    return replace(
        details,
        what=details.what.strip(),
        service="" if details.service_id is not None else " ".join(details.service.split()),
        example=details.example.strip(),
    )


def given_away(details: SignalInput, names: Iterable[str]) -> tuple[Giveaway, ...]:
    """What in the texts tells which family it is about: to warn of."""
    return giveaways(f"{details.what}\n{details.example}\n{details.service}", names)
