"""Which backups may go: no clock, no pile of bad ones and no busy day may cost the way back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.retention import (
    DAYS,
    GUARD_DAYS,
    MONTHS,
    RECENT,
    WEEKS,
    Keepsake,
    to_prune,
)

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def made(sequence: int, after: timedelta, **how: bool) -> Keepsake:
    return Keepsake(f"b{sequence}", sequence, START + after, **how)


def every(step: timedelta, count: int) -> list[Keepsake]:
    return [made(number, step * number) for number in range(count)]


def kept(backups: Iterable[Keepsake]) -> list[Keepsake]:
    gone = set(to_prune(backups))
    return [each for each in backups if each.name not in gone]


@pytest.mark.parametrize("count", [0, 1, RECENT])
def test_the_first_twelve_all_stay(count: int) -> None:
    assert to_prune(every(timedelta(minutes=1), count)) == ()


def test_of_a_busy_day_the_newest_twelve_stay() -> None:
    assert to_prune(every(timedelta(minutes=10), 40)) == tuple(f"b{number}" for number in range(28))


def test_after_two_years_of_five_a_day_there_is_one_of_each_day_week_and_month() -> None:
    backups = every(timedelta(days=1) / 5, 5 * 730)
    left = kept(backups)
    days = sorted({each.made_at.date() for each in left}, reverse=True)
    weeks = {each.made_at.isocalendar()[:2] for each in left}
    months = {(each.made_at.year, each.made_at.month) for each in left}
    assert left[-RECENT:] == backups[-RECENT:]
    assert [(days[0] - day).days for day in days[:DAYS]] == list(range(DAYS))
    assert len(weeks) >= WEEKS
    assert len(months) == MONTHS
    assert len(left) <= RECENT + DAYS + WEEKS + MONTHS


def test_days_on_which_nothing_was_made_do_not_count() -> None:
    weekly = every(timedelta(days=7), DAYS)
    assert to_prune(weekly) == ()


def test_the_way_back_from_a_restore_stays_for_a_month() -> None:
    guard = made(0, timedelta(), is_guard=True)
    others = [made(number, timedelta(hours=4 * number)) for number in range(1, 7 * GUARD_DAYS)]
    first_day_off = next(
        count for count in range(len(others)) if guard.name in to_prune([guard, *others[:count]])
    )
    assert (others[first_day_off - 1].made_at - guard.made_at).days >= GUARD_DAYS


def test_bad_backups_never_push_out_a_good_one() -> None:
    good = every(timedelta(hours=1), 5)
    bad = [made(number, timedelta(hours=number), is_verified=False) for number in range(5, 500)]
    assert not set(to_prune([*good, *bad])) & {each.name for each in good}


@pytest.mark.parametrize("jump", [timedelta(days=40), timedelta(days=4000), timedelta(days=-40)])
def test_a_clock_set_wrong_costs_nothing_that_newer_backups_do_not_replace(jump: timedelta) -> None:
    good = every(timedelta(hours=6), 60)
    before = kept(good)
    wrong = made(60, timedelta(hours=6) * 60 + jump)
    lost = {each.name for each in before} - {each.name for each in kept([*before, wrong])}
    # One more backup may take the place of the oldest recent one and of one day, week and month.
    assert len(lost) <= 4


def test_what_was_made_after_a_clock_ran_ahead_is_the_newest() -> None:
    ahead = [made(number, timedelta(days=400, hours=number)) for number in range(30)]
    right = [made(number, timedelta(hours=number)) for number in range(30, 60)]
    left = {each.name for each in kept([*ahead, *right])}
    assert {each.name for each in right[-RECENT:]} <= left


def test_a_rule_that_counts_from_today_would_lose_everything_to_a_wrong_clock() -> None:
    """The control: the usual rule, days counted back from now, empties the folder when the clock jumps."""

    def within(backups: Iterable[Keepsake], now: datetime) -> list[Keepsake]:
        return [each for each in backups if now - each.made_at < timedelta(days=366)]

    good = every(timedelta(hours=6), 60)
    assert within(good, good[-1].made_at) == good
    assert within(good, good[-1].made_at + timedelta(days=400)) == []
    assert len(kept(good)) > RECENT


KEEPSAKES = st.lists(
    st.tuples(
        st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        st.booleans(),
        st.booleans(),
    ),
    max_size=80,
).map(
    lambda found: [
        Keepsake(f"b{number}", number, at, is_verified=verified, is_guard=guard)
        for number, (at, verified, guard) in enumerate(found)
    ]
)


@given(KEEPSAKES)
def test_whatever_the_clocks_said_the_newest_always_stay(backups: list[Keepsake]) -> None:
    gone = set(to_prune(backups))
    verified = [each for each in backups if each.is_verified]
    assert not gone & {each.name for each in backups[-RECENT:]}
    assert not gone & {each.name for each in verified[-RECENT:]}


@given(KEEPSAKES)
def test_pruning_again_finds_nothing_more_to_do(backups: list[Keepsake]) -> None:
    assert to_prune(kept(backups)) == ()


@given(KEEPSAKES, st.randoms())
def test_the_order_in_which_a_folder_lists_them_makes_no_difference(
    backups: list[Keepsake], chance: object
) -> None:
    shuffled = sorted(backups, key=lambda each: hash((each.name, str(chance))))
    assert set(to_prune(shuffled)) == set(to_prune(backups))
