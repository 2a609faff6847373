"""Consents of a family, and whether anything may be registered for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, exists, literal, or_, select
from sqlalchemy.orm import Session, aliased

from gezinscoach_desktop.data.family import own_families
from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import ConsentRow, FamilyRow, PhaseRow
from gezinscoach_desktop.data.types import Day, Id
from gezinscoach_desktop.domain.consent import (
    ConsentForm,
    ConsentInput,
    ConsentKind,
    ConsentRecord,
    ToConfirm,
)
from gezinscoach_desktop.domain.trajectory import Phase

CONSENTS = KeptTable(ConsentRow, ConsentInput)
_DAY = bindparam("day", type_=Day())
_OF_FAMILY = (
    CONSENTS.kept()
    .where(ConsentRow.family_id == bindparam("family_id", type_=Id()))
    .order_by(ConsentRow.given_on, ConsentRow.created_at, ConsentRow.id)
)


def _runs_on(day: ColumnElement[date]) -> tuple[ColumnElement[bool], ...]:
    """What a consent to be coached that runs on `day` fulfils."""
    return (
        ConsentRow.kind == ConsentKind.COACHING,
        ConsentRow.removed_at.is_(None),
        ConsentRow.given_on <= day,
        or_(ConsentRow.until.is_(None), ConsentRow.until > day),
        or_(ConsentRow.withdrawn_on.is_(None), ConsentRow.withdrawn_on > day),
    )


_MAY = select(exists().where(ConsentRow.family_id == bindparam("family_id", type_=Id()), *_runs_on(_DAY)))


def of_family(session: Session, family_id: UUID) -> tuple[ConsentRecord, ...]:
    """Every consent of the family, from old to new."""
    return CONSENTS.read(session, _OF_FAMILY, {"family_id": family_id})


def may_be_coached(session: Session, family_id: UUID, day: date) -> bool:
    """The same as `domain.consent.may_be_coached`, asked of the store."""
    return bool(session.connection().execute(_MAY, {"family_id": family_id, "day": day}).scalar())


def coached(session: Session, family_ids: Sequence[UUID], day: date) -> frozenset[UUID]:
    """Those of the families whose consent to be coached runs on `day`."""
    query: Any = select(ConsentRow.family_id).where(
        ConsentRow.family_id.in_(family_ids), *_runs_on(literal(day, Day()))
    )
    return frozenset(session.scalars(query))


def to_confirm(session: Session, *, account_id: UUID, own_only: bool, today: date) -> tuple[ToConfirm, ...]:
    """Taken-over consents that nobody confirmed yet, of families that are not closed, sorted by family name."""
    after = aliased(PhaseRow)
    is_last = ~exists().where(after.family_id == PhaseRow.family_id, after.since > PhaseRow.since)
    closed = select(PhaseRow.family_id).where(PhaseRow.phase == Phase.CLOSED, is_last)
    query: Any = (
        select(
            FamilyRow.id,
            FamilyRow.code,
            FamilyRow.name,
            FamilyRow.municipality,
            ConsentRow.id,
            ConsentRow.version,
            ConsentRow.given_on,
        )
        .join(FamilyRow, FamilyRow.id == ConsentRow.family_id)
        .where(
            ConsentRow.kind == ConsentKind.COACHING,
            ConsentRow.form == ConsentForm.IMPORT,
            ConsentRow.confirmed_on.is_(None),
            ConsentRow.withdrawn_on.is_(None),
            ConsentRow.removed_at.is_(None),
            FamilyRow.id.not_in(closed),
        )
        .order_by(FamilyRow.sort_name, FamilyRow.code)
    )
    if own_only:
        query = query.where(FamilyRow.id.in_(own_families(account_id, today)))
    return tuple(ToConfirm(*row) for row in session.connection().execute(query))
