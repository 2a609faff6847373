"""Actions for families."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import ActionRow
from gezinscoach_desktop.domain.action import ActionInput, ActionRecord

ACTIONS = KeptTable(ActionRow, ActionInput)


def of_family(session: Session, family_id: UUID) -> tuple[ActionRecord, ...]:
    """Every action for the family by due date, those without one last."""
    query = ACTIONS.of_family(family_id).order_by(
        ActionRow.due_on.is_(None), ActionRow.due_on, ActionRow.created_at, ActionRow.id
    )
    return ACTIONS.read(session, query)
