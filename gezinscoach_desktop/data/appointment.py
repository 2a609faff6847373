"""Appointments with families."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import AppointmentRow
from gezinscoach_desktop.domain.appointment import AppointmentInput, AppointmentRecord

APPOINTMENTS = KeptTable(AppointmentRow, AppointmentInput)


def of_family(session: Session, family_id: UUID) -> tuple[AppointmentRecord, ...]:
    """Every appointment with the family, the oldest first."""
    query = APPOINTMENTS.of_family(family_id).order_by(
        AppointmentRow.on, AppointmentRow.begins_at, AppointmentRow.id
    )
    return APPOINTMENTS.read(session, query)
