"""Drafts of the account that works, on this PC."""

from __future__ import annotations

from uuid import UUID

from gezinscoach_desktop.data.draft import DraftStore
from gezinscoach_desktop.services.desk import Desk


def store_of(desk: Desk) -> DraftStore:
    """Where this account's drafts for this office are kept."""
    return DraftStore(desk.office.id, desk.account.id, desk.office.keys.draft)


def families_with_draft(desk: Desk) -> frozenset[UUID]:
    """Families for which this account has a waiting draft on this PC."""
    return store_of(desk).families()
