"""The records of a table: which are shown and in which order, and how a column reads one. The model searches and sorts.

A QSortFilterProxyModel would ask Python for every row on every keystroke; here a keystroke over 10 000 rows is one
list comprehension over text folded beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import IntFlag
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.views.signs import Shape
from gezinscoach_desktop.views.theme import Tone

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

_NO_PARENT = QModelIndex()
ARROW = " → "
"""Between two levels in a cell; drawn as a shape."""


class Align(IntFlag):
    """Where the text of a column stands; figures and dates stand right."""

    LEFT = int(Qt.AlignmentFlag.AlignLeft.value)
    RIGHT = int(Qt.AlignmentFlag.AlignRight.value)


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign before the text of a cell; `color_role` names a palette colour."""

    shape: Shape
    color_role: str


@dataclass(frozen=True)
class Column(Generic[R]):
    """How one column reads a record. `width` in pixels; None takes a share of what is left."""

    title: str
    text: Callable[[R], str]
    sort_key: Callable[[R], Any] | None = None
    align: Align = Align.LEFT
    width: int | None = None
    tooltip: Callable[[R], str] | None = None
    detail: Callable[[R], str] | None = None
    """A second, smaller line under the text."""
    tone: Callable[[R], Tone] | None = None
    mark: Callable[[R], Mark | None] | None = None
    levels: Callable[[R], Sequence[int | None]] | None = None
    """Levels to draw as small blocks instead of the text, which then is what is said of them."""
    is_strong: bool = False
    ticked: Callable[[R], bool] | None = None
    """A box to tick instead of the text, which only a screen reader says."""
    bar: Callable[[R], float | None] | None = None
    """A calm bar before the text: what share of it is full, above 1 too full; None draws none."""
    indent: Callable[[R], int] | None = None
    """How many steps to the right the text stands: a line that belongs under another."""
    most_lines: int = 1
    """On so many lines at most, for whoever makes rows as high as that (`lines_of`)."""


class RowsModel(QAbstractTableModel, Generic[R]):
    """Shows `rows` that pass the search and the filter, in the order chosen."""

    shown_changed = Signal()
    """The number or order of shown rows is different."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        row_id: Callable[[R], Hashable],
        search_text: Callable[[R], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.row_id = row_id
        self._search_text = search_text
        self._rows: list[R] = []
        self._texts: list[str] = []
        self._order: list[int] = []
        self._shown: list[int] = []
        self._words: tuple[str, ...] = ()
        self._filter: Callable[[R], bool] | None = None
        self._sort_column = -1
        self._is_descending = False

    @property
    def rows(self) -> Sequence[R]:
        """Every row, also the hidden ones."""
        return self._rows

    @property
    def shown_rows(self) -> list[R]:
        return [self._rows[place] for place in self._shown]

    @property
    def sorted_by(self) -> tuple[int, bool]:
        """The column (-1 as delivered) and whether it runs from high to low."""
        return self._sort_column, self._is_descending

    def set_rows(self, rows: Sequence[R]) -> None:
        self.beginResetModel()  # first: whoever remembers the cursor has to find the old rows
        self._rows = list(rows)
        texts = self._search_text or self._all_text
        self._texts = [texts(row) for row in self._rows]
        self._arrange()
        self._shown = self._passing()
        self.endResetModel()
        self.shown_changed.emit()

    def search(self, text: str) -> None:
        """Show only rows in whose search text every word of `text` occurs; accents and case do not matter."""
        words = tuple(fold(text).split())
        if words != self._words:
            self._words = words
            self._show()

    def set_filter(self, keeps: Callable[[R], bool] | None) -> None:
        """Show only rows for which `keeps` says so."""
        self._filter = keeps
        self._show()

    def row_at(self, place: int) -> R:
        """The record on line `place` of what is shown."""
        return self._rows[self._shown[place]]

    def place_of(self, row_id: Hashable) -> int:
        """The line on which the record with this id is shown; -1 when it is not."""
        for place, number in enumerate(self._shown):
            if self.row_id(self._rows[number]) == row_id:
                return place
        return -1

    def _all_text(self, row: R) -> str:
        return fold(" ".join(column.text(row) for column in self.columns))

    def _arrange(self) -> None:
        self._order = list(range(len(self._rows)))
        if self._sort_column < 0:
            return
        column = self.columns[self._sort_column]
        key = column.sort_key or column.text
        keys = [key(row) for row in self._rows]
        known = [place for place in self._order if keys[place] is not None]
        known.sort(key=keys.__getitem__, reverse=self._is_descending)
        self._order = known + [place for place in self._order if keys[place] is None]

    def _show(self) -> None:
        self.beginResetModel()
        self._shown = self._passing()
        self.endResetModel()
        self.shown_changed.emit()

    def _passing(self) -> list[int]:
        texts, rows = self._texts, self._rows
        shown = self._order
        for word in self._words:
            shown = [place for place in shown if word in texts[place]]
        if self._filter is not None:
            keeps = self._filter
            shown = [place for place in shown if keeps(rows[place])]
        return shown

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[self._shown[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tooltip(row) if column.tooltip else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(column.align) | int(Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            detail = column.detail(row) if column.detail else ""
            text = _spoken(column.text(row))
            said = f"{text}, {detail}" if detail else text
            return f"{column.title}: {said}" if column.title else said
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self.columns[section].align) | int(Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sort_column = column
        self._is_descending = order is Qt.SortOrder.DescendingOrder
        self._arrange()
        self._show()


def _spoken(text: str) -> str:
    """What a screen reader says of `2 → 4`."""
    before, arrow, after = text.partition(ARROW)
    return f"van {before} naar {after}" if arrow else text
