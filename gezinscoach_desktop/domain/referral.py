"""Referrals: how a family came to be named, what was decided, and who waits. Coordinators only, whatever the screen.

A referral is not a family yet: as long as it is undecided or waits, nothing of it stands among the families, so that no
list, count, search or export of families can tell of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.family import FoundVia, HouseholdType
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.trajectory import Decision


class Agreement(StrEnum):
    """Whether the family agrees to be referred."""

    YES = "yes"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {"yes": "Ja", "not_yet": "Nog niet", "unknown": "Niet gevraagd"}[self.value]


class Feedback(StrEnum):
    """How much the referrer may hear, as the family agreed; each says all that the one before it says."""

    NOTHING = "nothing"
    RECEIVED = "received"
    DECISION = "decision"
    DECISION_AND_REASON = "decision_and_reason"
    START = "start"
    """Also when the coaching began and with whom."""

    @property
    def label(self) -> str:
        return {
            "nothing": "Niets",
            "received": "Dat de aanmelding aankwam",
            "decision": "Wat er beslist is",
            "decision_and_reason": "Wat er beslist is en waarom",
            "start": "Ook wanneer en met wie de begeleiding start",
        }[self.value]


class Urgency(IntEnum):
    """How little it can wait."""

    NORMAL = 1
    SOON = 2
    URGENT = 3

    @property
    def label(self) -> str:
        return {1: "Gewoon", 2: "Binnenkort", 3: "Dringend"}[self.value]


@dataclass(frozen=True, slots=True)
class ReferralInput:
    """What is noted with the phone in hand; what was decided is in it too, since it is one record with one history."""

    received_on: date
    channel: FoundVia = FoundVia.PARTNER
    referrer: str = ""
    """Who refers, in words."""
    referrer_organisation: str = ""
    service_id: UUID | None = None
    """The referrer's organisation, when it is in the directory."""
    referrer_phone: str = ""
    referrer_email: str = ""
    agreement: Agreement = Agreement.UNKNOWN
    agreement_note: str = ""
    """How and when the family agreed."""
    feedback: Feedback = Feedback.NOTHING
    name: str = ""
    """The family's name, for the list."""
    municipality: str = ""
    neighbourhood: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    reach_note: str = ""
    household_type: HouseholdType | None = None
    languages: str = ""
    needs_interpreter: bool = False
    question: str = ""
    """In the family's own words."""
    reason: str = ""
    """As the referrer gives it."""
    domains: tuple[LifeDomain, ...] = ()
    urgency: Urgency = Urgency.NORMAL
    safety: str = ""
    wanted_organisation_id: UUID | None = None
    """The organisation that should do it, when that matters."""
    earlier_id: UUID | None = None
    """An earlier referral of the same family."""
    decision: Decision | None = None
    decided_on: date | None = None
    decided_by: UUID | None = None
    decision_reason: str = ""
    referred_to: str = ""
    """Where the family was sent on to."""
    place_in_line: int = 0
    """Among who waits: 1 is first; 0 is not placed by hand and follows urgency and day."""
    first_contact_on: date | None = None
    """As agreed when the family was assigned."""
    fed_back_on: date | None = None
    fed_back: str = ""
    """What was told to the referrer."""


ReferralRecord = Kept[ReferralInput]
"""`family_id` is the family it is about once there is one: accepted, or a family that was here before."""


@dataclass(frozen=True, slots=True)
class ReferredPersonInput:
    """Somebody of the family, as far as the referrer knows."""

    referral_id: UUID
    role: Role
    given_name: str = ""
    family_name: str = ""
    birth_date: date | None = None
    relation: str = ""


ReferredPersonRecord = Kept[ReferredPersonInput]


@dataclass(frozen=True, slots=True)
class WaitingContactInput:
    """Something done for a family while it waits: a call to hear how it is, or help that bridges."""

    referral_id: UUID
    on: date
    kind: ContactKind = ContactKind.PHONE
    what: str = ""
    is_bridging: bool = False
    """Help in the meantime, by the coordinator or somebody else; else a call only."""


WaitingContactRecord = Kept[WaitingContactInput]
