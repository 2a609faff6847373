"""How the columns and values of somebody's own spreadsheet are read: proposed by name and content, decided by a person."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from gezinscoach_desktop.domain.dates import parse_date
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.instrument import LEVELS, Instrument
from gezinscoach_desktop.domain.mapping_fields import OF_PERSON, Field
from gezinscoach_desktop.domain.mapping_words import WORDS
from gezinscoach_desktop.domain.text import fold

_WRITTEN_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_SIGNS = re.compile(r"[^a-z0-9]+")
_LEADING_LEVEL = re.compile(r"(?:niveau|score|trede|level)?\s*([1-5])(?:\s*[-–.:)(]\D*|\s+\D.*)?")
NOT_APPLICABLE = frozenset({"nvt", "n v t", "niet van toepassing", "0", "na", "n a"})
_EMPTY = frozenset({"", "-", "?", "/", "onbekend", "niet gekend", "niet bevraagd", "x", "leeg"})
_YES = frozenset({"ja", "j", "yes", "y", "waar", "true", "1", "x"})
_NO = frozenset({"nee", "neen", "n", "no", "onwaar", "false", "0", "", "-"})


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What one column is: a field, an item of the instrument (a wide table), or nothing."""

    field: Field | None = None
    item: str = ""

    @property
    def is_used(self) -> bool:
        return self.field is not None or bool(self.item)


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How a whole sheet is read. `columns` by place; `values` by field (or `level`) what an unknown word stands for."""

    columns: tuple[ColumnPlan, ...]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    date: date | None = None
    """Of every measurement, where no column says it."""

    def place_of(self, wanted: Field) -> int | None:
        """Which column holds a field."""
        for place, column in enumerate(self.columns):
            if column.field is wanted:
                return place
        return None

    @property
    def fields(self) -> frozenset[Field]:
        return frozenset(column.field for column in self.columns if column.field is not None)

    @property
    def items(self) -> tuple[tuple[int, str], ...]:
        """Places and keys of the columns that are an item."""
        return tuple((place, column.item) for place, column in enumerate(self.columns) if column.item)


def plain(text: str) -> str:
    """Folded, with one blank where signs stood: `Geb.datum ` is `geb datum`."""
    return _SIGNS.sub(" ", fold(text)).strip()


def propose(
    header: Sequence[str], rows: Sequence[Sequence[str]], instrument: Instrument, *, today: date
) -> SheetMapping:
    """The likeliest field of every column, by its name first and by what stands in it where the name says nothing.

    No field is proposed twice, but for a `naam`: with a first name beside it, that is the family name.
    """
    heads = {name for each in Field for name in each.names}
    items = {
        name: key for name, key in item_names(instrument).items() if name not in heads or name == plain(key)
    }
    plans: list[ColumnPlan] = []
    taken: set[Field] = set()
    by_name = [_named(plain(title)) for title in header]
    for place, title in enumerate(header):
        name = plain(title)
        if name in items:
            plans.append(ColumnPlan(item=items[name]))
            continue
        found = next((each for each in by_name[place] if each not in taken), None)
        if found is None:
            found = _by_content([row[place] for row in rows if place < len(row)], taken, today)
        if found is not None:
            taken.add(found)
        plans.append(ColumnPlan(found))
    return _told_apart(SheetMapping(tuple(plans)))


def _named(name: str) -> tuple[Field, ...]:
    return tuple(each for each in Field if name in each.names)


def item_names(instrument: Instrument) -> dict[str, str]:
    """Every way an item is called: by its key, and by its name where no item of another person bears the same."""
    found = {plain(item.key): item.key for item in instrument.items.values()}
    names: dict[str, list[str]] = {}
    for item in instrument.items.values():
        names.setdefault(plain(item.name), []).append(item.key)
    found.update({name: keys[0] for name, keys in names.items() if len(keys) == 1})
    return found


def _by_content(cells: Iterable[str], taken: set[Field], today: date) -> Field | None:
    """Only what nothing else looks like: an address for mail, a day of birth, a man or a woman."""
    known = [cell for cell in cells if plain(cell) not in _EMPTY][:200]
    if not known:
        return None
    checks: tuple[tuple[Field, Callable[[str], bool]], ...] = (
        (Field.EMAIL, lambda cell: "@" in cell and "." in cell),
        (Field.GENDER, lambda cell: plain(cell) in {"m", "v", "x", "man", "vrouw"}),
        (Field.BIRTH_DATE, lambda cell: _is_birth(cell, today)),
    )
    for wanted, looks_like in checks:
        if wanted not in taken and all(looks_like(cell) for cell in known):
            return wanted
    return None


def _is_birth(cell: str, today: date) -> bool:
    day = read_day(cell, today=today)
    return day is not None and day.year < today.year - 18


def _told_apart(mapping: SheetMapping) -> SheetMapping:
    """`Naam` beside `Voornaam` is a family name; without anything of a person it is the family's."""
    fields = mapping.fields
    if Field.FULL_NAME not in fields:
        return mapping
    if Field.GIVEN_NAME in fields and Field.LAST_NAME not in fields:
        better = Field.LAST_NAME
    elif Field.FAMILY_NAME not in fields and not (fields & OF_PERSON - {Field.FULL_NAME}):
        better = Field.FAMILY_NAME
    else:
        return mapping
    return replace(
        mapping,
        columns=tuple(
            ColumnPlan(better) if column.field is Field.FULL_NAME else column for column in mapping.columns
        ),
    )


