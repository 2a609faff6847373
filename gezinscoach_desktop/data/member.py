"""Members of families and when they belonged to the household."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import and_, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.tables import AccountRow, MemberRow, StayRow, table_of
from gezinscoach_desktop.data.types import Id
from gezinscoach_desktop.domain.household import Person, Stay
from gezinscoach_desktop.domain.record import MemberInput, MemberRecord

DETAILS = (
    "given_name",
    "family_name",
    "role",
    "birth_date",
    "gender",
    "relation",
    "living",
    "lives_with",
    "diploma",
    "school",
    "phone",
    "email",
)
"""The columns of a member that bear the same name in MemberInput."""

_OF_FAMILY = (
    select(
        MemberRow.id,
        MemberRow.code,
        MemberRow.version,
        StayRow.id,
        StayRow.joined,
        StayRow.left,
        MemberRow.changed_at,
        AccountRow.display_name,
        *(getattr(MemberRow, name) for name in DETAILS),
    )
    .outerjoin(StayRow, and_(StayRow.family_id == MemberRow.family_id, StayRow.member_id == MemberRow.id))
    .outerjoin(AccountRow, AccountRow.id == MemberRow.changed_by)
    .where(MemberRow.family_id == bindparam("family_id", type_=Id()))
)


def of_family(session: Session, family_id: UUID) -> tuple[MemberRecord, ...]:
    """Everybody who is or was a member, with their stays from old to new; one query."""
    stays: dict[UUID, list[Stay]] = {}
    kept: dict[UUID, Any] = {}
    for row in session.connection().execute(_OF_FAMILY, {"family_id": family_id}):
        member_id, _, _, stay_id, joined, left, *_ = row
        kept[member_id] = row
        periods = stays.setdefault(member_id, [])
        if stay_id is not None:
            periods.append(Stay(joined, left))
    return tuple(
        MemberRecord(
            member_id,
            row[1],
            row[2],
            MemberInput(**dict(zip(DETAILS, row[8:], strict=True)), stays=_in_order(stays[member_id])),
            row[6],
            row[7],
        )
        for member_id, row in kept.items()
    )


_ROLES = select(MemberRow.id, MemberRow.role).where(MemberRow.family_id == bindparam("family_id", type_=Id()))


def roles(session: Session, family_id: UUID) -> tuple[Person, ...]:
    """Everybody of the family with the part of the instrument that fits, without birth dates and stays."""
    found = session.connection().execute(_ROLES, {"family_id": family_id})
    return tuple(Person(member_id, role) for member_id, role in found)


def codes(session: Session, family_id: UUID) -> tuple[str, ...]:
    """Every code used in the family."""
    return tuple(session.scalars(select(MemberRow.code).where(MemberRow.family_id == family_id)))


def member_values(
    member_id: UUID, family_id: UUID, code: str, details: MemberInput, *, at: datetime, by: UUID | None
) -> dict[str, Any]:
    """A new row of `member`, complete; its stays come from `stay_values`."""
    return {
        "id": member_id,
        "family_id": family_id,
        "code": code,
        **{name: getattr(details, name) for name in DETAILS},
        "version": 1,
        "changed_at": at,
        "changed_by": by,
    }


def stay_values(family_id: UUID, member_id: UUID, stay: Stay) -> dict[str, Any]:
    """A new row of `stay`."""
    return {
        "id": uuid4(),
        "family_id": family_id,
        "member_id": member_id,
        "joined": stay.joined,
        "left": stay.left,
    }


def add_members(session: Session, members: list[dict[str, Any]], stays: list[dict[str, Any]]) -> None:
    """Insert rows made by `member_values` and `stay_values`."""
    if members:
        session.execute(insert(_MEMBER), members)
    if stays:
        session.execute(insert(_STAY), stays)


def row(session: Session, member_id: UUID) -> MemberRow | None:
    """The member's row for changing it inside the running transaction."""
    return session.get(MemberRow, member_id)


def change(session: Session, kept: MemberRow, details: MemberInput, *, at: datetime, by: UUID) -> None:
    """Put changed details in the row and replace the stays."""
    for name in DETAILS:
        setattr(kept, name, getattr(details, name))
    kept.changed_at = at
    kept.changed_by = by
    session.flush()
    session.execute(delete(_STAY).where(StayRow.family_id == kept.family_id, StayRow.member_id == kept.id))
    stays = [stay_values(kept.family_id, kept.id, stay) for stay in details.stays]
    if stays:
        session.execute(insert(_STAY), stays)


def _in_order(stays: list[Stay]) -> tuple[Stay, ...]:
    return tuple(sorted(stays, key=lambda stay: stay.joined or date.min))


_MEMBER = table_of(MemberRow)
_STAY = table_of(StayRow)
