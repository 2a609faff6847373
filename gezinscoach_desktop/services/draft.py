"""Drafts of the account that works, on this PC."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from gezinscoach_desktop.data.draft import DraftStore
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.services.desk import Desk


def store_of(desk: Desk) -> DraftStore:
    """Where this account's drafts for this office are kept."""
    return DraftStore(desk.office.id, desk.account.id, desk.office.keys.draft)


def families_with_draft(desk: Desk) -> frozenset[UUID]:
    """Families for which this account has a waiting draft on this PC."""
    return store_of(desk).families()


def forget_family(desk: Desk, family_id: UUID) -> None:
    """Throw away what this account still had in the works here for a family that was let go.

    That is done already: a draft that another program holds stays, sealed, and keeps no other from going.
    """
    from gezinscoach_desktop.data.contact_draft import ContactDraftStore
    from gezinscoach_desktop.data.family_draft import FamilyDraftStore

    store_of(desk).finish(family_id)
    FamilyDraftStore(desk.office.id, desk.account.id, desk.office.keys.draft).finish(family_id)
    contacts = ContactDraftStore(desk.office.id, desk.account.id, desk.office.keys.draft)
    for name in contacts.names():
        with suppress(OfficeUnavailable):
            draft = contacts.load(name)
            if draft is not None and any(each.family_id == family_id for each in draft.families):
                contacts.finish(name)
