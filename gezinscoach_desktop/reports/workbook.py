"""An export as a workbook: a sheet per subject, how to read it, and the codebook. Written row by row, never all in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

from gezinscoach_desktop.domain.codebook import UNKNOWN_WORD, Layout, Variable, VariableKind
from gezinscoach_desktop.domain.export import ExportSubject
from gezinscoach_desktop.domain.export_rows import Row
from gezinscoach_desktop.domain.sheet_text import cell_text
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.sheet_xml import SheetFile

CREATOR = "Gezinscoach Desktop"
MOST_ROWS = 1_048_576
"""Lines that a sheet can hold; what is more goes on a next sheet."""
_WIDTHS = {VariableKind.CODE: 16, VariableKind.TEXT: 34, VariableKind.DAY: 12, VariableKind.SET: 34}
_FREE_WIDTH = 60
_CODES = 256
"""Of a family hundreds of rows come after each other."""


class _Sheet:
    """The sheets of one subject, filled from the top."""

    def __init__(self, book: ExportWorkbook, layout: Layout) -> None:
        self._book = book
        self._layout = layout
        self._numbers = 0
        self._tellers = tuple((each.name, *_teller(each)) for each in layout.variables)
        self.rows = 0
        self._file = self._next()

    def _next(self) -> SheetFile:
        """A new sheet with its header."""
        self._numbers += 1
        name = self._layout.subject.label
        title = name if self._numbers == 1 else f"{name} {self._numbers}"
        widths = [_width(each) for each in self._layout.variables]
        return self._book.new_sheet(title, [each.name for each in self._layout.variables], widths, "B2")

    def add(self, row: Row) -> None:
        if self._file.rows == self._book.most_rows:
            self._file = self._next()
        get = row.get
        self._file.add(
            [
                None if (value := get(name)) is None and not says else tell(value)
                for name, says, tell in self._tellers
            ]
        )
        self.rows += 1


class ExportWorkbook:
    """Rows in any order of subjects; `save` puts the workbook together. `scratch` holds the sheets until then."""

    def __init__(
        self,
        scratch: Path,
        layouts: Sequence[Layout],
        *,
        title: str,
        made_at: datetime,
        most_rows: int = MOST_ROWS,
    ) -> None:
        self._scratch = scratch
        self._layouts = tuple(layouts)
        self.most_rows = most_rows
        self._book = Workbook(write_only=True)
        self._files: list[SheetFile] = []
        self._set_properties(title, made_at)
        self._add_styles()
        self._guide = self.new_sheet("Leeswijzer", ("onderwerp", "uitleg"), (28, 90), "A2")
        self._sheets = {layout.subject: _Sheet(self, layout) for layout in self._layouts}

    def __enter__(self) -> ExportWorkbook:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()

    def add(self, subject: ExportSubject, row: Row) -> None:
        """A row of values by the names of the variables."""
        self._sheets[subject].add(row)

    @property
    def rows(self) -> Mapping[ExportSubject, int]:
        """How many rows each subject has."""
        return {subject: sheet.rows for subject, sheet in self._sheets.items()}

    def save(self, stream: BinaryIO, guide: Iterable[tuple[str, str]]) -> None:
        """Write the workbook; `guide` are the lines of how to read it."""
        for name, text in guide:
            self._guide.add((cell_text(name), cell_text(text)), styles=(self._bold, self._wrapped))
        self._write_codebook()
        for file in self._files:
            file.close()
        self._book.save(stream)

    def new_sheet(self, name: str, header: Sequence[str], widths: Sequence[int], freeze: str) -> SheetFile:
        """A sheet with its header, whose lines wait in the scratch folder, and not where every program can read them."""
        sheet: Any = self._book.create_sheet(name)
        path = self._scratch / f"blad-{len(self._files)}.xml"
        file = SheetFile(path, widths, freeze=freeze, day_style=self._day)
        self._files.append(file)
        sheet._writer, sheet.close = file, file.close
        file.add(map(cell_text, header), styles=[self._head] * len(header))
        return file

    def _write_codebook(self) -> None:
        names = ("blad", "kolom", "betekenis", "soort", "waarde", "label", "opmerking")
        file = self.new_sheet("Codeboek", names, (20, 20, 48, 14, 32, 32, 48), "A2")
        for layout in self._layouts:
            for row in _codebook_rows(layout):
                file.add([cell_text(text) or None for text in row])

    def _add_styles(self) -> None:
        """The few ways a cell looks, by their numbers in the workbook."""
        sheet: Any = self._book.create_sheet("stijlen")

        def style(**looks: object) -> int:
            cell: Any = WriteOnlyCell(sheet)
            for name, look in looks.items():
                setattr(cell, name, look)
            number: int = cell.style_id
            return number

        bold, top = Font(bold=True), Alignment(vertical="top")
        self._day = style(number_format="yyyy-mm-dd")
        self._bold = style(font=bold, alignment=top)
        self._head = style(font=bold, fill=PatternFill("solid", fgColor=_plain(PAPER.band)))
        self._wrapped = style(alignment=Alignment(wrap_text=True, vertical="top"))
        self._book.remove(sheet)

    def _set_properties(self, title: str, made_at: datetime) -> None:
        properties: Any = self._book.properties
        properties.creator, properties.lastModifiedBy, properties.title = CREATOR, CREATOR, title
        properties.created = properties.modified = made_at.replace(tzinfo=None, microsecond=0)


def _codebook_rows(layout: Layout) -> Iterable[tuple[str, ...]]:
    """A line per value; the first line of a column says what it is."""
    sheet = layout.subject.label
    for variable in layout.variables:
        head = (sheet, variable.name, variable.label, variable.kind.label)
        if not variable.values:
            yield (*head, "", "", variable.note)
        for _, label in variable.values if variable.kind is not VariableKind.LEVEL else ():
            yield (*head, label, "", variable.note)
        for key, label in variable.values if variable.kind is VariableKind.LEVEL else ():
            yield (*head, key, label, variable.note)


def _teller(variable: Variable) -> tuple[bool, Callable[[Any], Any]]:
    """Whether a missing value is told, and how one stands in a cell."""
    labels = dict(variable.values)

    def choice(value: Any) -> Any:
        return UNKNOWN_WORD if value is None else labels[value]

    def chosen(values: Any) -> Any:
        return "; ".join(labels[each] for each in values) or None

    def yes_no(value: Any) -> Any:
        return UNKNOWN_WORD if value is None else "ja" if value else "nee"

    def text(value: Any) -> Any:
        if not value:
            return UNKNOWN_WORD if variable.says_unknown else None
        return cell_text(value)

    tellers: dict[VariableKind, Callable[[Any], Any]] = {
        VariableKind.CODE: lru_cache(_CODES)(text),
        VariableKind.TEXT: text,
        VariableKind.MONEY: _euros,
        VariableKind.YES_NO: yes_no,
        VariableKind.CHOICE: choice,
        VariableKind.SET: chosen,
    }
    return variable.says_unknown, tellers.get(variable.kind, _as_it_is)


def _as_it_is(value: int | str | date) -> Any:
    return value


def _euros(cents: int) -> float:
    return cents / 100


def _width(variable: Variable) -> int:
    usual = _FREE_WIDTH if variable.is_free_text else _WIDTHS.get(variable.kind, 10)
    longest = max((len(label) for _, label in variable.values), default=0)
    if variable.kind is VariableKind.CHOICE:
        usual = min(longest + 2, _WIDTHS[VariableKind.TEXT])
    return max(usual, len(variable.name) + 4)


def _plain(color: str) -> str:
    return color.lstrip("#").upper()
