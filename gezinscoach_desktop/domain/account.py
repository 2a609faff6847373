"""Somebody who may open the office."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from gezinscoach_desktop.domain.permission import OfficeRole


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may open the office."""

    id: UUID
    user_name: str
    display_name: str
    roles: frozenset[OfficeRole]
