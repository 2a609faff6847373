"""Dates that lie ahead, as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from gezinscoach_desktop.domain.ahead import parse_ahead
from gezinscoach_desktop.domain.errors import InvalidInput

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("vandaag", SUNDAY),
        ("morgen", date(2026, 11, 23)),
        ("Overmorgen", date(2026, 11, 24)),
        ("vrijdag", date(2026, 11, 27)),
        ("vr", date(2026, 11, 27)),
        ("zondag", date(2026, 11, 29)),
        ("volgende week", date(2026, 11, 23)),
        ("over 3 dagen", date(2026, 11, 25)),
        ("over 2 weken", date(2026, 12, 6)),
        ("over 3 maanden", date(2027, 2, 22)),
        ("14/12", date(2026, 12, 14)),
        ("22/11", SUNDAY),
        ("21/11", date(2027, 11, 21)),
        ("29/2", date(2028, 2, 29)),
        ("14/12/2026", date(2026, 12, 14)),
        ("1.1", date(2027, 1, 1)),
        ("3/4/25", date(2025, 4, 3)),
    ],
)
def test_a_day_without_a_year_is_the_next_such_day(typed: str, day: date) -> None:
    assert parse_ahead(typed, today=SUNDAY) == day


@pytest.mark.parametrize("typed", ["", "ooit", "31/2", "over tien jaar", "m"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_ahead(typed, today=SUNDAY, field="due_on")
    assert refused.value.field == "due_on"
