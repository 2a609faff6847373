"""Times and lengths as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.clock import LONGEST, format_length, format_time, parse_length, parse_time
from gezinscoach_desktop.domain.errors import InvalidInput


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("14:30", 870), ("14.30", 870), ("14u30", 870), ("14U30", 870), ("14h30", 870), ("14 u 30", 870),
        ("14.30 uur", 870), ("1430", 870), ("930", 570), ("9", 540), ("9u", 540), ("9 uur", 540), ("0:05", 5),
        (" 23:59 ", 1439), ("00", 0),
    ],
)  # fmt: skip
def test_a_time_is_read_in_every_usual_spelling(typed: str, minutes: int) -> None:
    assert parse_time(typed) == minutes


@pytest.mark.parametrize("typed", ["", "24:00", "12:60", "half twee", "14:3", "14:30:00", "-1", "99999"])
def test_what_is_no_time_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InvalidInput, match="bijvoorbeeld 14:30") as refused:
        parse_time(typed, field="begins_at")
    assert refused.value.field == "begins_at"


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("45", 45), ("45'", 45), ("45 min", 45), ("1u", 60), ("1 uur", 60), ("1u30", 90), ("1:30", 90),
        ("1u5", 65), ("1,5 uur", 90), ("0.75u", 45), ("2h", 120), ("120", 120),
    ],
)  # fmt: skip
def test_a_length_is_read_in_every_usual_spelling(typed: str, minutes: int) -> None:
    assert parse_length(typed) == minutes


@pytest.mark.parametrize("typed", ["", "0", "een uur", "13u", "999", "-5"])
def test_what_is_no_length_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        parse_length(typed)


@given(st.integers(0, 1439))
def test_a_time_as_shown_is_read_again(minutes: int) -> None:
    assert parse_time(format_time(minutes)) == minutes


@given(st.integers(1, LONGEST))
def test_a_length_as_shown_is_read_again(minutes: int) -> None:
    assert parse_length(format_length(minutes)) == minutes
