"""Referrals of the family to services: what was asked, what came of it, how long it took."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.network import ServiceReferralRecord
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.network import Part
from gezinscoach_desktop.views.elements import Card, button, paragraph
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.network.referral_dialog import ReferralDialog
from gezinscoach_desktop.views.network.section import NetworkSection
from gezinscoach_desktop.views.network.words import agreement_hint, waiting_text
from gezinscoach_desktop.views.signs import Shape, SignMark
from gezinscoach_desktop.views.table import Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


class ReferralsSection(NetworkSection):
    """Who still waits stands first."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(tasks, desk, messages, parent)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.model: RowsModel[ServiceReferralRecord] = RowsModel(
            (
                Column(
                    "Dienst", self._service, detail=self._whom, tooltip=lambda kept: kept.details.note,
                    is_strong=True,
                ),
                Column("Levensdomein", _domain, width=132),
                Column("Gevraagd op", lambda kept: format_date(kept.details.asked_on), width=112),
                Column("Hoe staat het?", lambda kept: kept.details.outcome.label, detail=_answered, width=168),
                Column("Wachttijd", self._waiting, tone=self._tone, width=148),
            ),
            row_id=_id_of,
            parent=self,
        )  # fmt: skip
        self.table = RowsTable(self.model, "Doorverwijzingen")
        self._empty = EmptyState(
            "handshake", "Hier komen de doorverwijzingen naar diensten, met hoe lang het gezin wacht.",
            "Doorverwijzing toevoegen",
        )  # fmt: skip
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self._empty)
        self._hint = paragraph("", TextStyle.TEXT, Tone.WARNING)
        self._hint_sign = SignMark(Shape.DIAMOND, "warning", size=12)
        self.add_button = button("Doorverwijzing toevoegen", icon_name="add")
        self.edit_button = button("Wijzigen", icon_name="edit")
        self.remove_button = button("Weghalen", icon_name="delete")
        below = QHBoxLayout()
        below.setSpacing(grid(2))
        below.addWidget(self._hint_sign)
        below.addWidget(self._hint, 1)
        for made in (self.remove_button, self.edit_button, self.add_button):
            below.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(3))
        column.addWidget(self._stack, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.new_here)
        self._empty.chosen.connect(self.new_here)
        self.edit_button.clicked.connect(self._open_current)
        self.remove_button.clicked.connect(self.remove_current)
        self.table.row_opened.connect(self._open)
        self.table.row_chosen.connect(self._show_hint)

    def first_focus(self) -> QWidget:
        return self.table if self.model.rowCount() else self._empty.button

    def new_here(self) -> None:
        if self._network is not None and self._family is not None:
            ReferralDialog(self._tasks, self._desk, self._network, self._family, parent=self.window()).open()

    def remove_current(self) -> None:
        """The referral under the cursor was a mistake; it can be undone for a while."""
        referral = self.table.current_row
        if referral is not None:
            self._take_away(Part.REFERRAL, referral, "De doorverwijzing is weggehaald.")

    def _show(self) -> None:
        if self._network is None:
            return
        rows = sorted(
            self._network.referrals,
            key=lambda kept: (not kept.details.outcome.is_waiting, -kept.details.asked_on.toordinal()),
        )
        self.model.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        for made in (self.add_button, self.edit_button, self.remove_button):
            made.setVisible(bool(rows))
        self._show_hint(self.table.current_row)

    def _show_hint(self, referral: ServiceReferralRecord | None) -> None:
        hint = ""
        if referral is not None and self._network is not None and referral.details.outcome.is_waiting:
            hint = agreement_hint(self._network, referral.details)
        self._hint.setText(hint)
        self._hint_sign.setVisible(bool(hint))

    def _open_current(self) -> None:
        referral = self.table.current_row
        if referral is not None:
            self._open(referral)

    def _open(self, referral: ServiceReferralRecord) -> None:
        if self._network is not None and self._family is not None:
            ReferralDialog(
                self._tasks, self._desk, self._network, self._family, referral=referral, parent=self.window()
            ).open()

    def _service(self, kept: ServiceReferralRecord) -> str:
        return "" if self._network is None else self._network.directory.name_of(kept.details.service_id)

    def _whom(self, kept: ServiceReferralRecord) -> str:
        member = kept.details.member_id
        if member is None or self._family is None:
            return "het hele gezin"
        return self._family.short_name(member)

    def _waiting(self, kept: ServiceReferralRecord) -> str:
        return "" if self._network is None else waiting_text(kept.details, self._network.today)

    def _tone(self, kept: ServiceReferralRecord) -> Tone:
        return Tone.TEXT if kept.details.outcome.is_waiting else Tone.SECONDARY

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.remove_current()
            return
        super().keyPressEvent(event)


def _id_of(kept: ServiceReferralRecord) -> object:
    return kept.id


def _domain(kept: ServiceReferralRecord) -> str:
    return "" if kept.details.domain is None else kept.details.domain.short


def _answered(kept: ServiceReferralRecord) -> str:
    answered = kept.details.answered_on
    return "" if answered is None else f"op {format_date(answered)}"
