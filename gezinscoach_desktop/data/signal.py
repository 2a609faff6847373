"""Signals of what fails structurally."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import SignalRow
from gezinscoach_desktop.domain.signal import SignalInput, SignalRecord

SIGNALS = KeptTable(SignalRow, SignalInput)


def of_family(session: Session, family_id: UUID) -> tuple[SignalRecord, ...]:
    """Signals that came up with the family, the newest first."""
    query = SIGNALS.of_family(family_id).order_by(SignalRow.on.desc(), SignalRow.created_at.desc())
    return SIGNALS.read(session, query)
