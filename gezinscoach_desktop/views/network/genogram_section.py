"""The genogram of the household, with the bonds it is drawn from."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.bond_guess import guess_bonds
from gezinscoach_desktop.domain.genogram import genogram_of
from gezinscoach_desktop.domain.network import BondInput, BondRecord
from gezinscoach_desktop.services import network as network_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.network import Part
from gezinscoach_desktop.views.elements import Card, button, heading, paragraph, scrolling
from gezinscoach_desktop.views.family.live_chart import LiveChart
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.network.bond_dialog import BondDialog
from gezinscoach_desktop.views.network.drawings import draw_genogram
from gezinscoach_desktop.views.network.section import NetworkSection
from gezinscoach_desktop.views.network.words import bond_sentence, period
from gezinscoach_desktop.views.table import ROW_HEIGHT, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_HEADER = 8
_NO_BONDS = (
    "Nog niets. Voeg een band toe, zoals wie partner is van wie of wie kind is van wie; "
    "het genogram wordt ermee getekend."
)


class GenogramSection(NetworkSection):
    """What is proposed out of the members' own words is kept only when somebody says so."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(tasks, desk, messages, parent)
        self._proposed: tuple[BondInput, ...] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.chart = LiveChart(self._tasks, "Genogram")
        drawing = Card()
        drawing.add(self.chart)
        self.model: RowsModel[BondRecord] = RowsModel(
            (
                Column("Wie hoort bij wie", self._sentence, is_strong=True),
                Column("Sinds of tot", _period, width=220),
            ),
            row_id=_id_of,
            parent=self,
        )
        self.table = RowsTable(self.model, "Wie hoort bij wie")
        self.add_button = button("Band toevoegen", icon_name="add")
        self.edit_button = button("Wijzigen", icon_name="edit")
        self.remove_button = button("Weghalen", icon_name="delete")
        top = QHBoxLayout()
        top.setContentsMargins(grid(3), grid(3), grid(3), grid(2))
        top.setSpacing(grid(2))
        top.addWidget(heading("Wie hoort bij wie"))
        top.addStretch(1)
        for made in (self.remove_button, self.edit_button, self.add_button):
            top.addWidget(made)
        bonds = Card()
        bonds.body.setContentsMargins(1, 1, 1, 1)
        bonds.body.addLayout(top)
        self._no_bonds = paragraph(_NO_BONDS, TextStyle.TEXT, Tone.SECONDARY)
        self._no_bonds.setContentsMargins(grid(3), 0, grid(3), grid(3))
        bonds.body.addWidget(self._no_bonds)
        bonds.body.addWidget(self.table)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(3))
        column.addWidget(self._build_proposal())
        column.addWidget(drawing)
        column.addWidget(bonds)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    def _build_proposal(self) -> QWidget:
        self.proposal_bar = QFrame()
        self.proposal_bar.setProperty("kind", "message")
        self.proposal_bar.setProperty("tone", "accent")
        self._proposal = paragraph("", TextStyle.TEXT)
        self.accept_button = button("Overnemen")
        self.accept_button.setAccessibleName("Voorstel overnemen")
        row = QHBoxLayout(self.proposal_bar)
        row.setContentsMargins(grid(3), grid(1.5), grid(1.5), grid(1.5))
        row.setSpacing(grid(3))
        row.addWidget(self._proposal, 1)
        row.addWidget(self.accept_button)
        self.proposal_bar.hide()
        return self.proposal_bar

    def _connect(self) -> None:
        self.accept_button.clicked.connect(self.accept_proposal)
        self.add_button.clicked.connect(self.new_here)
        self.edit_button.clicked.connect(self._open_current)
        self.remove_button.clicked.connect(self.remove_current)
        self.table.row_opened.connect(self._open)

    @property
    def proposal(self) -> str:
        """What is proposed, in words."""
        return self._proposal.text()

    def first_focus(self) -> QWidget:
        if not self.proposal_bar.isHidden():
            return self.accept_button
        return self.table if self.model.rowCount() else self.add_button

    def new_here(self) -> None:
        if self._family is not None:
            BondDialog(self._tasks, self._desk, self._family, parent=self.window()).open()

    def accept_proposal(self) -> None:
        """Keep everything that is proposed; each can be changed or taken away afterwards."""
        if self._family is not None and self._proposed:
            self._tasks.run(
                network_service.add_bonds, self._desk, self._family.header.record.id, self._proposed
            )

    def remove_current(self) -> None:
        """The bond under the cursor was a mistake; it can be undone for a while."""
        bond = self.table.current_row
        if bond is not None:
            self._take_away(Part.BOND, bond, "De band is weggehaald.")

    def _show(self) -> None:
        if self._network is None or self._family is None:
            return
        details = tuple(bond.details for bond in self._network.bonds)
        self.chart.use_drawing(
            partial(draw_genogram, genogram_of(self._network.members, details, self._network.today))
        )
        self.model.set_rows(self._network.bonds)
        self.table.setFixedHeight(grid(_HEADER) + len(details) * grid(ROW_HEIGHT) + 2)
        self.table.setVisible(bool(details))
        self._no_bonds.setVisible(not details)
        self.edit_button.setVisible(bool(details))
        self.remove_button.setVisible(bool(details))
        self._propose(guess_bonds(self._network.members, details, self._network.today))

    def _propose(self, bonds: tuple[BondInput, ...]) -> None:
        self._proposed = bonds
        self.proposal_bar.setVisible(bool(bonds))
        if self._family is None:
            return
        told = [bond_sentence(bond, self._family) for bond in bonds]
        self._proposal.setText(f"Voorstel uit wat bij de gezinsleden staat: {'; '.join(told)}.")

    def _open_current(self) -> None:
        bond = self.table.current_row
        if bond is not None:
            self._open(bond)

    def _open(self, bond: BondRecord) -> None:
        if self._family is not None:
            BondDialog(self._tasks, self._desk, self._family, bond=bond, parent=self.window()).open()

    def _sentence(self, bond: BondRecord) -> str:
        return "" if self._family is None else bond_sentence(bond.details, self._family)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.remove_current()
            return
        super().keyPressEvent(event)


def _id_of(bond: BondRecord) -> object:
    return bond.id


def _period(bond: BondRecord) -> str:
    return period(bond.details.since, bond.details.until)
