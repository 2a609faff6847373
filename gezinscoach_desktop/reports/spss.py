"""An export for SPSS: per subject a CSV, and beside it the syntax that reads it with labels and missing values."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from gezinscoach_desktop.domain.codebook import (
    NOT_APPLICABLE_CODE,
    UNKNOWN_CODE,
    UNKNOWN_WORD,
    Layout,
    Variable,
    VariableKind,
)
from gezinscoach_desktop.domain.exchange import neutralise
from gezinscoach_desktop.domain.export import ExportSubject
from gezinscoach_desktop.domain.export_rows import Row
from gezinscoach_desktop.domain.instrument import NOT_APPLICABLE_WORD

CODE_BYTES, TEXT_BYTES = 60, 1000
"""How much of a text SPSS gets: every row takes that room."""
_LONGEST_LABEL = 120
_LINE = 72
_K = VariableKind


class SpssFolder:
    """Rows in any order of subjects, each in the CSV of its subject, as SPSS reads them."""

    def __init__(self, folder: Path, layouts: Sequence[Layout]) -> None:
        self._folder = folder
        self._layouts = tuple(layouts)
        self._stack = ExitStack()
        self._files = {layout.subject: self._begin(layout) for layout in layouts}

    def _begin(self, layout: Layout) -> _File:
        path = self._folder / file_name(layout.subject)
        stream = self._stack.enter_context(path.open("w", encoding="utf-8", newline=""))
        return _File(stream, layout)

    def __enter__(self) -> SpssFolder:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, subject: ExportSubject, row: Row) -> None:
        """A row of values by the names of the variables."""
        self._files[subject].add(row)

    @property
    def rows(self) -> Mapping[ExportSubject, int]:
        """How many rows each subject has."""
        return {subject: file.rows for subject, file in self._files.items()}

    def finish(self, guide: Sequence[tuple[str, str]]) -> None:
        """Write the syntaxes, with the lines of how to read the export as remarks."""
        self._stack.close()
        for layout in self._layouts:
            text = "\r\n".join(syntax_of(layout, guide))
            path = self._folder / file_name(layout.subject, "sps")
            path.write_bytes(f"\ufeff{text}\r\n".encode())


class _File:
    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        self._tellers = [(each.name, _teller(each)) for each in layout.variables]
        self._writer.writerow([name for each in layout.variables for name in _columns(each)])
        self.rows = 0

    def add(self, row: Row) -> None:
        cells: list[Any] = []
        for name, tell in self._tellers:
            cells.extend(tell(row.get(name)))
        self._writer.writerow(cells)
        self.rows += 1


def file_name(subject: ExportSubject, extension: str = "csv") -> str:
    """How a file of a subject is called."""
    return f"{subject.file_name}.{extension}"


def syntax_of(layout: Layout, guide: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The lines of a syntax; it looks for its CSV where SPSS stands."""
    yield "* Encoding: UTF-8."
    yield from _remark(f"{layout.subject.label}. {layout.about}")
    for name, text in guide:
        yield from _remark(f"{name}: {text}")
    yield from _remark(
        "Zet SPSS eerst in de map van deze bestanden, met CD en de naam van de map; voer dan dit bestand uit."
    )
    yield "SET DECIMAL=DOT."
    name = layout.subject.file_name.replace("-", "_")
    yield "GET DATA"
    yield "  /TYPE=TXT"
    yield f"  /FILE='{file_name(layout.subject)}'"
    yield "  /ENCODING='UTF8'"
    yield "  /ARRANGEMENT=DELIMITED"
    yield "  /DELCASE=LINE"
    yield "  /FIRSTCASE=2"
    yield "  /DELIMITERS=';'"
    yield "  /QUALIFIER='\"'"
    yield "  /VARIABLES="
    columns = [column for each in layout.variables for column in _formats(each)]
    for place, (column, form) in enumerate(columns):
        yield f"    {column} {form}{'.' if place == len(columns) - 1 else ''}"
    yield f"DATASET NAME {name}."
    yield from _labels(layout.variables)
    yield "EXECUTE."


