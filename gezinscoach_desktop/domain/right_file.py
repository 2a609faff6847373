"""The list of rights as a file for a spreadsheet: written one way, read in the ways people save one.

A row is about the right whose key it bears, else about the one with the same name, else it is a new one. A column that is
not there leaves what is known as it was. What is not in the file stays: a list from elsewhere takes nothing away.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.dates import format_date, parse_date
from gezinscoach_desktop.domain.errors import InvalidInput, UserError
from gezinscoach_desktop.domain.exchange.cell import neutralise, restore, visible
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.right import RightInput
from gezinscoach_desktop.domain.right_list import Right, check_right, right_id
from gezinscoach_desktop.domain.text import fold

MOST_BYTES = 2_000_000
MOST_ROWS = 2_000
_KEY, _NAME, _TEXT, _DOMAINS, _BY, _CHECKED, _RETIRED = (
    "sleutel", "naam", "omschrijving", "levensdomein", "toegekend door", "nagekeken op", "uit de lijst sinds",
)  # fmt: skip
COLUMNS = (_KEY, _NAME, _TEXT, _DOMAINS, _BY, _CHECKED, _RETIRED)
_OTHER_NAMES = {
    "key": _KEY,
    "name": _NAME,
    "recht": _NAME,
    "description": _TEXT,
    "life_domain": _DOMAINS,
    "levensdomeinen": _DOMAINS,
    "granted_by": _BY,
    "laatst nagekeken op": _CHECKED,
}
_SPLIT = " / "
_DOMAIN_NAMES = {
    **{fold(domain.label): domain for domain in LifeDomain},
    **{fold(domain.short): domain for domain in LifeDomain},
    "administratie & juridisch": LifeDomain.ADMINISTRATION,
    "juridisch": LifeDomain.ADMINISTRATION,
    "tewerkstelling": LifeDomain.WORK,
}


class RightsFileError(UserError):
    """The file cannot be read at all."""


@dataclass(frozen=True, slots=True)
class RightProblem:
    """What is wrong in one line; `sentence` says where, what was found and what was expected."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class RightWanted:
    """A right as a file wants it; `version` 0 when the office keeps nothing of it yet, `is_new` when nobody knows it."""

    id: UUID | None
    version: int
    details: RightInput
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class RightsFile:
    """What reading a file would do; with a problem nothing of it is kept."""

    wanted: tuple[RightWanted, ...]
    """What is new or differs from the list."""
    unchanged: int
    problems: tuple[RightProblem, ...]

    @property
    def added(self) -> int:
        return sum(each.is_new for each in self.wanted)

    @property
    def changed(self) -> int:
        return len(self.wanted) - self.added


def write_rights(rights: Iterable[Right]) -> bytes:
    """UTF-8 with BOM (Excel shows accents only with it), semicolons, CRLF; no cell runs as a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([neutralise(cell) for cell in _cells(right)] for right in rights)
    return text.getvalue().encode("utf-8-sig")


def _cells(right: Right) -> tuple[str, ...]:
    details = right.details
    return (
        right.key or str(right.id),
        details.name,
        details.description,
        _SPLIT.join(domain.label for domain in details.domains),
        details.granted_by,
        "" if details.checked_on is None else format_date(details.checked_on),
        "" if details.retired_on is None else format_date(details.retired_on),
    )


def shipped_of(content: bytes) -> tuple[Right, ...]:
    """The rights that travel with the program, out of their own file; raises RightsFileError on a slip in it."""
    rights = []
    for _, row in _rows(_text_of(content)):
        details = RightInput(
            row[_NAME], row.get(_TEXT, ""), _domains(row.get(_DOMAINS, "")), row.get(_BY, "")
        )
        rights.append(Right(right_id(row[_KEY]), details, row[_KEY]))
    return tuple(rights)


def read_rights(content: bytes, known: Iterable[Right], *, today: date) -> RightsFile:
    """Compare a file with the list; raises RightsFileError when it is no such list at all."""
    return _Reading(known, today).read(_text_of(content))


def _text_of(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise RightsFileError("Dit bestand is te groot voor een lijst van rechten: hoogstens 2 MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RightsFileError(
            "Dit bestand kan niet gelezen worden: bewaar het als “CSV UTF-8” en probeer opnieuw."
        ) from None
    if "\0" in text:
        raise RightsFileError("Dit is geen tekstbestand: verwacht een CSV-bestand met de lijst van rechten.")
    return text


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Every row by column, with the line on which it begins."""
    stream = io.StringIO(text, newline="")
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    try:
        names = [_column(cell) for cell in next(reader, [])]
        if _NAME not in names:
            raise RightsFileError(
                "In de eerste regel staat geen kolom “naam”: verwacht de kolommen "
                + ", ".join(f"“{name}”" for name in COLUMNS)
                + "."
            )
        if len(set(filter(None, names))) != len(list(filter(None, names))):
            raise RightsFileError("In de eerste regel staat een kolom twee keer; laat er één van weg.")
        began = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                filled = [*cells, *[""] * (len(names) - len(cells))]
                yield (
                    began,
                    {name: restore(cell).strip() for name, cell in zip(names, filled, strict=False) if name},
                )
            began = reader.line_num + 1
    except csv.Error:
        raise RightsFileError(
            f"Regel {reader.line_num} kan niet gelezen worden: kijk de aanhalingstekens na."
        ) from None


