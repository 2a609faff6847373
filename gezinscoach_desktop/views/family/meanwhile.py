"""What a colleague changed while somebody was filling in the same form, in words."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, TypeVar

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.directory import ServiceInput
from gezinscoach_desktop.domain.household import Stay
from gezinscoach_desktop.domain.network import TieInput
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.views.family.choices import UNKNOWN

SOMEBODY = "Een collega"
R = TypeVar("R", FamilyInput, MemberInput, ServiceInput, TieInput)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Who was first, and when."""

    name: str
    at: datetime | None
    is_alone: bool
    """False when others changed the record as well since it was read."""

    def said(self, what: str, today: date) -> str:
        """`An De Smet bewaarde dit gezin om 14:32, terwijl jij bezig was.`"""
        others = "" if self.is_alone else " als laatste"
        return f"{self.name} bewaarde {what}{others}{self._when(today)}, terwijl jij bezig was."

    def _when(self, today: date) -> str:
        if self.at is None:
            return ""
        local = self.at.astimezone()
        day = "" if local.date() == today else f" op {format_date(local.date())}"
        return f"{day} om {local:%H:%M}"


def colleague_of(name: str | None, at: datetime | None, *, versions: int) -> Colleague:
    """Who kept the version that was found; `versions` counts how often it was kept since it was read here."""
    return Colleague(name or SOMEBODY, at, is_alone=versions <= 1)


def as_typed(kept: R, shown: R, typed: R) -> R:
    """`kept` with what was typed: a field that was not touched is as kept, though it may have been shown tidier."""
    changed: dict[str, Any] = {
        each.name: getattr(typed, each.name)
        for each in fields(kept)
        if getattr(typed, each.name) != getattr(shown, each.name)
    }
    return replace(kept, **changed)


def in_words(value: Any) -> str:
    """A value of a form as a person says it."""
    match value:
        case None | "":
            return UNKNOWN.lower()
        case bool():
            return "ja" if value else "nee"
        case date():
            return format_date(value)
        case tuple():
            parts = (_stay(each) if isinstance(each, Stay) else in_words(each) for each in value)
            return "; ".join(parts) or UNKNOWN.lower()
    return str(getattr(value, "label", value))


def _stay(stay: Stay) -> str:
    match (stay.joined, stay.left):
        case (None, None):
            return "altijd al en nog steeds"
        case (None, date() as left):
            return f"tot {format_date(left)}"
        case (date() as joined, None):
            return f"sinds {format_date(joined)}"
        case (date() as joined, date() as left):
            return f"van {format_date(joined)} tot {format_date(left)}"
    return ""
