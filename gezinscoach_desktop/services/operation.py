"""How a service writes: one operation with an id of its own, noted in the audit trail in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.audit import AuditAction, AuditEntry
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.services.desk import Desk

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session


def write(
    desk: Desk, action: AuditAction, run: Callable[[Session, UUID], Done], *, operation_id: UUID | None = None
) -> Done:
    """Hand `run` (which gets the session and the operation's id) to the office, under the desk's account."""
    id_ = operation_id or uuid4()
    return desk.office.write(Operation(action.value, lambda session: run(session, id_), desk.account.id, id_))


def note(
    session: Session,
    desk: Desk,
    action: StrEnum,
    operation_id: UUID,
    *,
    family_id: UUID | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Note in the audit trail what the running operation does."""
    entry = AuditEntry(desk.now(), desk.account.id, action, family_id, operation_id, details or {})
    audit.note(session, entry)
