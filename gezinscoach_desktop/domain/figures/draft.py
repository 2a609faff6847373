"""A table of figures while it is being counted: beside each number it knows which families are behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from gezinscoach_desktop.domain.figures.keys import COUNT, TOTAL
from gezinscoach_desktop.domain.figures.shape import Cell, Counted, FigureBlock, FigureTable, Label


class Draft:
    """Rows and columns with what was put in their cells; a total is filled in from the others."""

    def __init__(
        self,
        key: str,
        title: str,
        counted: Counted,
        rows: Sequence[Label],
        columns: Sequence[Label],
        *,
        note: str = "",
    ) -> None:
        self.key = key
        self.title = title
        self.counted = counted
        self.rows = tuple(rows)
        self.columns = tuple(columns)
        self.note = note
        self.n: int | None = None
        """Over how many it was counted, when that is not every supported family."""
        self.is_about_referrals = False
        """Whether its masks are of referrals instead of families."""
        self._row_parts, self._column_parts = _parts(self.rows), _parts(self.columns)
        self._values: dict[tuple[str, str], int | None] = {}
        self._masks: dict[tuple[str, str], int] = {}

    def put(self, row: str, column: str, value: int | None, mask: int) -> None:
        """What stands in a cell, and the families behind it."""
        self._values[row, column] = value
        self._masks[row, column] = mask

    def families_at(self, row: str, column: str) -> int:
        """The families behind a cell, also of a total; 0 of what is not in the table."""
        rows, columns = self._row_parts.get(row, ()), self._column_parts.get(column, ())
        mask = 0
        for one in rows:
            for other in columns:
                mask |= self._masks.get((one, other), 0)
        return mask

    def finished(self, n: int) -> FigureTable:
        """The table as it travels; `n` is how many families it was counted over."""
        cells = tuple(tuple(self._cell(row.key, column.key) for column in self.columns) for row in self.rows)
        return FigureTable(
            key=self.key,
            block=FigureBlock(self.key.partition(".")[0]),
            title=self.title,
            counted=self.counted,
            rows=self.rows,
            columns=self.columns,
            cells=cells,
            n=n if self.n is None else self.n,
            note=self.note,
        )

    def _cell(self, row: str, column: str) -> Cell:
        rows, columns = self._row_parts[row], self._column_parts[column]
        families = self.families_at(row, column).bit_count()
        if len(rows) == len(columns) == 1 and (row, column) in self._values:
            return Cell(self._values[row, column], families)
        found = (self._values.get((one, other), 0) for one in rows for other in columns)
        return Cell(sum(value or 0 for value in found), families)


def _parts(labels: Sequence[Label]) -> Mapping[str, Sequence[str]]:
    """A label itself, or of a total all the others."""
    others = [label.key for label in labels if not label.is_total]
    return {label.key: others if label.is_total else (label.key,) for label in labels}


def count_column(text: str = "Aantal") -> tuple[Label, ...]:
    """The one column of a table that has no more."""
    return (Label(COUNT, text),)


def total(text: str = "Totaal") -> Label:
    """The row or column that the others add up to."""
    return Label(TOTAL, text, is_total=True)


def labels_of(kind: type[StrEnum], *extra: Label) -> tuple[Label, ...]:
    """A row for each word of `kind` with its Dutch label, and what else there is."""
    words: Any = kind
    return (*(Label(word.value, word.label) for word in words), *extra)


def grouped(pairs: Iterable[tuple[str, int]]) -> Mapping[str, list[int]]:
    """The indexes of families per key."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for key, index in pairs:
        found[key].append(index)
    return found
