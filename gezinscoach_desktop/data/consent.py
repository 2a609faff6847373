"""Consents of a family, and whether anything may be registered for it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import ConsentRow
from gezinscoach_desktop.data.types import Day, Id
from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind, ConsentRecord

CONSENTS = KeptTable(ConsentRow, ConsentInput)
_DAY = bindparam("day", type_=Day())
_MAY = select(
    exists().where(
        ConsentRow.family_id == bindparam("family_id", type_=Id()),
        ConsentRow.kind == ConsentKind.COACHING,
        ConsentRow.removed_at.is_(None),
        ConsentRow.given_on <= _DAY,
        or_(ConsentRow.until.is_(None), ConsentRow.until > _DAY),
        or_(ConsentRow.withdrawn_on.is_(None), ConsentRow.withdrawn_on > _DAY),
    )
)


def of_family(session: Session, family_id: UUID) -> tuple[ConsentRecord, ...]:
    """Every consent of the family, from old to new."""
    query = CONSENTS.of_family(family_id).order_by(ConsentRow.given_on, ConsentRow.created_at, ConsentRow.id)
    return CONSENTS.read(session, query)


def may_be_coached(session: Session, family_id: UUID, day: date) -> bool:
    """The same as `domain.consent.may_be_coached`, asked of the store."""
    return bool(session.connection().execute(_MAY, {"family_id": family_id, "day": day}).scalar())
