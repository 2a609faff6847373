"""What the database tells about how far an office is set up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import organisation
from gezinscoach_desktop.data.setting import SECOND_PLACE, settings
from gezinscoach_desktop.data.tables import AccountRow, FamilyRow
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.setup import SetupStep, skipped_in

SETUP_SKIPPED = "setup_skipped"
"""The steps that this office does without, with the reason (domain/setup.py)."""


@dataclass(frozen=True, slots=True)
class SetupCounts:
    """How much there is of what a new office needs."""

    municipalities: int
    accounts: int
    families: int
    has_second_place: bool
    backed_up_at: datetime | None
    skipped: dict[SetupStep, str]


def counts(session: Session, today: date) -> SetupCounts:
    """Looks at the database only: a stick that is not in keeps nobody waiting."""
    kept = settings(session)
    noted = accounts.last_noted(session, AuditAction.BACK_UP.value)
    active = select(func.count()).select_from(AccountRow).where(AccountRow.deactivated_at.is_(None))
    return SetupCounts(
        municipalities=len(organisation.municipality_names(session, today)),
        accounts=session.execute(active).scalar_one(),
        families=session.execute(select(func.count()).select_from(FamilyRow)).scalar_one(),
        has_second_place=kept.get(SECOND_PLACE) is not None,
        backed_up_at=None if noted is None else noted.at,
        skipped=skipped_in(kept.get(SETUP_SKIPPED)),
    )
