"""From the rows of somebody's own sheet to families: what each row says, and what it cannot say.

Every error names the line as the spreadsheet shows it. What several rows say about one family, person or score is settled
as for the exchange format: where they contradict each other, nothing of it comes in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gezinscoach_desktop.domain.dates import EARLIEST, add_months, format_date
from gezinscoach_desktop.domain.exchange import (
    CODE_LIMIT,
    ExchangeFamily,
    RowError,
    visible,
)
from gezinscoach_desktop.domain.household import Role, item_roles
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.mapping import (
    SheetMapping,
    is_empty,
    is_off_calendar,
    item_names,
    plain,
    read_choice,
    read_day,
    read_level,
    read_yes_no,
)
from gezinscoach_desktop.domain.mapping_fields import Field, Kind
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.sheet_family import Settling, SheetFamily, SheetPerson
from gezinscoach_desktop.domain.text import fold

LEVELS_OF = "level"
"""Under this name a mapping keeps what words stand for a level."""
_FAMILY_FIELDS: Mapping[Field, str] = {
    Field.FAMILY_NAME: "name",
    Field.MUNICIPALITY: "municipality",
    Field.NEIGHBOURHOOD: "neighbourhood",
    Field.ADDRESS: "address",
    Field.PHONE: "phone",
    Field.EMAIL: "email",
    Field.LANGUAGES: "languages",
    Field.NEEDS_INTERPRETER: "needs_interpreter",
    Field.IS_NEWCOMER: "is_newcomer",
    Field.HOUSEHOLD_TYPE: "household_type",
    Field.INCOME_SOURCE: "income_source",
    Field.HOUSING_KIND: "housing_kind",
    Field.FOUND_VIA: "found_via",
    Field.STARTED_ON: "started_on",
    Field.REMARKS: "remarks",
}
_PERSON_FIELDS: Mapping[Field, str] = {
    Field.GIVEN_NAME: "given_name",
    Field.LAST_NAME: "family_name",
    Field.ROLE: "role",
    Field.BIRTH_DATE: "birth_date",
    Field.GENDER: "gender",
    Field.RELATION: "relation",
    Field.LIVING: "living",
    Field.DIPLOMA: "diploma",
    Field.SCHOOL: "school",
    Field.PERSON_PHONE: "phone",
}
_NO_SUCH_DAY = "een dag die op de kalender staat, zoals 14/11/2026"
_EXPECTED = {
    Kind.DATE: "een datum, zoals 14/11/2026",
    Kind.YES_NO: "ja of nee",
    Kind.LEVEL: "1 tot 5 of nvt",
}


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A word in a column that stands for nothing the program knows; `count` rows have it."""

    field: Field
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What a sheet says. Families stand under their code, or under `name_key` where the sheet has no codes."""

    families: tuple[ExchangeFamily, ...]
    described: Mapping[str, tuple[FamilyInput, Mapping[str, MemberInput]]]
    errors: tuple[RowError, ...]
    bad_lines: frozenset[int]
    rows: int
    unknown: tuple[UnknownValue, ...]
    has_codes: bool
    made_codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By family: the codes of persons that the sheet itself does not have."""

    @property
    def persons(self) -> int:
        return sum(len(family.persons) for family in self.families)


class _Bad(Exception):
    """A cell that cannot be what its column is; the arguments are field, value and what was expected."""


def name_key(name: str, municipality: str) -> str:
    """What tells families apart in a sheet without codes."""
    return f"{fold(name)}|{fold(municipality)}"


def read_sheet(
    rows: Sequence[Sequence[str]],
    mapping: SheetMapping,
    instrument: Instrument,
    *,
    first_line: int,
    today: date,
    on_progress: Callable[[int, int], None] | None = None,
) -> SheetRead:
    """The families of the rows under the header, of which the first stands on `first_line`."""
    return _Reading(mapping, instrument, today).read(rows, first_line, on_progress)


