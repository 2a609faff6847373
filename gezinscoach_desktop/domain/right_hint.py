"""Which rights are worth a look for a family, and why: a table of rules over what is known of it.

Hints, never decisions. A rule speaks only of what somebody filled in: what is not known gives no hint, and no rule knows
the conditions of a right; whoever grants it decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from gezinscoach_desktop.domain.family import HousingKind, IncomeSource
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.right_list import right_id
from gezinscoach_desktop.domain.right_rule import (
    LOW,
    YEAR,
    Rule,
    Situation,
    any_of,
    both,
    child,
    children,
    holds,
    item,
    lives_in,
    lives_on,
    lone_parent,
    low_income,
    of_somebody,
)

_PENSION = 65


@dataclass(frozen=True, slots=True)
class Hint:
    """A right to look at with the reason, a plain sentence; `member_id` when it is about one person."""

    right_id: UUID
    reason: str
    member_id: UUID | None = None


def hints_for(situation: Situation) -> tuple[Hint, ...]:
    """Every hint, one per right: its reasons in one text, and whom it is about when that is one person."""
    hints = []
    for key, rules in _RULES:
        found = [each for rule in rules for each in rule(situation)]
        if not found:
            continue
        reasons = tuple(dict.fromkeys(reason for reason, _ in found))
        persons = {person for _, person in found}
        hints.append(Hint(right_id(key), " ".join(reasons), persons.pop() if len(persons) == 1 else None))
    return tuple(hints)


def keys_with_rules() -> tuple[str, ...]:
    """The keys of the shipped rights that a rule knows."""
    return tuple(key for key, _ in _RULES)


def still_open(hints: Iterable[Hint], decided: Iterable[UUID]) -> tuple[Hint, ...]:
    """Without the rights about which something was decided already."""
    settled = frozenset(decided)
    return tuple(hint for hint in hints if hint.right_id not in settled)


# ---------------------------------------------------------------------------------------------------- rules

_ON_BENEFIT = any_of(
    lives_on("Het gezin leeft van een leefloon.", IncomeSource.INTEGRATION_INCOME),
    lives_on("Het gezin leeft van een werkloosheidsuitkering.", IncomeSource.UNEMPLOYMENT),
    lives_on("Het gezin leeft van een ziekte- of invaliditeitsuitkering.", IncomeSource.SICKNESS),
    lives_on("Het gezin leeft van een pensioen.", IncomeSource.PENSION),
)
_NO_INCOME = lives_on("Het gezin heeft geen inkomen.", IncomeSource.NONE)
_SMALL_INCOME = any_of(low_income, _NO_INCOME, _ON_BENEFIT)
_DEBTS = item("debts", LOW, "Er zijn schulden zonder ruimte om af te betalen (niveau {level}).")
_ANY_DEBTS = item("debts", 3, "Er zijn schulden (niveau {level}).")
_NO_HOME = any_of(
    item("residence", 1, "Het gezin is dakloos (Verblijfplaats, niveau {level})."),
    item("residence", 2, "Het gezin verblijft ergens tijdelijk (Verblijfplaats, niveau {level})."),
    lives_in("Het gezin woont in een nood- of doorgangswoning.", HousingKind.EMERGENCY),
    lives_in("Het gezin woont bij anderen in.", HousingKind.WITH_OTHERS),
)
_RENTS = lives_in("Het gezin huurt privaat.", HousingKind.PRIVATE_RENT)
_HARD_TO_PAY = item("housing_affordability", 3, "De woning is moeilijk te betalen (niveau {level}).")
_SICK_ADULT = of_somebody(
    "adult_physical_health", Role.ADULT, LOW,
    "Een volwassene heeft belemmeringen door een slechte gezondheid (niveau {level}).",
)  # fmt: skip
_VERY_SICK_ADULT = of_somebody(
    "adult_physical_health", Role.ADULT, 1,
    "Een volwassene heeft zeer veel belemmeringen door een slechte gezondheid.",
)  # fmt: skip
_SICK_CHILD = of_somebody(
    "child_physical_health", Role.CHILD, LOW,
    "Een kind heeft belemmeringen door een slechte gezondheid (niveau {level}).",
)  # fmt: skip
_TROUBLED_CHILD = of_somebody(
    "child_mental_health", Role.CHILD, LOW,
    "Een kind heeft belemmeringen door een slechte mentale gezondheid (niveau {level}).",
)  # fmt: skip
_INCREASED = holds("verhoogde-tegemoetkoming", "De verhoogde tegemoetkoming is er al.")
_HARD_TO_MOVE = any_of(
    of_somebody("adult_mobility", Role.ADULT, LOW, "Verplaatsingen zijn moeilijk (niveau {level})."),
    of_somebody("child_mobility", Role.CHILD, LOW, "Verplaatsingen zijn moeilijk (niveau {level})."),
)
_UNDER_3 = child("Er is een kind jonger dan 3.", from_months=0, to_months=3 * YEAR)
_AT_SCHOOL = child("Er is een kind dat naar school kan gaan.", from_months=30)

_RULES: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("leefloon", (_NO_INCOME, item("income", 1, "Het inkomen is zeer ver ontoereikend (niveau {level})."))),
    ("aanvullende-steun", (low_income,)),
    ("referentieadres", (item("residence", 1, "Het gezin is dakloos (Verblijfplaats, niveau {level})."),)),
    ("installatiepremie", (_NO_HOME,)),
    ("huurwaarborg-ocmw", (_NO_HOME,)),
    ("huurwaarborglening", (_NO_HOME,)),
    (
        "huursubsidie",
        (
            any_of(
                item("residence", 3, "De woonst is slecht of tijdelijk (Verblijfplaats, niveau {level})."),
                _NO_HOME,
            ),
        ),
    ),
    ("huurpremie", (both(_RENTS, any_of(low_income, _HARD_TO_PAY)),)),
    ("sociale-huurwoning", (both(any_of(_RENTS, _NO_HOME), any_of(low_income, _HARD_TO_PAY, _ON_BENEFIT)),)),
    ("onroerende-voorheffing", (children(2, "Er zijn twee of meer kinderen jonger dan 18."),)),
    ("sociaal-tarief-energie", (_SMALL_INCOME,)),
    ("beschermde-klant", (_DEBTS,)),
    ("sociaal-tarief-water", (any_of(_ANY_DEBTS, low_income),)),
    ("verwarmingstoelage", (low_income,)),
    ("budgetmeter", (_DEBTS,)),
    ("verhoogde-tegemoetkoming", (_SMALL_INCOME,)),
    ("maximumfactuur", (_SICK_ADULT, _SICK_CHILD)),
    ("derdebetaler", (low_income,)),
    ("zorgpremie", (_INCREASED,)),
    ("zorgbudget-zwaar", (_VERY_SICK_ADULT,)),
    ("zorgbudget-handicap", (_VERY_SICK_ADULT,)),
    ("tegemoetkoming-handicap", (_VERY_SICK_ADULT,)),
    (
        "groeipakket-basis",
        (
            any_of(
                child("Er wordt een kind verwacht.", to_months=0),
                _UNDER_3,
                children(1, "Er zijn kinderen."),
            ),
        ),
    ),
    ("groeipakket-sociale-toeslag", (both(children(1, "Er zijn kinderen."), _SMALL_INCOME),)),
    ("groeipakket-zorgtoeslagen", (_SICK_CHILD, _TROUBLED_CHILD)),
    (
        "groeipakket-kleuter-opvang",
        (_UNDER_3, child("Er is een kleuter.", from_months=3 * YEAR, to_months=6 * YEAR)),
    ),
    ("schooltoeslag", (both(_AT_SCHOOL, _SMALL_INCOME),)),
    (
        "studietoelage",
        (
            child(
                "Er is iemand tussen 17 en 25: studeert die verder?",
                from_months=17 * YEAR,
                to_months=25 * YEAR,
            ),
        ),
    ),
    ("kinderopvang-tarief", (both(_UNDER_3, _SMALL_INCOME),)),
    (
        "uitpas",
        (
            low_income,
            of_somebody(
                "child_leisure",
                Role.CHILD,
                LOW,
                "Een kind heeft weinig vrije tijd buitenshuis (niveau {level}).",
            ),
            of_somebody(
                "adult_leisure",
                Role.ADULT,
                LOW,
                "Een volwassene heeft weinig vrije tijd buitenshuis (niveau {level}).",
            ),
        ),
    ),
    ("de-lijn", (_INCREASED, _HARD_TO_MOVE)),
    ("nmbs", (_INCREASED, _HARD_TO_MOVE)),
    ("internet-telefoon", (low_income,)),
    (
        "vdab",
        (
            lives_on("Het gezin leeft van een werkloosheidsuitkering.", IncomeSource.UNEMPLOYMENT),
            of_somebody(
                "employment",
                Role.ADULT,
                3,
                "Een volwassene heeft geen vast werk (niveau {level}).",
                before=_PENSION,
            ),
        ),
    ),
    ("davo", (lone_parent,)),
    (
        "juridische-bijstand",
        (
            item("housing_affordability", 1, "Er dreigt een uithuiszetting (niveau {level})."),
            of_somebody("justice", Role.ADULT, LOW, "Er loopt iets bij justitie (niveau {level})."),
        ),
    ),
    ("schuldbemiddeling", (_ANY_DEBTS,)),
    (
        "lokale-voordelen",
        (
            item("nutrition", LOW, "Er is te weinig eten in huis (niveau {level})."),
            of_somebody(
                "baby_supplies", Role.CHILD, LOW, "Er is te weinig babygerief (niveau {level}).", before=4
            ),
            low_income,
        ),
    ),
)
