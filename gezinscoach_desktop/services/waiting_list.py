"""Who waits, in which order, and what is done for them in the meantime. Families get no message, coaches see nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from gezinscoach_desktop.data import referral as store
from gezinscoach_desktop.data.referral import WAITING_CONTACTS
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.referral import (
    ReferralLine,
    WaitingContactInput,
    WaitingContactRecord,
    checked_waiting_contact,
)
from gezinscoach_desktop.domain.waiting_list import in_line, moved, waiting_lines
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.kept import changed_meanwhile, missing
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.referral import done, found, put

_CONTACT = "dit contact"


@dataclass(frozen=True, slots=True)
class Queue:
    """Who waits, the first in line first."""

    lines: tuple[ReferralLine, ...]

    def place_of(self, referral_id: UUID) -> int:
        """From 1; 0 for who does not wait."""
        return next((place for place, each in enumerate(self.lines, 1) if each.id == referral_id), 0)


def read_queue(desk: Desk) -> Queue:
    """Everybody who waits; a fixed number of queries."""
    require(desk, Action.READ_WAITING_LIST)
    return Queue(waiting_lines(desk.office.read(store.waiting_lines)))


def move_in_line(desk: Desk, referral_id: UUID, place: int) -> Done:
    """Give a family a place by hand, from 1; with 0 it follows urgency and day again. Raises InvalidInput."""
    return _move_in_line(desk, referral_id, max(place, 0))


@operation(AuditAction.CHANGE_REFERRAL)
def _move_in_line(work: Work, referral_id: UUID, place: int) -> Done:
    require(work, Action.REGISTER_REFERRAL)
    records = store.waiting(work.session)
    if referral_id not in {record.id for record in in_line(records)}:
        raise InvalidInput("Dit gezin staat niet (meer) op de wachtlijst.")
    changes = moved(records, referral_id, place)
    for record in records:
        if record.id in changes:
            put(work, record, replace(record.details, place_in_line=changes[record.id]))
    return done(work, AuditAction.CHANGE_REFERRAL, referral_id)


def add_waiting_contact(desk: Desk, details: WaitingContactInput) -> Done:
    """Keep a call, or help that bridges; raises InvalidInput (on, what)."""
    return _add_waiting_contact(desk, uuid4(), details)


@operation(AuditAction.CHANGE_REFERRAL)
def _add_waiting_contact(work: Work, contact_id: UUID, details: WaitingContactInput) -> Done:
    require(work, Action.REGISTER_REFERRAL)
    referral = found(work.session, details.referral_id)
    checked = checked_waiting_contact(details, referral.details.received_on, work.today())
    WAITING_CONTACTS.add(work.session, contact_id, checked, at=work.now(), by=work.account.id)
    return replace(done(work, AuditAction.CHANGE_REFERRAL, referral.id), id=contact_id)


def change_waiting_contact(desk: Desk, contact_id: UUID, version: int, details: WaitingContactInput) -> Done:
    """Keep another day or other words; raises ChangedMeanwhile, InvalidInput."""
    return _change_waiting_contact(desk, contact_id, version, details)


@operation(AuditAction.CHANGE_REFERRAL)
def _change_waiting_contact(work: Work, contact_id: UUID, version: int, details: WaitingContactInput) -> Done:
    kept = _contact(work, contact_id)
    referral = found(work.session, kept.details.referral_id)
    checked = checked_waiting_contact(
        replace(details, referral_id=referral.id), referral.details.received_on, work.today()
    )
    is_kept = WAITING_CONTACTS.change(
        work.session, contact_id, version, checked, at=work.now(), by=work.account.id
    )
    return _settled(work, kept, is_kept=is_kept)


def remove_waiting_contact(desk: Desk, contact_id: UUID, version: int) -> Done:
    """Take it away; raises ChangedMeanwhile."""
    return _remove_waiting_contact(desk, contact_id, version)


@operation(AuditAction.CHANGE_REFERRAL)
def _remove_waiting_contact(work: Work, contact_id: UUID, version: int) -> Done:
    kept = _contact(work, contact_id)
    is_kept = WAITING_CONTACTS.remove(work.session, contact_id, version, at=work.now(), by=work.account.id)
    return _settled(work, kept, is_kept=is_kept)


def bring_back_waiting_contact(desk: Desk, contact_id: UUID, version: int) -> Done:
    """Undo taking it away."""
    return _bring_back_waiting_contact(desk, contact_id, version)


@operation(AuditAction.CHANGE_REFERRAL)
def _bring_back_waiting_contact(work: Work, contact_id: UUID, version: int) -> Done:
    kept = _contact(work, contact_id)
    is_kept = WAITING_CONTACTS.bring_back(
        work.session, contact_id, version, at=work.now(), by=work.account.id
    )
    return _settled(work, kept, is_kept=is_kept)


def _contact(work: Work, contact_id: UUID) -> WaitingContactRecord:
    require(work, Action.REGISTER_REFERRAL)
    kept = WAITING_CONTACTS.one(work.session, contact_id)
    if kept is None:
        raise missing(_CONTACT)
    return kept


def _settled(work: Work, kept: WaitingContactRecord, *, is_kept: bool) -> Done:
    if not is_kept:
        raise changed_meanwhile(work, _CONTACT, kept)
    return replace(done(work, AuditAction.CHANGE_REFERRAL, kept.details.referral_id), id=kept.id)
