"""Reading the audit trail: pages of it, for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import eq, ge, lt
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.audit import AuditEntry
from gezinscoach_desktop.data.tables import AuditEntryRow, FamilyRow, table_of
from gezinscoach_desktop.domain.audit import AuditAction

_ENTRIES = table_of(AuditEntryRow)
_C = _ENTRIES.c
_FAMILY = table_of(FamilyRow)
_LINES = select(
    _C.number,
    _FAMILY.c.code,
    _C.at,
    _C.account_id,
    _C.action,
    _C.family_id,
    _C.operation_id,
    _C.details,
).select_from(_ENTRIES.outerjoin(_FAMILY, _C.family_id == _FAMILY.c.id))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries to read; None is any. `until` itself is not among them."""

    since: datetime | None = None
    until: datetime | None = None
    account_id: UUID | None = None
    action: AuditAction | None = None
    family_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NumberedEntry:
    """An entry with its place in the trail, and the code of its family as long as that is there."""

    number: int
    family_code: str | None
    entry: AuditEntry


def newest_first(
    session: Session, wanted: Wanted, *, before: int | None, size: int
) -> tuple[NumberedEntry, ...]:
    """At most `size` wanted entries from new to old, those under the number `before`."""
    # Times are those of the PC that wrote; only the numbers say in which order entries came.
    query = _LINES.order_by(_C.number.desc()).limit(size)
    for column, compare, value in (
        (_C.number, lt, before),
        (_C.at, ge, wanted.since),
        (_C.at, lt, wanted.until),
        (_C.account_id, eq, wanted.account_id),
        (_C.action, eq, wanted.action),
        (_C.family_id, eq, wanted.family_id),
    ):
        if value is not None:
            query = query.where(compare(column, value))
    return tuple(NumberedEntry(row[0], row[1], AuditEntry(*row[2:])) for row in session.execute(query))


def last_sign_ins(session: Session) -> Mapping[UUID, datetime]:
    """When each account last signed in."""
    newest = (
        select(func.max(_C.number))
        .where(_C.action == AuditAction.SIGN_IN, _C.account_id.is_not(None))
        .group_by(_C.account_id)
    )
    return dict(session.execute(select(_C.account_id, _C.at).where(_C.number.in_(newest))).all())
