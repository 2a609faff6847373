"""The audit trail: who did what to which family; never any content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.tables import AuditEntryRow, table_of

_TABLE = table_of(AuditEntryRow)
_INSERT = insert(_TABLE)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the trail. `details` hold counts and kinds, never names, notes or levels."""

    at: datetime
    account_id: UUID | None
    action: str
    family_id: UUID | None = None
    operation_id: UUID | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def note(session: Session, *entries: AuditEntry) -> None:
    """Add entries to the trail, in the transaction of what they tell about."""
    rows = [
        {
            "at": entry.at,
            "account_id": entry.account_id,
            "action": entry.action,
            "family_id": entry.family_id,
            "operation_id": entry.operation_id,
            "details": dict(entry.details),
        }
        for entry in entries
    ]
    session.connection().execute(_INSERT, rows)


def entries(session: Session) -> tuple[AuditEntry, ...]:
    """The whole trail, from old to new."""
    columns = _TABLE.c
    query = select(
        columns.at,
        columns.account_id,
        columns.action,
        columns.family_id,
        columns.operation_id,
        columns.details,
    ).order_by(columns.number)
    return tuple(AuditEntry(*row) for row in session.execute(query))
