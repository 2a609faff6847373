"""Backups as the program talks about them: why one was made, and when one is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.audit import AuditAction

DUE_AFTER = timedelta(hours=4)
RED_AFTER = timedelta(hours=24)
CLOCKS_DIFFER = timedelta(minutes=15)
"""What is dated further ahead than this comes from a PC whose clock was wrong: its age says nothing."""


class BackupReason(StrEnum):
    """Why a backup was made; also part of its file name."""

    MANUAL = "zelf-gemaakt"
    START = "start"
    EXIT = "afsluiten"
    MIGRATION = "voor-bijwerken"
    IMPORT = "voor-inlezen"
    RESTORE = "voor-terugzetten"
    NEW_KEYS = "voor-nieuwe-sleutels"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_guard(self) -> bool:
        """True for the way back from something big: kept at least a month."""
        return self in (BackupReason.MIGRATION, BackupReason.RESTORE)

    @property
    def is_automatic(self) -> bool:
        return self is not BackupReason.MANUAL


_LABELS = {
    BackupReason.MANUAL: "Zelf gemaakt",
    BackupReason.START: "Bij het openen",
    BackupReason.EXIT: "Bij het afsluiten",
    BackupReason.MIGRATION: "Voor het bijwerken",
    BackupReason.IMPORT: "Voor het inlezen",
    BackupReason.RESTORE: "Voor het terugzetten",
    BackupReason.NEW_KEYS: "Voor nieuwe sleutels",
}

LOOKING: frozenset[AuditAction] = frozenset(
    {
        AuditAction.SIGN_IN,
        AuditAction.SIGN_OUT,
        AuditAction.SIGN_IN_FAILED,
        AuditAction.OPEN_FAMILY,
        AuditAction.SEARCH_FAMILIES,
        AuditAction.READ_FIGURES,
        AuditAction.PRINT,
        AuditAction.EXPORT,
        AuditAction.BACK_UP,
        AuditAction.EXPORT_OFFICE,
        AuditAction.EXPORT_TRAIL,
        AuditAction.CHECK_FAILED,
        AuditAction.REFUSE_UPDATE,
    }
)
"""What leaves an entry in the trail and nothing else: no reason for another backup."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in an office, in numbers; `audit_number` and `audit_hash` are those of the last entry of its trail."""

    office_id: UUID
    schema: str
    counts: Mapping[str, int] = field(default_factory=dict)
    audit_number: int = 0
    audit_hash: str = ""


COUNTED = {
    "family": ("gezin", "gezinnen"),
    "member": ("gezinslid", "gezinsleden"),
    "snapshot": ("momentopname", "momentopnamen"),
    "score": ("score", "scores"),
    "contact": ("contactmoment", "contactmomenten"),
    "document": ("document", "documenten"),
    "audit_entry": ("regel in het logboek", "regels in het logboek"),
}
"""The tables whose rows are counted, each with its noun; what an office of before did not have is left out."""


def is_due(last: datetime | None, now: datetime, *, has_changed: bool) -> bool:
    """Whether a backup is to be made: something changed, and the last one is over four hours old."""
    return has_changed and (last is None or _is_past(last, now, DUE_AFTER))


def is_red(first_change: datetime | None, now: datetime) -> bool:
    """Whether work is in danger: for a day a change has stood in no verified backup (None: every change does)."""
    return first_change is not None and _is_past(first_change, now, RED_AFTER)


def _is_past(moment: datetime, now: datetime, limit: timedelta) -> bool:
    """Also true for a moment that has yet to come: some clock was wrong, so nothing can be built on it."""
    return now - moment >= limit or moment - now > CLOCKS_DIFFER
