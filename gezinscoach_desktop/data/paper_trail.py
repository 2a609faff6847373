"""When which paper of a family was last let go, as the audit trail tells it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.audit import trail_of
from gezinscoach_desktop.domain.audit import AuditAction


def last_printed(session: Session, *, by: UUID | None) -> Mapping[tuple[UUID, str], datetime]:
    """The last time by family and kind of paper; only what this account let go unless `by` is None."""
    seen = trail_of(session).c
    query = (
        select(seen.family_id, seen.details, seen.at)
        .where(seen.action == AuditAction.PRINT, seen.family_id.is_not(None))
        .order_by(seen.number)
    )
    if by is not None:
        query = query.where(seen.account_id == by)
    return {
        (family_id, str(details.get("kind", ""))): at for family_id, details, at in session.execute(query)
    }
