"""What every tab of the family page is given: the data with the names and ages that go with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.instrument import Item
from gezinscoach_desktop.domain.request import wished_levels
from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.services.evolution import Evolution, FamilyPage
from gezinscoach_desktop.services.family import FamilyHeader
from gezinscoach_desktop.views.family.history import can_compare
from gezinscoach_desktop.views.family.names import HOUSEHOLD, ages, display_names, short_names


@dataclass(frozen=True, slots=True)
class FamilyData:
    """One reading of a family; `None` as a person is the household."""

    page: FamilyPage
    today: date
    names: Mapping[UUID | None, str]
    short_names: Mapping[UUID | None, str]
    ages: Mapping[UUID | None, str]

    @classmethod
    def of(cls, page: FamilyPage, today: date) -> FamilyData:
        members = page.header.members
        return cls(
            page, today, display_names(members, today), short_names(members, today), ages(members, today)
        )

    @property
    def header(self) -> FamilyHeader:
        return self.page.header

    @property
    def evolution(self) -> Evolution:
        return self.page.evolution

    def wished(self, place: Place) -> int | None:
        """The level where the family wants to go on this item."""
        return wished_levels(self.page.goals).get(place)

    @property
    def can_compare(self) -> bool:
        """False as long as the nulmeting is the last snapshot: it would be compared with itself."""
        return can_compare(self.evolution)

    def name(self, person: UUID | None) -> str:
        return self.names.get(person, HOUSEHOLD if person is None else "Gezinslid")

    def short_name(self, person: UUID | None) -> str:
        return self.short_names.get(person, self.name(person))

    def item(self, key: str) -> Item | None:
        """The item by key; None for one that this version of the instrument no longer has."""
        return self.evolution.instrument.items.get(key)

    def item_name(self, key: str) -> str:
        item = self.item(key)
        return key if item is None else item.name

    def level_text(self, key: str, level: int | None) -> str:
        """The instrument's own words for a level."""
        item = self.item(key)
        return "" if item is None else item.level_text(level)

    def place_name(self, place: Place) -> str:
        """`Stress, Sofie Peeters`."""
        return f"{self.item_name(place[1])}, {self.name(place[0])}"
