"""Who works in which office: handed to every service function as its first argument."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from gezinscoach_desktop.data.office import Office
from gezinscoach_desktop.domain.account import Account as Account
from gezinscoach_desktop.domain.account import Welcome as Welcome


def utc_now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """An opened office with the account that opened it and a clock that tests can set."""

    office: Office
    account: Account
    today: Callable[[], date] = field(default=date.today)
    now: Callable[[], datetime] = field(default=utc_now)
    place: str = field(default="", repr=False)
    """The place as it was opened: a URL may hold a password, so it is never shown (`office.place` is)."""
    welcome: Welcome = field(default_factory=Welcome)

    @property
    def must_change_password(self) -> bool:
        """True after signing in with a code that was handed over: a password comes before anything else."""
        return self.office.keys.is_one_time
