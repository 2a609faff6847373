"""The periods that one asks figures of."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from gezinscoach_desktop.domain.dates import add_months, format_date

_MONTHS_OF_A_QUARTER = 3


class Period(StrEnum):
    """What can be chosen; FREE has days of its own."""

    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    THIS_QUARTER = "this_quarter"
    LAST_QUARTER = "last_quarter"
    TWELVE_MONTHS = "twelve_months"
    FREE = "free"

    @property
    def label(self) -> str:
        return {
            "this_year": "Dit jaar",
            "last_year": "Vorig jaar",
            "this_quarter": "Dit kwartaal",
            "last_quarter": "Vorig kwartaal",
            "twelve_months": "Laatste 12 maanden",
            "free": "Zelf kiezen",
        }[self.value]


def bounds(period: Period, today: date) -> tuple[date, date]:
    """First day, and the first day after it; of FREE those of this year, to begin with."""
    year = date(today.year, 1, 1)
    quarter = date(today.year, (today.month - 1) // _MONTHS_OF_A_QUARTER * _MONTHS_OF_A_QUARTER + 1, 1)
    match period:
        case Period.LAST_YEAR:
            return add_months(year, -12), year
        case Period.THIS_QUARTER:
            return quarter, add_months(quarter, _MONTHS_OF_A_QUARTER)
        case Period.LAST_QUARTER:
            return add_months(quarter, -_MONTHS_OF_A_QUARTER), quarter
        case Period.TWELVE_MONTHS:
            after = today + timedelta(days=1)
            return add_months(after, -12), after
        case _:
            return year, add_months(year, 12)


def in_words(since: date, until: date) -> str:
    """`01/01/2026 – 31/12/2026`."""
    return f"{format_date(since)} – {format_date(until - timedelta(days=1))}"
