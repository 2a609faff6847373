"""Who belongs to the household, and when."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.dates import age_in_months, age_in_years
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.instrument import Instrument, Subject


class Role(StrEnum):
    """Which part of the instrument a member is measured with; a grown child at home is the coach's choice."""

    ADULT = "adult"
    CHILD = "child"

    @property
    def label(self) -> str:
        return {"adult": "Volwassene", "child": "Kind"}[self.value]

    @property
    def subject(self) -> Subject:
        return Subject(self.value)


class Living(StrEnum):
    """Where a member lives."""

    HERE = "here"
    PARTLY = "partly"
    ELSEWHERE = "elsewhere"

    @property
    def label(self) -> str:
        return {"here": "Woont hier", "partly": "Deels hier (co-ouderschap)", "elsewhere": "Woont elders"}[
            self.value
        ]


@dataclass(frozen=True, slots=True, order=True)
class Stay:
    """A stretch of belonging to the household: joined ≤ date < left; None is open at that side."""

    joined: date | None = None
    left: date | None = None

    def covers(self, day: date) -> bool:
        return (self.joined is None or self.joined <= day) and (self.left is None or day < self.left)

    def overlaps(self, other: Stay) -> bool:
        starts_in_time = self.joined is None or other.left is None or self.joined < other.left
        return starts_in_time and (other.joined is None or self.left is None or other.joined < self.left)


@dataclass(frozen=True, slots=True)
class Person:
    """A member as the balance sees one. `birth_date` may lie ahead: an unborn child is a member."""

    id: UUID
    role: Role
    birth_date: date | None = None
    stays: tuple[Stay, ...] = (Stay(),)

    def is_present(self, day: date) -> bool:
        return any(stay.covers(day) for stay in self.stays)

    def age_years(self, day: date) -> int | None:
        return None if self.birth_date is None else age_in_years(self.birth_date, day)

    def age_months(self, day: date) -> int | None:
        return None if self.birth_date is None else age_in_months(self.birth_date, day)


def present(persons: Iterable[Person], day: date) -> tuple[Person, ...]:
    """The persons who belong to the household on `day`, in the order given."""
    return tuple(person for person in persons if person.is_present(day))


def subjects_of(persons: Iterable[Person]) -> dict[UUID | None, Subject]:
    """With which part of the instrument each is measured now, the household under None: only such values count now.

    A member who grew up keeps what was registered before as history; it weighs in no index and counts as no change.
    """
    subjects: dict[UUID | None, Subject] = {person.id: person.role.subject for person in persons}
    subjects[None] = Subject.HOUSEHOLD
    return subjects


def item_roles(instrument: Instrument) -> dict[str, Role | None]:
    """In which role somebody is measured with each item; None for items of the household."""
    return {
        key: None if item.subject is Subject.HOUSEHOLD else Role(item.subject.value)
        for key, item in instrument.items.items()
    }


def check_stays(stays: Iterable[Stay]) -> tuple[Stay, ...]:
    """`stays` from old to new; raises InvalidInput when one ends before it begins or two overlap."""
    in_order = tuple(sorted(stays, key=lambda stay: (stay.joined or date.min, stay.left or date.max)))
    for stay in in_order:
        if stay.joined is not None and stay.left is not None and stay.left < stay.joined:
            raise InvalidInput(
                "De datum van vertrek ligt vóór de datum waarop het gezinslid erbij kwam.", field="left"
            )
    for earlier, later in itertools.pairwise(in_order):
        if earlier.overlaps(later):
            raise InvalidInput("Twee periodes van dit gezinslid overlappen elkaar.", field="joined")
    return in_order


def age_label(born: date | None, on: date) -> str:
    """`34 jaar`, `7 maanden`, `verwacht 03/2027`, or nothing when the birth date is not known."""
    if born is None:
        return ""
    if born > on:
        return f"verwacht {born.month:02}/{born.year}"
    months = age_in_months(born, on)
    if months < 24:
        return "1 maand" if months == 1 else f"{months} maanden"
    return f"{age_in_years(born, on)} jaar"