def _labels(variables: Sequence[Variable]) -> Iterator[str]:
    for variable in variables:
        for column, label in zip(_columns(variable), _column_labels(variable), strict=True):
            yield f"VARIABLE LABELS {column} {_quoted(label)}."
    for variable in variables:
        values = _value_labels(variable)
        if values:
            for column in _columns(variable):
                yield f"VALUE LABELS {column}"
                for place, (code, label) in enumerate(values):
                    yield f"  {code} {_quoted(label)}{'.' if place == len(values) - 1 else ''}"
        if missing := _missing(variable):
            codes = ", ".join(map(str, missing))
            for column in _columns(variable):
                yield f"MISSING VALUES {column} ({codes})."


def _columns(variable: Variable) -> tuple[str, ...]:
    """One column, but one for every choice of a set."""
    if variable.kind is _K.SET:
        return tuple(f"{variable.name}_{key}" for key, _ in variable.values)
    return (variable.name,)


def _column_labels(variable: Variable) -> tuple[str, ...]:
    if variable.kind is _K.SET:
        return tuple(f"{variable.label}: {label}" for _, label in variable.values)
    return (variable.label,)


def _formats(variable: Variable) -> Iterator[tuple[str, str]]:
    form = {
        _K.CODE: f"A{CODE_BYTES}",
        _K.TEXT: f"A{TEXT_BYTES if variable.is_free_text else 2 * CODE_BYTES}",
        _K.NUMBER: "F8.0",
        _K.MONEY: "F12.2",
        _K.DAY: "SDATE10",
    }.get(variable.kind, "F2.0")
    for column in _columns(variable):
        yield column, form


def _value_labels(variable: Variable) -> list[tuple[int, str]]:
    unknown = [(UNKNOWN_CODE, UNKNOWN_WORD)] if variable.says_unknown else []
    match variable.kind:
        case _K.YES_NO | _K.SET:
            return [(0, "Nee"), (1, "Ja"), *unknown]
        case _K.CHOICE:
            return [*((code, label) for code, (_, label) in enumerate(variable.values, 1)), *unknown]
        case _K.LEVEL:
            return [
                (NOT_APPLICABLE_CODE if key == NOT_APPLICABLE_WORD else int(key), label)
                for key, label in variable.values
            ]
    return []


def _missing(variable: Variable) -> tuple[int, ...]:
    if variable.kind is _K.LEVEL:
        return (NOT_APPLICABLE_CODE,)
    if variable.says_unknown and variable.kind is not _K.TEXT:
        return (UNKNOWN_CODE,)
    return ()


def _teller(variable: Variable) -> Callable[[Any], Sequence[Any]]:
    """What stands in the columns of a variable for a value."""
    codes = {key: code for code, (key, _) in enumerate(variable.values, 1)}
    unknown: Any = UNKNOWN_CODE if variable.says_unknown else ""

    def day(value: date | None) -> Sequence[Any]:
        return ("" if value is None else value.isoformat(),)

    def level(value: Any) -> Sequence[Any]:
        return (NOT_APPLICABLE_CODE if value == NOT_APPLICABLE_WORD else "" if value is None else value,)

    match variable.kind:
        case _K.CHOICE:
            return lambda value: (unknown if value is None else codes[value],)
        case _K.YES_NO:
            return lambda value: (unknown if value is None else int(value),)
        case _K.SET:
            return lambda value: [int(key in (value or ())) for key in codes]
        case _K.DAY:
            return day
        case _K.LEVEL:
            return level
        case _K.MONEY:
            return lambda value: ("" if value is None else f"{value / 100:.2f}",)
        case _K.NUMBER:
            return lambda value: ("" if value is None else value,)
    room = TEXT_BYTES if variable.is_free_text else 2 * CODE_BYTES if variable.kind is _K.TEXT else CODE_BYTES
    return lambda value: (_text(value or "", room),)


def _text(value: str, room: int) -> str:
    """On one line, since SPSS ends a case at the end of a line, and no longer than its room."""
    told = neutralise(" ".join(value.split()))
    return told.encode()[:room].decode(errors="ignore") if len(told) * 4 > room else told


def _quoted(text: str) -> str:
    told = " ".join(text.split())[:_LONGEST_LABEL].replace("'", "’")
    return f"'{told}'"


def _remark(text: str) -> Iterator[str]:
    """As a comment: it begins with a star and ends with the only full stop at the end of a line."""
    line = "*"
    for word in " ".join(text.split()).rstrip(".").split(" "):
        if len(line) + len(word) > _LINE:
            yield line.rstrip(".")
            line = " "
        line += f" {word}"
    yield f"{line.rstrip('.')}."
