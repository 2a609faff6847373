"""What a rule about rights can look at: each makes or is a function that speaks only of what somebody filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.balance import Balance
from gezinscoach_desktop.domain.family import HouseholdType, HousingKind, IncomeSource
from gezinscoach_desktop.domain.household import Person, Role
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.right_list import right_id

LOW = 2
YEAR = 12
_GROWN = 18


@dataclass(frozen=True, slots=True)
class Situation:
    """What the rules see of a family on `day`."""

    day: date
    details: FamilyInput
    persons: tuple[Person, ...]
    """Who belongs to the household on that day."""
    balance: Balance | None
    held: frozenset[UUID]
    """The rights it has or that were granted."""

    def level(self, item: str, person: UUID | None = None) -> int | None:
        return None if self.balance is None else self.balance.level((person, item))


Found = Iterator[tuple[str, UUID | None]]
Rule = Callable[[Situation], Found]


def child(reason: str, *, from_months: int = -12, to_months: int = _GROWN * YEAR) -> Rule:
    """A person of that age, in completed months, the last one not included; an unborn child has fewer than none."""

    def rule(situation: Situation) -> Found:
        for person in situation.persons:
            months = person.age_months(situation.day)
            if months is not None and from_months <= months < to_months:
                yield reason, person.id

    return rule


def children(number: int, reason: str) -> Rule:
    def rule(situation: Situation) -> Found:
        young = [each for each in situation.persons if is_young(each, situation.day)]
        if len(young) >= number:
            yield reason, None

    return rule


def is_young(person: Person, day: date) -> bool:
    years = person.age_years(day)
    return years is not None and 0 <= years < _GROWN


def low_income(situation: Situation) -> Found:
    level = situation.level("income")
    if level is not None and level <= LOW:
        yield f"Het inkomen is ontoereikend (niveau {level}).", None


def item(item: str, up_to: int, reason: str) -> Rule:
    """An item of the household stands low; `{level}` in the reason is filled in."""

    def rule(situation: Situation) -> Found:
        level = situation.level(item)
        if level is not None and level <= up_to:
            yield reason.format(level=level), None

    return rule


def of_somebody(item: str, role: Role, up_to: int, reason: str, *, before: int = 0) -> Rule:
    """An item of a person stands low; with `before` only of who is known to be younger than so many years."""

    def rule(situation: Situation) -> Found:
        for person in situation.persons:
            level = situation.level(item, person.id) if person.role is role else None
            years = person.age_years(situation.day)
            if (
                level is not None
                and level <= up_to
                and (not before or (years is not None and years < before))
            ):
                yield reason.format(level=level), person.id

    return rule


def lives_on(reason: str, *sources: IncomeSource) -> Rule:
    def rule(situation: Situation) -> Found:
        if situation.details.income_source in sources:
            yield reason, None

    return rule


def lives_in(reason: str, *kinds: HousingKind) -> Rule:
    def rule(situation: Situation) -> Found:
        if situation.details.housing_kind in kinds:
            yield reason, None

    return rule


def holds(key: str, reason: str) -> Rule:
    def rule(situation: Situation) -> Found:
        if right_id(key) in situation.held:
            yield reason, None

    return rule


def lone_parent(situation: Situation) -> Found:
    is_alone = situation.details.household_type is HouseholdType.SINGLE_PARENT
    if is_alone and any(is_young(each, situation.day) for each in situation.persons):
        yield "Het is een alleenstaande ouder met kinderen: wordt het onderhoudsgeld betaald?", None


def both(first: Rule, second: Rule) -> Rule:
    """Only when both speak; gives the reasons of both, about whom the first is."""

    def rule(situation: Situation) -> Found:
        others = tuple(second(situation))
        if others:
            for found in first(situation):
                yield found
                yield from ((reason, found[1]) for reason, _ in others)

    return rule


def any_of(*rules: Rule) -> Rule:
    """The first of these that speaks."""

    def rule(situation: Situation) -> Found:
        for each in rules:
            found = tuple(each(situation))
            if found:
                yield from found
                return

    return rule
