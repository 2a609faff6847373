"""Traject: the phases of a family with their reasons, the newest first."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.trajectory import PhaseStart
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.elements import Card, button, heading
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.phase_dialog import PhaseDialog
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.table import Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid


class TrajectorySection(FamilyTab):
    """The section “Traject” of the dossier."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.PHASE, Noun.ASSIGNMENT})

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._family: FamilyData | None = None
        self._build()

    def _build(self) -> None:
        self.phases: RowsModel[PhaseStart] = RowsModel(
            (
                Column("Vanaf", _since, width=110),
                Column("Fase", _label, width=150, is_strong=True),
                Column("Reden", _reason),
            ),
            row_id=_since,
            parent=self,
        )
        self.phase_table = RowsTable(self.phases, "Fasen")
        self.phase_button = button("Fase wijzigen", icon_name="flag")
        self.phase_button.clicked.connect(self.change_phase)
        top = QHBoxLayout()
        top.addWidget(heading("Fasen"))
        top.addStretch(1)
        top.addWidget(self.phase_button)
        card = Card()
        card.body.addLayout(top)
        card.add(self.phase_table)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.addWidget(card)

    def show_family(self, data: FamilyData) -> None:
        self._family = data
        self.phases.set_rows(tuple(reversed(data.header.phases)))

    def first_focus(self) -> QWidget:
        return self.phase_table

    def new_here(self) -> bool:
        self.change_phase()
        return True

    def change_phase(self) -> None:
        """Open the small window for another phase."""
        if self._family is not None:
            header = self._family.header
            PhaseDialog(self._tasks, self._desk, header.record.id, header.phase, parent=self).open()


def _since(start: PhaseStart) -> str:
    return format_date(start.since)


def _label(start: PhaseStart) -> str:
    return start.phase.label


def _reason(start: PhaseStart) -> str:
    return " · ".join(
        filter(None, (start.closing_reason.label if start.closing_reason else "", start.reason or ""))
    )
