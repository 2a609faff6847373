"""Bundles of signals, and the signals as a bundle knows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import FamilyRow, MemberRow, ServiceRow, SignalBundleRow, SignalRow
from gezinscoach_desktop.domain.signal_bundle import SignalBundleInput, SignalBundleRecord, Told

SIGNAL_BUNDLES: Final = KeptTable(SignalBundleRow, SignalBundleInput)


def every(session: Session) -> tuple[SignalBundleRecord, ...]:
    """Every bundle, the last changed first."""
    query = SIGNAL_BUNDLES.kept().order_by(SignalBundleRow.changed_at.desc(), SignalBundleRow.title)
    return SIGNAL_BUNDLES.read(session, query)


def told(session: Session) -> tuple[Told, ...]:
    """Every signal that was not taken away, the newest first; a double service by the one it was merged into."""
    kept = aliased(ServiceRow)
    query = (
        select(
            SignalRow.id,
            SignalRow.theme,
            func.coalesce(kept.id, ServiceRow.id),
            func.coalesce(kept.name, ServiceRow.name, SignalRow.service),
            SignalRow.on,
            SignalRow.how_often,
            SignalRow.family_id,
            SignalRow.created_by,
            SignalRow.example,
        )
        .outerjoin(ServiceRow, ServiceRow.id == SignalRow.service_id)
        .outerjoin(kept, kept.id == ServiceRow.merged_into)
        .where(SignalRow.removed_at.is_(None))
        .order_by(SignalRow.on.desc(), SignalRow.created_at.desc())
    )
    return tuple(Told(*row) for row in session.execute(query))


def service_names(session: Session) -> Mapping[UUID, str]:
    """How the services are called that bundles are about; a double by the name of the one it was merged into."""
    kept = aliased(ServiceRow)
    query = (
        select(ServiceRow.id, func.coalesce(kept.name, ServiceRow.name))
        .outerjoin(kept, kept.id == ServiceRow.merged_into)
        .where(ServiceRow.id.in_(select(SignalBundleRow.service_id)))
    )
    return dict(session.execute(query).all())


def names_of(session: Session, families: Collection[UUID]) -> tuple[str, ...]:
    """By which names these families and their members are known; two queries."""
    if not families:
        return ()
    wanted = list(families)
    names = [*session.scalars(select(FamilyRow.name).where(FamilyRow.id.in_(wanted)))]
    members = session.execute(
        select(MemberRow.given_name, MemberRow.family_name).where(MemberRow.family_id.in_(wanted))
    )
    names += [f"{given} {last}" for given, last in members]
    return tuple(name for name in names if name.strip())
