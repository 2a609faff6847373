"""How a family moved since its baseline, and how a cohort of families did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.balance import Balance, balance_at
from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.evolution import (
    Category,
    Cohort,
    Direction,
    DomainMove,
    FollowUp,
    LevelChange,
    PrePost,
    Sign,
    baseline_of,
    category_of,
    changes_between,
    changes_of,
    cohort_of,
    count_directions,
    domain_moves,
    follow_up_of,
)
from gezinscoach_desktop.domain.household import Person, Role, Stay
from gezinscoach_desktop.domain.index import DomainState, IndexResult, Tally, index_of
from gezinscoach_desktop.domain.snapshot import Score, Snapshot
from tests.domain.strategies import histories
from tests.factories import load_instrument, load_profile, make_person, make_score, make_snapshot

START = date(2026, 1, 31)
LATER = date(2026, 8, 1)
ADULT, CHILD = make_person("V1"), make_person("K1")


def test_the_baseline_is_the_first_snapshot() -> None:
    first, second = make_snapshot(START), make_snapshot(LATER)
    assert baseline_of([second, first]) is first


def test_a_revised_baseline_stands_in_for_the_first_and_the_last_revision_counts() -> None:
    first, other = make_snapshot(START), make_snapshot(LATER)
    revised = make_snapshot(date(2026, 2, 20), is_revised_baseline=True)
    again = make_snapshot(date(2026, 3, 20), is_revised_baseline=True)
    assert baseline_of([first, revised, other]) is revised
    assert baseline_of([again, first, other, revised]) is again


def test_without_snapshots_there_is_no_baseline_and_no_follow_up() -> None:
    assert baseline_of([]) is None
    assert follow_up_of([], 6) is None


@pytest.mark.parametrize(
    ("baseline", "months", "due"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 8, 30), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 6, date(2027, 6, 15)),
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
    ],
)
def test_the_follow_up_is_due_calendar_months_after_the_baseline(
    baseline: date, months: int, due: date
) -> None:
    day_before = make_snapshot(due - timedelta(days=1))
    on_the_day, after = make_snapshot(due), make_snapshot(due + timedelta(days=9))
    first = make_snapshot(baseline)
    assert follow_up_of([first, day_before], months) == FollowUp(baseline, due, None)
    assert follow_up_of([first, day_before, after], months) == FollowUp(baseline, due, after.date)
    assert follow_up_of([after, on_the_day, day_before, first], months) == FollowUp(baseline, due, due)


def test_the_follow_up_counts_from_the_revised_baseline() -> None:
    history = [
        make_snapshot(date(2026, 1, 1)),
        make_snapshot(date(2026, 3, 1), is_revised_baseline=True),
        make_snapshot(date(2026, 7, 15)),
        make_snapshot(date(2026, 9, 2)),
    ]
    assert follow_up_of(history, 6) == FollowUp(date(2026, 3, 1), date(2026, 9, 1), date(2026, 9, 2))


@pytest.mark.parametrize(("days", "is_late"), [(0, False), (45, False), (46, True), (400, True)])
def test_a_follow_up_is_late_from_the_46th_day(days: int, is_late: bool) -> None:
    assert FollowUp(START, LATER, LATER + timedelta(days=days)).is_late is is_late


def test_a_follow_up_that_is_not_there_yet_is_not_called_late() -> None:
    assert FollowUp(START, LATER, None).is_late is False


@given(histories(), st.integers(1, 24))
def test_the_follow_up_is_always_a_registered_date_on_or_after_its_due_date(
    history: list[Snapshot], months: int
) -> None:
    follow_up = follow_up_of(history, months)
    if follow_up is None:
        assert not history
        return
    assert follow_up.due == add_months(follow_up.baseline, months)
    if follow_up.date is not None:
        assert follow_up.date >= follow_up.due
        assert follow_up.date in {snapshot.date for snapshot in history}


@pytest.mark.parametrize(
    ("before", "after", "steps", "direction"),
    [
        (2, 3, 1, Direction.UP),
        (1, 5, 4, Direction.UP),
        (3, 3, 0, Direction.SAME),
        (4, 2, -2, Direction.DOWN),
        (None, 3, 0, Direction.SAME),
        (3, None, 0, Direction.SAME),
    ],
)
def test_a_level_moves_only_when_there_was_one_at_both_moments(
    before: int | None, after: int | None, steps: int, direction: Direction
) -> None:
    change = LevelChange((None, "income"), before, after)
    assert (change.steps, change.direction) == (steps, direction)
    assert change.is_comparable is (before is not None and after is not None)


def at(day: date, *scores: Score) -> Balance:
    return balance_at([make_snapshot(day, scores)], day)


def test_what_improved_most_comes_first_and_what_cannot_be_compared_after_what_stayed() -> None:
    before = at(
        START, *(make_score(item, 3) for item in ("residence", "income", "debts", "nutrition", "safety"))
    )
    after = at(
        LATER,
        make_score("safety", 5),
        make_score("residence", 4),
        make_score("income", None),
        make_score("debts", 3),
        make_score("nutrition", 1),
        make_score("home_upkeep", 2),
    )
    changes = changes_between(before, after, load_instrument())
    assert [change.place[1] for change in changes] == [
        "safety",
        "residence",
        "debts",
        "home_upkeep",
        "income",
        "nutrition",
    ]
    assert count_directions(changes) == {Direction.UP: 2, Direction.SAME: 1, Direction.DOWN: 1}


def index(*scores: Score, persons: tuple[Person, ...] = (ADULT,)) -> IndexResult:
    return index_of(load_profile(), at(START, *scores), persons)


INCOME, DEBTS, NUTRITION, RENT = "income", "debts", "nutrition", "housing_affordability"
Levels = dict[str, int]


@pytest.mark.parametrize(
    ("before", "after", "moved", "items"),
    [
        # over its cut, and not merely changed
        ({INCOME: 2, DEBTS: 5}, {INCOME: 3, DEBTS: 4}, ("weak", "sufficient"), (INCOME,)),
        ({INCOME: 5, DEBTS: 5}, {INCOME: 4, DEBTS: 1}, ("sufficient", "weak"), (DEBTS,)),
        (
            {INCOME: 3, NUTRITION: 2, RENT: 2},
            {INCOME: 3, NUTRITION: 3, RENT: 2},
            ("weak", "sufficient"),
            (NUTRITION,),
        ),
        (
            {INCOME: 3, NUTRITION: 3, RENT: 3},
            {INCOME: 3, NUTRITION: 2, RENT: 1},
            ("sufficient", "weak"),
            (RENT, NUTRITION),
        ),
        # what crossed its cut the other way did not move the domain this way
        ({INCOME: 5, NUTRITION: 1}, {INCOME: 1, NUTRITION: 5}, ("sufficient", "weak"), (INCOME,)),
        ({INCOME: 1, NUTRITION: 5}, {INCOME: 5, NUTRITION: 1}, ("weak", "sufficient"), (INCOME,)),
        # what became known on the good side of its cut moved nothing
        ({INCOME: 2}, {INCOME: 3, NUTRITION: 5}, ("weak", "sufficient"), (INCOME,)),
        ({}, {INCOME: 4}, ("unknown", "sufficient"), (INCOME,)),
        ({}, {INCOME: 4, NUTRITION: 5}, ("unknown", "sufficient"), (INCOME,)),
        ({NUTRITION: 5}, {INCOME: 1, NUTRITION: 5}, ("unknown", "weak"), (INCOME,)),
    ],
)
def test_a_domain_that_changed_names_the_items_that_moved_it(
    before: Levels, after: Levels, moved: tuple[str, str], items: tuple[str, ...]
) -> None:
    moves = domain_moves(
        index(*(make_score(item, level) for item, level in before.items())),
        index(*(make_score(item, level) for item, level in after.items())),
    )
    earlier, later = map(DomainState, moved)
    assert moves == (DomainMove("income", "Inkomen", earlier, later, items),)


def test_a_domain_that_stayed_is_not_named() -> None:
    assert domain_moves(index(make_score(INCOME, 1)), index(make_score(INCOME, 2))) == ()


def test_a_child_that_arrives_brings_the_domain_of_the_child() -> None:
    scores = (make_score("parental_care", 2, person=CHILD),)
    (move,) = domain_moves(index(), index(*scores, persons=(ADULT, CHILD)))
    assert (move.before, move.after) == (DomainState.NOT_APPLICABLE, DomainState.WEAK)
    assert move.items == ("parental_care",)


# Rows: weak domains at baseline 0–6. Columns: at the follow-up 0–6. As in mission.md, with 3 as the threshold.
OUT, STILL, NEVER = "improved_out", "improved_still_deprived", "improved_not_deprived"
CALM, STUCK = "stable_not_deprived", "stable_deprived"
INTO, WORSE, SLIP = "worsened_into", "worsened_still_deprived", "worsened_not_deprived"
CELLS = (
    (CALM, SLIP, SLIP, INTO, INTO, INTO, INTO),
    (NEVER, CALM, SLIP, INTO, INTO, INTO, INTO),
    (NEVER, NEVER, CALM, INTO, INTO, INTO, INTO),
    (OUT, OUT, OUT, STUCK, WORSE, WORSE, WORSE),
    (OUT, OUT, OUT, STILL, STUCK, WORSE, WORSE),
    (OUT, OUT, OUT, STILL, STILL, STUCK, WORSE),
    (OUT, OUT, OUT, STILL, STILL, STILL, STUCK),
)


@pytest.mark.parametrize(("baseline", "post"), list(product(range(7), repeat=2)))
def test_each_of_the_49_cells_has_its_class(baseline: int, post: int) -> None:
    assert category_of(baseline, post, deprived_from=3).value == CELLS[baseline][post]


@pytest.mark.parametrize(
    ("category", "sign"),
    [
        (OUT, Sign.BETTER),
        (STILL, Sign.BETTER),
        (NEVER, Sign.BETTER),
        (CALM, Sign.STAYS_OUT),
        (STUCK, Sign.STAYS_DEPRIVED),
        (INTO, Sign.WORSE),
        (WORSE, Sign.WORSE),
        (SLIP, Sign.WORSE),
    ],
)
def test_each_class_has_a_sign_beside_its_colour(category: str, sign: Sign) -> None:
    assert Category(category).sign is sign
    assert Category(category).label


def test_the_classes_follow_the_threshold_of_the_profile() -> None:
    assert category_of(3, 1, deprived_from=4) is Category.IMPROVED_NOT_DEPRIVED
    assert category_of(4, 3, deprived_from=4) is Category.IMPROVED_OUT


def make_tally(weak: int, unknown: int = 0) -> Tally:
    if weak >= 3:
        return Tally(weak, unknown, True)
    return Tally(weak, unknown, None if weak + unknown >= 3 else False)


def test_a_cohort_counts_determined_families_and_says_who_was_left_out_and_why() -> None:
    cohort = cohort_of(
        [
            PrePost(make_tally(4), make_tally(2)),
            PrePost(make_tally(4, 1), make_tally(4)),  # deprived whatever the unknown one is
            PrePost(make_tally(1), make_tally(1, 1)),
            PrePost(make_tally(4), None),
            PrePost(make_tally(2, 1), None),
            PrePost(make_tally(2, 1), make_tally(2)),
            PrePost(make_tally(2), make_tally(0, 3)),
        ],
        load_profile(),
    )
    assert (cohort.families, cohort.measured, cohort.no_follow_up, cohort.undetermined) == (7, 3, 2, 2)
    assert (cohort.matrix[4][2], cohort.matrix[4][4], cohort.matrix[1][1]) == (1, 1, 1)
    assert {category.value: number for category, number in cohort.categories.items() if number} == {
        OUT: 1,
        STUCK: 1,
        CALM: 1,
    }


def test_a_cohort_without_families_is_all_zeros() -> None:
    cohort = cohort_of([], load_profile())
    assert cohort == Cohort(0, 0, 0, 0, ((0,) * 7,) * 7, dict.fromkeys(Category, 0))


_TALLIES = st.integers(0, 6).flatmap(
    lambda weak: st.builds(make_tally, st.just(weak), st.integers(0, 6 - weak))
)


@given(st.lists(st.builds(PrePost, _TALLIES, st.none() | _TALLIES), max_size=10))
def test_the_matrix_and_the_classes_sum_to_the_measured_families(families: list[PrePost]) -> None:
    cohort = cohort_of(families, load_profile())
    assert sum(map(sum, cohort.matrix)) == cohort.measured == sum(cohort.categories.values())
    assert cohort.families == cohort.measured + cohort.no_follow_up + cohort.undetermined == len(families)


@given(
    st.lists(st.builds(PrePost, _TALLIES, st.none() | _TALLIES), max_size=10).flatmap(
        lambda all_: st.tuples(st.just(all_), st.permutations(all_))
    )
)
def test_the_order_of_families_does_not_matter(orders: tuple[list[PrePost], list[PrePost]]) -> None:
    families, shuffled = orders
    assert cohort_of(families, load_profile()) == cohort_of(shuffled, load_profile())


def test_another_threshold_gives_other_classes_from_the_same_numbers() -> None:
    stricter = replace(load_profile(), deprived_from=5)
    cohort = cohort_of([PrePost(Tally(4, 0, False), Tally(3, 0, False))], stricter)
    assert cohort.categories[Category.IMPROVED_NOT_DEPRIVED] == 1


def test_only_what_somebody_is_measured_with_now_counts_as_a_change() -> None:
    grown, parent, gone = (
        make_person("K1", role=Role.ADULT),
        make_person("V1"),
        make_person("V2", stays=[Stay(None, START)]),
    )
    before, after = (
        balance_at(
            [
                make_snapshot(
                    START,
                    [
                        make_score("learning", level, person=grown),
                        make_score("education", level, person=grown),
                        make_score("education", level, person=parent),
                        make_score("education", level, person=gone),
                        make_score("income", level),
                    ],
                )
            ],
            START,
        )
        for level in (2, 4)
    )
    counted = {change.place for change in changes_of(before, after, load_instrument(), [grown, parent, gone])}
    assert counted == {(grown.id, "education"), (parent.id, "education"), (None, "income")}
