"""The rules of requests, goals, actions and appointments."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.action import ActionInput, ActionOwner, ActionState, checked_action
from gezinscoach_desktop.domain.agenda import When, due_words, monday_of, week_name, week_of, when_of
from gezinscoach_desktop.domain.appointment import AppointmentInput, checked_appointment
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.quick_action import quick_action
from gezinscoach_desktop.domain.request import (
    GoalInput,
    GoalState,
    RequestInput,
    RequestState,
    checked_goal,
    checked_request,
    in_own_order,
    new_priorities,
    wished_levels,
)
from tests.views.family.samples import instrument

TODAY = date(2026, 11, 22)  # a Sunday
T = TypeVar("T")
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def kept(number: int, details: T, *, minutes: int = 0) -> Kept[T]:
    at = AT + timedelta(minutes=minutes)
    return Kept(UUID(int=number), UUID(int=1), 1, details, at, None, None, at, None)


@pytest.mark.parametrize(
    ("typed", "what", "owner", "due", "domain"),
    [
        ("Attest vragen", "Attest vragen", ActionOwner.COACH, None, None),
        ("Attest vragen @gezin", "Attest vragen", ActionOwner.FAMILY, None, None),
        ("@dienst Dossier nakijken", "Dossier nakijken", ActionOwner.SERVICE, None, None),
        ("Attest tegen 14/12", "Attest", ActionOwner.COACH, date(2026, 12, 14), None),
        ("Attest tegen vrijdag @gezin", "Attest", ActionOwner.FAMILY, date(2026, 11, 27), None),
        ("Bellen tegen over 2 weken", "Bellen", ActionOwner.COACH, date(2026, 12, 6), None),
        ("Huur #huis tegen morgen", "Huur", ActionOwner.COACH, date(2026, 11, 23), LifeDomain.HOUSING),
        ("Vechten tegen schimmel", "Vechten tegen schimmel", ActionOwner.COACH, None, None),
        ("Mail naar a@dienst.be", "Mail naar a@dienst.be", ActionOwner.COACH, None, None),
        ("@emma bellen #zomaar", "@emma bellen #zomaar", ActionOwner.COACH, None, None),
        ("   ", "", ActionOwner.COACH, None, None),
    ],
)
def test_one_line_says_who_when_and_about_what(
    typed: str, what: str, owner: ActionOwner, due: date | None, domain: LifeDomain | None
) -> None:
    assert quick_action(typed, today=TODAY) == ActionInput(what, owner=owner, due_on=due, domain=domain)


@given(st.text(max_size=60))
def test_no_line_is_too_strange(text: str) -> None:
    assert quick_action(text, today=TODAY).state is ActionState.OPEN


def test_an_action_without_words_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_action(ActionInput("  "), TODAY)
    assert refused.value.field == "what"


def test_what_is_done_has_the_day_of_today_unless_another_was_given() -> None:
    done = ActionInput("Bellen", state=ActionState.DONE)
    assert checked_action(done, TODAY).closed_on == TODAY
    earlier = replace(done, closed_on=date(2026, 11, 1))
    assert checked_action(earlier, TODAY).closed_on == date(2026, 11, 1)
    reopened = replace(earlier, state=ActionState.OPEN)
    assert checked_action(reopened, TODAY).closed_on is None


def test_nothing_is_done_in_the_future() -> None:
    ahead = ActionInput("Bellen", state=ActionState.DONE, closed_on=TODAY + timedelta(1))
    with pytest.raises(InvalidInput):
        checked_action(ahead, TODAY)


@pytest.mark.parametrize(
    ("days", "when", "words"),
    [
        (-12, When.OVERDUE, "12 dagen te laat"),
        (-1, When.OVERDUE, "1 dag te laat"),
        (0, When.TODAY, "vandaag"),
        (1, When.THIS_WEEK, "morgen"),
        (5, When.THIS_WEEK, "vrijdag 27/11"),
        (7, When.THIS_WEEK, "zondag 29/11"),
        (8, When.LATER, "maandag 30/11"),
        (10, When.LATER, "woensdag 02/12"),
        (40, When.LATER, "01/01/2027"),
    ],
)
def test_how_soon_something_is_wanted(days: int, when: When, words: str) -> None:
    due_on = TODAY + timedelta(days)
    assert when_of(due_on, TODAY) is when
    assert due_words(due_on, TODAY) == words


def test_what_has_no_date_is_wanted_any_time() -> None:
    assert when_of(None, TODAY) is When.ANY_TIME
    assert due_words(None, TODAY) == ""


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_week_runs_from_monday_to_sunday(day: date) -> None:
    days = week_of(day)
    assert days[0] == monday_of(day) <= day <= days[-1]
    assert [each.weekday() for each in days] == list(range(7))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (TODAY, "16 – 22 november 2026"),
        (date(2026, 12, 1), "30 november – 6 december 2026"),
        (date(2026, 12, 31), "28 december 2026 – 3 januari 2027"),
    ],
)
def test_how_a_week_is_called(day: date, name: str) -> None:
    assert week_name(day) == name


def test_a_request_is_of_today_unless_said_otherwise() -> None:
    details = checked_request(RequestInput(" Een groter huis "), TODAY)
    assert (details.text, details.raised_on, details.closed_on) == ("Een groter huis", TODAY, None)
    reached = checked_request(replace(details, state=RequestState.REACHED), TODAY)
    assert reached.closed_on == TODAY


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (RequestInput(" "), "text"),
        (RequestInput("Werk", raised_on=TODAY + timedelta(1)), "raised_on"),
        (
            RequestInput("Werk", raised_on=TODAY, state=RequestState.REACHED, closed_on=TODAY - timedelta(1)),
            "closed_on",
        ),
    ],
)
def test_a_request_that_cannot_be_is_refused(details: RequestInput, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_request(details, TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (GoalInput("bestaat_niet"), "item"),
        (GoalInput("income", level_wished=6), "level_wished"),
        (GoalInput("income", level_then=0), "level_then"),
        (GoalInput("income", set_on=TODAY + timedelta(1)), "set_on"),
        (GoalInput("income", set_on=TODAY, hoped_on=TODAY - timedelta(1)), "hoped_on"),
    ],
)
def test_a_goal_that_cannot_be_is_refused(details: GoalInput, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_goal(details, instrument(), TODAY)
    assert refused.value.field == field


def test_the_last_running_goal_of_an_item_is_the_wish() -> None:
    goals = [
        kept(1, GoalInput("income", level_wished=3, set_on=date(2026, 1, 1))),
        kept(2, GoalInput("income", level_wished=4, set_on=date(2026, 6, 1))),
        kept(3, GoalInput("income", level_wished=5, set_on=date(2026, 9, 1), state=GoalState.REACHED)),
        kept(4, GoalInput("dutch", UUID(int=7), level_wished=2, set_on=date(2026, 1, 1))),
    ]
    assert wished_levels(goals) == {(None, "income"): 4, (UUID(int=7), "dutch"): 2}


def test_a_new_request_comes_after_those_the_family_placed() -> None:
    requests = [
        kept(1, RequestInput("nieuw"), minutes=5),
        kept(2, RequestInput("tweede", priority=2)),
        kept(3, RequestInput("eerste", priority=1), minutes=9),
        kept(4, RequestInput("ouder"), minutes=1),
    ]
    assert [each.id.int for each in in_own_order(requests)] == [3, 2, 4, 1]


@given(st.permutations(range(1, 7)), st.integers(0, 6), st.lists(st.integers(0, 6), min_size=6, max_size=6))
def test_the_new_order_is_as_wanted_and_the_rest_stays_as_it_was(
    order: list[int], named: int, priorities: list[int]
) -> None:
    requests = [
        kept(n, RequestInput(str(n), priority=place), minutes=n) for n, place in enumerate(priorities, 1)
    ]
    wanted = [UUID(int=n) for n in order[:named]]
    places = new_priorities(requests, [*wanted, UUID(int=99)])
    after = [
        replace(each, details=replace(each.details, priority=places.get(each.id, each.details.priority)))
        for each in requests
    ]
    expected = wanted + [each.id for each in in_own_order(requests) if each.id not in wanted]
    assert [each.id for each in in_own_order(after)] == expected
    assert new_priorities(after, wanted) == {}


@pytest.mark.parametrize(
    ("details", "text"),
    [
        (AppointmentInput(TODAY), ""),
        (AppointmentInput(TODAY, 870), "14:30"),
        (AppointmentInput(TODAY, 870, 90), "14:30 – 16:00"),
        (AppointmentInput(TODAY, None, 90), "1 u 30"),
        (AppointmentInput(TODAY, 1410, 60), "23:30 – 00:30"),
    ],
)
def test_how_the_hours_of_an_appointment_are_said(details: AppointmentInput, text: str) -> None:
    assert details.span_text == text


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (AppointmentInput(TODAY, 1440), "begins_at"),
        (AppointmentInput(TODAY, -1), "begins_at"),
        (AppointmentInput(TODAY, 60, 0), "minutes"),
        (AppointmentInput(TODAY, 60, 1000), "minutes"),
    ],
)
def test_hours_off_the_clock_are_refused(details: AppointmentInput, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_appointment(details)
    assert refused.value.field == field
