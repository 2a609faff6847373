"""Signals: something structural that fails, told so that policy can hear it. Never with a family's name in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

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
