"""A list of the organisation with what one does to the line under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from gezinscoach_desktop.views.elements import Card, button, heading
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.table import Column, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import grid

R = TypeVar("R")


class ListCard(Card, Generic[R]):
    """Enter and the first button do the same; `nothing` is what an empty list says."""

    opened = Signal(object)

    def __init__(
        self,
        title: str,
        columns: Sequence[Column[R]],
        *,
        row_id: Callable[[R], Hashable],
        nothing: tuple[str, str],
        verb: str = "Wijzigen",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.body.setContentsMargins(1, grid(2), 1, 1)
        self.body.setSpacing(grid(1))
        self.model: RowsModel[R] = RowsModel(columns, row_id=row_id, parent=self)
        self.table = RowsTable(self.model, title)
        self.open_button = button(verb)
        self._buttons: list[tuple[QPushButton, Callable[[R], str]]] = []
        self._row = QHBoxLayout()
        self._row.setContentsMargins(grid(3), 0, grid(3), 0)
        self._row.setSpacing(grid(2))
        self._row.addWidget(heading(title), 1)
        self._row.addWidget(self.open_button)
        icon_name, sentence = nothing
        self.empty = EmptyState(icon_name, sentence)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.body.addLayout(self._row)
        self.add(self._stack)
        self.table.row_opened.connect(self.opened)
        self.table.row_chosen.connect(self._show_buttons)
        self.open_button.clicked.connect(self._open)

    @property
    def current(self) -> R | None:
        return self.table.current_row

    def add_button(self, text_of: Callable[[R], str], chosen: Callable[[R], object]) -> QPushButton:
        """A button left of the first one, named by the line; an empty name switches it off."""
        made = button("")
        self._buttons.append((made, text_of))
        self._row.insertWidget(1, made)

        def act() -> None:
            if self.current is not None:
                chosen(self.current)

        made.clicked.connect(act)
        return made

    def show_rows(self, rows: Sequence[R]) -> None:
        self.model.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        self._show_buttons(self.current)

    def _show_buttons(self, row: R | None) -> None:
        self.open_button.setEnabled(row is not None)
        for made, text_of in self._buttons:
            text = "" if row is None else text_of(row)
            made.setVisible(bool(text))
            made.setText(text)
            made.setAccessibleName(text)

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)
