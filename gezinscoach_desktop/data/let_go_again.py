"""After going back to an earlier day: what was let go since then goes again, or a backup would bring it back."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.anonymous import anonymise_family
from gezinscoach_desktop.data.erasure import (
    erase_families,
    erase_members,
    erase_referrals,
    erase_snapshots,
    thin_family,
)
from gezinscoach_desktop.data.letting_go import DISPOSALS
from gezinscoach_desktop.domain.letting_go import DisposalInput, DisposalKind, DisposalRecord, DisposalSubject

_ERASING = {
    DisposalSubject.FAMILY: erase_families,
    DisposalSubject.REFERRAL: erase_referrals,
    DisposalSubject.SNAPSHOT: erase_snapshots,
    DisposalSubject.MEMBER: erase_members,
}
_ORDER = list(_ERASING)
"""Snapshots before the members that they are about."""


def let_go_again(session: Session) -> int:
    """Do every disposal that was done once more, to what is there; gives how many met something."""
    table = DISPOSALS.table.c
    query = DISPOSALS.kept().where(table.done_on.is_not(None)).order_by(table.done_on, table.id)
    records = DISPOSALS.read(session, query)
    return sum(
        _again(session, record)
        for record in sorted(records, key=lambda each: _ORDER.index(each.details.subject))
    )


def _again(session: Session, record: DisposalRecord) -> bool:
    details, by = record.details, record.details.approved_by
    if by is None:
        return False
    if details.kind is DisposalKind.ANONYMISE:
        return anonymise_family(
            session, details.subject_id, new_id=uuid4(), by=by, day=details.done_on or details.asked_on
        )
    if details.kind is DisposalKind.THIN:
        return thin_family(session, details.subject_id, details.parts, at=record.changed_at, by=by)
    return _erased(session, details)


def _erased(session: Session, details: DisposalInput) -> bool:
    return bool(_ERASING[details.subject](session, [details.subject_id]))
