"""Requests and goals of families."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import GoalRow, RequestRow
from gezinscoach_desktop.data.types import Id
from gezinscoach_desktop.domain.request import GoalInput, GoalRecord, RequestInput, RequestRecord

REQUESTS = KeptTable(RequestRow, RequestInput)
GOALS = KeptTable(GoalRow, GoalInput)
_GOALS = (  # asked with every page of a family
    GOALS.kept()
    .where(GoalRow.family_id == bindparam("family_id", type_=Id()))
    .order_by(GoalRow.set_on, GoalRow.created_at, GoalRow.id)
)


def of_family(session: Session, family_id: UUID) -> tuple[RequestRecord, ...]:
    """The family's requests in its own order, those without a place last."""
    query = REQUESTS.of_family(family_id).order_by(
        RequestRow.priority == 0, RequestRow.priority, RequestRow.created_at, RequestRow.id
    )
    return REQUESTS.read(session, query)


def goals_of_family(session: Session, family_id: UUID) -> tuple[GoalRecord, ...]:
    """The family's goals, the oldest first."""
    return GOALS.read(session, _GOALS, {"family_id": family_id})
