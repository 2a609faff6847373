"""Dates as people in Flanders write them, and counting in calendar months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.dates import (
    add_months,
    age_in_months,
    age_in_years,
    format_date,
    format_long,
    format_short,
    parse_date,
    parse_strict,
)
from gezinscoach_desktop.domain.errors import InvalidInput

TODAY = date(2026, 11, 14)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14/11/26", date(2026, 11, 14)),
        ("14.11.2026", date(2026, 11, 14)),
        ("14112026", date(2026, 11, 14)),
        ("141126", date(2026, 11, 14)),
        ("14/11", date(2026, 11, 14)),
        ("vandaag", date(2026, 11, 14)),
        ("gisteren", date(2026, 11, 13)),
        ("eergisteren", date(2026, 11, 12)),
        ("  VANDAAG ", date(2026, 11, 14)),
        ("2026-11-14", date(2026, 11, 14)),
        ("14-11-2026", date(2026, 11, 14)),
        ("14 11 2026", date(2026, 11, 14)),
        ("1/2/2020", date(2020, 2, 1)),
        ("15/11", date(2025, 11, 15)),  # not yet this year: the year before is meant
        ("1.1", date(2026, 1, 1)),
        ("29/02", date(2024, 2, 29)),  # the last one there was
        ("14/11/36", date(2036, 11, 14)),  # two digits reach ten years ahead
        ("14/11/37", date(1937, 11, 14)),
        ("29/02/2024", date(2024, 2, 29)),
        ("01/01/1900", date(1900, 1, 1)),
    ],
)
def test_a_date_is_read_as_it_was_meant(typed: str, meant: date) -> None:
    assert parse_date(typed, today=TODAY) == meant


def test_29_february_without_a_year_is_found_in_january_of_a_leap_year() -> None:
    assert parse_date("29/02", today=date(2024, 1, 10)) == date(2020, 2, 29)


@pytest.mark.parametrize(
    "typed", ["", "morgen", "14", "14/", "14/11/226", "14/11/2026 10u", "1411", "1/2/3/4"]
)
def test_what_is_no_date_is_answered_with_an_example(typed: str) -> None:
    with pytest.raises(InvalidInput, match="is geen datum: verwacht dd/mm/jjjj, bijvoorbeeld") as caught:
        parse_date(typed, today=TODAY, field="birth_date")
    assert caught.value.field == "birth_date"


@pytest.mark.parametrize(
    "typed", ["31/04/2026", "29/02/2025", "14/13/2026", "0/1/2026", "14/11/1823", "30/02"]
)
def test_a_day_that_never_was_or_lies_before_1900_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput, match="bestaat niet op de kalender"):
        parse_date(typed, today=TODAY)


@given(DAYS)
def test_every_date_shown_can_be_typed_again(day: date) -> None:
    assert parse_date(format_date(day), today=TODAY) == day
    assert parse_date(day.isoformat(), today=TODAY) == day


@given(st.text(alphabet="0123456789/.- vandg٣²", max_size=12), DAYS)
def test_any_text_is_a_date_or_a_clear_refusal(typed: str, today: date) -> None:
    try:
        understood = parse_date(typed, today=today)
    except InvalidInput:
        return
    assert understood >= date(1900, 1, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-07-15", date(2022, 7, 15)),
        ("15/07/2022", date(2022, 7, 15)),
        ("5/7/2022", date(2022, 7, 5)),
        ("1900-01-01", date(1900, 1, 1)),
    ],
)
def test_a_file_has_iso_dates_or_days_first(text: str, day: date) -> None:
    assert parse_strict(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "1899-12-31",
        "1823-05-01",
        "2022-02-30",
        "2022-W01-1",  # an ISO week is no date that somebody wrote
        "20220715",
        "15-07-2022",
        "15/07/22",
        "2022/07/15",
        "+5/7/2022",
        "1_5/7/2022",
        " 5/ 7/2022",
        "٠٥/٠٧/٢٠٢٢",
        "15/07",
        "",
        "vandaag",
    ],
)
def test_a_file_has_no_other_dates(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse_strict(text)


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
    ],
)
def test_months_end_on_the_last_day_there_is(day: date, months: int, result: date) -> None:
    assert add_months(day, months) == result


@given(DAYS, st.integers(0, 60))
def test_adding_months_lands_in_the_month_that_many_further(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@pytest.mark.parametrize(
    ("born", "on", "years", "months"),
    [
        (date(2020, 5, 10), date(2026, 5, 9), 5, 71),
        (date(2020, 5, 10), date(2026, 5, 10), 6, 72),
        (date(2024, 2, 29), date(2025, 2, 28), 0, 11),
        (date(2024, 2, 29), date(2025, 3, 1), 1, 12),
        (date(2026, 11, 14), date(2026, 11, 14), 0, 0),
        (date(2027, 3, 1), date(2026, 11, 14), -1, -4),
    ],
)
def test_age_counts_completed_years_and_months(born: date, on: date, years: int, months: int) -> None:
    assert (age_in_years(born, on), age_in_months(born, on)) == (years, months)


def test_dates_are_shown_days_first() -> None:
    day = date(2026, 3, 5)
    assert (format_date(day), format_short(day), format_long(day)) == (
        "05/03/2026",
        "05/03/26",
        "5 maart 2026",
    )
