"""What an office brings along: workbooks (XLSX) and text files (CSV) of any make, read as plain texts.

Nothing of a file is run: macros and formulas are not looked at, of a formula the value that was kept with it is read.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.exchange.cell import restore
from gezinscoach_desktop.domain.sheet_text import plain_text

FILE_LIMIT = 30_000_000
UNPACKED_LIMIT = 400_000_000
"""A small workbook that unpacks to more than this was made to fill a computer."""
ROW_LIMIT = 200_000
COLUMN_LIMIT = 300
CELL_LIMIT = 20_000
_SIGNS = 2_000
"""So many characters tell how the columns of a text file are separated."""
_SEPARATORS = ";,\t|"
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_STEP = 2_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Every cell is a text: a date as `2026-11-22`, a whole number without a decimal point, true as `ja`."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    first_line: int = 1
    """The number of the first of `rows` as a spreadsheet shows it."""


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A file that was read; `sha256` of the bytes, to recognise it again."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]


def read_spreadsheet(path: Path, *, on_progress: Callable[[int, int], None] | None = None) -> Spreadsheet:
    """Every sheet with something on it; raises InvalidInput (field path) that says what is wrong with the file.

    `on_progress(done, total)` counts rows as far as they are known, and may raise to stop.
    """
    content = _content(path)
    if content.startswith(_ZIP):
        sheets = tuple(_workbook(path, content, on_progress))
    elif content.startswith(_OLD):
        raise _refused(
            path, "is een oud Excel-bestand (.xls) of is met een wachtwoord beveiligd; bewaar het als .xlsx"
        )
    else:
        sheets = (Sheet(path.stem, tuple(_text_rows(path, content, on_progress))),)
    found = tuple(sheet for sheet in map(_trimmed, sheets) if sheet.rows)
    if not found:
        raise _refused(path, "is leeg")
    return Spreadsheet(path.name, sha256(content).hexdigest(), found)


def _refused(path: Path, why: str) -> InvalidInput:
    return InvalidInput(f"“{path.name}” {why}.", field="path")


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > FILE_LIMIT:
            raise _refused(
                path, f"is groter dan {FILE_LIMIT // 1_000_000} MB; splits het in kleinere bestanden"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise _refused(path, "bestaat niet (meer)") from None
    except IsADirectoryError:
        raise _refused(path, "is een map; kies een bestand") from None
    except OSError:
        raise _refused(path, "kan niet gelezen worden; staat het nog open in een ander programma?") from None


# ------------------------------------------------------------------------------------------------------------ workbook
def _workbook(path: Path, content: bytes, on_progress: Callable[[int, int], None] | None) -> Iterator[Sheet]:
    from openpyxl import load_workbook

    broken = _refused(
        path, "is geen werkboek dat gelezen kan worden; open het in Excel en bewaar het opnieuw als .xlsx"
    )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise broken from None
    if unpacked > UNPACKED_LIMIT:
        raise _refused(path, "pakt uit tot een veel te groot bestand; het wordt niet geopend")
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception:  # whatever a broken or hostile file makes the library raise
        raise broken from None
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                yield Sheet(str(sheet.title), tuple(_rows(path, sheet, broken, on_progress)))
    finally:
        book.close()


def _rows(
    path: Path, sheet: Any, broken: InvalidInput, on_progress: Callable[[int, int], None] | None
) -> Iterator[tuple[str, ...]]:
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    rows = sheet.iter_rows(values_only=True, max_col=COLUMN_LIMIT + 1)
    number = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except Exception:
            raise broken from None
        number += 1
        if number > ROW_LIMIT:
            raise _refused(path, f"heeft meer dan {ROW_LIMIT} rijen; splits het in kleinere bestanden")
        if on_progress is not None and number % _STEP == 0:
            on_progress(number, 0)
        if len(row) > COLUMN_LIMIT and row[COLUMN_LIMIT] is not None:
            raise _refused(path, f"heeft meer dan {COLUMN_LIMIT} kolommen")
        yield tuple(_text(value) for value in row[:COLUMN_LIMIT])


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return plain_text(str(value))[:CELL_LIMIT].strip()  # as it was before a program kept it from running


# ----------------------------------------------------------------------------------------------------------- text file
def _text_rows(
    path: Path, content: bytes, on_progress: Callable[[int, int], None] | None
) -> Iterator[tuple[str, ...]]:
    text = _decoded(path, content)
    if "\0" in text:
        raise _refused(path, "is geen tabel; kies een Excel-bestand (.xlsx) of een CSV-bestand")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    lines = text.count("\n") + 1
    try:
        for number, row in enumerate(reader, 1):
            if number > ROW_LIMIT:
                raise _refused(path, f"heeft meer dan {ROW_LIMIT} rijen; splits het in kleinere bestanden")
            if len(row) > COLUMN_LIMIT:
                raise _refused(path, f"heeft meer dan {COLUMN_LIMIT} kolommen")
            if on_progress is not None and number % _STEP == 0:
                on_progress(number, lines)
            yield tuple(restore(cell)[:CELL_LIMIT].strip() for cell in row)
    except csv.Error:
        raise _refused(
            path, "heeft ergens een aanhalingsteken dat niet sluit; bewaar het opnieuw als CSV"
        ) from None


def _decoded(path: Path, content: bytes) -> str:
    """As UTF-8 or UTF-16 by its mark, as UTF-8 when it can be, else as Windows writes it in western Europe."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                raise _refused(
                    path, "heeft letters die niet te lezen zijn; bewaar het als “CSV UTF-8”"
                ) from None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """What separates the cells most evenly on the first lines, outside quotes."""
    lines = [line for line in text[:_SIGNS].splitlines()[:10] if line.strip()]

    def evenness(sign: str) -> tuple[int, int]:
        counts = [len(next(csv.reader([line], delimiter=sign), ())) for line in lines]
        return (min(counts, default=0) if len(set(counts)) == 1 else 1, max(counts, default=0))

    return max(_SEPARATORS, key=evenness)


def _trimmed(sheet: Sheet) -> Sheet:
    """Without empty rows above and below, and without empty cells at the end of every row."""
    rows = list(sheet.rows)
    while rows and not any(rows[-1]):
        rows.pop()
    above = 0
    while above < len(rows) and not any(rows[above]):
        above += 1
    width = max((place + 1 for row in rows for place, cell in enumerate(row) if cell), default=0)
    even = tuple((row + ("",) * width)[:width] for row in rows[above:])
    return Sheet(sheet.name, even, sheet.first_line + above)
