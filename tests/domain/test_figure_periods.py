"""The periods figures are asked of, and how a family stood in one."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.figures import TimeInSupport
from gezinscoach_desktop.domain.figures.facts import FamilyFact, PhaseFact
from gezinscoach_desktop.domain.figures.frame import course_of, time_in_support
from gezinscoach_desktop.domain.figures.period import Period, bounds, in_words
from gezinscoach_desktop.domain.trajectory import ClosingReason, Phase

YEAR = (date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("period", "today", "expected"),
    [
        (Period.THIS_YEAR, date(2026, 11, 22), YEAR),
        (Period.LAST_YEAR, date(2026, 11, 22), (date(2025, 1, 1), date(2026, 1, 1))),
        (Period.THIS_QUARTER, date(2026, 12, 31), (date(2026, 10, 1), date(2027, 1, 1))),
        (Period.THIS_QUARTER, date(2026, 4, 1), (date(2026, 4, 1), date(2026, 7, 1))),
        (Period.LAST_QUARTER, date(2026, 2, 3), (date(2025, 10, 1), date(2026, 1, 1))),
        (Period.TWELVE_MONTHS, date(2026, 11, 22), (date(2025, 11, 23), date(2026, 11, 23))),
        (Period.TWELVE_MONTHS, date(2028, 2, 28), (date(2027, 2, 28), date(2028, 2, 29))),
        (Period.FREE, date(2026, 11, 22), YEAR),
    ],
)
def test_bounds(period: Period, today: date, expected: tuple[date, date]) -> None:
    assert bounds(period, today) == expected


def test_a_period_is_told_with_its_last_day() -> None:
    assert in_words(*YEAR) == "01/01/2026 – 31/12/2026"


def family(*phases: tuple[date, Phase], started: date | None = None) -> FamilyFact:
    return FamilyFact(
        UUID(int=1),
        started_on=started,
        phases=tuple(
            PhaseFact(since, phase, ClosingReason.MOVED if phase is Phase.CLOSED else None)
            for since, phase in phases
        ),
    )


def test_a_family_that_comes_back_and_stops_again() -> None:
    found = course_of(
        family(
            (date(2025, 1, 1), Phase.INTENSIVE),
            (date(2026, 2, 1), Phase.CLOSED),
            (date(2026, 5, 1), Phase.LESS_INTENSIVE),
            (date(2026, 9, 1), Phase.CLOSED),
            (date(2026, 9, 8), Phase.CLOSED),
        ),
        *YEAR,
    )
    assert (found.at_start, found.is_new, found.reopened, found.closed, found.at_end) == (
        True,
        False,
        1,
        2,
        False,
    )
    assert (found.ended_on, found.closing_reason) == (date(2026, 9, 1), ClosingReason.MOVED)


@pytest.mark.parametrize(
    ("made", "supported"),
    [
        (family(), False),
        (family(started=date(2026, 3, 1)), True),
        (family(started=date(2027, 1, 1)), False),
        (family((date(2025, 3, 1), Phase.CLOSED)), False),
        (family((date(2026, 3, 1), Phase.CLOSED)), False),
        (family((date(2026, 3, 1), Phase.PAUSED)), True),
        (family((date(2025, 12, 31), Phase.INTENSIVE), (date(2026, 1, 1), Phase.CLOSED)), True),
    ],
)
def test_supported_is_on_a_day_of_the_period_at_least(made: FamilyFact, supported: bool) -> None:
    assert course_of(made, *YEAR).is_supported is supported


def test_time_in_support_goes_by_calendar_months() -> None:
    begin = date(2026, 8, 31)
    bands = {
        begin: TimeInSupport.UNDER_6_MONTHS,
        date(2027, 2, 27): TimeInSupport.UNDER_6_MONTHS,
        date(2027, 2, 28): TimeInSupport.UNDER_1_YEAR,
        date(2027, 8, 31): TimeInSupport.UNDER_2_YEARS,
        date(2028, 8, 31): TimeInSupport.FROM_2_YEARS,
    }
    assert {day: time_in_support(begin, day) for day in bands} == bands
    assert time_in_support(begin, begin + timedelta(days=30)) is TimeInSupport.UNDER_6_MONTHS
