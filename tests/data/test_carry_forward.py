"""The database carries forward and counts the cohort exactly as the domain does, for any history."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gezinscoach_desktop.data import snapshot as snapshots_of
from gezinscoach_desktop.domain.balance import balance_at
from gezinscoach_desktop.domain.evolution import (
    PrePost,
    baseline_of,
    cohort_of,
    follow_up_of,
)
from gezinscoach_desktop.domain.household import Person, Role, Stay
from gezinscoach_desktop.domain.index import index_of
from gezinscoach_desktop.domain.snapshot import Snapshot
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import cohort, family_page, office_index
from tests.data.office_factory import lay_history
from tests.domain.strategies import DAYS, PERSONS, histories
from tests.factories import load_profile, make_person, make_score, make_snapshot
from tests.offices import NewDesk

# The database is real, so that each example costs: fewer of them, each with several families.
REAL = settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


class Household(NamedTuple):
    """A family for the comparison."""

    persons: tuple[Person, ...]
    snapshots: tuple[Snapshot, ...]


# Few places and many snapshots, so that domains get decided and values get replaced.
_ITEMS = {
    None: ("income", "debts", "residence"),
    Role.ADULT: ("education", "employment", "adult_stress"),
    Role.CHILD: ("parental_care", "school_attendance", "child_physical_health"),
}


@st.composite
def stays(draw: st.DrawFn) -> tuple[Stay, ...]:
    """None, one or two stretches that do not overlap."""
    days = sorted(draw(st.lists(DAYS, max_size=4, unique=True)))
    if draw(st.booleans()) or not days:
        return (Stay(),)
    periods = [Stay(*days[place : place + 2]) for place in range(0, len(days) - 1, 2)]
    if len(days) % 2:
        periods.append(Stay(days[-1], None))
    if draw(st.booleans()):
        periods[0] = Stay(None, periods[0].left)
    return tuple(periods)


@st.composite
def households(draw: st.DrawFn) -> Household:
    codes = draw(st.sampled_from([("V1",), ("V1", "K1"), ("V1", "V2", "K1")]))
    persons = tuple(make_person(code, stays=draw(stays())) for code in codes)
    places = [(None, item) for item in _ITEMS[None]] + [
        # Whatever the role now: a child that grew up keeps its old scores, and the coach may choose otherwise again.
        (person, item)
        for person in persons
        for item in _ITEMS[Role.ADULT] + _ITEMS[Role.CHILD]
    ]
    snapshots = tuple(
        make_snapshot(
            draw(DAYS),
            [
                make_score(item, draw(st.none() | st.integers(1, 5)), person=person)
                for person, item in draw(st.lists(st.sampled_from(places), unique=True, max_size=8))
            ],
            number=number,
            is_revised_baseline=draw(st.integers(0, 4)) == 0,
        )
        for number in range(1, draw(st.integers(0, 6)) + 1)
    )
    return Household(persons, snapshots)


@settings(REAL, max_examples=30)
@given(history=histories(), day=DAYS)
def test_the_balance_of_the_database_is_that_of_the_domain(
    desk: Desk, history: list[Snapshot], day: date
) -> None:
    (family_id,) = lay_history(desk, [(PERSONS, tuple(history))]).values()
    kept = family_page(desk, family_id).evolution.snapshots
    found = desk.office.read(lambda session: snapshots_of.balance(session, family_id, day))
    assert found == balance_at(kept, day)
    assert [(each.number, each.date, len(each.scores)) for each in kept] == sorted(
        ((each.number, each.date, len(each.scores)) for each in history), key=lambda each: (each[1], each[0])
    )


@REAL
@given(families=st.lists(households(), min_size=1, max_size=15), months=st.sampled_from([1, 3, 6]))
def test_the_cohort_of_the_database_is_that_of_the_domain(
    new_desk: NewDesk, families: list[Household], months: int
) -> None:
    desk = new_desk()
    lay_history(desk, families)
    profile = load_profile()

    def pre_post(household: Household) -> PrePost | None:
        persons, snapshots = household
        baseline, follow_up = baseline_of(snapshots), follow_up_of(snapshots, months)
        if baseline is None or follow_up is None:
            return None
        before = index_of(profile, balance_at(snapshots, baseline.date), persons).tally
        if follow_up.date is None:
            return PrePost(before, None)
        return PrePost(before, index_of(profile, balance_at(snapshots, follow_up.date), persons).tally)

    expected = cohort_of((each for each in map(pre_post, families) if each is not None), profile)
    assert cohort(desk, months=months) == (expected, profile)


@REAL
@given(families=st.lists(households(), min_size=1, max_size=15), on=st.none() | DAYS)
def test_the_index_of_the_database_is_that_of_the_domain(
    new_desk: NewDesk, families: list[Household], on: date | None
) -> None:
    desk = new_desk()
    codes = lay_history(desk, families)
    profile = load_profile()
    expected = []
    for code, (persons, snapshots) in zip(codes, families, strict=True):
        days = [each.date for each in snapshots if on is None or each.date <= on]
        if days:
            expected.append((code, index_of(profile, balance_at(snapshots, on or max(days)), persons)))
    found = office_index(desk, on=on)
    assert [(each.code, each.result) for each in found] == expected
