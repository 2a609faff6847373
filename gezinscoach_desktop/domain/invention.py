"""Invented particulars for made-up families: names, addresses, coaches and a course that looks lived in.

Everything follows from a family's code and today's date, so that the same day gives the same families.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from gezinscoach_desktop.domain.dates import add_months, age_in_years
from gezinscoach_desktop.domain.exchange import ExchangeFamily, ExchangePerson, ExchangeSnapshot
from gezinscoach_desktop.domain.family import (
    Diploma,
    FoundVia,
    Gender,
    HouseholdType,
    HousingKind,
    IncomeSource,
)
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.trajectory import Phase, PhaseStart

# How many months ago a family was last measured, with how often: most in time, some nearly due, a few late.
_MONTHS_AGO = ((0, 27), (1, 29), (2, 25), (3, 13), (4, 4), (6, 2))
_LATEST_DAY = 28  # every month has it, so that shifting by months keeps "six months later" true
_LONG_AGO_COURSES = (
    ((Phase.INTENSIVE,), 40),
    ((Phase.INTENSIVE, Phase.LESS_INTENSIVE), 34),
    ((Phase.INTENSIVE, Phase.LESS_INTENSIVE, Phase.WINDING_DOWN), 10),
    ((Phase.INTENSIVE, Phase.WINDING_DOWN, Phase.FOLLOW_UP), 8),
    ((Phase.INTENSIVE, Phase.WINDING_DOWN, Phase.CLOSED), 8),
)


@dataclass(frozen=True, slots=True)
class Invented:
    """A made-up family ready to be kept: registrations moved to recent dates, and everything the format has no place for."""

    family: ExchangeFamily
    details: FamilyInput
    members: Mapping[str, MemberInput]
    phases: tuple[PhaseStart, ...]


def invent(family: ExchangeFamily, names: Mapping[str, Any], *, today: date) -> Invented:
    """Dress a bare family of codes with names out of `names` (resources/practice/names.toml)."""
    dice = Random(family.code)  # noqa: S311 - nothing secret about it
    recent = bring_near(family, today, months_ago=_drawn(dice, _MONTHS_AGO))
    backgrounds = names["background"]
    background = dice.choices(backgrounds, [entry["weight"] for entry in backgrounds])[0]
    members = _members(recent.persons, background, dice, today)
    adults = [member for member in members.values() if member.role is Role.ADULT]
    first_date = recent.snapshots[0].date
    details = FamilyInput(
        name=" – ".join(dict.fromkeys(member.family_name for member in adults)),
        code=recent.code,
        municipality=recent.municipality,
        neighbourhood=dice.choice(names["neighbourhoods"]),
        address=f"{dice.choice(names['streets'])} {dice.randint(1, 180)}",
        household_type=_household_type(len(adults), dice),
        languages=background["languages"],
        needs_interpreter=background.get("needs_interpreter", False),
        is_newcomer=background.get("is_newcomer", False) and dice.random() < 0.6,
        income_source=dice.choices(tuple(IncomeSource), (4, 3, 5, 2, 0, 1, 1))[0],
        housing_kind=dice.choices(tuple(HousingKind), (5, 6, 1, 1, 1, 0))[0],
        found_via=dice.choices(tuple(FoundVia), (6, 2, 2))[0],
        started_on=first_date - timedelta(days=dice.randint(14, 40)),
    )
    return Invented(recent, details, members, tuple(_phases(recent, details.started_on, dice, today)))


def bring_near(family: ExchangeFamily, today: date, *, months_ago: int) -> ExchangeFamily:
    """The same family some whole calendar months later, so that its last snapshot is about `months_ago` months old."""
    last = family.snapshots[-1].date
    months = 12 * (today.year - last.year) + today.month - last.month - months_ago
    if _moved(last, months) > today:
        months -= 1
    return replace(
        family,
        persons=tuple(
            replace(
                person,
                birth_date=None if person.birth_date is None else add_months(person.birth_date, months),
            )
            for person in family.persons
        ),
        snapshots=tuple(
            ExchangeSnapshot(_moved(snapshot.date, months), snapshot.scores) for snapshot in family.snapshots
        ),
    )


def _moved(day: date, months: int) -> date:
    return add_months(day.replace(day=min(day.day, _LATEST_DAY)), months)


def _members(
    persons: Sequence[ExchangePerson], background: Mapping[str, Any], dice: Random, today: date
) -> dict[str, MemberInput]:
    adults = [person for person in persons if person.role is Role.ADULT]
    genders = [Gender.FEMALE, Gender.MALE] if dice.random() < 0.8 else [Gender.MALE, Gender.FEMALE]
    if len(adults) > 1 and dice.random() < 0.06:
        genders[1] = genders[0]
    surnames = [dice.choice(background["family"]) for _ in adults]
    taken: set[str] = set()

    def given_name(kind: str) -> str:
        free = [name for name in background[kind] if name not in taken]
        chosen: str = dice.choice(free)
        taken.add(chosen)
        return chosen

    members = {}
    for place, person in enumerate(adults):
        gender = genders[place % 2]
        is_woman = gender is Gender.FEMALE
        members[person.code] = MemberInput(
            given_name=given_name("female" if is_woman else "male"),
            family_name=surnames[place],
            role=Role.ADULT,
            birth_date=person.birth_date,
            gender=gender,
            relation="moeder" if is_woman else "vader",
            diploma=dice.choices(tuple(Diploma), (2, 4, 6, 4, 1, 2))[0],
        )
    for person in persons:
        if person.role is Role.CHILD:
            is_girl = dice.random() < 0.5
            members[person.code] = MemberInput(
                given_name=given_name("girls" if is_girl else "boys"),
                family_name=surnames[-1],
                role=Role.CHILD,
                birth_date=person.birth_date,
                gender=Gender.FEMALE if is_girl else Gender.MALE,
                relation="dochter" if is_girl else "zoon",
                school=_school(person.birth_date, dice, today),
            )
    return members


def _school(birth_date: date | None, dice: Random, today: date) -> str:
    if birth_date is None:
        return ""
    age = age_in_years(birth_date, today)
    if age < 3:
        return dice.choice(("", "", "Kinderopvang De Zandkorrel"))
    if age < 6:
        return dice.choice(("Kleuterschool De Vlieger", "Kleuterschool ’t Kiezeltje"))
    if age < 12:
        return dice.choice(("Basisschool De Vlinder", "Basisschool Het Kompas", "Basisschool De Bron"))
    return (
        dice.choice(("Technisch Atheneum", "Sint-Jozefscollege", "Middenschool De Brug")) if age < 19 else ""
    )


def _household_type(adults: int, dice: Random) -> HouseholdType:
    if adults < 2:
        return HouseholdType.SINGLE_PARENT
    return HouseholdType.EXTENDED if dice.random() < 0.15 else HouseholdType.COUPLE


def _phases(family: ExchangeFamily, started_on: date | None, dice: Random, today: date) -> list[PhaseStart]:
    first, last = family.snapshots[0].date, family.snapshots[-1].date
    phases = [PhaseStart(Phase.GETTING_TO_KNOW, started_on or first)]
    if len(family.snapshots) == 1:
        since = first + timedelta(days=dice.randint(5, 25))
        if since <= today and dice.random() < 0.7:
            phases.append(PhaseStart(Phase.INTENSIVE, since))
        return phases
    course = _drawn(dice, _LONG_AGO_COURSES)
    step = (last - first) // len(course)
    for place, phase in enumerate(course):
        since = min(first + timedelta(days=7) + place * step, last)
        reason = "doelen bereikt" if phase is Phase.CLOSED else None
        phases.append(PhaseStart(phase, since, reason))
    return phases


def _drawn(dice: Random, weighted: Sequence[tuple[Any, int]]) -> Any:
    return dice.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]
