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

from gezinscoach_desktop.domain.dates import age_in_months
from gezinscoach_desktop.domain.figures.facts import ITEMS_AT_MOST, NEVER, NO_FIT, FamilyFact
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


def equal_to(column: bytes, value: int) -> int:
    """The families that have `value` in `column`, as a mask."""
    return int.from_bytes(column.translate(_is(value)), "little")


def _is(value: int) -> bytes:
    table = bytearray(256)
    table[value] = 1
    return bytes(table)


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
        return frozenset(
            index
            for index, family in enumerate(self.families)
            if not all(person.is_always_present for person in family.persons)
        )

    @cached_property
    def of_an_age(self) -> tuple[tuple[int, Item], ...]:
        """The items that do not fit every age."""
        return tuple((number, item) for number, item in enumerate(self.items) if item.fits_age != AgeRange())

    def filled(self, moments: Sequence[int], present_at: Sequence[int]) -> Matrix:
        """What is in force at `moments` (days as numbers, 0 is never) for who is there at `present_at`."""
        data = self._people(present_at)
        for index, family in enumerate(self.families):
            if moments[index]:
                self._replay(data, index, family, moments[index])
        return Matrix(self, bytes(data))

    def changed(
        self, base: Matrix, indexes: Iterable[int], moments: Sequence[int], present_at: Sequence[int]
    ) -> Matrix:
        """`base` with some families at another moment."""
        data = bytearray(base.data)
        listed = list(indexes)
        if listed:
            wanted = [0] * self.count
            for index in listed:
                wanted[index] = present_at[index]
            people = self._people(wanted)
            for index in listed:
                data[index :: self.count] = people[index :: self.count]
                if moments[index]:
                    self._replay(data, index, self.families[index], moments[index])
        return Matrix(self, bytes(data))

    def _replay(self, data: bytearray, index: int, family: FamilyFact, moment: int) -> None:
        scores, starts = family.scores, self._starts
        last = bisect_right(scores.days, moment)
        if index in self.coming_and_going:
            for place, code in zip(scores.places[:last], scores.codes, strict=False):
                at = starts[place] + index
                if data[at]:
                    data[at] = code
            return
        for place, code in zip(scores.places[:last], scores.codes, strict=False):
            data[starts[place] + index] = code

    def _people(self, present_at: Sequence[int]) -> bytearray:
        """Never scored where somebody is, 0 where nobody is."""
        columns = {subject: [bytearray(self.count) for _ in range(n)] for subject, n in self.people.items()}
        aged: dict[int, list[bytearray]] = {}
        restricted = [(number, item) for number, item in self.of_an_age if self.people[item.subject]]
        misfits: list[tuple[int, int, int]] = []
        households = columns[Subject.HOUSEHOLD][0]
        for index, family in enumerate(self.families):
            day_number = present_at[index]
            if not day_number:
                continue
            households[index] = NEVER
            day = date.fromordinal(day_number)
            ranks = dict.fromkeys(Role, 0)
            for person in family.persons:
                rank = ranks[person.role]
                ranks[person.role] = rank + 1
                if not person.is_always_present and not person.is_present(day):
                    continue
                subject = person.role.subject
                columns[subject][rank][index] = NEVER
                if person.birth_date is not None and person.role is Role.CHILD:
                    months = age_in_months(person.birth_date, day)
                    misfits += [
                        (number, rank, index)
                        for number, item in restricted
                        if item.subject is subject and not item.fits_age.includes(months)
                    ]
        for number, item in restricted:
            aged[number] = [bytearray(column) for column in columns[item.subject]]
        for number, rank, index in misfits:
            aged[number][rank][index] = NO_FIT
        data = bytearray()
        for number, item in enumerate(self.items):
            for column in aged.get(number, columns[item.subject]):
                data += column
        return data


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
