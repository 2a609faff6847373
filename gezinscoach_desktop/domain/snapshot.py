"""A snapshot (momentopname): the scores that one author registered for one family on one date. Append-only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.household import Person, subjects_of
from gezinscoach_desktop.domain.instrument import LEVELS, Instrument

# Who and what a value is about: a person's id, or None for the household, and the item's key.
Place = tuple[UUID | None, str]


class Reason(StrEnum):
    """Why a level differs from the one before."""

    CHANGED = "changed"
    INSIGHT = "insight"
    CORRECTION = "correction"

    @property
    def label(self) -> str:
        return {
            "changed": "Situatie veranderd",
            "insight": "Nu beter zicht",
            "correction": "Rechtzetting van een vergissing",
        }[self.value]


class Setback(StrEnum):
    """Where a drop comes from (asked when a level goes down because the situation changed); the pilots' own categories."""

    INCOMPLETE_START = "incomplete_start"
    INCOME = "income"
    RELATIONS = "relations"
    HOUSING = "housing"
    HEALTH = "health"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "incomplete_start": "Start was onvolledig",
            "income": "Inkomen veranderde",
            "relations": "Relaties in het gezin",
            "housing": "Woning",
            "health": "Gezondheid",
            "other": "Iets anders",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Score:
    """One registered value. `person` None is the household; `level` 1–5, or None for n.v.t."""

    person: UUID | None
    item: str
    level: int | None
    note: str | None = None
    reason: Reason | None = None
    setback: Setback | None = None

    @property
    def place(self) -> Place:
        return (self.person, self.item)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`number` counts a family's snapshots in the order in which they were kept: it decides between two of one date."""

    id: UUID
    number: int
    date: dt.date
    scores: tuple[Score, ...]
    is_revised_baseline: bool = False
    author: str | None = None
    recorded_at: dt.datetime | None = None

    @property
    def order(self) -> tuple[dt.date, int]:
        return (self.date, self.number)


def in_order(snapshots: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
    """From old to new: by date, and on one date by the order in which they were kept."""
    return tuple(sorted(snapshots, key=lambda snapshot: snapshot.order))


def check_scores(
    scores: Iterable[Score], instrument: Instrument, persons: Iterable[Person]
) -> tuple[Score, ...]:
    """The scores as they may be kept; raises InvalidInput on an unknown item, person or level, or on a place scored twice."""
    subjects = subjects_of(persons)
    seen: set[Place] = set()
    checked = tuple(scores)
    for score in checked:
        item = instrument.items.get(score.item)
        if item is None:
            raise InvalidInput(
                f"Het item “{score.item}” bestaat niet in {instrument.id} {instrument.version}."
            )
        if score.person not in subjects:
            raise InvalidInput(
                f"Er is een score op “{item.name}” voor iemand die niet tot dit gezin behoort."
            )
        if subjects[score.person] is not item.subject:
            raise InvalidInput(
                f"“{item.name}” hoort bij {item.subject.label.lower()} en past niet bij deze persoon."
            )
        if score.level is not None and score.level not in LEVELS:
            raise InvalidInput(
                f"Niveau {score.level} bij “{item.name}” bestaat niet: verwacht 1 tot 5, of n.v.t."
            )
        if score.place in seen:
            raise InvalidInput(f"“{item.name}” staat twee keer in dezelfde momentopname.")
        seen.add(score.place)
    return checked
