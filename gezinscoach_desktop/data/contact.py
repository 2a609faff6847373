"""Contacts with families."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import ContactRow
from gezinscoach_desktop.domain.contact import ContactInput, ContactRecord

CONTACTS = KeptTable(ContactRow, ContactInput)


def of_family(session: Session, family_id: UUID) -> tuple[ContactRecord, ...]:
    """Every contact with the family, the newest first."""
    query = CONTACTS.of_family(family_id).order_by(
        ContactRow.on.desc(), ContactRow.begins_at.desc(), ContactRow.created_at.desc()
    )
    return CONTACTS.read(session, query)
