"""Which rights are worth a look: a table of situations, and nothing said of what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.balance import balance_at
from gezinscoach_desktop.domain.family import HouseholdType, HousingKind, IncomeSource
from gezinscoach_desktop.domain.household import Person
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.right_hint import Hint, hints_for, keys_with_rules, still_open
from gezinscoach_desktop.domain.right_list import right_id
from gezinscoach_desktop.domain.right_rule import Situation
from tests.factories import load_instrument, make_person, make_score, make_snapshot

DAY = date(2026, 11, 22)
ADULT = make_person("V1", birth_date=date(1990, 1, 1))
OLD = make_person("V2", birth_date=date(1950, 1, 1))
STUDENT = make_person("V3", birth_date=date(2007, 6, 1))
BABY = make_person("K1", birth_date=date(2025, 6, 1))
TODDLER = make_person("K2", birth_date=date(2022, 6, 1))
PUPIL = make_person("K3", birth_date=date(2016, 6, 1))
UNBORN = make_person("K4", birth_date=date(2027, 2, 1))
NO_BIRTH_DATE = make_person("K5")


def hints(
    *persons: Person,
    levels: Mapping[Any, int | None] | None = None,
    held: tuple[str, ...] = (),
    **details: object,
) -> dict[str, Hint]:
    scores = [make_score(item, level, person=person) for (person, item), level in (levels or {}).items()]
    balance = balance_at([make_snapshot(DAY, scores)], DAY)
    situation = Situation(
        DAY,
        FamilyInput(**details),  # type: ignore[arg-type]
        persons,
        balance,
        frozenset(right_id(key) for key in held),
    )
    keys = {right_id(key): key for key in keys_with_rules()}
    return {keys[hint.right_id]: hint for hint in hints_for(situation)}


def test_of_whom_nothing_is_known_nothing_is_said() -> None:
    assert hints() == {}
    assert hints(NO_BIRTH_DATE, ADULT) == {}
    assert hints_for(Situation(DAY, FamilyInput(), (), None, frozenset())) == ()


LOW_INCOME = {(None, "income"): 2}
INCOME = IncomeSource
H = HousingKind


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (hints(levels=LOW_INCOME), {"aanvullende-steun", "verhoogde-tegemoetkoming", "sociaal-tarief-energie", "uitpas"}),
        (hints(levels={(None, "income"): 1}), {"leefloon"}),
        (hints(income_source=INCOME.NONE), {"leefloon", "verhoogde-tegemoetkoming"}),
        (hints(income_source=INCOME.INTEGRATION_INCOME), {"verhoogde-tegemoetkoming", "sociaal-tarief-energie"}),
        (hints(income_source=INCOME.UNEMPLOYMENT), {"vdab"}),
        (hints(BABY), {"groeipakket-basis", "groeipakket-kleuter-opvang"}),
        (hints(UNBORN), {"groeipakket-basis"}),
        (hints(BABY, levels=LOW_INCOME), {"kinderopvang-tarief", "groeipakket-sociale-toeslag"}),
        (hints(PUPIL, levels=LOW_INCOME), {"schooltoeslag"}),
        (hints(STUDENT), {"studietoelage"}),
        (hints(BABY, PUPIL), {"onroerende-voorheffing"}),
        (hints(PUPIL, household_type=HouseholdType.SINGLE_PARENT), {"davo"}),
        (hints(housing_kind=H.PRIVATE_RENT, levels=LOW_INCOME), {"huurpremie", "sociale-huurwoning"}),
        (hints(housing_kind=H.EMERGENCY), {"installatiepremie", "huurwaarborg-ocmw", "huursubsidie"}),
        (hints(levels={(None, "residence"): 1}), {"referentieadres", "huurwaarborglening"}),
        (hints(levels={(None, "residence"): 3}), {"huursubsidie"}),
        (hints(levels={(None, "debts"): 1}), {"schuldbemiddeling", "beschermde-klant", "budgetmeter"}),
        (hints(levels={(None, "debts"): 3}), {"schuldbemiddeling", "sociaal-tarief-water"}),
        (hints(levels={(None, "housing_affordability"): 1}), {"juridische-bijstand"}),
        (hints(levels={(None, "nutrition"): 2}), {"lokale-voordelen"}),
        (hints(ADULT, levels={(ADULT, "adult_physical_health"): 1}), {"tegemoetkoming-handicap", "maximumfactuur"}),
        (hints(PUPIL, levels={(PUPIL, "child_mental_health"): 2}), {"groeipakket-zorgtoeslagen"}),
        (hints(ADULT, levels={(ADULT, "employment"): 2}), {"vdab"}),
        (hints(ADULT, levels={(ADULT, "adult_mobility"): 2}), {"de-lijn", "nmbs"}),
        (hints(held=("verhoogde-tegemoetkoming",)), {"de-lijn", "nmbs", "zorgpremie"}),
    ],
)  # fmt: skip
def test_what_is_known_points_at_rights(found: dict[str, Hint], expected: set[str]) -> None:
    assert expected <= found.keys()


@pytest.mark.parametrize(
    ("found", "not_expected"),
    [
        (hints(levels={(None, "income"): 3}), {"aanvullende-steun", "leefloon", "verhoogde-tegemoetkoming"}),
        (hints(levels={(None, "income"): None}), {"leefloon", "uitpas"}),
        (hints(housing_kind=H.PRIVATE_RENT), {"huurpremie", "sociale-huurwoning"}),
        (hints(housing_kind=H.OWNED, levels=LOW_INCOME), {"huurpremie", "sociale-huurwoning"}),
        (hints(PUPIL), {"schooltoeslag", "groeipakket-kleuter-opvang", "onroerende-voorheffing", "studietoelage"}),
        (hints(levels=LOW_INCOME), {"schooltoeslag", "groeipakket-sociale-toeslag", "kinderopvang-tarief"}),
        (hints(household_type=HouseholdType.SINGLE_PARENT), {"davo"}),
        (hints(OLD, levels={(OLD, "employment"): 1}), {"vdab"}),
        (hints(ADULT, levels={(ADULT, "adult_physical_health"): 2}), {"tegemoetkoming-handicap"}),
        (hints(UNBORN, levels=LOW_INCOME), {"kinderopvang-tarief", "onroerende-voorheffing"}),
    ],
)  # fmt: skip
def test_nothing_is_said_without_its_reason(found: dict[str, Hint], not_expected: set[str]) -> None:
    assert found.keys().isdisjoint(not_expected)


def test_a_hint_says_why_in_plain_words_and_about_whom() -> None:
    found = hints(BABY, PUPIL, levels={(None, "income"): 2})
    assert found["kinderopvang-tarief"].reason == (
        "Er is een kind jonger dan 3. Het inkomen is ontoereikend (niveau 2)."
    )
    assert found["kinderopvang-tarief"].member_id == BABY.id
    assert found["groeipakket-sociale-toeslag"].member_id is None


def test_a_reason_that_holds_for_several_is_said_once_and_of_nobody_in_particular() -> None:
    twins = (BABY, make_person("K9", birth_date=date(2025, 6, 1)))
    hint = hints(*twins)["groeipakket-kleuter-opvang"]
    assert (hint.reason, hint.member_id) == ("Er is een kind jonger dan 3.", None)


def test_every_item_that_a_rule_looks_at_is_in_the_instrument() -> None:
    """A slip in a key would be silent: the level of an unknown item is never known."""
    asked: set[str] = set()

    class Asked(Situation):
        def level(self, item: str, person: UUID | None = None) -> int | None:
            asked.add(item)
            return 1

    everybody = (ADULT, BABY, TODDLER)
    hints_for(Asked(DAY, FamilyInput(housing_kind=H.PRIVATE_RENT), everybody, None, frozenset()))
    assert asked <= load_instrument().items.keys()
    assert {"income", "debts", "residence", "baby_supplies", "justice"} <= asked


def test_what_was_decided_needs_no_hint() -> None:
    found = tuple(hints(levels=LOW_INCOME).values())
    assert right_id("uitpas") in {hint.right_id for hint in found}
    assert right_id("uitpas") not in {hint.right_id for hint in still_open(found, [right_id("uitpas")])}
