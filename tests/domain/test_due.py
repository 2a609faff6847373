"""Who is due for a snapshot: at least once every three months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.due import DEFAULT_INTERVAL_MONTHS, Due, DueState, Expected, due_of

TODAY = date(2026, 11, 14)


@pytest.mark.parametrize(
    ("last", "state", "on", "days"),
    [
        (None, DueState.NEVER_MEASURED, None, None),
        (date(2026, 8, 13), DueState.OVERDUE, date(2026, 11, 13), -1),
        (date(2026, 8, 14), DueState.SOON, TODAY, 0),
        (date(2026, 8, 28), DueState.SOON, date(2026, 11, 28), 14),
        (date(2026, 8, 29), DueState.ON_TIME, date(2026, 11, 29), 15),
        (TODAY, DueState.ON_TIME, date(2027, 2, 14), 92),
    ],
)
def test_a_family_is_due_three_months_after_its_last_snapshot(
    last: date | None, state: DueState, on: date | None, days: int | None
) -> None:
    due = due_of(last, today=TODAY, interval_months=DEFAULT_INTERVAL_MONTHS, is_closed=False)
    assert due == Due(state, on, days)


@pytest.mark.parametrize("last", [None, date(2020, 1, 1), TODAY])
def test_nothing_is_expected_of_a_closed_family(last: date | None) -> None:
    due = due_of(last, today=TODAY, interval_months=3, is_closed=True)
    assert due == Due(DueState.NOT_EXPECTED, None, None)


def test_the_setting_for_the_interval_is_used() -> None:
    due = due_of(date(2026, 8, 31), today=TODAY, interval_months=6, is_closed=False)
    assert due.on == date(2027, 2, 28)


def test_never_measured_and_too_late_are_the_ones_on_the_due_list() -> None:
    assert {state for state in DueState if state.is_due} == {DueState.NEVER_MEASURED, DueState.OVERDUE}


@given(day=st.dates(date(2020, 1, 1), date(2032, 1, 1)), ago=st.integers(0, 800), months=st.integers(1, 12))
def test_the_days_that_a_store_looks_by_say_the_same_as_one_family_at_a_time(
    day: date, ago: int, months: int
) -> None:
    last = day - timedelta(days=ago)
    state = due_of(last, today=day, interval_months=months, is_closed=False).state
    days = Expected.on(day, months)
    assert (last < days.late_before) == (state is DueState.OVERDUE)
    assert (days.late_before <= last < days.soon_before) == (state is DueState.SOON)
