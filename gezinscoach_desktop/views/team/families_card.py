"""The families behind a number of the caseload."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.services import caseload as caseload_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyRow
from gezinscoach_desktop.views.elements import Card, ElidedLabel, icon_button
from gezinscoach_desktop.views.table import Align, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, grid


class FamiliesCard(Card):
    """Enter opens a family, Esc closes the list."""

    family_opened = Signal(object)
    """The id of a family."""
    closed = Signal()

    def __init__(self, tasks: Tasks, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._tasks = tasks
        self._desk = desk
        self.body.setContentsMargins(1, grid(2), 1, 1)
        self.body.setSpacing(grid(1))
        self._title = ElidedLabel("", TextStyle.HEADING)
        self.close_button = icon_button("dismiss", "Lijst sluiten (Esc)")
        row = QHBoxLayout()
        row.setContentsMargins(grid(3), 0, grid(2), 0)
        row.addWidget(self._title, 1)
        row.addWidget(self.close_button)
        self.model: RowsModel[FamilyRow] = RowsModel(
            (
                Column(
                    "Gezin",
                    lambda row: family_title(row.name, row.code),
                    sort_key=lambda row: row.sort_name,
                    detail=lambda row: " · ".join(filter(None, (row.code, row.municipality))),
                    is_strong=True,
                ),
                Column("Fase", lambda row: "" if row.phase is None else row.phase.label, width=grid(34)),
                Column("Coach", lambda row: row.responsible or "–", width=grid(36)),
                Column("Tweede", lambda row: row.second or "–", width=grid(36)),
                Column(
                    "Laatst gemeten",
                    lambda row: "nog niet" if row.last_snapshot is None else format_date(row.last_snapshot),
                    sort_key=lambda row: row.last_snapshot,
                    align=Align.RIGHT,
                    width=grid(30),
                ),
            ),
            row_id=lambda row: row.id,
            parent=self,
        )
        self.table = RowsTable(self.model, "Gezinnen achter het getal")
        self.body.addLayout(row)
        self.add(self.table)
        self.table.row_opened.connect(self._open)
        self.close_button.clicked.connect(self.close_list)
        self.hide()

    @property
    def title(self) -> str:
        return self._title.text()

    def ask(self, title: str, ids: Iterable[UUID]) -> None:
        """Show these families under this title."""
        self._title.setText(title)
        self.show()
        self._tasks.query(
            caseload_service.families_behind, self._desk, tuple(ids), then=self._show, key="families behind"
        )

    def close_list(self) -> None:
        self.hide()
        self.closed.emit()

    def _show(self, rows: tuple[FamilyRow, ...]) -> None:
        self.model.set_rows(rows)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, row: FamilyRow) -> None:
        self.family_opened.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_list()
            return
        super().keyPressEvent(event)
