"""What a coach learned while getting to know a family."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import IntakeRow
from gezinscoach_desktop.domain.intake import IntakeInput, IntakeRecord

INTAKES = KeptTable(IntakeRow, IntakeInput)


def of_family(session: Session, family_id: UUID) -> IntakeRecord | None:
    """The one record of the family; None while nobody wrote in it."""
    found = INTAKES.read(session, INTAKES.of_family(family_id))
    return found[0] if found else None
