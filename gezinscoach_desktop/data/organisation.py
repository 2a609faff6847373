"""Municipalities, partner organisations, staff and who is away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, literal, or_, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import (
    AbsenceRow,
    AccountRow,
    FamilyRow,
    MemberRow,
    MunicipalityRow,
    OrganisationRow,
    ReferralRow,
    StaffRow,
)
from gezinscoach_desktop.data.types import Day
from gezinscoach_desktop.domain.organisation import (
    AbsenceInput,
    MunicipalityInput,
    OrganisationInput,
    StaffInput,
)
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput, search_text_of

MUNICIPALITIES: Final = KeptTable(MunicipalityRow, MunicipalityInput)
ORGANISATIONS: Final = KeptTable(OrganisationRow, OrganisationInput)
STAFF: Final = KeptTable(StaffRow, StaffInput)
ABSENCES: Final = KeptTable(AbsenceRow, AbsenceInput)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with an account, as the list of staff names one."""

    account_id: UUID
    name: str
    roles: frozenset[OfficeRole]
    is_open: bool


def municipality_names(session: Session, today: date) -> tuple[str, ...]:
    """The municipalities that take part on a day."""
    query = select(MunicipalityRow.name).where(
        MunicipalityRow.removed_at.is_(None),
        or_(MunicipalityRow.retired_on.is_(None), MunicipalityRow.retired_on > literal(today, Day())),
    )
    return tuple(session.connection().execute(query).scalars())


def families_by_municipality(session: Session) -> Mapping[str, frozenset[UUID]]:
    """The families per municipality as it is written with them; those without one are left out."""
    found: dict[str, set[UUID]] = {}
    query = select(FamilyRow.id, FamilyRow.municipality).where(FamilyRow.municipality != "")
    for id_, name in session.connection().execute(query):
        found.setdefault(name, set()).add(id_)
    return {name: frozenset(ids) for name, ids in found.items()}


def colleagues(session: Session) -> tuple[Colleague, ...]:
    """Everybody with an account, also those that were closed."""
    query = select(AccountRow.id, AccountRow.display_name, AccountRow.roles, AccountRow.deactivated_at)
    return tuple(
        Colleague(id_, name, frozenset(map(OfficeRole, roles)), closed is None)
        for id_, name, roles, closed in session.connection().execute(query)
    )


def people_by_organisation(session: Session) -> Mapping[UUID, int]:
    """How many people work for each partner organisation."""
    query = (
        select(StaffRow.organisation_id, func.count())
        .where(StaffRow.removed_at.is_(None), StaffRow.organisation_id.is_not(None))
        .group_by(StaffRow.organisation_id)
    )
    return {id_: number for id_, number in session.connection().execute(query) if id_ is not None}


def staff_of(session: Session, account_id: UUID) -> Any:
    """What was noted about somebody, also when it was taken away."""
    found = STAFF.read(session, STAFF.query().where(StaffRow.account_id == account_id))
    return found[0] if found else None


def respell(
    session: Session, before: str, after: str, only: Iterable[UUID] | None, *, at: datetime, by: UUID
) -> tuple[UUID, ...]:
    """Write another municipality with the families that have this one (of `only`); gives which they were."""
    query = select(FamilyRow).where(FamilyRow.municipality == before).order_by(FamilyRow.id)
    if only is not None:
        query = query.where(FamilyRow.id.in_(sorted(set(only))))
    found = tuple(session.scalars(query.with_for_update()))
    members = _members(session, [family.id for family in found])
    for family in found:
        family.municipality = after
        family.search_text = _search_text(family, members.get(family.id, ()))
        family.changed_at, family.changed_by = at, by
    session.flush()
    return tuple(family.id for family in found)


def respell_referrals(
    session: Session, before: str, after: str, *, at: datetime, by: UUID
) -> tuple[UUID | None, ...]:
    """The same for referrals; gives the family of each, None for one that has none (yet)."""
    query = select(ReferralRow).where(ReferralRow.municipality == before)
    found = session.scalars(query).all()
    for referral in found:
        referral.municipality = after
        referral.version += 1
        referral.changed_at, referral.changed_by = at, by
    session.flush()
    return tuple(referral.family_id for referral in found)


def _members(session: Session, family_ids: list[UUID]) -> Mapping[UUID, list[MemberInput]]:
    found: dict[UUID, list[MemberInput]] = {}
    query = select(MemberRow.family_id, MemberRow.given_name, MemberRow.family_name, MemberRow.phone).where(
        MemberRow.family_id.in_(family_ids)
    )
    for family_id, given, name, phone in session.connection().execute(query):
        member = MemberInput(given_name=given, family_name=name, phone=phone)
        found.setdefault(family_id, []).append(member)
    return found


def _search_text(family: FamilyRow, members: Iterable[MemberInput]) -> str:
    details = FamilyInput(
        name=family.name,
        municipality=family.municipality,
        neighbourhood=family.neighbourhood,
        address=family.address,
        phone=family.phone,
    )
    return search_text_of(family.code, details, members)
