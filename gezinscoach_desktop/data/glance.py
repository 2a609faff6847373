"""What runs for one family, the first few of each: for who looks before a visit."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.action import ACTIONS
from gezinscoach_desktop.data.appointment import APPOINTMENTS
from gezinscoach_desktop.data.contact import CONTACTS
from gezinscoach_desktop.data.request import REQUESTS
from gezinscoach_desktop.data.tables import ActionRow, AppointmentRow, ContactRow, RequestRow
from gezinscoach_desktop.domain.action import ActionRecord, ActionState
from gezinscoach_desktop.domain.appointment import AppointmentRecord, AppointmentState
from gezinscoach_desktop.domain.contact import ContactRecord
from gezinscoach_desktop.domain.request import RequestRecord, RequestState


def last_contact(session: Session, family_id: UUID) -> ContactRecord | None:
    """The newest contact."""
    query = (
        CONTACTS.of_family(family_id)
        .order_by(
            ContactRow.on.desc(), func.coalesce(ContactRow.begins_at, -1).desc(), ContactRow.created_at.desc()
        )
        .limit(1)
    )
    return next(iter(CONTACTS.read(session, query)), None)


def next_appointment(session: Session, family_id: UUID, today: date) -> AppointmentRecord | None:
    """The first appointment from `today` on that still stands."""
    query = (
        APPOINTMENTS.of_family(family_id)
        .where(AppointmentRow.state == AppointmentState.PLANNED, AppointmentRow.on >= today)
        .order_by(AppointmentRow.on, func.coalesce(AppointmentRow.begins_at, -1))
        .limit(1)
    )
    return next(iter(APPOINTMENTS.read(session, query)), None)


def open_actions(session: Session, family_id: UUID, most: int) -> tuple[ActionRecord, ...]:
    """Open actions by due date, those without one last."""
    query = (
        ACTIONS.of_family(family_id)
        .where(ActionRow.state == ActionState.OPEN)
        .order_by(ActionRow.due_on.is_(None), ActionRow.due_on, ActionRow.created_at, ActionRow.id)
        .limit(most)
    )
    return ACTIONS.read(session, query)


def count_actions(session: Session, family_id: UUID, today: date) -> tuple[int, int]:
    """How many actions are open, and how many of these are overdue."""
    query = select(func.count(), func.count(case((ActionRow.due_on < today, 1)))).where(
        ActionRow.family_id == family_id,
        ActionRow.state == ActionState.OPEN,
        ActionRow.removed_at.is_(None),
    )
    found = session.execute(query).one()
    return found[0], found[1]


def open_requests(session: Session, family_id: UUID, most: int) -> tuple[RequestRecord, ...]:
    """What the family asks, in its own order."""
    query = (
        REQUESTS.of_family(family_id)
        .where(RequestRow.state == RequestState.OPEN)
        .order_by(RequestRow.priority == 0, RequestRow.priority, RequestRow.created_at, RequestRow.id)
        .limit(most)
    )
    return REQUESTS.read(session, query)
