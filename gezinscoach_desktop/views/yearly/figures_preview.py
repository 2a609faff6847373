"""The figures of a block as they will be printed: one table at a time, with what is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.domain.figures import Cell, FigureTable, Label
from gezinscoach_desktop.domain.suppression import THRESHOLD, is_hidden
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.yearly.words import HIDDEN, figure, told_of
from gezinscoach_desktop.views.elements import paragraph
from gezinscoach_desktop.views.fields import ComboField
from gezinscoach_desktop.views.table import Align, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_Row = tuple[Label, tuple[Cell, ...]]
_MOST_ROWS = 12
_NUMBER = 92
_ROW = 10
_WHY = f"over minder dan {THRESHOLD} gezinnen, of omdat zo’n cijfer er anders uit te rekenen is."


class FiguresPreview(QWidget):
    """A choice of tables, and the one that is chosen."""

    def __init__(self, block: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables: dict[str, FigureTable] = {}
        self.table_field: ComboField[str] = ComboField()
        self.table_field.setAccessibleName(f"Tabel van {block}")
        self.table: RowsTable[_Row] | None = None
        self._note = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, grid(1), 0, 0)
        self._column.setSpacing(grid(2))
        self._column.addWidget(self.table_field)
        self._column.addWidget(self._note)
        self.table_field.edited.connect(self._show_chosen)

    @property
    def note(self) -> str:
        """What is said under the table."""
        return self._note.text()

    def show_tables(self, tables: Sequence[FigureTable]) -> None:
        """Show the same one again where it is still there."""
        before = self.table_field.value()
        self._tables = {table.key: table for table in tables}
        self.table_field.set_choices([(table.title, table.key) for table in tables])
        if before in self._tables:
            self.table_field.set_value(before)
        self._show_chosen()

    def _show_chosen(self) -> None:
        table = self._tables.get(self.table_field.value() or "")
        if self.table is not None:
            self.table.deleteLater()
            self.table = None
        if table is None:
            self._note.setText("Nog geen cijfers.")
            return
        rows = tuple(zip(table.rows, table.cells, strict=True))
        model: RowsModel[_Row] = RowsModel(_columns(table), row_id=lambda row: row[0].key, parent=self)
        model.set_rows(rows)
        made = RowsTable(model, table.title)
        made.setFixedHeight(grid(_ROW) * (min(len(rows), _MOST_ROWS) + 1) + grid(2))
        self._column.insertWidget(1, made)
        self.table = made
        hidden = sum(is_hidden(cell) for _, cells in rows for cell in cells)
        told = (
            f" {counted(hidden, 'cijfer is', 'cijfers zijn')} verborgen ({HIDDEN}): {_WHY}" if hidden else ""
        )
        self._note.setText(told_of(table) + told)


def _columns(table: FigureTable) -> tuple[Column[_Row], ...]:
    names = Column[_Row]("", lambda row: row[0].text, tooltip=lambda row: row[0].text)
    numbers = (
        Column[_Row](column.text, partial(_number, table, place), align=Align.RIGHT, width=_NUMBER)
        for place, column in enumerate(table.columns)
    )
    return (names, *numbers)


def _number(table: FigureTable, place: int, row: _Row) -> str:
    return figure(table.counted, row[1][place])
