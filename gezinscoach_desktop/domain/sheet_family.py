"""What the rows of a sheet say together about one family: its members with their codes, and its snapshots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from gezinscoach_desktop.domain.dates import age_in_years
from gezinscoach_desktop.domain.exchange import ExchangeFamily, ExchangePerson, ExchangeRow, RowError
from gezinscoach_desktop.domain.exchange.family import settle
from gezinscoach_desktop.domain.family import next_member_code
from gezinscoach_desktop.domain.household import Role, Stay, item_roles
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.mapping_fields import Field
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput

ADULT_FROM = 18


@dataclass(slots=True)
class SheetPerson:
    key: tuple[str, ...]
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    joined: date | None = None
    left: date | None = None


@dataclass(slots=True)
class SheetFamily:
    key: str
    values: dict[str, tuple[Any, int]] = field(default_factory=dict)
    persons: dict[tuple[str, ...], SheetPerson] = field(default_factory=dict)
    scores: list[tuple[int, SheetPerson | None, str, date, int | None, str | None]] = field(
        default_factory=list
    )
    lines: list[int] = field(default_factory=list)


class Settling:
    """Makes families of what the rows said; notes in `errors` and `bad` what contradicts itself."""

    def __init__(self, instrument: Instrument, today: date, errors: list[RowError], bad: set[int]) -> None:
        self._instrument = instrument
        self._roles = item_roles(instrument)
        self._today = today
        self.errors = errors
        self.bad = bad
        self.made: defaultdict[str, set[str]] = defaultdict(set)
        """By family: the codes of persons that the sheet itself does not have."""

    def settled(self, family: SheetFamily) -> ExchangeFamily | None:
        if any(line in self.bad for line in family.lines) and not any(
            line not in self.bad for line in family.lines
        ):
            return None
        self._give_codes(family)
        municipality = str(family.values.get("municipality", ("", 0))[0])
        rows = [self._row(family, municipality, score) for score in family.scores if score[0] not in self.bad]
        settled = settle(family.key, rows, self._instrument)
        self.errors.extend(replace(error, column=column_label(error.column)) for error in settled.errors)
        self.bad |= settled.bad_lines
        measured = () if settled.family is None else settled.family.persons
        codes = {person.code for person in measured}
        others = (
            ExchangePerson(
                person.code,
                self._role(person),
                person.values.get("birth_date"),
                (_stay(person),),
                person.line,
            )
            for person in family.persons.values()
            if person.code not in codes and person.line not in self.bad
        )
        persons = tuple(sorted((*measured, *others), key=lambda person: person.code))
        snapshots = () if settled.family is None else settled.family.snapshots
        if (
            family.scores
            and not snapshots
            and not persons
            and family.lines == sorted(self.bad & set(family.lines))
        ):
            return None
        return ExchangeFamily(family.key, municipality, persons, snapshots, family.lines[0])

    def _row(
        self,
        family: SheetFamily,
        municipality: str,
        score: tuple[int, SheetPerson | None, str, date, int | None, str | None],
    ) -> ExchangeRow:
        line, person, item, day, level, note = score
        return ExchangeRow(
            family=family.key,
            municipality=municipality,
            person="" if person is None else person.code,
            role=self._roles[item],
            birth_date=None if person is None else person.values.get("birth_date"),
            joined=None if person is None else person.joined,
            left=None if person is None else person.left,
            date=day,
            item=item,
            level=level,
            note=note,
            line=line,
        )

    def _give_codes(self, family: SheetFamily) -> None:
        taken = [person.code for person in family.persons.values() if person.code]
        for person in family.persons.values():
            if not person.code:
                person.code = next_member_code(taken, "V" if self._role(person) is Role.ADULT else "K")
                taken.append(person.code)
                self.made[family.key].add(person.code)

    def _role(self, person: SheetPerson) -> Role:
        """As it is told, else by what was measured or by age; who says nothing is an adult."""
        given = person.values.get("role")
        if isinstance(given, Role):
            return given
        born = person.values.get("birth_date")
        if isinstance(born, date) and age_in_years(born, self._today) < ADULT_FROM:
            return Role.CHILD
        return Role.ADULT

    def described(self, family: SheetFamily) -> tuple[FamilyInput, Mapping[str, MemberInput]]:
        details = FamilyInput(**{name: value for name, (value, _) in family.values.items()})
        members = {
            person.code: MemberInput(
                **{name: value for name, value in person.values.items() if name != "role"},
                role=self._role(person),
                stays=(_stay(person),),
            )
            for person in family.persons.values()
        }
        return details, members


def _stay(person: SheetPerson) -> Stay:
    return Stay(person.joined, person.left)


_COLUMNS = {
    "municipality": Field.MUNICIPALITY,
    "role": Field.ROLE,
    "birth_date": Field.BIRTH_DATE,
    "joined": Field.JOINED,
    "left": Field.LEFT,
    "level": Field.LEVEL,
    "note": Field.NOTE,
}


def column_label(name: str) -> str:
    """What a person calls the column of an error of the exchange format."""
    wanted = _COLUMNS.get(name)
    return name if wanted is None else wanted.label
