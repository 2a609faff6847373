"""Rights: what the office changed about the list, and where each stands for a family."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import OfficeRightRow, RightStepRow
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.right import RightInput, RightStepInput, RightStepRecord

OFFICE_RIGHTS = KeptTable(OfficeRightRow, RightInput)
RIGHT_STEPS = KeptTable(RightStepRow, RightStepInput)


def kept_rights(session: Session) -> tuple[Kept[RightInput], ...]:
    """What the office changed about the shipped list, and the rights it added."""
    return OFFICE_RIGHTS.read(session, OFFICE_RIGHTS.kept())


def steps_of_family(session: Session, family_id: UUID) -> tuple[RightStepRecord, ...]:
    """Every step of the family, from old to new: of a right and a person the last one counts."""
    query = RIGHT_STEPS.of_family(family_id).order_by(
        RightStepRow.on, RightStepRow.created_at, RightStepRow.id
    )
    return RIGHT_STEPS.read(session, query)


def steps_of_right(
    session: Session, family_id: UUID, right_id: UUID, member_id: UUID | None
) -> tuple[RightStepRecord, ...]:
    """The steps of one right of the family, or of one person, in no order."""
    query = RIGHT_STEPS.of_family(family_id).where(
        RightStepRow.right_id == right_id,
        RightStepRow.member_id.is_(None) if member_id is None else RightStepRow.member_id == member_id,
    )
    return RIGHT_STEPS.read(session, query)
