"""When a family is due for its next snapshot: at least once every three months, by one setting used everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gezinscoach_desktop.domain.dates import add_months

DEFAULT_INTERVAL_MONTHS = 3
SOON_DAYS = 14
DEFAULT_NO_CONTACT_DAYS = 21
"""A supported family is mentioned after so many days without contact, when the office chose no other number."""


class DueState(StrEnum):
    """How urgent the next snapshot is."""

    NEVER_MEASURED = "never_measured"
    OVERDUE = "overdue"
    SOON = "soon"
    ON_TIME = "on_time"
    NOT_EXPECTED = "not_expected"

    @property
    def label(self) -> str:
        return {
            "never_measured": "Nog geen nulmeting",
            "overdue": "Te laat",
            "soon": "Binnenkort",
            "on_time": "Op tijd",
            "not_expected": "Niet verwacht",
        }[self.value]

    @property
    def is_due(self) -> bool:
        return self in (DueState.NEVER_MEASURED, DueState.OVERDUE)


@dataclass(frozen=True, slots=True)
class Due:
    """`days` counts from today to the due date: negative when late; None when never measured or not expected."""

    state: DueState
    on: date | None
    days: int | None


def due_of(last_snapshot: date | None, *, today: date, interval_months: int, is_closed: bool) -> Due:
    """The next snapshot falls due `interval_months` after the last; a closed family is not expected to have one."""
    if is_closed:
        return Due(DueState.NOT_EXPECTED, None, None)
    if last_snapshot is None:
        return Due(DueState.NEVER_MEASURED, None, None)
    on = add_months(last_snapshot, interval_months)
    days = (on - today).days
    if days < 0:
        return Due(DueState.OVERDUE, on, days)
    return Due(DueState.SOON if on <= today + timedelta(days=SOON_DAYS) else DueState.ON_TIME, on, days)


@dataclass(frozen=True, slots=True)
class Expected:
    """The days between which a last snapshot has to lie, for a store to look by; the same as `due_of` says one by one."""

    late_before: date
    """Who was last measured before this day is late."""
    soon_before: date
    """Who was last measured before this day, and is not late, is soon due."""

    @classmethod
    def on(cls, today: date, interval_months: int) -> Expected:
        """As things stand on `today`."""
        return cls(
            _first_due_on(today, interval_months),
            _first_due_on(today + timedelta(days=SOON_DAYS + 1), interval_months),
        )


def _first_due_on(day: date, interval_months: int) -> date:
    """The first day of which the next snapshot falls due on `day` or later."""
    first = add_months(
        day, -interval_months
    )  # and of nothing before it; but what falls on 31 March comes after February
    while add_months(first, interval_months) < day:
        first += timedelta(days=1)
    return first
