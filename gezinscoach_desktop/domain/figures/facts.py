"""What figures are counted from: every family in as few bytes as will do, read once and counted many times.

A family is an index here: sets of families are whole numbers with a byte per family, 1 where it is in (`mask_of`), so that
ten thousand families are counted, joined and left out at once.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.family import Diploma, FoundVia, HouseholdType, HousingKind, IncomeSource
from gezinscoach_desktop.domain.household import Role, Stay
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import ReferralOutcome
from gezinscoach_desktop.domain.right import RightState
from gezinscoach_desktop.domain.signal import HowOften
from gezinscoach_desktop.domain.snapshot import Setback
from gezinscoach_desktop.domain.trajectory import AssignmentKind, ClosingReason, Decision, Phase

KINDS = tuple(ContactKind)
"""A kind of contact is kept as its place here."""

NOT_APPLICABLE, NEVER, NO_FIT = 6, 7, 8
"""How a place is kept in a byte: its level 1–5, or one of these. 0 is nobody."""
ITEMS_AT_MOST = 1 << 8
"""So many items an instrument may have for a place to be kept in two bytes."""


ALWAYS = Stay()


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A member as far as figures count one."""

    role: Role
    birth_date: date | None = None
    diploma: Diploma | None = None
    stays: tuple[Stay, ...] = (ALWAYS,)

    def is_present(self, day: date) -> bool:
        return any(stay.covers(day) for stay in self.stays)

    @property
    def is_always_present(self) -> bool:
        return ALWAYS in self.stays


@dataclass(frozen=True, slots=True)
class SupportFact:
    """A coach beside the family."""

    account_id: UUID
    kind: AssignmentKind
    since: date
    until: date | None = None

    def runs_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def overlaps(self, since: date, until: date) -> bool:
        return self.since < until and (self.until is None or since < self.until)


@dataclass(frozen=True, slots=True)
class PhaseFact:
    """A phase begins."""

    since: date
    phase: Phase
    closing_reason: ClosingReason | None = None


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """Every score of a family from old to new; a place is rank of the person × ITEMS_AT_MOST + item."""

    days: array[int] = field(default_factory=lambda: array("i"))
    places: array[int] = field(default_factory=lambda: array("H"))
    codes: bytes = b""


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """Every contact of a family by day; 0 minutes where no duration was noted."""

    days: array[int] = field(default_factory=lambda: array("i"))
    kinds: bytes = b""
    minutes: array[int] = field(default_factory=lambda: array("H"))


@dataclass(frozen=True, slots=True)
class StepFact:
    """A right came to stand somewhere. Steps are kept in the order in which the last one counts."""

    right_id: UUID
    member_id: UUID | None
    state: RightState
    on: date
    monthly_cents: int = 0
    once_cents: int = 0


@dataclass(frozen=True, slots=True)
class TieFact:
    """A service stands beside the family; None is one that is not in the directory."""

    service_id: UUID | None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class OutFact:
    """The family was referred to a service."""

    asked_on: date
    outcome: ReferralOutcome
    answered_on: date | None = None
    domain: LifeDomain | None = None


@dataclass(frozen=True, slots=True)
class FamilyFact:
    """All that figures count of one family."""

    id: UUID
    code: str = ""
    name: str = ""
    municipality: str = ""
    household_type: HouseholdType | None = None
    languages: str = ""
    needs_interpreter: bool = False
    is_newcomer: bool = False
    income_source: IncomeSource | None = None
    housing_kind: HousingKind | None = None
    started_on: date | None = None
    phases: tuple[PhaseFact, ...] = ()
    """From old to new."""
    supports: tuple[SupportFact, ...] = ()
    persons: tuple[PersonFact, ...] = ()
    comes_and_goes: bool = True
    """False when every person always belonged to the household."""
    snapshots: tuple[tuple[date, bool], ...] = ()
    """Day and whether it is a revised baseline, from old to new."""
    scores: ScoreFacts = field(default_factory=ScoreFacts)
    setbacks: tuple[tuple[date, Setback], ...] = ()
    contacts: ContactFacts = field(default_factory=ContactFacts)
    expenses: tuple[tuple[date, int], ...] = ()
    steps: tuple[StepFact, ...] = ()
    ties: tuple[TieFact, ...] = ()
    referred_out: tuple[OutFact, ...] = ()
    has_consent_to_confirm: bool = False

    @property
    def begin(self) -> date | None:
        """Since when it is supported, as far as known."""
        days = [day for day in (self.started_on,) if day is not None]
        if self.phases:
            days.append(self.phases[0].since)
        if self.snapshots:
            days.append(self.snapshots[0][0])
        return min(days, default=None)


@dataclass(frozen=True, slots=True)
class ReferralFact:
    """A referral; coordinators only."""

    id: UUID
    family_id: UUID | None
    root: UUID
    """The same for referrals of one family: its id, or that of the first referral."""
    name: str
    received_on: date
    channel: FoundVia
    municipality: str
    decision: Decision | None
    decided_on: date | None
    first_contact_on: date | None


@dataclass(frozen=True, slots=True)
class SignalFact:
    """A signal; `family_id` None when it was told without a family."""

    id: UUID
    family_id: UUID | None
    theme: LifeDomain
    on: date
    how_often: HowOften


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is not of one family: names for rows, and what is told apart from families."""

    coaches: Mapping[UUID, str] = field(default_factory=dict)
    organisations: Mapping[UUID, str] = field(default_factory=dict)
    organisation_of: Mapping[UUID, UUID] = field(default_factory=dict)
    """Of an account."""
    services: Mapping[UUID, str] = field(default_factory=dict)
    merged: Mapping[UUID, UUID] = field(default_factory=dict)
    """Of a service that turned out to be a double: what it is meant by now."""
    rights: Mapping[UUID, str] = field(default_factory=dict)
    referrals: tuple[ReferralFact, ...] = ()
    signals: tuple[SignalFact, ...] = ()
    is_whole: bool = False
    """True when it is about every family, and referrals and colleagues may be counted."""


def mask_of(indexes: Iterable[int], families: int) -> int:
    """The set of families as a number with a byte for each."""
    bits = bytearray(families)
    for index in indexes:
        bits[index] = 1
    return int.from_bytes(bits, "little")


def indexes_of(mask: int, families: int) -> list[int]:
    """The other way round, in order."""
    return [index for index, is_in in enumerate(mask.to_bytes(families, "little")) if is_in]


def in_order(families: Iterable[FamilyFact]) -> Sequence[FamilyFact]:
    """By code, so that the same office gives the same order."""
    return sorted(families, key=lambda family: (family.code, family.id))
