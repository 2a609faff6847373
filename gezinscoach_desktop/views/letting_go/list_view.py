"""One of the lists of the page: a table with what can be done to the line under the cursor, or to what is ticked."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.views.elements import Card
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.fields import SearchField
from gezinscoach_desktop.views.letting_go.line import Line, columns, search_text
from gezinscoach_desktop.views.plan.ticked_table import TickedTable
from gezinscoach_desktop.views.table import Column, RowsModel
from gezinscoach_desktop.views.theme import grid

MANY = 8
"""So many lines and more are worth a search field."""


class ListView(QWidget):
    """Rows of one kind, under the buttons that are about them."""

    opened = Signal(object)
    """Line."""
    ticks_changed = Signal(int)
    """So many lines are ticked now."""

    def __init__(
        self,
        name: str,
        day: str,
        nothing: EmptyState,
        buttons: Sequence[QPushButton] = (),
        *,
        has_ticks: bool = False,
        why: str = "Waarom",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.buttons = tuple(buttons)
        self.nothing = nothing
        self._ticked: set[Hashable] = set()
        tick: tuple[Column[Line], ...] = ()
        if has_ticks:
            tick = (Column("", self._said, width=grid(10), ticked=self._is_ticked),)
        self.model: RowsModel[Line] = RowsModel(
            (*tick, *columns(day, why)), row_id=lambda line: line.id, search_text=search_text, parent=self
        )
        self.table: TickedTable[Line] = TickedTable(self.model, name)
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(3))
        self.search_field = SearchField(f"Zoek in “{name}”")
        self.search_field.setFixedWidth(grid(70))
        self.search_field.hide()
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        for made in self.buttons:
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.search_field)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.table.row_opened.connect(self.opened)
        self.search_field.textChanged.connect(self.model.search)
        if has_ticks:
            self.table.ticked.connect(self._tick)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """What stands in the list now; what was ticked and is still there stays so."""
        self._ticked &= {line.id for line in lines}
        self.ticks_changed.emit(len(self._ticked))
        self.model.set_rows(lines)
        self._stack.setCurrentIndex(0 if lines else 1)
        self.search_field.setVisible(len(lines) >= MANY or bool(self.search_field.text()))
        for made in self.buttons:
            made.setVisible(bool(lines))

    @property
    def chosen(self) -> tuple[Line, ...]:
        """What is ticked; the line under the cursor when nothing is."""
        ticked = tuple(line for line in self.model.rows if line.id in self._ticked)
        current = self.table.current_row
        return ticked or (() if current is None else (current,))

    def first_focus(self) -> QWidget:
        if self.model.rows:
            return self.table
        return self.nothing.button if self.nothing.button.isVisibleTo(self) else self.table

    def _tick(self, line: Line) -> None:
        self._ticked ^= {line.id}
        self.ticks_changed.emit(len(self._ticked))
        self.table.viewport().update()

    def _is_ticked(self, line: Line) -> bool:
        return line.id in self._ticked

    def _said(self, line: Line) -> str:
        return "aangevinkt" if self._is_ticked(line) else "niet aangevinkt"

    def focus_search(self) -> None:
        """The cursor in the search field, or in a list that is short."""
        has_field = self.search_field.isVisibleTo(self)
        (self.search_field if has_field else self.table).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_table(self) -> None:
        """The cursor in the list."""
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
