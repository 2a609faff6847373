"""Appointments of a coach with a family."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from gezinscoach_desktop.data.appointment import APPOINTMENTS
from gezinscoach_desktop.domain.appointment import AppointmentInput, AppointmentState, checked_appointment
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.plan_record import PlanRecord

_APPOINTMENT = PlanRecord(APPOINTMENTS, AuditAction.CHANGE_APPOINTMENT, Noun.APPOINTMENT, "deze afspraak")


def add_appointment(desk: Desk, family_id: UUID, details: AppointmentInput) -> Done:
    """Keep what was agreed with a family. Raises InvalidInput (begins_at, minutes)."""
    return _add_appointment(desk, family_id, uuid4(), checked_appointment(details))


@operation(AuditAction.CHANGE_APPOINTMENT)
def _add_appointment(work: Work, family_id: UUID, appointment_id: UUID, details: AppointmentInput) -> Done:
    return _APPOINTMENT.add(work, family_id, appointment_id, details)


def change_appointment(desk: Desk, appointment_id: UUID, version: int, details: AppointmentInput) -> Done:
    """Keep another day, hour or what; raises ChangedMeanwhile, InvalidInput."""
    return _change_appointment(desk, appointment_id, version, checked_appointment(details))


@operation(AuditAction.CHANGE_APPOINTMENT)
def _change_appointment(work: Work, appointment_id: UUID, version: int, details: AppointmentInput) -> Done:
    return _APPOINTMENT.change(work, appointment_id, version, lambda _: details)


def settle_appointment(desk: Desk, appointment_id: UUID, version: int, state: AppointmentState) -> Done:
    """Say what became of it: kept, called off, did not work out; AppointmentState.PLANNED takes that back."""
    return _settle_appointment(desk, appointment_id, version, state)


@operation(AuditAction.CHANGE_APPOINTMENT)
def _settle_appointment(work: Work, appointment_id: UUID, version: int, state: AppointmentState) -> Done:
    return _APPOINTMENT.change(work, appointment_id, version, lambda kept: replace(kept, state=state))


def remove_appointment(desk: Desk, appointment_id: UUID, version: int) -> Done:
    """Take an appointment away; raises ChangedMeanwhile."""
    return _remove_appointment(desk, appointment_id, version)


@operation(AuditAction.CHANGE_APPOINTMENT)
def _remove_appointment(work: Work, appointment_id: UUID, version: int) -> Done:
    return _APPOINTMENT.remove(work, appointment_id, version)


def bring_back_appointment(desk: Desk, appointment_id: UUID, version: int) -> Done:
    """Undo taking it away."""
    return _bring_back_appointment(desk, appointment_id, version)


@operation(AuditAction.CHANGE_APPOINTMENT)
def _bring_back_appointment(work: Work, appointment_id: UUID, version: int) -> Done:
    return _APPOINTMENT.bring_back(work, appointment_id, version)
