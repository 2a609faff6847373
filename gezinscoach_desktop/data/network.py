"""People and services around families, who belongs with whom, and referrals to services."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import BondRow, ServiceReferralRow, TieRow
from gezinscoach_desktop.domain.network import (
    BondInput,
    BondRecord,
    ServiceReferralInput,
    ServiceReferralRecord,
    TieInput,
    TieRecord,
)

TIES = KeptTable(TieRow, TieInput)
BONDS = KeptTable(BondRow, BondInput)
SERVICE_REFERRALS = KeptTable(ServiceReferralRow, ServiceReferralInput)


def of_family(session: Session, family_id: UUID) -> tuple[TieRecord, ...]:
    """Every tie of the family, the nearest first."""
    query = TIES.of_family(family_id).order_by(TieRow.ring, TieRow.name, TieRow.id)
    return TIES.read(session, query)


def bonds_of_family(session: Session, family_id: UUID) -> tuple[BondRecord, ...]:
    """Who of the household belongs with whom."""
    query = BONDS.of_family(family_id).order_by(BondRow.since, BondRow.id)
    return BONDS.read(session, query)


def referrals_of_family(session: Session, family_id: UUID) -> tuple[ServiceReferralRecord, ...]:
    """Every referral of the family to a service, the oldest first."""
    query = SERVICE_REFERRALS.of_family(family_id).order_by(
        ServiceReferralRow.asked_on, ServiceReferralRow.id
    )
    return SERVICE_REFERRALS.read(session, query)
