"""Who works in which office: handed to every service function as its first argument."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from gezinscoach_desktop.data.office import Office
from gezinscoach_desktop.domain.permission import OfficeRole


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may open the office."""

    id: UUID
    user_name: str
    display_name: str
    roles: frozenset[OfficeRole]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """An opened office with the account that opened it and a clock that tests can set."""

    office: Office
    account: Account
    today: Callable[[], date] = field(default=date.today)
    now: Callable[[], datetime] = field(default=_now)
