"""How intensive a month was: the exact rule, and that more contacts never make it less."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.intensity import Intensity, intensity_by_month, judge, last_judged
from gezinscoach_desktop.domain.trajectory import Phase, PhaseStart

MORE, BETWEEN, LESS = Intensity.INTENSIVE, Intensity.BETWEEN, Intensity.LESS_INTENSIVE
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("met", "days", "wanted"),
    [
        (4, 30, MORE),
        (4, 31, MORE),
        (4, 28, MORE),
        (9, 30, MORE),
        (3, 30, BETWEEN),
        (2, 28, BETWEEN),
        (1, 31, LESS),
        (0, 30, LESS),
        (3, 22, MORE),
        (2, 22, BETWEEN),
        (1, 21, LESS),
        (1, 20, BETWEEN),
        (2, 14, MORE),
        (0, 14, LESS),
        (5, 13, None),
        (0, 1, None),
    ],
)
def test_weekly_is_intensive_and_every_three_weeks_is_less(
    met: int, days: int, wanted: Intensity | None
) -> None:
    assert judge(met, days) is wanted


@given(met=st.integers(0, 30), days=st.integers(1, 31))
def test_one_contact_more_is_never_less_intensive(met: int, days: int) -> None:
    order = (LESS, BETWEEN, MORE)
    now, more = judge(met, days), judge(met + 1, days)
    assert (now is None) == (more is None)
    if now is not None and more is not None:
        assert order.index(now) <= order.index(more)


def test_months_run_from_the_first_contact_to_today_and_a_day_counts_once() -> None:
    days = [date(2026, 9, day) for day in (3, 3, 10, 17, 24)]
    phases = (PhaseStart(Phase.GETTING_TO_KNOW, date(2026, 9, 1)),)

    september, october, november = intensity_by_month(days, phases, TODAY)

    assert (september.month, september.met, september.days) == (date(2026, 9, 1), 4, 28)
    assert (september.intensity, october.intensity) == (MORE, LESS)
    assert (november.days, november.met) == (22, 0)
    assert intensity_by_month((), phases, TODAY) == ()


def test_contacts_and_phase_that_say_the_opposite_differ_and_anything_else_does_not() -> None:
    weekly = [date(2026, 10, 1) + timedelta(days=7 * week) for week in range(4)]

    def october(phase: Phase, since: date, days: list[date]) -> bool:
        return intensity_by_month(days, (PhaseStart(phase, since),), date(2026, 10, 31))[-1].differs

    before, within = date(2026, 9, 1), date(2026, 10, 5)
    assert october(Phase.LESS_INTENSIVE, before, weekly)
    assert october(Phase.INTENSIVE, before, weekly[:1])
    assert not october(Phase.INTENSIVE, before, weekly)
    assert not october(Phase.INTENSIVE, before, weekly[:2])
    assert not october(Phase.FOLLOW_UP, before, weekly)
    assert not october(
        Phase.LESS_INTENSIVE, within, [date(2026, 9, 1), *weekly]
    )  # the phase began during the month


@pytest.mark.parametrize("phase", [Phase.PAUSED, Phase.CLOSED])
def test_nothing_is_judged_of_a_month_at_rest(phase: Phase) -> None:
    met = (date(2026, 11, 1),)
    (month,) = intensity_by_month(met, (PhaseStart(phase, date(2026, 11, 1)),), TODAY)

    assert (month.intensity, month.phase, month.differs) == (None, phase, False)


def test_the_last_month_that_is_over_speaks_before_the_running_one() -> None:
    phases = (PhaseStart(Phase.INTENSIVE, date(2026, 9, 1)),)
    months = intensity_by_month((date(2026, 9, 1),), phases, TODAY)
    found = last_judged(months)

    assert found is not None
    assert found.month == date(2026, 10, 1)
    assert last_judged(()) is None
    only = intensity_by_month((date(2026, 11, 1),), phases, TODAY)
    assert last_judged(only) == only[0]


@given(days=st.lists(st.dates(date(2026, 1, 1), TODAY), max_size=60))
def test_every_day_with_a_contact_is_counted_in_one_month(days: list[date]) -> None:
    months = intensity_by_month(days, (), TODAY)

    assert sum(month.met for month in months) == len(set(days))
    assert [month.month for month in months] == sorted({month.month for month in months})
