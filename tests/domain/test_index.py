"""The deprivation index: when a domain is weak, sufficient or unknown, and what that makes of a family."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.balance import Balance, balance_at
from gezinscoach_desktop.domain.household import Person, Role, Stay
from gezinscoach_desktop.domain.index import DomainState, Extremes, IndexResult, Profile, index_of, tally
from gezinscoach_desktop.domain.snapshot import Score
from tests.domain.strategies import PERSONS, balances
from tests.factories import load_profile, make_person, make_score, make_snapshot

DAY = date(2026, 3, 1)
ADULT, PARTNER = make_person("V1"), make_person("V2")
CHILD, SISTER = make_person("K1"), make_person("K2")


def index(*scores: Score, persons: tuple[Person, ...] = (ADULT, PARTNER, CHILD, SISTER)) -> IndexResult:
    return index_of(load_profile(), balance_at([make_snapshot(DAY, scores)], DAY), persons)


def state(key: str, *scores: Score, persons: tuple[Person, ...] = (ADULT, PARTNER, CHILD, SISTER)) -> str:
    result = index(*scores, persons=persons)
    return next(domain.state.value for domain in result.domains if domain.domain.key == key)


def adult(item: str, level: int | None) -> Score:
    return make_score(item, level, person=ADULT)


def partner(item: str, level: int | None) -> Score:
    return make_score(item, level, person=PARTNER)


def child(item: str, level: int | None) -> Score:
    return make_score(item, level, person=CHILD)


def sister(item: str, level: int | None) -> Score:
    return make_score(item, level, person=SISTER)


@pytest.mark.parametrize(
    ("key", "scores", "expected"),
    [
        ("income", [make_score("income", 2)], "weak"),
        ("income", [make_score("income", 3)], "sufficient"),
        ("income", [make_score("income", 5), make_score("debts", 2)], "weak"),
        ("income", [], "unknown"),
        ("income", [make_score("income", None)], "unknown"),
        ("income", [make_score("nutrition", 5)], "unknown"),
        ("employment", [adult("employment", 4)], "weak"),
        ("employment", [adult("employment", 5)], "sufficient"),
        ("housing", [make_score("residence", 3)], "weak"),
        ("housing", [make_score("residence", 4), make_score("home_upkeep", 3)], "sufficient"),
        ("housing", [make_score("residence", 4), make_score("home_upkeep", 2)], "weak"),
    ],
)
def test_one_weak_core_item_makes_a_domain_weak(key: str, scores: list[Score], expected: str) -> None:
    assert state(key, *scores) == expected


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([make_score("income", 3), make_score("nutrition", 2)], "sufficient"),  # one is not enough
        (
            [make_score("income", 3), make_score("nutrition", 2), make_score("housing_affordability", 2)],
            "weak",
        ),
        (
            [make_score("nutrition", 2), make_score("housing_affordability", 1)],
            "weak",
        ),  # also without a core value
        ([make_score("debts", 3)], "sufficient"),  # weak as supporting only
        ([make_score("debts", 3), make_score("nutrition", 2)], "weak"),
        ([make_score("nutrition", 2)], "unknown"),
    ],
)
def test_two_different_weak_supporting_items_make_a_domain_weak(scores: list[Score], expected: str) -> None:
    assert state("income", *scores) == expected


def test_an_item_weak_as_core_is_not_counted_again_as_supporting() -> None:
    strict = replace(load_profile(), core_needed=2)
    scores = [make_score("income", 5), make_score("debts", 2), make_score("nutrition", 2)]
    balance = balance_at([make_snapshot(DAY, scores)], DAY)
    assert index_of(strict, balance, [ADULT]).domains[0].state is DomainState.SUFFICIENT


def test_one_person_with_the_same_weak_item_twice_is_one_item() -> None:
    assert (
        state("education", adult("education", 4), adult("reading", 1), partner("reading", 1)) == "sufficient"
    )


@pytest.mark.parametrize(
    ("key", "scores", "expected"),
    [
        ("education", [adult("education", 1), partner("education", 4)], "sufficient"),  # the best adult
        ("education", [adult("education", 1), partner("education", None)], "weak"),  # n.v.t. takes no part
        ("employment", [adult("employment", 1), partner("employment", 5)], "sufficient"),
        ("health", [adult("adult_physical_health", 5), child("child_physical_health", 3)], "weak"),  # anybody
        ("health", [adult("adult_physical_health", 5), partner("adult_physical_health", 3)], "weak"),
        ("stimulation", [child("parental_care", 5), sister("parental_care", 3)], "weak"),  # the worst child
        (
            "stimulation",  # the best adult's leisure beside the worst child's network
            [
                child("parental_care", 5),
                child("peer_network", 3),
                adult("adult_leisure", 1),
                partner("adult_leisure", 5),
            ],
            "sufficient",
        ),
        (
            "stimulation",
            [
                child("parental_care", 5),
                child("peer_network", 3),
                adult("adult_leisure", 1),
                partner("adult_leisure", 3),
            ],
            "weak",
        ),
    ],
)
def test_the_profile_says_whose_value_stands_for_the_family(
    key: str, scores: list[Score], expected: str
) -> None:
    assert state(key, *scores) == expected


def test_stimulation_does_not_apply_without_a_child_in_the_household() -> None:
    scores = (make_score("safety", 1), adult("adult_leisure", 1))
    assert state("stimulation", *scores, persons=(ADULT,)) == "not_applicable"
    assert state("stimulation", *scores, persons=(ADULT, CHILD)) == "weak"
    assert index(*scores, persons=(ADULT,)).tally.unknown == 5


def test_only_persons_present_on_the_date_take_part() -> None:
    gone = make_person("K1", stays=[Stay(None, DAY)])
    coming = make_person("K1", stays=[Stay(date(2026, 3, 2), None)])
    here = make_person("K1", stays=[Stay(DAY, None)])
    score = child("child_physical_health", 1)
    assert state("health", score, persons=(ADULT, gone)) == "unknown"
    assert state("health", score, persons=(ADULT, coming)) == "unknown"
    assert state("health", score, persons=(ADULT, here)) == "weak"
    assert state("stimulation", score, persons=(ADULT, gone)) == "not_applicable"


WEAK = {
    "income": make_score("income", 1),
    "education": adult("education", 1),
    "employment": adult("employment", 1),
    "housing": make_score("residence", 1),
    "health": adult("adult_physical_health", 1),
    "stimulation": child("parental_care", 1),
}
SUFFICIENT = {key: replace(score, level=5) for key, score in WEAK.items()}


@pytest.mark.parametrize(
    ("weak", "unknown", "is_deprived"),
    [
        (0, 0, False),
        (2, 0, False),
        (3, 0, True),
        (6, 0, True),
        (0, 2, False),
        (0, 3, None),
        (2, 1, None),
        (1, 1, False),
        (3, 3, True),
        (0, 6, None),
    ],
)
def test_a_family_is_deprived_from_three_and_undetermined_while_it_could_be(
    weak: int, unknown: int, is_deprived: bool | None
) -> None:
    keys = list(WEAK)
    scores = [WEAK[key] for key in keys[:weak]] + [SUFFICIENT[key] for key in keys[weak + unknown :]]
    result = index(*scores)
    assert (result.weak, result.unknown, result.is_deprived) == (weak, unknown, is_deprived)
    assert result.tally.interval == (weak, weak + unknown)


def test_the_reasons_of_a_weak_domain_are_its_weak_items() -> None:
    result = index(make_score("income", 5), make_score("debts", 2), make_score("nutrition", 1))
    income = result.domains[0]
    assert [(weighing.criterion.item, weighing.is_core) for weighing in income.deciding] == [
        ("debts", True),
        ("nutrition", False),
    ]
    assert [weighing.level for weighing in income.weighings] == [5, 2, 2, None, 1]


def test_a_domain_that_is_not_weak_has_no_reasons() -> None:
    assert index(make_score("income", 5), make_score("nutrition", 1)).domains[0].deciding == ()


def test_counting_only_gives_the_same_numbers_as_the_full_result() -> None:
    levels = {"income": Extremes(1, 1), "employment": Extremes(2, 5)}
    counted = tally(load_profile(), levels, has_child=True)
    full = index(make_score("income", 1), adult("employment", 2), partner("employment", 5))
    assert counted == full.tally


@given(balances())
def test_the_interval_never_leaves_the_domains_that_apply(balance: Balance) -> None:
    result = index_of(load_profile(), balance, PERSONS)
    applicable = sum(domain.state is not DomainState.NOT_APPLICABLE for domain in result.domains)
    low, high = result.tally.interval
    assert 0 <= low <= high <= applicable
    assert (low >= 3) is (result.is_deprived is True)
    assert (high < 3) is (result.is_deprived is False)


@given(balances(), balances())
def test_a_value_more_never_makes_a_known_domain_unknown(balance: Balance, more: Balance) -> None:
    levels = {place: value for place, value in more.values.items() if value.level is not None}
    fuller = Balance(balance.date, {**balance.values, **levels})
    before = index_of(load_profile(), balance, PERSONS)
    after = index_of(load_profile(), fuller, PERSONS)
    for earlier, later in zip(before.domains, after.domains, strict=True):
        if earlier.state is DomainState.SUFFICIENT:
            assert later.state is not DomainState.UNKNOWN
    assert set(fuller.values) >= set(balance.values)


@given(balances(), st.permutations(PERSONS))
def test_the_order_of_persons_does_not_matter(balance: Balance, persons: list[Person]) -> None:
    profile: Profile = load_profile()
    assert index_of(profile, balance, persons) == index_of(profile, balance, PERSONS)


def test_what_a_grown_child_scored_as_a_child_weighs_no_more() -> None:
    grown = replace(CHILD, role=Role.ADULT)
    scores = [child("parental_care", 1), child("child_physical_health", 1), adult("adult_physical_health", 5)]
    assert state("health", *scores) == "weak"
    assert state("health", *scores, persons=(ADULT, grown)) == "sufficient"
    assert state("stimulation", *scores, persons=(ADULT, grown, SISTER)) == "unknown"
    assert state("education", child("education", 1), persons=(grown,)) == "weak"
