"""The service directory of the office (sociale kaart): services, who works there, and what they do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain


@dataclass(frozen=True, slots=True)
class ServiceInput:
    """A service as the office knows it."""

    name: str
    organisation: str = ""
    what: str = ""
    """What they do, for whom."""
    domains: tuple[LifeDomain, ...] = ()
    municipality: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    waiting: str = ""
    """How long one waits there, in words."""
    waiting_noted_on: date | None = None
    retired_on: date | None = None
    """It no longer exists or is no longer used; never deleted."""
    merged_into: UUID | None = None
    """The service this one turned out to be a double of: everything that names this one means that one."""


@dataclass(frozen=True, slots=True)
class ContactPersonInput:
    """Somebody who works at a service."""

    service_id: UUID
    name: str
    role: str = ""
    phone: str = ""
    email: str = ""
    retired_on: date | None = None


ServiceRecord = Kept[ServiceInput]
ContactPersonRecord = Kept[ContactPersonInput]