class _Reading:
    def __init__(self, mapping: SheetMapping, instrument: Instrument, today: date) -> None:
        self._mapping = mapping
        self._instrument = instrument
        self._roles = item_roles(instrument)
        self._today = today
        self._latest = add_months(today, 12)  # an unborn child is a member
        self._families: dict[str, SheetFamily] = {}
        self._errors: list[RowError] = []
        self._bad: set[int] = set()
        self._unknown: Counter[tuple[Field, str]] = Counter()
        self._places = {
            column.field: place for place, column in enumerate(mapping.columns) if column.field is not None
        }
        self._by_name = item_names(instrument)
        self._known: dict[tuple[Field, str], Any] = {}  # places, days and words repeat

    def read(
        self,
        rows: Sequence[Sequence[str]],
        first_line: int,
        on_progress: Callable[[int, int], None] | None,
    ) -> SheetRead:
        count = 0
        for number, cells in enumerate(rows):
            if on_progress is not None and number % 500 == 0:
                on_progress(number, len(rows))
            if any(cells):
                count += 1
                self._take(first_line + number, cells)
        settling = Settling(self._instrument, self._today, self._errors, self._bad)
        families = tuple(settling.settled(family) for family in self._families.values())
        described = {family.key: settling.described(family) for family in self._families.values()}
        good = tuple(each for each in families if each is not None)
        return SheetRead(
            families=good,
            described={each.code: described[each.code] for each in good},
            errors=tuple(sorted(self._errors, key=lambda error: error.line)),
            bad_lines=frozenset(self._bad),
            rows=count,
            unknown=tuple(
                UnknownValue(wanted, word, number) for (wanted, word), number in self._unknown.most_common()
            ),
            has_codes=Field.CODE in self._places,
            made_codes={key: frozenset(codes) for key, codes in settling.made.items()},
        )

    # ------------------------------------------------------------------------------------------------------- a row

    def _take(self, line: int, cells: Sequence[str]) -> None:
        before = len(self._errors)
        values = {wanted: self._cell(line, wanted, cells) for wanted in self._places}
        scores = list(self._scores(line, cells, values))
        family = self._family_of(line, values)
        person = None if family is None else self._person_of(line, family, values)
        if family is not None:
            for item, day, level, note in scores:
                self._note_score(line, family, person, item, day, level, note)
        if len(self._errors) > before:
            self._bad.add(line)

    def _cell(self, line: int, wanted: Field, cells: Sequence[str]) -> Any:
        place = self._places[wanted]
        cell = cells[place] if place < len(cells) else ""
        if wanted.kind in (Kind.LEVEL, Kind.ITEM) or not cell:
            return cell if wanted.kind in (Kind.LEVEL, Kind.ITEM, Kind.TEXT) else None
        known = self._known.get((wanted, cell))
        if known is not None:
            return known
        try:
            value = self._value(wanted, cell)
        except _Bad as bad:
            self._refuse(line, wanted, cell, str(bad))
            return None
        self._known[wanted, cell] = value
        return value

    def _value(self, wanted: Field, cell: str) -> Any:
        said = self._mapping.values.get(wanted.value, {}).get(plain(cell))
        if said is not None:
            cell = said
        if wanted.kind is Kind.TEXT:
            return " ".join(cell.split()) if wanted is not Field.REMARKS else cell
        if is_empty(cell):
            return None
        if wanted.kind is Kind.DATE:
            return self._day(wanted, cell)
        if wanted.kind is Kind.YES_NO:
            found: Any = read_yes_no(cell)
        else:
            found = None if wanted.choices is None else read_choice(cell, wanted.choices)
        if found is None:
            self._unknown[wanted, plain(cell)] += 1
            raise _Bad(_EXPECTED.get(wanted.kind, _choices_text(wanted)))
        return found

    def _day(self, wanted: Field, cell: str) -> date:
        day = read_day(cell, today=self._today)
        latest = self._today if wanted in (Field.DATE, Field.STARTED_ON) else self._latest
        if day is None or not EARLIEST <= day <= latest:
            expected = _NO_SUCH_DAY if day is None and is_off_calendar(cell) else _EXPECTED[Kind.DATE]
            raise _Bad(f"{expected}, ten laatste {format_date(latest)}")
        return day

    # ---------------------------------------------------------------------------------------------------- the family

    def _family_of(self, line: int, values: Mapping[Field, Any]) -> SheetFamily | None:
        code = str(values.get(Field.CODE) or "")
        name, place = str(values.get(Field.FAMILY_NAME) or ""), str(values.get(Field.MUNICIPALITY) or "")
        if Field.CODE in self._places:
            key = code
            if not key or len(key) > CODE_LIMIT:
                self._refuse(line, Field.CODE, code, f"de code van het gezin, hoogstens {CODE_LIMIT} tekens")
                return None
        elif not name:
            self._refuse(line, Field.FAMILY_NAME, "", "de naam van het gezin")
            return None
        else:
            key = name_key(name, place)
        family = self._families.setdefault(key, SheetFamily(key))
        family.lines.append(line)
        for wanted, attribute in _FAMILY_FIELDS.items():
            value = values.get(wanted)
            if value is None or value == "":
                continue
            known, where = family.values.setdefault(attribute, (value, line))
            if known != value:
                self._refuse(
                    line, wanted, _shown(value), f"“{visible(_shown(known))}”, zoals op regel {where}"
                )
        return family

    def _person_of(self, line: int, family: SheetFamily, values: Mapping[Field, Any]) -> SheetPerson | None:
        told = {
            attribute: values[wanted]
            for wanted, attribute in _PERSON_FIELDS.items()
            if values.get(wanted) not in (None, "")
        }
        if values.get(Field.FULL_NAME) and "given_name" not in told:
            given, last = split_name(str(values[Field.FULL_NAME]), str(told.get("family_name", "")))
            told |= {"given_name": given, "family_name": last} if last else {"given_name": given}
        code = str(values.get(Field.PERSON_CODE) or "")
        if not code and not {"given_name", "family_name", "birth_date"} & set(told):
            return None
        born = told.get("birth_date")
        name = (fold(str(told.get("given_name", ""))), fold(str(told.get("family_name", ""))))
        key = (code,) if code else (*name, born.isoformat() if isinstance(born, date) else "")
        person = family.persons.setdefault(key, SheetPerson(key, line, code=code))
        for attribute, value in told.items():
            known = person.values.setdefault(attribute, value)
            if known != value:
                wanted = next(each for each, name_ in _PERSON_FIELDS.items() if name_ == attribute)
                expected = f"“{visible(_shown(known))}”, zoals op regel {person.line}"
                self._refuse(line, wanted, _shown(value), expected)
        person.joined = person.joined or values.get(Field.JOINED)
        person.left = person.left or values.get(Field.LEFT)
        if person.joined is not None and person.left is not None and person.left < person.joined:
            self._refuse(
                line, Field.LEFT, format_date(person.left), f"een dag op of na {format_date(person.joined)}"
            )
            person.left = None
        return person

    # ---------------------------------------------------------------------------------------------------- the scores

    def _scores(
        self, line: int, cells: Sequence[str], values: Mapping[Field, Any]
    ) -> Iterator[tuple[str, date, int | None, str | None]]:
        found = [
            (item, cells[place])
            for place, item in self._mapping.items
            if place < len(cells) and cells[place] and not _says_nothing(cells[place])
        ]
        if Field.ITEM in self._places and Field.LEVEL in self._places:
            word, level = str(values[Field.ITEM]), str(values[Field.LEVEL])
            if word or level:
                item = self._by_name.get(plain(word))
                if item is None:
                    self._refuse(
                        line, Field.ITEM, word, "een item van de Sociale Balans, met zijn naam of sleutel"
                    )
                else:
                    found.append((item, level))
        if not found:
            return
        day = values.get(Field.DATE) if Field.DATE in self._places else self._mapping.date
        if day is None:
            if Field.DATE not in self._places or line not in {each.line for each in self._errors}:
                self._refuse(line, Field.DATE, "", "de datum van de meting")
            return
        note = str(values.get(Field.NOTE) or "") or None
        for item, cell in found:
            level_found = self._level(item, cell)
            if level_found is None:
                self._unknown[Field.LEVEL, plain(cell)] += 1
                name = self._instrument.items[item].name
                self._errors.append(RowError(line, name, visible(cell), _EXPECTED[Kind.LEVEL]))
                continue
            yield item, day, None if level_found == "nvt" else int(level_found), note

    def _level(self, item: str, cell: str) -> int | str | None:
        said = self._mapping.values.get(LEVELS_OF, {}).get(plain(cell))
        return read_level(cell if said is None else said, self._instrument.items[item].levels)

    def _note_score(
        self,
        line: int,
        family: SheetFamily,
        person: SheetPerson | None,
        item: str,
        day: date,
        level: int | None,
        note: str | None,
    ) -> None:
        role = self._roles[item]
        if role is None:
            family.scores.append((line, None, item, day, level, note))
            return
        if person is None:
            whom = "een volwassene" if role is Role.ADULT else "een kind"
            name = self._instrument.items[item].name
            self._refuse(line, Field.GIVEN_NAME, "", f"wie het is: {name} gaat over {whom}")
            return
        given = person.values.setdefault("role", role)
        if given is not role and "role" in person.values:
            whom = "een volwassene" if role is Role.ADULT else "een kind"
            name = self._instrument.items[item].name
            self._refuse(line, Field.ROLE, given.label.lower(), f"niets in de kolom {name}, of {whom}")
            return
        family.scores.append((line, person, item, day, level, note))

    def _refuse(self, line: int, wanted: Field, value: str, expected: str) -> None:
        self._errors.append(RowError(line, wanted.label, visible(value), expected))


def split_name(text: str, last: str = "") -> tuple[str, str]:
    """Given and family name of `Peeters, Sofie` or `Sofie Peeters`; with the family name known, what is left."""
    words = " ".join(text.split())
    if "," in words:
        family, _, given = words.partition(",")
        return given.strip(), family.strip()
    if last and fold(words).endswith(fold(last)):
        return words[: len(words) - len(last)].strip(), last
    given, _, family = words.partition(" ")
    return given, family


def _says_nothing(cell: str) -> bool:
    return plain(cell) != "x" and is_empty(cell)


def _choices_text(wanted: Field) -> str:
    if wanted.choices is None:
        return "iets anders"
    return ", ".join(str(getattr(each, "label", each.value)) for each in wanted.choices)


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return format_date(value)
    return str(getattr(value, "label", value))
