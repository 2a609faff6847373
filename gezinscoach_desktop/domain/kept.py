"""What is kept of a family besides scores: what was filled in, with who kept it when and the version to hand back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """Something that was filled in, as kept; hand `version` back when changing it."""

    id: UUID
    family_id: UUID | None
    """None for what is of the whole office (a service, a right of the list)."""
    version: int
    details: T
    created_at: datetime
    created_by_id: UUID | None
    created_by: str | None
    """The name of who added it; None when that account is not known here."""
    changed_at: datetime
    changed_by: str | None
    removed_at: datetime | None = None
    """Set when somebody took it away: it is no longer shown, and can be brought back."""
