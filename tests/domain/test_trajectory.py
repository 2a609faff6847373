"""The trajectory: phases that say something, how long they lasted, and with what a family that returns goes on."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.trajectory import (
    AssignmentKind,
    ClosingReason,
    Course,
    Phase,
    PhaseStart,
    Support,
    closing_text,
    phase_after_reopening,
    phase_on,
    replaced_by,
    split_closing_text,
    stretches,
    without_continuations,
)

JAN, MARCH, JUNE = date(2026, 1, 5), date(2026, 3, 2), date(2026, 6, 1)
KNOWING = PhaseStart(Phase.GETTING_TO_KNOW, JAN)
INTENSIVE = PhaseStart(Phase.INTENSIVE, MARCH, "Veel tegelijk")
CLOSED = PhaseStart(Phase.CLOSED, JUNE, None, ClosingReason.MOVED)


def test_a_phase_that_says_nothing_new_is_the_one_before_going_on() -> None:
    same = PhaseStart(Phase.GETTING_TO_KNOW, MARCH)
    told = PhaseStart(Phase.GETTING_TO_KNOW, MARCH, "Het vertrouwen groeit")
    assert without_continuations([KNOWING, same, CLOSED]) == (KNOWING, CLOSED)
    assert without_continuations([KNOWING, told]) == (KNOWING, told)
    again = PhaseStart(Phase.CLOSED, date(2026, 7, 1), None, ClosingReason.OTHER)
    assert without_continuations([KNOWING, CLOSED, again]) == (KNOWING, CLOSED, again)


@given(st.lists(st.sampled_from(list(Phase)), max_size=8))
def test_leaving_out_what_says_nothing_changes_no_day(phases: list[Phase]) -> None:
    starts = [PhaseStart(phase, date(2026, 1, 1 + place)) for place, phase in enumerate(phases)]
    shown = without_continuations(starts)
    for day in (date(2026, 1, 1 + place) for place in range(10)):
        before, after = phase_on(starts, day), phase_on(shown, day)
        assert (before and before.phase) == (after and after.phase)


def test_a_phase_lasts_until_the_next_one() -> None:
    assert [(each.start, each.until) for each in stretches((KNOWING, INTENSIVE))] == [
        (KNOWING, MARCH),
        (INTENSIVE, None),
    ]
    assert stretches(()) == ()
    assert phase_on((KNOWING, INTENSIVE), date(2026, 3, 1)) == KNOWING
    assert phase_on((KNOWING,), date(2025, 1, 1)) is None


def test_what_begins_on_the_same_day_is_replaced() -> None:
    assert replaced_by((KNOWING, INTENSIVE), PhaseStart(Phase.PAUSED, MARCH)) == INTENSIVE
    assert replaced_by((KNOWING, INTENSIVE), PhaseStart(Phase.PAUSED, JUNE)) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((Phase.GETTING_TO_KNOW,), Phase.INTENSIVE),
        ((Phase.INTENSIVE, Phase.LESS_INTENSIVE, Phase.PAUSED), Phase.LESS_INTENSIVE),
        ((Phase.INTENSIVE, Phase.WINDING_DOWN, Phase.CLOSED), Phase.INTENSIVE),
        ((), Phase.INTENSIVE),
    ],
)
def test_with_what_a_family_that_returns_goes_on(before: tuple[Phase, ...], after: Phase) -> None:
    starts = [PhaseStart(phase, date(2026, 1, 1 + place)) for place, phase in enumerate(before)]
    assert phase_after_reopening(starts) is after


@pytest.mark.parametrize(
    ("circumstance", "follow_up"),
    [("Verhuisd naar Gent.", "Het CAW belt."), ("", "Het CAW belt."), ("Verhuisd.", ""), ("", "")],
)
def test_the_words_of_a_closing_come_apart_again(circumstance: str, follow_up: str) -> None:
    assert split_closing_text(closing_text(circumstance, follow_up)) == (circumstance, follow_up)


def test_the_line_begins_with_what_came_first() -> None:
    support = Support("An", AssignmentKind.RESPONSIBLE, MARCH, JUNE)
    course = Course((INTENSIVE,), (support,), (date(2026, 2, 1),), (), JUNE)
    assert course.begins == date(2026, 2, 1)
    assert Course((), (), (), (), JUNE).begins == JUNE
    assert [support.runs_on(day) for day in (JAN, MARCH, JUNE)] == [False, True, False]
