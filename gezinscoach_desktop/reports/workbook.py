"""An export as a workbook: a sheet per subject, how to read it, and the codebook. Written row by row, never all in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet import _writer as writing

from gezinscoach_desktop.domain.codebook import UNKNOWN_WORD, Layout, Variable, VariableKind
from gezinscoach_desktop.domain.export import ExportSubject
from gezinscoach_desktop.domain.export_rows import Row
from gezinscoach_desktop.domain.sheet_text import cell_text
from gezinscoach_desktop.reports.palette import PAPER

CREATOR = "Gezinscoach Desktop"
MOST_ROWS = 1_048_576
"""Lines that a sheet can hold; what is more goes on a next sheet."""
_WIDTHS = {VariableKind.CODE: 16, VariableKind.TEXT: 34, VariableKind.DAY: 12, VariableKind.SET: 34}
_FREE_WIDTH = 60


class _Sheet:
    """The sheets of one subject, filled from the top."""

    def __init__(self, book: ExportWorkbook, layout: Layout) -> None:
        self._book = book
        self._layout = layout
        self._numbers = 0
        self._tellers = tuple((each.name, _teller(each)) for each in layout.variables)
        self.rows = 0
        self._sheet: Any = None
        self._here = 0

    def begin(self) -> None:
        """A new sheet with its header."""
        self.close()
        self._numbers += 1
        name = self._layout.subject.label
        widths = [_width(each) for each in self._layout.variables]
        self._sheet = self._book.new_sheet(
            name if self._numbers == 1 else f"{name} {self._numbers}", widths, "B2"
        )
        self._sheet.append(self._book.header(self._sheet, [each.name for each in self._layout.variables]))
        self._here = 1

    def add(self, row: Row) -> None:
        if self._here == self._book.most_rows:
            self.begin()
        get = row.get
        cells = [
            None if (value := get(name)) is None and not says else tell(value)
            for name, (says, tell) in self._tellers
        ]
        for place, cell in enumerate(cells):
            if cell.__class__ is str and cell in ERROR_CODES:
                cells[place] = self._book.text_cell(self._sheet, cell)
        self._sheet.append(cells)
        self._here += 1
        self.rows += 1

    def close(self) -> None:
        """So that the arrows of the filter stand over every row."""
        if self._sheet is not None:
            last = get_column_letter(len(self._layout.variables))
            self._sheet.auto_filter.ref = f"A1:{last}{self._here}"


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
        self._count = 0
        self._set_properties(title, made_at)
        self._bold = Font(bold=True)
        self._fill = PatternFill("solid", fgColor=_plain(PAPER.band))
        self._wrapped = Alignment(wrap_text=True, vertical="top")
        self._guide = self.new_sheet("Leeswijzer", [28, 90])
        self._sheets = {layout.subject: _Sheet(self, layout) for layout in self._layouts}
        for sheet in self._sheets.values():
            sheet.begin()

    def __enter__(self) -> ExportWorkbook:
        return self

    def __exit__(self, *_: object) -> None:
        """Sheets of a workbook that was not saved are ended, so that nothing of them stays open."""
        for sheet in self._book.worksheets:
            if not sheet.closed:  # type: ignore[attr-defined]
                sheet.close()  # type: ignore[attr-defined]

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
            cells = [self.text_cell(self._guide, name), self.text_cell(self._guide, text)]
            cells[0].font, cells[1].alignment = self._bold, self._wrapped
            self._guide.append(cells)
        for sheet in self._sheets.values():
            sheet.close()
        self._write_codebook()
        self._book.save(stream)

    def new_sheet(self, name: str, widths: Sequence[int], freeze: str = "") -> Any:
        """An empty sheet whose lines wait in the scratch folder, and not where every program can read them."""
        sheet: Any = self._book.create_sheet(name)
        self._count += 1
        waiting = str(self._scratch / f"blad-{self._count}.xml")
        for place, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.freeze_panes = freeze or None
        sheet._writer = _Waiting(sheet, waiting)
        return sheet

    def header(self, sheet: Any, names: Iterable[str]) -> list[Any]:
        """The first line of a sheet."""
        cells = [self.text_cell(sheet, name) for name in names]
        for cell in cells:
            cell.font, cell.fill = self._bold, self._fill
        return cells

    def text_cell(self, sheet: Any, text: str) -> Any:
        """A cell that holds a text, also when it looks like something else."""
        cell = WriteOnlyCell(sheet, None)
        cell._value, cell.data_type = cell_text(text), "s"  # type: ignore[attr-defined]
        return cell

    def _write_codebook(self) -> None:
        sheet = self.new_sheet("Codeboek", [20, 20, 48, 14, 16, 40, 48], "A2")
        names = ("blad", "kolom", "betekenis", "soort", "waarde", "label", "opmerking")
        sheet.append(self.header(sheet, names))
        count = 1
        for layout in self._layouts:
            for row in _codebook_rows(layout):
                sheet.append([cell_text(text) or None for text in row])
                count += 1
        sheet.auto_filter.ref = f"A1:G{count}"

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

    def yes_no(value: Any) -> Any:
        return UNKNOWN_WORD if value is None else "ja" if value else "nee"

    def text(value: Any) -> Any:
        if not value:
            return UNKNOWN_WORD if variable.says_unknown else None
        return cell_text(value)

    tell: Callable[[Any], Any] = {
        VariableKind.CODE: text,
        VariableKind.TEXT: text,
        VariableKind.MONEY: _euros,
        VariableKind.YES_NO: yes_no,
        VariableKind.CHOICE: choice,
        VariableKind.SET: lambda values: "; ".join(labels[each] for each in values) or None,
    }.get(variable.kind, _as_it_is)
    return variable.says_unknown, tell


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


class _Waiting(writing.WorksheetWriter):
    """The lines of a sheet in a file of our own choosing."""

    def __init__(self, sheet: Any, path: str) -> None:
        super().__init__(sheet, path)
        self._path = Path(path)
        self.write_top()

    def cleanup(self) -> None:
        """Gone once it is in the workbook; the scratch folder takes what an unfinished one leaves."""
        self._path.unlink(missing_ok=True)
