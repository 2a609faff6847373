"""Rights: what the office changed about the list, and where each stands for a family."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import OfficeRightRow, RightStepRow
from gezinscoach_desktop.domain.right import RightInput, RightStepInput, RightStepRecord

OFFICE_RIGHTS = KeptTable(OfficeRightRow, RightInput)
RIGHT_STEPS = KeptTable(RightStepRow, RightStepInput)


def steps_of_family(session: Session, family_id: UUID) -> tuple[RightStepRecord, ...]:
    """Every step of the family, from old to new: of a right and a person the last one counts."""
    query = RIGHT_STEPS.of_family(family_id).order_by(
        RightStepRow.on, RightStepRow.created_at, RightStepRow.id
    )
    return RIGHT_STEPS.read(session, query)
