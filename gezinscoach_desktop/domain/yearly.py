"""What a calendar year came to: how many families were supported, came, went and came back, and who was measured.

A family is supported from its first phase on (from its start date or its first snapshot, when that is known to be earlier)
until a phase says that it is closed, and again from the next phase that says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True, slots=True)
class YearCounts:
    """Counts of one year; added up over places they are those of the whole."""

    active_at_start: int = 0
    """Supported as the year began."""
    new: int = 0
    reopened: int = 0
    """As often as a closed family came back, so that start, new, reopened and closed give the end."""
    closed: int = 0
    active_at_end: int = 0
    families: int = 0
    """Supported on one day of the year at least, each counted once."""
    adults: int = 0
    """Who belonged to one of these families on a day of the year, and was born before it ended."""
    children: int = 0
    measured: int = 0
    """Families with a snapshot in the year."""
    snapshots: int = 0

    def __add__(self, other: YearCounts) -> YearCounts:
        return YearCounts(
            *(getattr(self, each.name) + getattr(other, each.name) for each in fields(YearCounts))
        )


@dataclass(frozen=True, slots=True)
class YearlyFigures:
    """A year per municipality (empty where it is not known) and in total; small numbers are not hidden here."""

    year: int
    municipalities: tuple[tuple[str, YearCounts], ...]

    @property
    def total(self) -> YearCounts:
        """Over every municipality."""
        return added_up(counts for _, counts in self.municipalities)


def added_up(parts: Iterable[YearCounts]) -> YearCounts:
    """The sum; nothing gives zeros."""
    return sum(parts, YearCounts())


def days_of(year: int) -> tuple[date, date]:
    """The first day of the year, and of the next one."""
    return date(year, 1, 1), date(year + 1, 1, 1)
