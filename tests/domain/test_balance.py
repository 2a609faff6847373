"""Carry-forward: what is in force on a date is what was last registered, never anything else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.balance import balance_at
from gezinscoach_desktop.domain.snapshot import Reason, Score, Snapshot
from tests.domain.strategies import DAYS, histories, score_sets
from tests.factories import make_person, make_score, make_snapshot

ADULT = make_person("V1")
JANUARY, MARCH, JUNE = date(2026, 1, 10), date(2026, 3, 10), date(2026, 6, 10)
INCOME = (None, "income")
DUTCH = (ADULT.id, "dutch")
HISTORY = [
    make_snapshot(JANUARY, [make_score("income", 2, note="Leefloon"), make_score("dutch", 1, person=ADULT)]),
    make_snapshot(MARCH, [make_score("dutch", 3, person=ADULT, reason=Reason.CHANGED)]),
    make_snapshot(JUNE, [make_score("income", None)]),
]


@pytest.mark.parametrize(
    ("day", "income", "dutch"),
    [
        (date(2026, 1, 9), None, None),
        (JANUARY, 2, 1),
        (date(2026, 3, 9), 2, 1),
        (MARCH, 2, 3),
        (JUNE, None, 3),
        (date(2030, 1, 1), None, 3),
    ],
)
def test_what_did_not_change_stays_as_last_registered(
    day: date, income: int | None, dutch: int | None
) -> None:
    balance = balance_at(HISTORY, day)
    assert (balance.level(INCOME), balance.level(DUTCH)) == (income, dutch)


def test_not_applicable_is_carried_forward_like_a_level() -> None:
    value = balance_at(HISTORY, date(2026, 7, 1)).values[INCOME]
    assert (value.level, value.date, value.note) == (None, JUNE, None)


def test_a_value_knows_since_when_it_is_and_where_it_comes_from() -> None:
    value = balance_at(HISTORY, MARCH).values[INCOME]
    assert value.date == JANUARY
    assert (value.place, value.note) == (INCOME, "Leefloon")
    assert balance_at(HISTORY, MARCH).values[DUTCH].reason is Reason.CHANGED


def test_of_two_snapshots_on_one_date_the_one_kept_last_counts() -> None:
    first = make_snapshot(JANUARY, [make_score("income", 2), make_score("debts", 4)], number=1)
    second = make_snapshot(JANUARY, [make_score("income", 3)], number=2)
    for order in ([first, second], [second, first]):
        balance = balance_at(order, JANUARY)
        assert (balance.level(INCOME), balance.level((None, "debts"))) == (3, 4)


def test_a_place_never_scored_is_absent() -> None:
    assert balance_at([], JANUARY).values == {}
    assert DUTCH not in balance_at(HISTORY[:1], date(2026, 1, 1)).values


@given(histories(), DAYS)
def test_carry_forward_never_invents_a_value(history: list[Snapshot], day: date) -> None:
    for place, value in balance_at(history, day).values.items():
        registered = [
            (snapshot.date, score.level, score.note)
            for snapshot in history
            for score in snapshot.scores
            if score.place == place and snapshot.date <= day
        ]
        assert (value.date, value.level, value.note) in registered
        assert value.date == max(registered_on for registered_on, _, _ in registered)


@given(histories(), DAYS)
def test_carry_forward_never_loses_a_value(history: list[Snapshot], day: date) -> None:
    scored = {score.place for snapshot in history if snapshot.date <= day for score in snapshot.scores}
    assert set(balance_at(history, day).values) == scored


@given(histories(), score_sets(), st.integers(1, 300), DAYS)
def test_a_later_snapshot_never_changes_an_earlier_balance(
    history: list[Snapshot], scores: tuple[Score, ...], days_later: int, day: date
) -> None:
    later = make_snapshot(day + timedelta(days=days_later), scores, number=99)
    assert balance_at([*history, later], day) == balance_at(history, day)


@given(histories().flatmap(lambda history: st.tuples(st.just(history), st.permutations(history))), DAYS)
def test_the_order_in_which_snapshots_come_does_not_matter(
    histories_: tuple[list[Snapshot], list[Snapshot]], day: date
) -> None:
    history, shuffled = histories_
    assert balance_at(shuffled, day) == balance_at(history, day)
