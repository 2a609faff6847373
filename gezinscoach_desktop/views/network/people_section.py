"""The list of people and services around the family: the source of the ecogram."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.network import Ring, Strength, TieInput, TieKind, TieRecord
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services import network as network_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.network import Part
from gezinscoach_desktop.views.directory.service_field import ServiceField
from gezinscoach_desktop.views.elements import Card, button, label
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.fields import CheckField, ComboField, TextField
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.network.section import NetworkSection
from gezinscoach_desktop.views.network.tie_dialog import TieDialog
from gezinscoach_desktop.views.network.words import period, tie_about, tie_strength
from gezinscoach_desktop.views.signs import Shape
from gezinscoach_desktop.views.table import Column, Mark, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_DOMAINS_COLUMN, _REACH_COLUMN = 4, 5
_REACH_FROM = 1000
_NOBODY = "Hier komen de mensen en diensten rond het gezin. Tik hierboven een naam in en druk op Enter."


class PeopleSection(NetworkSection):
    """One line adds somebody: a name out of the directory is a service, any other name a person."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(tasks, desk, messages, parent)
        self._wanted: object = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.model: RowsModel[TieRecord] = RowsModel(self._columns(), row_id=_id_of, parent=self)
        self.table = RowsTable(self.model, "Mensen en diensten rond het gezin")
        self._empty = EmptyState("people", _NOBODY)
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self._empty)
        self.edit_button = button("Wijzigen", icon_name="edit")
        self.remove_button = button("Weghalen", icon_name="delete")
        self.ended_field = CheckField("Ook wat voorbij is")
        self.ended_field.set_value(True)
        below = QHBoxLayout()
        below.setSpacing(grid(2))
        below.addWidget(self.ended_field)
        below.addStretch(1)
        below.addWidget(self.remove_button)
        below.addWidget(self.edit_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(3))
        column.addLayout(self._build_quick())
        column.addWidget(self._stack, 1)
        column.addLayout(below)

    def _build_quick(self) -> QGridLayout:
        self.who = ServiceField(
            self._tasks, self._desk, may_add=False, name_line="“{}” toevoegen als persoon"
        )
        self.who.setPlaceholderText("Wie? Tik een naam, of zoek een dienst")
        self.who.setAccessibleName("Nieuw in het netwerk: naam of dienst")
        self.relation = TextField(placeholder="grootmoeder, buur …")
        self.relation.setAccessibleName("Wie is dat?")
        self.relation.setMaximumWidth(grid(44))
        self.ring: ComboField[Ring] = ComboField([(ring.label, ring) for ring in Ring])
        self.ring.setAccessibleName("Hoe dichtbij")
        self.ring.set_value(Ring.MIDDLE)
        self.strength: ComboField[Strength] = ComboField([(each.label, each) for each in Strength])
        self.strength.setAccessibleName("Hoe sterk")
        self.strength.set_value(Strength.NORMAL)
        self.add_button = button("Toevoegen", icon_name="add")
        self.more_button = button("Meer…")
        self.more_button.setAccessibleName("Toevoegen met alle velden")
        row = QGridLayout()
        row.setHorizontalSpacing(grid(2))
        row.setVerticalSpacing(grid(1))
        fields = (
            ("Naam of dienst", self.who), ("Wie is dat?", self.relation),
            ("Hoe dichtbij", self.ring), ("Hoe sterk", self.strength),
        )  # fmt: skip
        for place, (text, field) in enumerate(fields):
            above = label(text, TextStyle.SMALL, Tone.SECONDARY)
            above.setBuddy(field)
            row.addWidget(above, 0, place)
            row.addWidget(field, 1, place)
        row.addWidget(self.add_button, 1, len(fields))
        row.addWidget(self.more_button, 1, len(fields) + 1)
        row.setColumnStretch(0, 3)
        row.setColumnStretch(1, 2)
        return row

    def _columns(self) -> tuple[Column[TieRecord], ...]:
        return (
            Column(
                "Naam", self._name, sort_key=lambda tie: fold(self._name(tie)), detail=self._about,
                tooltip=lambda tie: tie.details.note or self._name(tie), tone=self._tone, mark=_mark, is_strong=True,
            ),
            Column(
                "Hoe dichtbij", lambda tie: tie.details.ring.label, sort_key=lambda tie: tie.details.ring,
                tone=self._tone, width=124,
            ),
            Column(
                "Band", lambda tie: tie_strength(tie.details), detail=_period, tone=self._tone, width=184,
                mark=_tension,
            ),
            Column("Steun", lambda tie: tie.details.direction.label, tone=self._tone, width=132),
            Column("Levensdomeinen", _domains, tooltip=_domains, tone=self._tone),
            Column("Bereiken", lambda tie: tie.details.reach, tooltip=lambda tie: tie.details.reach, tone=self._tone),
        )  # fmt: skip

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add_quickly)
        self.relation.returnPressed.connect(self.add_quickly)
        self.who.returnPressed.connect(self.add_quickly)
        self.more_button.clicked.connect(self.add_with_all)
        self.table.row_opened.connect(self.open_tie)
        self.edit_button.clicked.connect(self._open_current)
        self.remove_button.clicked.connect(self.remove_current)
        self.ended_field.edited.connect(self._narrow)

    def first_focus(self) -> QWidget:
        return self.table if self.model.rowCount() else self.who

    def new_here(self) -> None:
        self.who.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def find_here(self) -> None:
        """The field in which a name is typed finds services as well."""
        self.who.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add_quickly(self) -> None:
        """Keep what stands in the line; the cursor goes back to the name."""
        details = self._quick_value()
        if self._family is None or not (details.name or details.service_id):
            self.who.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._tasks.run(
            network_service.add_tie, self._desk, self._family.header.record.id, details, then=self._added
        )

    def add_with_all(self) -> None:
        """The whole form, with what was typed in the line."""
        if self._family is not None:
            dialog = TieDialog(
                self._tasks, self._desk, self._family, self._quick_value(), parent=self.window()
            )
            dialog.accepted.connect(self._clear_line)
            dialog.open()

    def open_tie(self, tie: TieRecord) -> None:
        """The form of somebody in the list."""
        if self._family is not None:
            TieDialog(
                self._tasks, self._desk, self._family, tie.details, tie=tie, title=self._name(tie),
                parent=self.window(),
            ).open()  # fmt: skip

    def remove_current(self) -> None:
        """Whoever is under the cursor was a mistake; it can be undone for a while."""
        tie = self.table.current_row
        if tie is not None:
            self._take_away(Part.TIE, tie, f"{self._name(tie)} is weggehaald.")

    def choose(self, tie_id: object) -> None:
        """Put the cursor on somebody."""
        self.table.choose(tie_id)

    def _quick_value(self) -> TieInput:
        service = self.who.value()
        return TieInput(
            TieKind.PERSON if service is None else TieKind.SERVICE,
            self.who.text(),
            service,
            relation=self.relation.value(),
            ring=self.ring.value() or Ring.MIDDLE,
            strength=self.strength.value() or Strength.NORMAL,
        )

    def _added(self, done: Done) -> None:
        self._wanted = done.id
        self._clear_line()
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear_line(self) -> None:
        self.who.set_value(None)
        self.relation.set_value("")
        self.ring.set_value(Ring.MIDDLE)
        self.strength.set_value(Strength.NORMAL)

    def _open_current(self) -> None:
        tie = self.table.current_row
        if tie is not None:
            self.open_tie(tie)

    def _show(self) -> None:
        if self._network is None:
            return
        today = self._network.today
        ties = sorted(
            self._network.ties,
            key=lambda tie: (not tie.details.runs_on(today), tie.details.ring, fold(self._name(tie))),
        )
        self.model.set_rows(ties)
        self._narrow()
        if self._wanted is not None and self.table.choose(self._wanted):
            self._wanted = None

    def _narrow(self) -> None:
        self.model.set_filter(None if self.ended_field.value() else self._runs)
        has_any = self._network is not None and bool(self._network.ties)
        self._stack.setCurrentIndex(0 if has_any else 1)
        is_ended = self._network is not None and any(not self._runs(tie) for tie in self._network.ties)
        self.ended_field.setVisible(is_ended)
        for made in (self.edit_button, self.remove_button):
            made.setVisible(has_any)

    def _runs(self, tie: TieRecord) -> bool:
        return self._network is None or tie.details.runs_on(self._network.today)

    def _name(self, tie: TieRecord) -> str:
        return tie.details.name if self._network is None else self._network.name_of(tie.details)

    def _about(self, tie: TieRecord) -> str:
        return tie.details.relation if self._family is None else tie_about(tie.details, self._family)

    def _tone(self, tie: TieRecord) -> Tone:
        return Tone.TEXT if self._runs(tie) else Tone.SECONDARY

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.remove_current()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(_REACH_COLUMN, self.width() < _REACH_FROM)


def _id_of(tie: TieRecord) -> object:
    return tie.id


def _mark(tie: TieRecord) -> Mark:
    """Round for a person, square for a service: as in the ecogram."""
    return Mark(Shape.RING if tie.details.kind is TieKind.PERSON else Shape.SQUARE, "secondary")


def _tension(tie: TieRecord) -> Mark | None:
    return Mark(Shape.DIAMOND, "worse") if tie.details.is_tense else None


def _period(tie: TieRecord) -> str:
    return period(tie.details.since, tie.details.until)


def _domains(tie: TieRecord) -> str:
    return ", ".join(domain.short.lower() for domain in tie.details.domains)
