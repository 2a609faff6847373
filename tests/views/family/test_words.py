"""How dates and counts are said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gezinscoach_desktop.domain.due import Due, DueState
from gezinscoach_desktop.views.family.words import ago, due_text, household_size, long_day, steps_word
from tests.views.family.samples import TODAY


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "vandaag"),
        (1, "gisteren"),
        (2, "2 dagen geleden"),
        (1200, "1.200 dagen geleden"),
        (-1, "morgen"),
        (-3, "over 3 dagen"),
    ],
)
def test_a_date_is_told_by_how_long_ago_it_is(days: int, said: str) -> None:
    assert ago(TODAY - timedelta(days=days), TODAY) == said


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (Due(DueState.NEVER_MEASURED, None, None), "Nog geen nulmeting"),
        (Due(DueState.OVERDUE, TODAY, -12), "12 dagen te laat"),
        (Due(DueState.OVERDUE, TODAY, -1), "1 dag te laat"),
        (Due(DueState.SOON, TODAY, 0), "Vandaag"),
        (Due(DueState.ON_TIME, TODAY, 33), "Over 33 dagen"),
        (Due(DueState.NOT_EXPECTED, None, None), "Niet verwacht"),
    ],
)
def test_when_the_next_snapshot_is_wanted(due: Due, said: str) -> None:
    assert due_text(due) == said


def test_a_household_is_counted_in_words() -> None:
    assert household_size(2, 1) == "2 volwassenen, 1 kind"
    assert household_size(0, 0) == "nog niemand ingevuld"


def test_the_day_of_the_week_stands_before_the_date() -> None:
    assert long_day(date(2026, 11, 22)) == "zondag 22 november 2026"


def test_steps_have_a_sign() -> None:
    assert [steps_word(steps) for steps in (2, 0, -1)] == ["+2", "=", "−1"]
