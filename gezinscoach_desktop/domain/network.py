"""The people and services around a family (netwerk): the list is the source, the ecogram and genogram are drawn from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain, in_order
from gezinscoach_desktop.domain.text import fold

FULL_CIRCLE = 360


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

    def runs_on(self, day: date) -> bool:
        """True up to but not including the day it ended; a tie that ended stays in the list."""
        return self.until is None or day < self.until


TieRecord = Kept[TieInput]


class BondKind(StrEnum):
    """How two people of a household belong together, for the genogram."""

    PARTNERS = "partners"
    EX_PARTNERS = "ex_partners"
    PARENT = "parent"
    """`member_id` is a parent of `other_id`."""
    CHILD = "child"
    """`member_id` is a child of `other_name`, who is no member: of two members the parent is the one that is kept."""

    @property
    def label(self) -> str:
        return {
            "partners": "Partner van",
            "ex_partners": "Ex-partner van",
            "parent": "Ouder van",
            "child": "Kind van",
        }[self.value]


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

    @property
    def is_waiting(self) -> bool:
        """True as long as the service did not answer: the family waits."""
        return self in (ReferralOutcome.ASKED, ReferralOutcome.WAITING)


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


def checked_tie(tie: TieInput) -> TieInput:
    """As it is kept; raises InvalidInput (name, until)."""
    if tie.kind is TieKind.PERSON:
        tie = replace(tie, service_id=None)
    if tie.service_id is None and not tie.name.strip():
        what = "de persoon" if tie.kind is TieKind.PERSON else "de dienst"
        field = "name" if tie.kind is TieKind.PERSON else "service_id"
        raise InvalidInput(f"Vul in hoe {what} heet.", field=field)
    _check_period(tie.since, tie.until)
    angle = None if tie.angle is None else tie.angle % FULL_CIRCLE
    name = "" if tie.service_id is not None else tie.name.strip()
    return replace(tie, name=name, domains=in_order(tie.domains), angle=angle)


def checked_bond(bond: BondInput) -> BondInput:
    """As it is kept: from parent to child where both are members; raises InvalidInput (other_id, until)."""
    if bond.other_id is not None:
        bond = replace(bond, other_name="")
    elif not bond.other_name.strip():
        raise InvalidInput("Kies een gezinslid of vul een naam in.", field="other_id")
    if bond.other_id == bond.member_id:
        raise InvalidInput("Kies twee verschillende mensen.", field="other_id")
    if bond.kind is BondKind.CHILD and bond.other_id is not None:
        bond = replace(bond, kind=BondKind.PARENT, member_id=bond.other_id, other_id=bond.member_id)
    if bond.kind is BondKind.PARENT and bond.other_id is None:
        raise InvalidInput("Kies bij “Ouder van” een gezinslid.", field="other_id")
    _check_period(bond.since, bond.until)
    return replace(bond, other_name=bond.other_name.strip())


def are_same_bond(first: BondInput, second: BondInput) -> bool:
    """Whether both say the same of the same two people, whichever was named first."""
    couples = (BondKind.PARTNERS, BondKind.EX_PARTNERS)
    if first.kind is not second.kind and not (first.kind in couples and second.kind in couples):
        return False
    if fold(first.other_name) != fold(second.other_name):
        return False
    if first.kind in couples:
        return {first.member_id, first.other_id} == {second.member_id, second.other_id}
    return (first.member_id, first.other_id) == (second.member_id, second.other_id)


def checked_referral(referral: ServiceReferralInput, today: date) -> ServiceReferralInput:
    """As it is kept: who still waits has no answer yet, an answer is of today when nothing else is said."""
    if referral.asked_on > today:
        raise InvalidInput("Een doorverwijzing vraag je vandaag of vroeger.", field="asked_on")
    if referral.outcome.is_waiting:
        return replace(referral, answered_on=None)
    answered = referral.answered_on or today
    if answered > today:
        raise InvalidInput("Het antwoord kwam vandaag of vroeger.", field="answered_on")
    if answered < referral.asked_on:
        raise InvalidInput("Het antwoord kwam na de vraag; kijk de datums na.", field="answered_on")
    return replace(referral, answered_on=answered)


def _check_period(since: date | None, until: date | None) -> None:
    if since is not None and until is not None and until < since:
        raise InvalidInput("De einddatum ligt vóór het begin.", field="until")
