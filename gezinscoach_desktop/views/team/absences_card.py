"""Who is away, or soon will be, with who stands in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.services.absence import AbsenceLine
from gezinscoach_desktop.views.elements import Card, button, heading
from gezinscoach_desktop.views.table import Column, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import grid

_MOST_SHOWN = 4


class AbsencesCard(Card):
    """Enter changes one; the buttons say that somebody is back or take it away."""

    change_wanted = Signal(object)
    return_wanted = Signal(object)
    removal_wanted = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._today = today
        self._names: Mapping[UUID, str] = {}
        self.body.setContentsMargins(1, grid(2), 1, 1)
        self.body.setSpacing(grid(1))
        self.change_button = button("Wijzigen")
        self.return_button = button("Is terug")
        self.removal_button = button("Weghalen")
        row = QHBoxLayout()
        row.setContentsMargins(grid(3), 0, grid(3), 0)
        row.setSpacing(grid(2))
        row.addWidget(heading("Afwezig"), 1)
        for made in (self.removal_button, self.return_button, self.change_button):
            row.addWidget(made)
        self.body.addLayout(row)
        self.model: RowsModel[AbsenceLine] = RowsModel(
            (
                Column("Wie", lambda line: line.name, width=grid(42), is_strong=True),
                Column("Vanaf", lambda line: format_date(line.record.details.since), width=grid(27)),
                Column("Terug op", _until, width=grid(27)),
                Column("Soort", lambda line: line.record.details.kind.label, width=grid(27)),
                Column("Neemt waar", self._stand_ins, tooltip=self._stand_ins),
            ),
            row_id=lambda line: line.record.id,
            parent=self,
        )
        self.table = RowsTable(self.model, "Wie afwezig is")
        self.add(self.table)
        self.table.row_opened.connect(self.change_wanted)
        self.table.row_chosen.connect(self._show_buttons)
        self.change_button.clicked.connect(self._change)
        self.return_button.clicked.connect(self._return)
        self.removal_button.clicked.connect(self._remove)
        self.hide()

    def show_lines(self, lines: tuple[AbsenceLine, ...], names: Mapping[UUID, str]) -> None:
        self._names = names
        self.model.set_rows(lines)
        self.table.setFixedHeight(grid(8 + 10 * min(len(lines), _MOST_SHOWN)) + 2)
        self.setVisible(bool(lines))
        self._show_buttons(self.table.current_row)

    def _stand_ins(self, line: AbsenceLine) -> str:
        numbers: dict[str, int] = {}
        for each in line.stand_ins:
            name = self._names.get(each.account_id, "iemand")
            numbers[name] = numbers.get(name, 0) + 1
        return ", ".join(f"{name} ({number})" for name, number in sorted(numbers.items())) or "nog niemand"

    def _show_buttons(self, line: AbsenceLine | None) -> None:
        has_begun = line is not None and line.record.details.since < self._today()
        self.return_button.setEnabled(has_begun)
        for made in (self.change_button, self.removal_button):
            made.setEnabled(line is not None)

    def _change(self) -> None:
        if self.table.current_row is not None:
            self.change_wanted.emit(self.table.current_row)

    def _return(self) -> None:
        if self.table.current_row is not None:
            self.return_wanted.emit(self.table.current_row)

    def _remove(self) -> None:
        if self.table.current_row is not None:
            self.removal_wanted.emit(self.table.current_row)


def _until(line: AbsenceLine) -> str:
    until = line.record.details.until
    return "nog niet bekend" if until is None else format_date(until)
