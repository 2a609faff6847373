"""Moments of pride and stories, as the family tells them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.errors import InvalidInput
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


def checked_story(details: StoryInput, today: date) -> StoryInput:
    """The story without stray blanks; raises InvalidInput (field text, on or released_on) when it cannot be kept.

    What may go into the yearly report always has the date on which the family agreed; what may not, has none.
    """
    if not details.text.strip():
        raise InvalidInput("Schrijf waar het gezin trots op is, of wat het vertelt.", field="text")
    if details.on > today:
        raise InvalidInput("De datum is vandaag of vroeger.", field="on")
    if details.is_released and details.released_on is None:
        raise InvalidInput("Vul in wanneer het gezin akkoord ging met het jaarverslag.", field="released_on")
    if details.is_released and details.released_on is not None and details.released_on > today:
        raise InvalidInput("Het akkoord van het gezin is van vandaag of vroeger.", field="released_on")
    return replace(
        details,
        text=details.text.strip(),
        title=" ".join(details.title.split()),
        released_on=details.released_on if details.is_released else None,
        public_text=details.public_text.strip(),
    )
