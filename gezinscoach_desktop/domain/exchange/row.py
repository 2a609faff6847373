"""One row of the exchange format: a registered score with whom it is about."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, NoReturn

from gezinscoach_desktop.domain.dates import EARLIEST, add_months, format_date, parse_strict
from gezinscoach_desktop.domain.exchange.cell import SHOWN, restore
from gezinscoach_desktop.domain.exchange.header import COLUMNS, Header
from gezinscoach_desktop.domain.exchange.problem import RowError, cell_error
from gezinscoach_desktop.domain.household import Role, item_roles
from gezinscoach_desktop.domain.instrument import LEVELS, NOT_APPLICABLE_WORD, Instrument

CODE_LIMIT = 40
MUNICIPALITY_LIMIT = 100
NOTE_LIMIT = 20_000
EARLIEST_SCORE = date(1990, 1, 1)
_SUGGESTION_LIMIT = 1000
_LEVELS: dict[str, int | None] = {str(level): level for level in LEVELS} | {
    NOT_APPLICABLE_WORD: None,
    "n.v.t.": None,
}
_ROLES: dict[str, Role | None] = {"": None} | {role.value: role for role in Role}


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """A score as the format has it: no `person` is the household, no `level` is n.v.t., no `line` is no file."""

    family: str
    municipality: str
    person: str
    role: Role | None
    birth_date: date | None
    joined: date | None
    left: date | None
    date: date
    item: str
    level: int | None
    note: str | None
    line: int = 0


def level_word(level: int | None) -> str:
    """A level as the format writes it: 1–5, or nvt."""
    return NOT_APPLICABLE_WORD if level is None else str(level)


class _Unexpected(Exception):
    """A cell does not hold what its column asks; the argument says what that is."""


class RowReader:
    """Reads rows under one header; a cell seen before is not read again, since dates and codes repeat."""

    def __init__(self, header: Header, instrument: Instrument, *, today: date) -> None:
        self._width = header.width
        self._delimiter = header.delimiter
        self._instrument = instrument
        self._today = today
        self._latest_member_date = add_months(
            today, 12
        )  # an unborn child is a member, and joins when it is born
        self._roles = item_roles(instrument)
        self._suggestions: dict[str, str] = {}
        convert: dict[str, Callable[[str], object]] = {
            "family": self._family,
            "municipality": self._municipality,
            "person": self._person,
            "role": self._role,
            "birth_date": self._member_date,
            "joined": self._member_date,
            "left": self._member_date,
            "date": self._score_date,
            "item": self._item,
            "level": self._level,
            "note": self._note,
        }
        # A column that the file does not have reads the empty cell that `read` puts after the last one.
        self._columns: list[tuple[str, int, Callable[[str], object], dict[str, object]]] = [
            (name, header.places.get(name, header.width), convert[name], {}) for name in COLUMNS
        ]

    def read(self, line: int, cells: Sequence[str]) -> ExchangeRow | tuple[RowError, ...]:
        """The row, or what is wrong with it in the order of the columns."""
        if len(cells) != self._width:
            found = "1 kolom" if len(cells) == 1 else f"{len(cells)} kolommen"
            return (RowError(line, "", found, f"{self._width}, evenveel als in de eerste regel"),)
        padded = [*cells, ""]
        values: list[Any] = []
        errors: list[RowError] = []
        for column, place, convert, known in self._columns:
            cell = padded[place]
            if cell in known:
                values.append(known[cell])
                continue
            try:
                value = convert(cell)
            except _Unexpected as unexpected:
                errors.append(cell_error(line, column, value=cell.strip(), expected=str(unexpected)))
            else:
                values.append(value)
                if column != "note" or value is None:
                    known[cell] = value
        if errors:
            return tuple(errors)
        values.append(line)
        row = ExchangeRow(*values)
        return tuple(_contradictions(row, self._roles[row.item])) or row

    def is_row(self, text: str) -> bool:
        """True when one line by itself is a good row, whatever its quotes."""
        if text.count(self._delimiter) < self._width - 1:
            return False
        try:
            cells = next(csv.reader([text], delimiter=self._delimiter))
        except csv.Error:
            return False
        return isinstance(self.read(0, cells), ExchangeRow)

    def _family(self, cell: str) -> str:
        return _plain(cell, CODE_LIMIT) or _refuse("de code van het gezin")

    def _person(self, cell: str) -> str:
        return _plain(cell, CODE_LIMIT)

    def _municipality(self, cell: str) -> str:
        return _plain(cell, MUNICIPALITY_LIMIT)

    def _role(self, cell: str) -> Role | None:
        word = cell.strip().lower()
        if word not in _ROLES:
            raise _Unexpected("adult of child")
        return _ROLES[word]

    def _member_date(self, cell: str) -> date | None:
        text = cell.strip()
        return _date_between(EARLIEST, self._latest_member_date, text) if text else None

    def _score_date(self, cell: str) -> date:
        return _date_between(EARLIEST_SCORE, self._today, cell.strip())

    def _item(self, cell: str) -> str:
        key = cell.strip()
        if key in self._instrument.items:
            return key
        raise _Unexpected(self._suggestion(key[:SHOWN].lower()) if key else "een item van het instrument")

    def _suggestion(self, word: str) -> str:
        if word not in self._suggestions:
            if len(self._suggestions) >= _SUGGESTION_LIMIT:  # a file full of nonsense must not cost minutes
                return "een item van het instrument"
            near = get_close_matches(word, self._instrument.items, n=1)
            named = [item.key for item in self._instrument.items.values() if item.name.lower() == word]
            suggested = (named or near or [""])[0]
            hint = ""
            if suggested:
                hint = f"; bedoel je {self._instrument.items[suggested].name} ({suggested})?"
            self._suggestions[word] = f"een item van het instrument{hint}"
        return self._suggestions[word]

    def _level(self, cell: str) -> int | None:
        word = cell.strip().lower()
        if word not in _LEVELS:
            raise _Unexpected("1 tot 5 of nvt")
        return _LEVELS[word]

    def _note(self, cell: str) -> str | None:
        if not cell or cell.isspace():
            return None
        note = restore(cell)
        if len(note) > NOTE_LIMIT:
            raise _Unexpected(f"hoogstens {NOTE_LIMIT} tekens, maar dit zijn er {len(note)}")
        return note


def _contradictions(row: ExchangeRow, role: Role | None) -> Iterator[RowError]:
    """What the cells of one good-looking row say against each other; `role` is whom its item is about."""
    if role is None:
        for column in ("person", "role", "birth_date", "joined", "left"):
            value = getattr(row, column)
            if value:
                shown = format_date(value) if isinstance(value, date) else str(value)
                expected = f"niets: {row.item} gaat over het hele huishouden"
                yield cell_error(row.line, column, value=shown, expected=expected)
        return
    if not row.person:
        whom = "een volwassene" if role is Role.ADULT else "een kind"
        yield RowError(row.line, "person", "", f"een code: {row.item} gaat over {whom}")
    if row.role not in (None, role):
        yield RowError(row.line, "role", str(row.role), f"{role} bij {row.item}, of niets ingevuld")
    if row.joined is not None and row.left is not None and row.left < row.joined:
        expected = f"een dag op of na joined ({format_date(row.joined)})"
        yield RowError(row.line, "left", format_date(row.left), expected)


def _plain(cell: str, limit: int) -> str:
    text = restore(cell.strip()).strip()
    if len(text) > limit:
        raise _Unexpected(f"hoogstens {limit} tekens, maar dit zijn er {len(text)}")
    if not text.isprintable():
        raise _Unexpected("alleen leesbare tekens op één regel")
    return text


def _date_between(earliest: date, latest: date, text: str) -> date:
    try:
        day = parse_strict(text)
    except ValueError:
        day = date.min
    if earliest <= day <= latest:
        return day
    raise _Unexpected(
        f"een datum als jjjj-mm-dd of dd/mm/jjjj tussen {format_date(earliest)} en {format_date(latest)}"
    )


def _refuse(expected: str) -> NoReturn:
    raise _Unexpected(expected)