def _column(cell: str) -> str:
    name = fold(cell)
    name = _OTHER_NAMES.get(name, name)
    return name if name in COLUMNS else ""


class _Reading:
    """One file beside the list as it is known."""

    def __init__(self, known: Iterable[Right], today: date) -> None:
        self._known = tuple(known)
        self._today = today
        self._by_key = {right.key or str(right.id): right for right in self._known}
        self._by_name = {fold(right.details.name): right for right in self._known}
        self._wanted: list[RightWanted] = []
        self._problems: list[RightProblem] = []
        self._lines: dict[str, int] = {}
        self._unchanged = 0

    def read(self, text: str) -> RightsFile:
        for number, (line, row) in enumerate(_rows(text)):
            if number == MOST_ROWS:
                raise RightsFileError(
                    f"Dit bestand telt meer dan {MOST_ROWS} rijen: dat is geen lijst van rechten."
                )
            try:
                self._take(line, row)
            except InvalidInput as error:
                self._problems.append(RightProblem(line, f"Regel {line}, {error.message}"))
        return RightsFile(tuple(self._wanted), self._unchanged, tuple(self._problems))

    def _take(self, line: int, row: Mapping[str, str]) -> None:
        right = self._found(row)
        before = RightInput("") if right is None else right.details
        details = self._details(row, before)
        self._refuse_twice(line, str(right.id) if right is not None else fold(details.name))
        if right is not None and details == before:
            self._unchanged += 1
        elif right is not None:
            self._wanted.append(RightWanted(right.id, right.version, details))
        else:
            self._wanted.append(RightWanted(None, 0, details, is_new=True))

    def _found(self, row: Mapping[str, str]) -> Right | None:
        key = row.get(_KEY, "")
        if not key:
            return self._by_name.get(fold(row[_NAME]))
        if key in self._by_key:
            return self._by_key[key]
        raise InvalidInput(
            f"kolom “{_KEY}”: “{visible(key)}” gevonden, verwacht een sleutel uit deze lijst of niets bij een nieuw recht."
        )

    def _details(self, row: Mapping[str, str], before: RightInput) -> RightInput:
        details = replace(
            before,
            name=row[_NAME] or before.name,
            description=row.get(_TEXT, before.description),
            granted_by=row.get(_BY, before.granted_by),
            domains=_domains(row[_DOMAINS]) if _DOMAINS in row else before.domains,
            checked_on=self._day(row, _CHECKED, before.checked_on),
            retired_on=self._day(row, _RETIRED, before.retired_on),
        )
        try:
            return check_right(details, self._today)
        except InvalidInput as error:
            column = _COLUMN_OF.get(error.field or "", _NAME)
            found = visible(row.get(column, ""))
            shown = f"“{found}” gevonden" if found else "niets ingevuld"
            raise InvalidInput(f"kolom “{column}”: {shown}. {error.message}") from error

    def _day(self, row: Mapping[str, str], column: str, before: date | None) -> date | None:
        if column not in row:
            return before
        if not row[column]:
            return None
        try:
            return parse_date(row[column], today=self._today)
        except InvalidInput:
            raise InvalidInput(
                f"kolom “{column}”: “{visible(row[column])}” gevonden, verwacht een datum zoals 14/11/2026."
            ) from None

    def _refuse_twice(self, line: int, what: str) -> None:
        before = self._lines.setdefault(what, line)
        if before != line:
            raise InvalidInput(
                f"kolom “{_NAME}”: dit recht staat ook al in regel {before}; laat er één van weg."
            )


_COLUMN_OF = {
    "name": _NAME,
    "description": _TEXT,
    "granted_by": _BY,
    "domains": _DOMAINS,
    "checked_on": _CHECKED,
    "retired_on": _RETIRED,
}


def _domains(text: str) -> tuple[LifeDomain, ...]:
    found = []
    for part in filter(None, (each.strip() for each in text.split("/"))):
        domain = _DOMAIN_NAMES.get(fold(part))
        if domain is None:
            expected = ", ".join(each.label for each in LifeDomain)
            raise InvalidInput(
                f"kolom “{_DOMAINS}”: “{visible(part)}” gevonden, verwacht één van: {expected}."
            )
        found.append(domain)
    return tuple(dict.fromkeys(found))
