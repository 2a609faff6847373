"""The people and services around a family (netwerk): the list is the source, the ecogram and genogram are drawn from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain


class TieKind(StrEnum):
    """What is at the other end."""

    PERSON = "person"
    SERVICE = "service"

    @property
    def label(self) -> str:
        return {"person": "Persoon", "service": "Dienst"}[self.value]


class Ring(IntEnum):
    """How near the family: 1 is nearest."""

    NEAR = 1
    MIDDLE = 2
    FAR = 3

    @property
    def label(self) -> str:
        return {1: "Heel dichtbij", 2: "Dichtbij", 3: "Verder weg"}[self.value]


class Strength(StrEnum):
    """How strong the tie is."""

    WEAK = "weak"
    NORMAL = "normal"
    STRONG = "strong"
    BROKEN = "broken"

    @property
    def label(self) -> str:
        return {"weak": "Zwak", "normal": "Gewoon", "strong": "Sterk", "broken": "Verbroken"}[self.value]


class Direction(StrEnum):
    """To whom support flows."""

    BOTH = "both"
    TO_FAMILY = "to_family"
    FROM_FAMILY = "from_family"

    @property
    def label(self) -> str:
        return {"both": "Wederzijds", "to_family": "Naar het gezin", "from_family": "Van het gezin"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class TieInput:
    """A person or service around the family, or around one member of it."""

    kind: TieKind
    name: str = ""
    """Of a person; of a service that is not in the directory."""
    service_id: UUID | None = None
    member_id: UUID | None = None
    """Whose tie; None is the whole family's."""
    relation: str = ""
    """Grootmoeder, buurvrouw, huisarts …"""
    ring: Ring = Ring.MIDDLE
    strength: Strength = Strength.NORMAL
    is_tense: bool = False
    direction: Direction = Direction.BOTH
    domains: tuple[LifeDomain, ...] = ()
    """In which domains it supports."""
    reach: str = ""
    """Phone, address: how to reach them."""
    note: str = ""
    since: date | None = None
    until: date | None = None
    angle: int | None = None
    """Where it stands in the ecogram, degrees clockwise from the top, 0–359; None is placed by the program."""


TieRecord = Kept[TieInput]


class BondKind(StrEnum):
    """How two people of a household belong together, for the genogram."""

    PARTNERS = "partners"
    EX_PARTNERS = "ex_partners"
    PARENT = "parent"
    """`member_id` is a parent of `other_id`."""

    @property
    def label(self) -> str:
        return {"partners": "Partner van", "ex_partners": "Ex-partner van", "parent": "Ouder van"}[self.value]


@dataclass(frozen=True, slots=True)
class BondInput:
    """How one member belongs with another, or with somebody outside the household (an earlier partner, an absent parent)."""

    kind: BondKind
    member_id: UUID
    other_id: UUID | None = None
    """Another member of the family."""
    other_name: str = ""
    """Who is no member; two bonds with the same name mean one person."""
    since: date | None = None
    until: date | None = None


BondRecord = Kept[BondInput]


class ReferralOutcome(StrEnum):
    """What became of referring a family to a service."""

    ASKED = "asked"
    WAITING = "waiting"
    STARTED = "started"
    REFUSED = "refused"
    STOPPED = "stopped"
    FINISHED = "finished"

    @property
    def label(self) -> str:
        return {
            "asked": "Gevraagd",
            "waiting": "Op wachtlijst",
            "started": "Gestart",
            "refused": "Geweigerd",
            "stopped": "Niet doorgegaan",
            "finished": "Afgerond",
        }[self.value]


@dataclass(frozen=True, slots=True)
class ServiceReferralInput:
    """A family was referred to a service (doorverwijzing)."""

    service_id: UUID
    asked_on: date
    member_id: UUID | None = None
    domain: LifeDomain | None = None
    outcome: ReferralOutcome = ReferralOutcome.ASKED
    answered_on: date | None = None
    """When help started, or when the service said no: until then the family waits."""
    note: str = ""

    def waiting_days(self, today: date) -> int:
        """Days between asking and the answer, or until `today` while there is none; never below 0."""
        return max(0, ((self.answered_on or today) - self.asked_on).days)


ServiceReferralRecord = Kept[ServiceReferralInput]
