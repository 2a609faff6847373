"""After three wrong passwords the wait doubles, up to five minutes, and no clock makes it longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.attempts import LONGEST, Attempts

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [
        (0, 0),
        (1, 0),
        (2, 0),
        (3, 2),
        (4, 4),
        (5, 8),
        (9, 128),
        (10, 256),
        (11, 300),
        (12, 300),
        (10_000, 300),
    ],
)
def test_the_wait_grows_after_three_and_is_never_for_good(failures: int, seconds: int) -> None:
    attempts = Attempts(failures, NOW)
    assert attempts.waiting(NOW) == timedelta(seconds=seconds)
    assert attempts.waiting(NOW + timedelta(seconds=seconds)) == timedelta(0)


@given(st.integers(0, 1000), st.timedeltas(-timedelta(days=4000), timedelta(days=4000)))
def test_a_clock_that_jumps_never_gives_more_than_the_wait(failures: int, jump: timedelta) -> None:
    attempts = Attempts(failures, NOW)
    assert timedelta(0) <= attempts.waiting(NOW + jump) <= attempts.delay <= LONGEST
    here = attempts.on_this_clock(NOW + jump)
    assert here.waiting(NOW + jump + attempts.delay) == timedelta(0)


@given(st.integers(3, 1000), st.timedeltas(timedelta(seconds=1), timedelta(days=4000)))
def test_a_clock_that_is_set_back_does_not_shorten_the_wait(failures: int, back: timedelta) -> None:
    attempts = Attempts(failures, NOW).on_this_clock(NOW - back)
    assert attempts.waiting(NOW - back) == attempts.delay > timedelta(0)
