"""Released tables as they may be shown to anybody: numbers only, nothing behind them, nothing to click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.figures import Cell, FigureBlock, FigureTable
from gezinscoach_desktop.domain.suppression import HIDDEN_N, THRESHOLD, is_hidden
from gezinscoach_desktop.reports.yearly.words import HIDDEN, count_of
from gezinscoach_desktop.views.elements import Card, label, paragraph
from gezinscoach_desktop.views.figures.words import cell_text
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

WHY = (
    f"–* staat waar het over minder dan {THRESHOLD} gezinnen gaat, of waar zo’n cijfer anders uit te rekenen is. "
    "Zo herkent niemand een gezin."
)
_FEW, _WIDE_NAME, _NAME = 2, 80, 44
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


def is_empty(table: FigureTable) -> bool:
    """True when nothing in the table tells anything."""
    return not any(cell.value or is_hidden(cell) for row in table.cells for cell in row)


def shown_text(table: FigureTable, row: int, column: int) -> str:
    """What stands in a cell of a released table."""
    cell: Cell = table.cells[row][column]
    if is_hidden(cell):
        return HIDDEN
    return "" if cell.value is None else cell_text(table, row, column)


def over(table: FigureTable) -> str:
    """Over how many families it was counted; nothing where that is hidden too."""
    return "" if table.n == HIDDEN_N else f"n = {count_of(table.n)}"


class ReleasedTables(QWidget):
    """Block after block; what is empty is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(grid(4))
        self._shown: list[QWidget] = []

    def show_tables(self, tables: Sequence[FigureTable], counted: str = "") -> None:
        """Those of another release; `counted` says up to when, where that needs saying."""
        for widget in self._shown:
            self._column.removeWidget(widget)
            widget.deleteLater()
        self._shown = (
            [paragraph(text, TextStyle.SMALL, Tone.SECONDARY) for text in filter(None, (counted, WHY))]
            if tables
            else []
        )
        for block in FigureBlock:
            found = [table for table in tables if table.block is block and not is_empty(table)]
            if found:
                self._shown.append(_block(block, found))
        for widget in self._shown:
            self._column.addWidget(widget)


def _block(block: FigureBlock, tables: Sequence[FigureTable]) -> QWidget:
    card = Card(block.label)
    for table in tables:
        card.add(_table(table))
    return card


def _table(table: FigureTable) -> QWidget:
    made = QWidget()
    lines = QGridLayout(made)
    lines.setContentsMargins(0, grid(1), 0, grid(2))
    lines.setHorizontalSpacing(grid(3))
    lines.setVerticalSpacing(grid(1))
    is_small = len(table.columns) <= _FEW
    lines.setColumnStretch(len(table.columns) + 1 if is_small else 0, 1)  # a lone number stays near its name
    lines.setColumnMinimumWidth(0, grid(_WIDE_NAME if is_small else _NAME))
    title = paragraph(table.title, TextStyle.STRONG)
    lines.addWidget(title, 0, 0)
    for column, heading in enumerate(table.columns, 1):
        made_heading = paragraph(heading.text, TextStyle.SMALL, Tone.SECONDARY)
        made_heading.setAlignment(_RIGHT)
        made_heading.setMinimumWidth(grid(12))
        lines.addWidget(made_heading, 0, column)
    line = 1
    for place, row in enumerate(table.rows):
        texts = [shown_text(table, place, column) for column in range(len(table.columns))]
        if not any(texts):
            continue
        style = TextStyle.STRONG if row.is_total else TextStyle.TEXT
        lines.addWidget(paragraph(row.text, style), line, 0)
        for column, text in enumerate(texts, 1):
            lines.addWidget(label(text, style), line, column, _RIGHT)
        line += 1
    told = " · ".join(filter(None, (over(table), table.note)))
    if told:
        lines.addWidget(paragraph(told, TextStyle.SMALL, Tone.SECONDARY), line, 0, 1, len(table.columns) + 2)
    return made
