"""The levels of every family at one moment each, a byte per place, so that ten thousand families are counted at once.

A row is one item of the household, or of the first, second … adult or child; in it every family has one byte: its level
1–5, n.v.t., never scored, or 0 where there is nobody. The rows of an item lie together.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from gezinscoach_desktop.domain.figures.facts import ITEMS_AT_MOST, NEVER, NO_FIT, NOT_APPLICABLE, FamilyFact
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.instrument import AgeRange, Instrument, Item, Subject

_ALL = 0xFF
_FLAGS = bytes((0, *(1 << code for code in range(8)))) + bytes(247)
"""Each code as a bit of its own: those of all persons together then say which codes a family has."""
CODES = range(1, NO_FIT + 1)
_HAS = {code: bytes(flags >> (code - 1) & 1 for flags in range(256)) for code in CODES}


def with_code(flags: bytes, code: int) -> int:
    """The families in `flags` of which somebody has `code`, as a mask."""
    return int.from_bytes(flags.translate(_HAS[code]), "little")


def wide(mask: int) -> int:
    """A mask with whole bytes, to keep what stands in other columns for its families."""
    return mask * _ALL


class Layout:
    """Which rows there are for these families, and where a place lies in them."""

    def __init__(self, families: Sequence[FamilyFact], instrument: Instrument) -> None:
        self.families = families
        self.instrument = instrument
        self.items: tuple[Item, ...] = tuple(instrument.items.values())
        self.count = len(families)
        self.people: Mapping[Subject, int] = {Subject.HOUSEHOLD: 1} | {
            role.subject: max(
                (sum(person.role is role for person in family.persons) for family in families), default=0
            )
            for role in Role
        }
        """The most persons of one family in each part of the instrument."""
        self.first_rows: list[int] = []
        rows = 0
        for item in self.items:
            self.first_rows.append(rows)
            rows += self.people[item.subject]
        self.rows = rows
        self._starts = array("q", bytes(8 * ITEMS_AT_MOST * max(1, *self.people.values())))
        for number, item in enumerate(self.items):
            for rank in range(self.people[item.subject]):
                self._starts[rank * ITEMS_AT_MOST + number] = (self.first_rows[number] + rank) * self.count

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each item."""
        return {item.key: number for number, item in enumerate(self.items)}

    @cached_property
    def coming_and_going(self) -> frozenset[int]:
        """Families of which somebody did not always belong to the household."""
        return frozenset(index for index, family in enumerate(self.families) if family.comes_and_goes)

    @cached_property
    def of_an_age(self) -> tuple[tuple[int, Item], ...]:
        """The items that do not fit every age."""
        return tuple((number, item) for number, item in enumerate(self.items) if item.fits_age != AgeRange())

    @cached_property
    def _somebody(self) -> Mapping[Subject, Sequence[bytes]]:
        """1 for each family that has a first, second … person in that part of the instrument."""
        found = {subject: [bytearray(self.count) for _ in range(n)] for subject, n in self.people.items()}
        found[Subject.HOUSEHOLD][0][:] = b"\1" * self.count
        for index, family in enumerate(self.families):
            ranks = dict.fromkeys(Role, 0)
            for person in family.persons:
                found[person.role.subject][ranks[person.role]][index] = 1
                ranks[person.role] += 1
        return {subject: [bytes(column) for column in columns] for subject, columns in found.items()}

    @cached_property
    def _children(self) -> Sequence[tuple[int, int, date]]:
        """Family, rank and birth date of every child that has one."""
        found = []
        for index, family in enumerate(self.families):
            children = [person for person in family.persons if person.role is Role.CHILD]
            found += [
                (index, rank, child.birth_date)
                for rank, child in enumerate(children)
                if child.birth_date is not None
            ]
        return found

    def filled(self, moments: Sequence[int], present_at: Sequence[int]) -> Matrix:
        """What is in force at `moments` (days as numbers, 0 is never) for who is there at `present_at`."""
        data = self._people(present_at)
        for index, moment in enumerate(moments):
            if moment:
                self._replay(data, index, 0, moment)
        return Matrix(self, bytes(data))

    def changed(
        self, base: Matrix, indexes: Iterable[int], moments: Sequence[int], present_at: Sequence[int]
    ) -> Matrix:
        """`base` with some families at another moment."""
        listed = list(indexes)
        if not listed:
            return base
        data = bytearray(base.data)
        wanted = [0] * self.count
        for index in listed:
            wanted[index] = present_at[index]
        people = self._people(wanted)
        for index in listed:
            data[index :: self.count] = people[index :: self.count]
            if moments[index]:
                self._replay(data, index, 0, moments[index])
        return Matrix(self, bytes(data))

    def later(self, base: Matrix, before: Sequence[int], moments: Sequence[int]) -> Matrix:
        """What is in force at `moments`, each at or after that of `before` at which `base` stands."""
        kept = int.from_bytes(base.data.translate(_SCORED), "little")
        known = int.from_bytes(base.data, "little") & kept
        people = int.from_bytes(self._people(moments), "little")
        there = int.from_bytes(_mask_rows(moments, self.rows), "little")
        both = (known & there) | (people & ~kept)
        data = bytearray(both.to_bytes(len(base.data), "little"))
        for index, (first, moment) in enumerate(zip(before, moments, strict=True)):
            if moment > first:
                self._replay(data, index, first, moment)
        return self.changed(Matrix(self, bytes(data)), self.coming_and_going, moments, moments)

    def _replay(self, data: bytearray, index: int, after: int, moment: int) -> None:
        """The scores after the one day, up to and with the other."""
        scores, starts = self.families[index].scores, self._starts
        first = bisect_right(scores.days, after) if after else 0
        last = bisect_right(scores.days, moment, first)
        if first == last:
            return
        places, codes = scores.places[first:last], scores.codes[first:last]
        if index in self.coming_and_going:
            for place, code in zip(places, codes, strict=True):
                at = starts[place] + index
                if data[at]:
                    data[at] = code
            return
        for place, code in zip(places, codes, strict=True):
            data[starts[place] + index] = code

    def _people(self, present_at: Sequence[int]) -> bytearray:
        """Never scored where somebody is, 0 where nobody is."""
        there = int.from_bytes(bytes(map(bool, present_at)), "little")
        columns = {
            subject: [
                bytearray(
                    (int.from_bytes(column, "little") * NEVER & there * NEVER).to_bytes(self.count, "little")
                )
                for column in somebody
            ]
            for subject, somebody in self._somebody.items()
        }
        for index in self.coming_and_going:
            if present_at[index]:
                self._leave_out(columns, index, date.fromordinal(present_at[index]))
        aged = self._aged(columns, present_at)
        data = bytearray()
        for number, item in enumerate(self.items):
            for column in aged.get(number, columns[item.subject]):
                data += column
        return data

    def _leave_out(self, columns: Mapping[Subject, Sequence[bytearray]], index: int, day: date) -> None:
        ranks = dict.fromkeys(Role, 0)
        for person in self.families[index].persons:
            if not person.is_present(day):
                columns[person.role.subject][ranks[person.role]][index] = 0
            ranks[person.role] += 1

    def _aged(
        self, columns: Mapping[Subject, Sequence[bytearray]], present_at: Sequence[int]
    ) -> Mapping[int, Sequence[bytearray]]:
        """The columns of items that do not fit every age, with who they do not fit."""
        aged = {
            number: [bytearray(column) for column in columns[item.subject]]
            for number, item in self.of_an_age
            if item.subject is Subject.CHILD
        }
        if not aged:
            return aged
        misfits = _Misfits(tuple((number, self.items[number]) for number in aged))
        days: dict[int, date] = {}
        for index, rank, born in self._children:
            number = present_at[index]
            if not number:
                continue
            day = days.get(number)
            if day is None:
                day = days[number] = date.fromordinal(number)
            months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
            for item in misfits[months]:
                column = aged[item][rank]
                if column[index]:
                    column[index] = NO_FIT
        return aged


