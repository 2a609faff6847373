"""Who belongs to the household on a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.household import Stay, age_label, check_stays, present
from tests.factories import make_person

JOINED, LEFT = date(2022, 3, 1), date(2023, 6, 1)


@pytest.mark.parametrize(
    ("stay", "day", "is_here"),
    [
        (Stay(JOINED, LEFT), date(2022, 2, 28), False),
        (Stay(JOINED, LEFT), JOINED, True),
        (Stay(JOINED, LEFT), date(2023, 5, 31), True),
        (Stay(JOINED, LEFT), LEFT, False),
        (Stay(None, LEFT), date(1990, 1, 1), True),
        (Stay(JOINED, None), date(2090, 1, 1), True),
        (Stay(), date(2022, 1, 1), True),
        (Stay(JOINED, JOINED), JOINED, False),
    ],
)
def test_a_person_counts_from_joined_until_the_day_before_left(stay: Stay, day: date, is_here: bool) -> None:
    person = make_person(stays=[stay])
    assert person.is_present(day) is is_here
    assert present([person], day) == ((person,) if is_here else ())


def test_a_person_who_returns_counts_in_both_periods_and_not_between() -> None:
    person = make_person(stays=[Stay(None, JOINED), Stay(LEFT, None)])
    assert [person.is_present(day) for day in (date(2022, 2, 1), date(2022, 9, 1), LEFT)] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("one", "other", "do_overlap"),
    [
        (Stay(date(2020, 1, 1), date(2021, 1, 1)), Stay(date(2021, 1, 1), None), False),
        (Stay(date(2020, 1, 1), date(2021, 1, 2)), Stay(date(2021, 1, 1), None), True),
        (Stay(None, date(2021, 1, 1)), Stay(None, date(2019, 1, 1)), True),
        (Stay(), Stay(date(2021, 1, 1), date(2022, 1, 1)), True),
        (Stay(date(2020, 1, 1), None), Stay(date(2021, 1, 1), None), True),
        (Stay(date(2020, 1, 1), date(2021, 1, 1)), Stay(date(2022, 1, 1), date(2023, 1, 1)), False),
    ],
)
def test_stays_that_touch_do_not_overlap(one: Stay, other: Stay, do_overlap: bool) -> None:
    assert one.overlaps(other) is do_overlap
    assert other.overlaps(one) is do_overlap


def test_a_stay_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidInput, match="vertrek ligt vóór") as caught:
        check_stays([Stay(LEFT, JOINED)])
    assert caught.value.field == "left"


@pytest.mark.parametrize(
    "stays",
    [
        [Stay(JOINED, None), Stay(LEFT, None)],
        [Stay(), Stay(JOINED, LEFT)],
        # an empty stay on the day on which a longer one begins must not hide that the longer one overlaps the next
        [Stay(JOINED, date(2024, 1, 1)), Stay(JOINED, JOINED), Stay(LEFT, None)],
    ],
)
def test_stays_that_overlap_are_refused_in_whatever_order_they_come(stays: list[Stay]) -> None:
    for order in (stays, stays[::-1]):
        with pytest.raises(InvalidInput, match="overlappen elkaar") as caught:
            check_stays(order)
        assert caught.value.field == "joined"


def test_stays_come_back_from_old_to_new() -> None:
    old, new = Stay(None, JOINED), Stay(LEFT, None)
    assert check_stays([new, old]) == (old, new)


_SOME_DAYS = st.none() | st.dates(date(2020, 1, 1), date(2020, 3, 1))


@given(st.lists(st.builds(Stay, joined=_SOME_DAYS, left=_SOME_DAYS), max_size=4))
def test_stays_are_accepted_exactly_when_no_two_overlap(stays: list[Stay]) -> None:
    fit = all(
        stay.joined is None or stay.left is None or stay.joined <= stay.left for stay in stays
    ) and not any(one.overlaps(other) for place, one in enumerate(stays) for other in stays[:place])
    try:
        check_stays(stays)
    except InvalidInput:
        assert not fit
    else:
        assert fit


@pytest.mark.parametrize(
    ("born", "label"),
    [
        (date(1992, 11, 14), "34 jaar"),
        (date(2024, 11, 14), "2 jaar"),
        (date(2024, 11, 15), "23 maanden"),
        (date(2026, 4, 1), "7 maanden"),
        (date(2026, 10, 14), "1 maand"),
        (date(2026, 11, 14), "0 maanden"),
        (date(2027, 3, 8), "verwacht 03/2027"),
        (None, ""),
    ],
)
def test_age_is_told_in_years_months_or_as_expected(born: date | None, label: str) -> None:
    assert age_label(born, date(2026, 11, 14)) == label


def test_age_is_unknown_without_a_birth_date_and_negative_before_birth() -> None:
    assert make_person().age_years(LEFT) is None
    assert make_person().age_months(LEFT) is None
    unborn = make_person("K1", birth_date=date(2023, 9, 1))
    assert (unborn.age_years(LEFT), unborn.age_months(LEFT)) == (-1, -3)