def read_day(cell: str, *, today: date) -> date | None:
    """A day in any way people write it, or as a spreadsheet keeps it; None when it is none."""
    text = cell.strip()
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    try:
        return parse_date(text, today=today)
    except InvalidInput:
        return None


def is_off_calendar(cell: str) -> bool:
    """Written as a day, of a month that does not have so many: 30/2/2015."""
    found = _WRITTEN_DAY.fullmatch(cell.strip())
    if found is None:
        return False
    day, month, year = (int(number) for number in found.groups())
    return 1 <= month <= 12 and year >= 1 and monthrange(year, month)[1] < day


def read_yes_no(cell: str) -> bool | None:
    """Yes or no in the ways people write it; None when it is neither."""
    word = plain(cell)
    return True if word in _YES else False if word in _NO else None


def read_choice(cell: str, choices: type[Enum]) -> Any:
    """The member of `choices` that the cell names: by its own word, its label or what Flemish spreadsheets say.

    None when it is none of these.
    """
    word = plain(cell)
    for each in choices:
        if word in {plain(str(each.value)), plain(getattr(each, "label", ""))}:
            return each
    known = WORDS.get(choices, {}).get(word)
    return None if known is None else choices(known)


def read_level(cell: str, texts: Sequence[str] = ()) -> int | str | None:
    """1 to 5, `nvt`, or None: a digit, `niveau 3`, `3 - nipt`, or the text of the level itself in `texts`."""
    word = plain(cell)
    if word in NOT_APPLICABLE:
        return "nvt"
    found = _LEADING_LEVEL.fullmatch(fold(cell).strip())
    if found is not None:
        return int(found[1])
    if cell.strip().endswith((".0", ",0")) and cell.strip()[:-2] in map(str, LEVELS):
        return int(cell.strip()[0])
    return next((level for level, text in zip(LEVELS, texts, strict=False) if word == plain(text)), None)


def is_empty(cell: str) -> bool:
    """True for a cell that says nothing: blank, a dash, a question mark, “onbekend”."""
    return plain(cell) in _EMPTY or not plain(cell)


def to_json(mapping: SheetMapping) -> dict[str, Any]:
    """As plain values, for keeping with the import."""
    return {
        "columns": [[column.field.value if column.field else "", column.item] for column in mapping.columns],
        "values": {name: dict(words) for name, words in mapping.values.items()},
        "date": mapping.date.isoformat() if mapping.date else "",
    }


def from_json(kept: Mapping[str, Any]) -> SheetMapping | None:
    """The mapping that `to_json` wrote; None when it is anything else, also of a program that knew more fields."""
    try:
        return SheetMapping(
            tuple(ColumnPlan(Field(name) if name else None, str(item)) for name, item in kept["columns"]),
            {str(name): {str(a): str(b) for a, b in words.items()} for name, words in kept["values"].items()},
            date.fromisoformat(kept["date"]) if kept["date"] else None,
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