class _Misfits(dict[int, tuple[int, ...]]):
    """Which items do not fit an age in months."""

    def __init__(self, items: Sequence[tuple[int, Item]]) -> None:
        super().__init__()
        self._items = items

    def __missing__(self, months: int) -> tuple[int, ...]:
        found = tuple(number for number, item in self._items if not item.fits_age.includes(months))
        self[months] = found
        return found


_SCORED = bytes((0, *([_ALL] * NOT_APPLICABLE))) + bytes(255 - NOT_APPLICABLE)
"""Whole bytes where there is a level or n.v.t."""


def _mask_rows(moments: Sequence[int], rows: int) -> bytes:
    return bytes(_ALL if moment else 0 for moment in moments) * rows


class Matrix:
    """The rows of one moment."""

    def __init__(self, layout: Layout, data: bytes) -> None:
        self.layout = layout
        self.data = data
        self._flags: dict[int, bytes] = {}

    def column(self, item: int) -> bytes:
        """The rows of an item, one after the other."""
        layout = self.layout
        first = layout.first_rows[item] * layout.count
        return self.data[first : first + layout.people[layout.items[item].subject] * layout.count]

    def flags(self, item: int) -> bytes:
        """Of each family which codes its persons have for an item, as bits (code 1 is the lowest)."""
        found = self._flags.get(item)
        if found is None:
            found = self._flags[item] = _together(self.column(item).translate(_FLAGS), self.layout.count)
        return found

    def family(self, index: int) -> bytes:
        """Every place of one family."""
        return self.data[index :: self.layout.count]

    @cached_property
    def has_child(self) -> bytes:
        """1 for each family with a child."""
        layout = self.layout
        for number, item in enumerate(layout.items):
            if item.subject is Subject.CHILD:
                return _together(self.column(number).translate(_ANYBODY), layout.count)
        return bytes(layout.count)


_ANYBODY = bytes((0, *([1] * 255)))


def _together(rows: bytes, count: int) -> bytes:
    """The bits of all rows in one."""
    found = 0
    for start in range(0, len(rows), count or 1):
        found |= int.from_bytes(rows[start : start + count], "little")
    return found.to_bytes(count, "little")


def kept_only(column: bytes, mask: int, count: int) -> bytes:
    """The rows of an item with 0 for every family outside `mask`."""
    rows = len(column) // count if count else 0
    keep = int.from_bytes(wide(mask).to_bytes(count, "little") * rows, "little")
    return (int.from_bytes(column, "little") & keep).to_bytes(len(column), "little")


PAIR = 16
"""Two codes in one byte: before × PAIR + after."""


def paired(before: Matrix, after: Matrix) -> Matrix:
    """Both codes of every place in one byte."""
    first = int.from_bytes(before.data, "little") * PAIR
    both = first + int.from_bytes(after.data, "little")
    return Matrix(after.layout, both.to_bytes(len(after.data), "little"))
