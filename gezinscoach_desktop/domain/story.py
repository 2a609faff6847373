"""Moments of pride and stories, as the family tells them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.kept import Kept


class StoryKind(StrEnum):
    """What it is."""

    PRIDE = "pride"
    STORY = "story"

    @property
    def label(self) -> str:
        return {"pride": "Moment van trots", "story": "Verhaal"}[self.value]


@dataclass(frozen=True, slots=True)
class StoryInput:
    """A moment of pride, or a story."""

    kind: StoryKind
    text: str
    on: date
    title: str = ""
    member_id: UUID | None = None
    is_released: bool = False
    """“Mag anoniem in het jaarverslag”, with the family's agreement."""
    released_on: date | None = None
    """When the family agreed."""
    public_text: str = ""
    """The anonymous wording for the yearly report; empty while nobody wrote one."""


StoryRecord = Kept[StoryInput]
