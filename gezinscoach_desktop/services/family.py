"""Families and their members: list, page, add, change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.due import Due
from gezinscoach_desktop.domain.family import (
    Diploma,
    FoundVia,
    Gender,
    HouseholdType,
    HousingKind,
    IncomeSource,
    Likeness,
)
from gezinscoach_desktop.domain.household import Living, Role, Stay
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Phase, PhaseStart
from gezinscoach_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A line of the list of families."""

    id: UUID
    code: str
    name: str
    municipality: str
    neighbourhood: str
    phase: Phase | None
    responsible: str | None
    second: str | None
    is_mine: bool
    adults: int
    children: int
    snapshots: int
    last_snapshot: date | None
    due: Due
    has_draft: bool
    search_text: str
    """Folded name, code, municipality, neighbourhood, address and members' names."""
    sort_name: str
    """Folded family name to sort on."""


@dataclass(frozen=True, slots=True)
class FamilyInput:
    """What a coach fills in about a family; empty text and None mean not known."""

    name: str = ""
    code: str = ""
    municipality: str = ""
    neighbourhood: str = ""
    address: str = ""
    household_type: HouseholdType | None = None
    languages: str = ""
    needs_interpreter: bool = False
    is_newcomer: bool = False
    income_source: IncomeSource | None = None
    housing_kind: HousingKind | None = None
    found_via: FoundVia | None = None
    started_on: date | None = None
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class MemberInput:
    """What a coach fills in about a member. `birth_date` may lie ahead (expected date of an unborn child)."""

    given_name: str = ""
    family_name: str = ""
    role: Role = Role.ADULT
    birth_date: date | None = None
    gender: Gender | None = None
    relation: str = ""
    living: Living = Living.HERE
    lives_with: str = ""
    diploma: Diploma | None = None
    school: str = ""
    stays: tuple[Stay, ...] = (Stay(),)


@dataclass(frozen=True, slots=True)
class FamilyRecord:
    """A family as kept; hand `version` back when changing it."""

    id: UUID
    code: str
    version: int
    details: FamilyInput
    changed_at: datetime
    changed_by: str | None


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """A member as kept, in the order in which members are shown (adults by age, then children by age)."""

    id: UUID
    code: str
    version: int
    details: MemberInput

    @property
    def display_name(self) -> str:
        """Given and family name, or what the code tells when no name is known: `Volwassene V1`."""
        name = f"{self.details.given_name} {self.details.family_name}".strip()
        return name or f"{self.details.role.label} {self.code}"


@dataclass(frozen=True, slots=True)
class AssignmentRecord:
    """Who supports the family since when; `until` None while it runs."""

    account_id: UUID
    coach: str
    kind: AssignmentKind
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class FamilyHeader:
    """Everything of a family that is not a score."""

    record: FamilyRecord
    members: tuple[MemberRecord, ...]
    assignments: tuple[AssignmentRecord, ...]
    phases: tuple[PhaseStart, ...]

    @property
    def title(self) -> str:
        return f"Gezin {self.record.details.name or self.record.code}"

    @property
    def phase(self) -> Phase | None:
        return self.phases[-1].phase if self.phases else None


def list_families(desk: Desk) -> tuple[FamilyRow, ...]:
    """Every family the account may see, sorted by family name; one set-based query."""
    raise NotImplementedError


def read_family(desk: Desk, family_id: UUID) -> FamilyHeader:
    """The family's record, members, assignments and phases; raises NotFound or NotAllowed."""
    raise NotImplementedError


def proposed_code(desk: Desk) -> str:
    """The next free family code of this year."""
    raise NotImplementedError


def known_municipalities(desk: Desk) -> tuple[str, ...]:
    """Municipalities already used, for completion."""
    raise NotImplementedError


def likely_duplicates(
    desk: Desk, details: FamilyInput, birth_dates: tuple[date, ...] = ()
) -> tuple[Likeness, ...]:
    """Families that may be the same one; hints only, nothing is refused."""
    raise NotImplementedError


def add_family(desk: Desk, details: FamilyInput, members: tuple[MemberInput, ...] = ()) -> Done:
    """Add a family with the account as responsible coach if it is one; an empty code is filled in.

    Raises InvalidInput (field code when taken, name when there is neither name nor member …).
    """
    raise NotImplementedError


def change_family(desk: Desk, family_id: UUID, version: int, details: FamilyInput) -> Done:
    """Keep changed details; raises ChangedMeanwhile when `version` is no longer the kept one."""
    raise NotImplementedError


def add_member(desk: Desk, family_id: UUID, details: MemberInput) -> Done:
    """Add a member; its code (V1, K2 …) is made by the program."""
    raise NotImplementedError


def change_member(desk: Desk, member_id: UUID, version: int, details: MemberInput) -> Done:
    """Keep changed details and stays; raises ChangedMeanwhile. A member with scores keeps its role's scores readable."""
    raise NotImplementedError


def change_phase(desk: Desk, family_id: UUID, start: PhaseStart) -> Done:
    """Begin a phase on a date; a phase that begins on a date already used replaces that one."""
    raise NotImplementedError
