"""Reading the audit trail: pages of it, for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import eq, ge, lt
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.audit import AuditEntry, trail_of
from gezinscoach_desktop.data.tables import FamilyRow, table_of
from gezinscoach_desktop.domain.audit import AuditAction

_FAMILY = table_of(FamilyRow)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries to read; None is any. `until` itself is not among them."""

    since: datetime | None = None
    until: datetime | None = None
    account_id: UUID | None = None
    action: AuditAction | None = None
    family_id: UUID | None = None
    besides: frozenset[AuditAction] = frozenset()
    """What is left out: actions that only some roles may know of."""


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
    entries = trail_of(session)
    seen = entries.c
    query = (
        select(
            seen.number,
            _FAMILY.c.code,
            seen.at,
            seen.account_id,
            seen.action,
            seen.family_id,
            seen.operation_id,
            seen.details,
        )
        .select_from(entries.outerjoin(_FAMILY, seen.family_id == _FAMILY.c.id))
        .order_by(seen.number.desc())
        .limit(size)
    )
    for column, compare, value in (
        (seen.number, lt, before),
        (seen.at, ge, wanted.since),
        (seen.at, lt, wanted.until),
        (seen.account_id, eq, wanted.account_id),
        (seen.action, eq, wanted.action),
        (seen.family_id, eq, wanted.family_id),
    ):
        if value is not None:
            query = query.where(compare(column, value))
    if wanted.besides:
        query = query.where(seen.action.not_in(sorted(wanted.besides)))
    return tuple(NumberedEntry(row[0], row[1], AuditEntry(*row[2:])) for row in session.execute(query))


def last_sign_ins(session: Session) -> Mapping[UUID, datetime]:
    """When each account last signed in."""
    seen = trail_of(session).c
    newest = (
        select(func.max(seen.number))
        .where(seen.action == AuditAction.SIGN_IN, seen.account_id.is_not(None))
        .group_by(seen.account_id)
    )
    return dict(session.execute(select(seen.account_id, seen.at).where(seen.number.in_(newest))).all())
