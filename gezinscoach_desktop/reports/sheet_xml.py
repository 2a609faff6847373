"""A sheet of a workbook, written line by line as the XML that openpyxl then packs.

Its own writer makes an object of every cell: a whole office took five minutes, and takes less than one like this.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.packaging.relationship import RelationshipList
from openpyxl.utils import get_column_letter

_EPOCH = date(1899, 12, 30).toordinal()
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BUFFER = 1 << 20


class SheetFile:
    """What openpyxl asks of the writer of a sheet (`out`, `_rels`, `cleanup`), over lines that wait in a file.

    `day_style` is the number of the workbook's style for dates.
    """

    def __init__(self, path: Path, widths: Sequence[int], *, freeze: str, day_style: int) -> None:
        self._path = path
        self._day = f' s="{day_style}"><v>'
        self._letters = tuple(get_column_letter(place) for place in range(1, len(widths) + 1))
        self._stream = path.open("w", encoding="utf-8", newline="\n", buffering=_BUFFER)
        self._stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{_SPACE}">')
        self._stream.write(_view(freeze) + _columns(widths) + "<sheetData>")
        self._rels = RelationshipList()
        self.out = str(path)
        self.rows = 0

    def add(self, cells: Iterable[Any], *, styles: Sequence[int] = ()) -> None:
        """A line: texts as `cell_text` made them, numbers, dates, and None for an empty cell."""
        self.rows += 1
        row = self.rows
        parts = [f'<row r="{row}">']
        for place, cell in enumerate(cells):
            if cell is None:
                continue
            where = f'<c r="{self._letters[place]}{row}"'
            style = f' s="{styles[place]}"' if styles else ""
            if cell.__class__ is str:
                parts.append(
                    f'{where}{style} t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
                )
            elif cell.__class__ is date:
                parts.append(f"{where}{self._day}{cell.toordinal() - _EPOCH}</v></c>")
            else:
                parts.append(f"{where}{style}><v>{cell!r}</v></c>")
        parts.append("</row>\n")
        self._stream.write("".join(parts))

    def close(self) -> None:
        """End the sheet, with the arrows of a filter over all of it; closing again does nothing."""
        if self._stream.closed:
            return
        whole = f"A1:{self._letters[-1]}{max(self.rows, 1)}"
        self._stream.write(f'</sheetData><autoFilter ref="{whole}"/></worksheet>')
        self._stream.close()

    def cleanup(self) -> None:
        """Once it is in the workbook; the folder it stands in takes what an unfinished one leaves."""
        self._path.unlink(missing_ok=True)


def _view(freeze: str) -> str:
    """The first line stays in sight, and with `B2` the first column too."""
    across = ' xSplit="1"' if freeze == "B2" else ""
    pane = "bottomRight" if across else "bottomLeft"
    return (
        f'<sheetViews><sheetView workbookViewId="0"><pane{across} ySplit="1" topLeftCell="{freeze}" '
        f'activePane="{pane}" state="frozen"/></sheetView></sheetViews>'
    )


def _columns(widths: Sequence[int]) -> str:
    made = (
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(widths, 1)
    )
    return f"<cols>{''.join(made)}</cols>"
