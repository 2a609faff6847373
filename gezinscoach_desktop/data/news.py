"""What was written since a moment, told by the audit trail: its numbers say in which order."""

from __future__ import annotations

from collections.abc import Container
from uuid import UUID

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.operation import read_effect
from gezinscoach_desktop.data.tables import AuditEntryRow, OperationRow
from gezinscoach_desktop.domain.change import Change, Noun

_SINCE = (
    select(OperationRow.id, OperationRow.effect)
    .where(
        OperationRow.id.in_(
            select(AuditEntryRow.operation_id).where(AuditEntryRow.number > bindparam("number"))
        )
    )
    .limit(bindparam("most"))
)
_TOLD = text("SELECT id, effect FROM news_since(:number) LIMIT :most").columns(
    OperationRow.id, OperationRow.effect
)
"""What the server tells an account: of families it may not see, nothing."""
MOST = 200
"""More than this at once is told as "anything may have changed"."""


def last_number(session: Session) -> int:
    """The number of the last entry of the trail; 0 while there is none."""
    return audit.head(session).number


def since(session: Session, number: int, own: Container[UUID]) -> tuple[Change, ...]:
    """What the operations noted after `number` changed, those in `own` left out."""
    query = _TOLD if audit.is_on_server(session) else _SINCE
    rows = session.execute(query, {"number": number, "most": MOST + 1}).all()
    if len(rows) > MOST:
        return (Change(frozenset(Noun)),)
    changes = (read_effect(effect).change for id_, effect in rows if id_ not in own)
    return tuple(change for change in dict.fromkeys(changes) if change.nouns)
