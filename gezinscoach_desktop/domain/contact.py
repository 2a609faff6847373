"""Contacts with a family: what happened, when, with whom, about what. A contact never forces a measurement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain


class ContactKind(StrEnum):
    """How a coach and a family met (the mission's list, in its order)."""

    HOME_VISIT = "home_visit"
    PHONE = "phone"
    MESSAGE = "message"
    TO_SERVICE = "to_service"
    WITH_SERVICE = "with_service"
    ADMINISTRATION = "administration"
    LEISURE = "leisure"
    GROUP = "group"
    OFFICE = "office"

    @property
    def label(self) -> str:
        return {
            "home_visit": "Huisbezoek",
            "phone": "Telefoon",
            "message": "Bericht",
            "to_service": "Samen naar een dienst",
            "with_service": "Overleg met een dienst",
            "administration": "Administratie samen",
            "leisure": "Ontspannende activiteit",
            "group": "Groepsactiviteit",
            "office": "Bureau",
        }[self.value]

    @property
    def icon(self) -> str:
        """The name of its icon in resources/icons."""
        return {
            "home_visit": "home",
            "phone": "call",
            "message": "chat",
            "to_service": "walk",
            "with_service": "people-team",
            "administration": "document-text",
            "leisure": "emoji",
            "group": "people-community",
            "office": "building",
        }[self.value]


@dataclass(frozen=True, slots=True)
class ContactInput:
    """What a coach fills in about one contact; None and empty mean not filled in."""

    kind: ContactKind
    on: date
    begins_at: int | None = None
    """Minutes after midnight."""
    minutes: int | None = None
    """How long it lasted."""
    members: tuple[UUID, ...] = ()
    """Which members were present."""
    others: str = ""
    """Who else was present, in words."""
    domains: tuple[LifeDomain, ...] = ()
    note: str = ""
    service_id: UUID | None = None
    """The service of the directory it was with, for kinds that involve one."""
    group_id: UUID | None = None
    """The same for every family that took part in one group activity; each family keeps a contact of its own."""


ContactRecord = Kept[ContactInput]
