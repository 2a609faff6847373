"""A family and its members as they are filled in, kept and listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from gezinscoach_desktop.domain.due import Due
from gezinscoach_desktop.domain.family import (
    Diploma,
    FoundVia,
    Gender,
    HouseholdType,
    HousingKind,
    IncomeSource,
    family_title,
)
from gezinscoach_desktop.domain.household import Living, Person, Role, Stay
from gezinscoach_desktop.domain.phone import plain_phone
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Phase, PhaseStart


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
class FamilyWanted:
    """What somebody looks for in the list; empty means everything."""

    text: str = ""
    """Every word of it occurs in the family's search text; accents and capitals do not matter."""
    only_mine: bool = False
    only_due: bool = False
    phase: Phase | None = None
    municipality: str = ""


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
    phone: str = ""
    email: str = ""
    reach_note: str = ""
    """How and when to reach the family, and who may."""


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
    phone: str = ""
    email: str = ""


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
    changed_at: datetime | None = None
    changed_by: str | None = None

    @property
    def person(self) -> Person:
        """The member as the balance sees one."""
        return Person(self.id, self.details.role, self.details.birth_date, self.details.stays)

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
    reason: str = ""
    """Why it began: a handover, somebody who steps in."""

    def runs_on(self, day: date) -> bool:
        """True from the first day on, up to but not including the last."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class FamilyHeader:
    """Everything of a family that is not a score."""

    record: FamilyRecord
    members: tuple[MemberRecord, ...]
    assignments: tuple[AssignmentRecord, ...]
    phases: tuple[PhaseStart, ...]

    @property
    def persons(self) -> tuple[Person, ...]:
        """The members as the balance sees them, in the same order."""
        return tuple(member.person for member in self.members)

    @property
    def title(self) -> str:
        return family_title(self.record.details.name, self.record.code)

    @property
    def phase(self) -> Phase | None:
        return self.phases[-1].phase if self.phases else None


def search_text_of(code: str, details: FamilyInput, members: Iterable[MemberInput]) -> str:
    """What search looks in: everything by which people remember a family, folded."""
    everybody = tuple(members)
    names = (f"{member.given_name} {member.family_name}" for member in everybody)
    phones = [plain_phone(number) for number in (details.phone, *(member.phone for member in everybody))]
    words = (
        details.name,
        code,
        details.municipality,
        details.neighbourhood,
        details.address,
        *names,
        *phones,
    )
    return fold(" ".join(word for word in words if word))


def sort_name_of(code: str, details: FamilyInput) -> str:
    """By what the list is sorted: the family's name, or its code while it has none."""
    return fold(details.name or code)


def members_in_order(members: Iterable[MemberRecord]) -> tuple[MemberRecord, ...]:
    """Adults before children, both from old to young; who has no birth date comes last, by code."""
    return tuple(
        sorted(
            members,
            key=lambda member: (
                member.details.role is not Role.ADULT,
                member.details.birth_date or date.max,
                len(member.code),
                member.code,
            ),
        )
    )
