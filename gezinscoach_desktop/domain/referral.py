"""Referrals: how a family came to be named, what was decided, and who waits. Coordinators only, whatever the screen.

A referral is not a family yet: as long as it is undecided or waits, nothing of it stands among the families, so that no
list, count, search or export of families can tell of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.dates import EARLIEST, format_date
from gezinscoach_desktop.domain.errors import InvalidInput
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
    assigned_on: date | None = None
    """When it was given to a coach, and so became a family or went on as one that was here before."""
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


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided about a referral; `decision` None takes back what was decided."""

    decision: Decision | None
    on: date
    reason: str = ""
    referred_to: str = ""
    """Where the family was sent on to."""


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """A referral as lists show it: with the names that go with its ids, and what was done while the family waits."""

    record: ReferralRecord
    organisation: str = ""
    """The referrer's, by the name it has in the directory or as it was typed."""
    wanted_organisation: str = ""
    decided_by: str = ""
    adults: int = 0
    children: int = 0
    last_contact_on: date | None = None
    contacts: int = 0
    is_bridged: bool = False
    """Somebody helps in the meantime."""

    @property
    def id(self) -> UUID:
        return self.record.id

    @property
    def details(self) -> ReferralInput:
        return self.record.details

    @property
    def title(self) -> str:
        return referral_title(self.details)


_LATEST_BIRTH = timedelta(days=300)
"""An unborn child counts; a birth further ahead than a pregnancy lasts is a slip of the keyboard."""


def referral_title(details: ReferralInput) -> str:
    """What the family is called in a list: by name, or as far as anything is known."""
    return details.name or details.phone or "Zonder naam"


def checked_referral(details: ReferralInput, today: date) -> ReferralInput:
    """The same, tidied. Raises InvalidInput (name, received_on): a name or a phone number is enough."""
    texts = {
        name: value.strip()
        for name in ReferralInput.__dataclass_fields__
        if isinstance(value := getattr(details, name), str) and not isinstance(value, StrEnum)
    }
    tidy = replace(details, **texts)  # type: ignore[arg-type]
    if not (tidy.name or tidy.phone):
        raise InvalidInput("Vul de naam van het gezin in, of een telefoonnummer.", field="name")
    if not EARLIEST <= tidy.received_on <= today:
        raise InvalidInput("Een aanmelding kwam vandaag of vroeger binnen.", field="received_on")
    return tidy


def checked_persons(persons: Iterable[ReferredPersonInput], today: date) -> tuple[ReferredPersonInput, ...]:
    """Those of whom anything is known. Raises InvalidInput (persons) for a birth date that cannot be."""
    found = []
    for person in persons:
        tidy = replace(
            person,
            given_name=person.given_name.strip(),
            family_name=person.family_name.strip(),
            relation=person.relation.strip(),
        )
        born = tidy.birth_date
        if born is not None and not EARLIEST <= born <= today + _LATEST_BIRTH:
            raise InvalidInput(f"De geboortedatum {format_date(born)} kan niet kloppen.", field="persons")
        if tidy.given_name or tidy.family_name or born is not None:
            found.append(tidy)
    return tuple(found)


def decided(details: ReferralInput, ruling: Ruling, by: UUID, today: date) -> ReferralInput:
    """With what was decided; raises InvalidInput (on, referred_to, reason).

    Who no longer waits has no place in line; what the referrer was told stays as it was.
    """
    if ruling.decision is None:
        return replace(
            details, decision=None, decided_on=None, decided_by=None, decision_reason="", referred_to="",
            place_in_line=0,
        )  # fmt: skip
    if ruling.on > today or ruling.on < details.received_on:
        raise InvalidInput(
            f"Beslist werd ten vroegste op de dag van de aanmelding ({format_date(details.received_on)}) en "
            "ten laatste vandaag.",
            field="on",
        )
    where = ruling.referred_to.strip() if ruling.decision is Decision.REFERRED_ON else ""
    if ruling.decision is Decision.REFERRED_ON and not where:
        raise InvalidInput("Vul in naar wie het gezin doorverwezen is.", field="referred_to")
    if ruling.decision is not Decision.ACCEPTED and not ruling.reason.strip():
        raise InvalidInput("Vul in waarom dit beslist is.", field="reason")
    still_waits = details.decision is Decision.WAITING and ruling.decision is Decision.WAITING
    return replace(
        details,
        decision=ruling.decision,
        decided_on=ruling.on,
        decided_by=by,
        decision_reason=ruling.reason.strip(),
        referred_to=where,
        place_in_line=details.place_in_line if still_waits else 0,
    )


def checked_waiting_contact(
    details: WaitingContactInput, received_on: date, today: date
) -> WaitingContactInput:
    """The same, tidied. Raises InvalidInput (on, what)."""
    if not received_on <= details.on <= today:
        raise InvalidInput(
            f"Kies een dag tussen de aanmelding ({format_date(received_on)}) en vandaag.", field="on"
        )
    what = details.what.strip()
    if not what:
        raise InvalidInput("Schrijf in een paar woorden wat er gezegd of gedaan is.", field="what")
    return replace(details, what=what)
