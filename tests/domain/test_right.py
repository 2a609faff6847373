"""Where a right stands, and what rights bring in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.right import (
    RightState,
    RightStepInput,
    RightStepRecord,
    check_step,
    standings,
    total_of,
)
from tests.domain.rights import TODAY, make_step
from tests.factories import make_id

CHILD = make_id("K1")
S = RightState


def test_the_last_step_by_date_counts_whenever_it_was_typed() -> None:
    granted = make_step(S.GRANTED, date(2026, 5, 1), number=1)
    applied_earlier = make_step(S.APPLIED, date(2026, 3, 1), number=2)
    (found,) = standings([granted, applied_earlier])
    assert found.state is S.GRANTED
    assert [step.details.state for step in found.steps] == [S.APPLIED, S.GRANTED]


def test_of_two_steps_of_one_day_the_one_kept_last_counts() -> None:
    (found,) = standings([make_step(S.REFUSED, number=2), make_step(S.APPLIED, number=1)])
    assert found.state is S.REFUSED


def test_a_right_of_the_family_and_the_same_one_of_a_child_stand_apart() -> None:
    found = standings([make_step(S.HAS), make_step(S.APPLIED, member=CHILD, number=2)])
    assert [(each.place[1], each.state) for each in found] == [(None, S.HAS), (CHILD, S.APPLIED)]


def test_it_stands_so_since_the_first_step_of_an_unbroken_row() -> None:
    steps = [
        make_step(S.GRANTED, date(2025, 1, 1), number=1),
        make_step(S.STOPPED, date(2025, 6, 1), number=2),
        make_step(S.GRANTED, date(2026, 2, 1), number=3, monthly=100),
        make_step(S.GRANTED, date(2026, 8, 1), number=4, monthly=120),
    ]
    (found,) = standings(steps)
    assert found.since == date(2026, 2, 1)
    assert found.monthly_cents == 120


def test_what_stopped_counts_no_longer_per_month_but_what_was_got_at_once_stays() -> None:
    steps = [
        make_step(S.GRANTED, date(2026, 1, 5), monthly=10_000, once=50_000, number=1),
        make_step(S.STOPPED, date(2026, 9, 1), number=2),
    ]
    granted = total_of(standings(steps)).granted
    assert (granted.rights, granted.monthly_cents, granted.once_cents) == (0, 0, 50_000)
    assert granted.since == date(2026, 1, 5)


def test_what_the_family_had_already_is_counted_apart() -> None:
    steps = [
        make_step(S.HAS, monthly=20_000, right="groeipakket-basis", number=1),
        make_step(S.GRANTED, monthly=5_000, once=1_000, right="leefloon", number=2),
    ]
    total = total_of(standings(steps))
    assert (total.had.monthly_cents, total.had.rights) == (20_000, 1)
    assert (total.granted.monthly_cents, total.granted.once_cents) == (5_000, 1_000)
    assert total.count(S.HAS, S.GRANTED, S.REFUSED) == 2


def test_a_yearly_amount_adds_up_over_the_years_and_a_rectified_one_counts_once() -> None:
    steps = [
        make_step(S.GRANTED, date(2025, 9, 1), once=10_000, number=1),
        make_step(S.GRANTED, date(2026, 9, 1), once=99_000, number=2),
        make_step(S.GRANTED, date(2026, 9, 1), once=11_000, number=3),
    ]
    assert total_of(standings(steps)).granted.once_cents == 21_000


def test_without_steps_there_is_nothing() -> None:
    total = total_of(())
    assert (total.granted.monthly_cents, total.granted.since, total.count(*S)) == (0, None, 0)


places = st.tuples(st.sampled_from(["leefloon", "uitpas", "nmbs"]), st.sampled_from([None, CHILD]))
amounts = st.one_of(st.none(), st.integers(min_value=0, max_value=100_000))


@st.composite
def histories(draw: st.DrawFn) -> list[RightStepRecord]:
    """Steps in any order of dates, over three rights of a family and a child."""
    steps = []
    for number in range(draw(st.integers(min_value=0, max_value=12))):
        right, member = draw(places)
        state = draw(st.sampled_from(list(S)))
        on = TODAY - timedelta(days=draw(st.integers(min_value=0, max_value=5)))
        monthly, once = (draw(amounts), draw(amounts)) if state.is_held else (None, None)
        steps.append(
            make_step(state, on, right=right, member=member, monthly=monthly, once=once, number=number)
        )
    return steps


@given(histories(), st.randoms())
def test_the_total_is_what_counting_by_hand_gives_in_whatever_order_steps_come(
    steps: list[RightStepRecord], random: object
) -> None:
    by_place: dict[tuple[UUID, UUID | None], dict[date, RightStepInput]] = {}
    for step in sorted(steps, key=lambda each: each.created_at):  # of one day the one typed last
        place = (step.details.right_id, step.details.member_id)
        by_place.setdefault(place, {})[step.details.on] = step.details
    lasts = [days[max(days)] for days in by_place.values()]
    every = [step for days in by_place.values() for step in days.values()]
    shuffled = list(steps)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    total = total_of(standings(shuffled))
    for worth, state in ((total.granted, S.GRANTED), (total.had, S.HAS)):
        assert worth.rights == sum(step.state is state for step in lasts)
        assert worth.monthly_cents == sum(step.monthly_cents or 0 for step in lasts if step.state is state)
        assert worth.once_cents == sum(step.once_cents or 0 for step in every if step.state is state)
        assert (worth.since is None) is (worth.rights == 0 and worth.once_cents == 0)
    assert sum((total.counts or {}).values()) == len(by_place)


STEP = RightStepInput(make_id("recht"), S.GRANTED, TODAY)


@pytest.mark.parametrize(
    ("step", "field"),
    [
        (replace(STEP, on=TODAY + timedelta(days=1)), "on"),
        (replace(STEP, on=date(1899, 1, 1)), "on"),
        (replace(STEP, monthly_cents=-1), "monthly_cents"),
        (replace(STEP, once_cents=100_000_000), "once_cents"),
        (replace(STEP, state=S.REFUSED, monthly_cents=100), "monthly_cents"),
        (replace(STEP, state=S.APPLIED, once_cents=0), "once_cents"),
        (replace(STEP, not_taken_up="wil niet"), "not_taken_up"),
    ],
)
def test_a_step_that_cannot_be_is_refused_at_its_field(step: RightStepInput, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_step(step, TODAY)
    assert caught.value.field == field


def test_a_good_step_loses_only_its_blanks() -> None:
    step = replace(STEP, state=S.REFUSED, not_taken_up=" te laat ", note=" brief \n")
    assert check_step(step, TODAY) == replace(step, not_taken_up="te laat", note="brief")
