"""Signals of what fails structurally."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from gezinscoach_desktop.data.family import own_families
from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import FamilyRow, ServiceRow, SignalRow
from gezinscoach_desktop.domain.signal import SignalInput, SignalRecord

SIGNALS = KeptTable(SignalRow, SignalInput)


def of_family(session: Session, family_id: UUID) -> tuple[SignalRecord, ...]:
    """Signals that came up with the family, the newest first."""
    query = SIGNALS.of_family(family_id).order_by(SignalRow.on.desc(), SignalRow.created_at.desc())
    return SIGNALS.read(session, query)


def seen_by(session: Session, account_id: UUID, *, own_only: bool, today: date) -> tuple[SignalRecord, ...]:
    """Every signal, the newest first; with `own_only` what the account told without a family, and what its families gave."""
    query = SIGNALS.kept().order_by(SignalRow.on.desc(), SignalRow.created_at.desc())
    if own_only:
        told = and_(SignalRow.family_id.is_(None), SignalRow.created_by == account_id)
        query = query.where(or_(told, SignalRow.family_id.in_(own_families(account_id, today))))
    return SIGNALS.read(session, query)


def names_of_services(session: Session) -> Mapping[UUID, str]:
    """How the services are called that signals are about; a double by the name of the one it was merged into."""
    used = select(SignalRow.service_id).where(SignalRow.service_id.is_not(None))
    kept = aliased(ServiceRow)
    query = (
        select(ServiceRow.id, func.coalesce(kept.name, ServiceRow.name))
        .outerjoin(kept, kept.id == ServiceRow.merged_into)
        .where(ServiceRow.id.in_(used))
    )
    return dict(session.execute(query).all())


def codes_of_families(session: Session) -> Mapping[UUID, str]:
    """The codes of the families with which signals came up."""
    used = select(SignalRow.family_id).where(SignalRow.family_id.is_not(None))
    query = select(FamilyRow.id, FamilyRow.code).where(FamilyRow.id.in_(used))
    return dict(session.execute(query).all())
