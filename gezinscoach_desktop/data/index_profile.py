"""Index profiles of the office: every version there is."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import IndexProfileRow
from gezinscoach_desktop.domain.index_profile import IndexProfileInput, IndexProfileRecord

INDEX_PROFILES: Final = KeptTable(IndexProfileRow, IndexProfileInput)


def every(session: Session) -> tuple[IndexProfileRecord, ...]:
    """Every version of every profile of the office, by key, the newest first; also what was retired."""
    query = INDEX_PROFILES.kept().order_by(IndexProfileRow.key, IndexProfileRow.number.desc())
    return INDEX_PROFILES.read(session, query)


def definition(session: Session, key: str, number: int | None) -> IndexProfileInput | None:
    """One version, or the newest of a key."""
    query = INDEX_PROFILES.kept().where(IndexProfileRow.key == key).order_by(IndexProfileRow.number.desc())
    if number is not None:
        query = query.where(IndexProfileRow.number == number)
    found = INDEX_PROFILES.read(session, query.limit(1))
    return found[0].details if found else None


def one(session: Session, record_id: UUID) -> IndexProfileRecord | None:
    """A version by its own id."""
    return INDEX_PROFILES.one(session, record_id)
