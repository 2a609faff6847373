"""A simple genogram of a household: who stands where, by generation, and which lines run between them.

Pure geometry: x counts in columns from the left, rows from the oldest generation down.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gezinscoach_desktop.domain.family import Gender
from gezinscoach_desktop.domain.household import Living, Role, age_label
from gezinscoach_desktop.domain.kinship import Couple as Couple
from gezinscoach_desktop.domain.kinship import Descent as Descent
from gezinscoach_desktop.domain.kinship import Kinship
from gezinscoach_desktop.domain.kinship import outside_key as outside_key
from gezinscoach_desktop.domain.network import BondInput
from gezinscoach_desktop.domain.record import MemberRecord


class Shape(StrEnum):
    """How somebody is drawn."""

    SQUARE = "square"
    CIRCLE = "circle"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"


@dataclass(frozen=True, slots=True)
class Kin:
    """Somebody in the genogram."""

    key: str
    name: str
    shape: Shape
    note: str = ""
    is_outside: bool = False
    """No member: an earlier partner, an absent parent."""
    has_left: bool = False
    is_partly: bool = False
    """Lives here part of the time."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody stands."""

    kin: Kin
    x: float
    row: int


@dataclass(frozen=True, slots=True)
class Genogram:
    """A whole layout; `columns` is the largest x and 1."""

    spots: tuple[Spot, ...] = ()
    couples: tuple[Couple, ...] = ()
    descents: tuple[Descent, ...] = ()
    columns: float = 0.0
    rows: int = 0

    def spot(self, key: str) -> Spot:
        return next(spot for spot in self.spots if spot.kin.key == key)


def genogram_of(members: Iterable[MemberRecord], bonds: Iterable[BondInput], today: date) -> Genogram:
    """Everybody who is or was a member, and whoever a bond names, each once."""
    known, said = tuple(members), tuple(bonds)
    kin = {str(member.id): _kin_of(member, today) for member in known}
    for bond in said:
        if bond.other_id is None:
            outside = outside_key(bond.other_name)
            kin.setdefault(outside, Kin(outside, bond.other_name, Shape.DIAMOND, is_outside=True))
    families = Kinship({key: each.is_outside for key, each in kin.items()}, known, said, today)
    rows = families.rows()
    xs = families.placed(rows)
    spots = tuple(Spot(kin[key], xs[key], number) for number, row in enumerate(rows) for key in row)
    return Genogram(
        spots,
        tuple(families.couples(rows)),
        tuple(families.descents(xs)),
        max(xs.values(), default=-1.0) + 1,
        len(rows),
    )


def _kin_of(member: MemberRecord, today: date) -> Kin:
    details = member.details
    born = details.birth_date
    is_unborn = details.role is Role.CHILD and born is not None and born > today
    shape = {Gender.FEMALE: Shape.CIRCLE, Gender.MALE: Shape.SQUARE}.get(
        details.gender or Gender.OTHER, Shape.DIAMOND
    )
    left = [stay.left for stay in details.stays]
    has_left = bool(left) and all(day is not None and day <= today for day in left)
    is_partly = details.living is Living.PARTLY
    notes = (
        age_label(born, today),
        "deels hier" if is_partly else "woont elders" if details.living is Living.ELSEWHERE else "",
        "vertrok" if has_left else "",
    )
    return Kin(
        str(member.id),
        details.given_name or ("Ongeboren" if is_unborn else member.display_name),
        Shape.TRIANGLE if is_unborn else shape,
        " · ".join(note for note in notes if note),
        has_left=has_left,
        is_partly=is_partly,
    )
