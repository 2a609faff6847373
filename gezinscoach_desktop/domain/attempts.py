"""Wrong passwords: after three of them the next try has to wait, each time twice as long, and never for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

FREE = 3
LONGEST = timedelta(seconds=300)
_FIRST = timedelta(seconds=2)
_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong passwords in a row, and since when one waits for the next try."""

    failures: int
    since: datetime

    @property
    def delay(self) -> timedelta:
        """How long the next try has to wait, from `since` on."""
        if self.failures < FREE:
            return _NOTHING
        doublings = min(self.failures - FREE, 16)
        return min(_FIRST * (1 << doublings), LONGEST)

    def waiting(self, now: datetime) -> timedelta:
        """What is left of the wait; never more than `delay`, whatever the clock says."""
        return max(_NOTHING, min(self.delay, self.since + self.delay - now))

    def failed(self, now: datetime) -> Attempts:
        return Attempts(self.failures + 1, now)

    def on_this_clock(self, now: datetime) -> Attempts:
        """The same with a clock that was set back: the wait begins again now, instead of lasting until it catches up."""
        return Attempts(self.failures, now) if now < self.since else self
