"""Every referral, found again: those that still ask for something first."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.phone import plain_phone
from gezinscoach_desktop.domain.referral import ReferralLine
from gezinscoach_desktop.domain.text import counted, fold
from gezinscoach_desktop.domain.trajectory import Decision
from gezinscoach_desktop.views.elements import Card
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.fields import ComboField, SearchField
from gezinscoach_desktop.views.referral.columns import REFERRER_COLUMN, referral_columns
from gezinscoach_desktop.views.referral.words import decision_text, is_open
from gezinscoach_desktop.views.table import RowsModel, RowsTable
from gezinscoach_desktop.views.theme import grid

_REFERRER_FROM = 720


class Shown(StrEnum):
    """Which referrals are looked at."""

    OPEN = "open"
    ALL = "all"
    UNDECIDED = "undecided"
    STARTED = "started"
    ELSEWHERE = "elsewhere"
    TO_TELL = "to_tell"

    @property
    def label(self) -> str:
        return {
            "open": "Nog iets te doen",
            "all": "Alle aanmeldingen",
            "undecided": "Te beslissen",
            "started": "Gestart",
            "elsewhere": "Niet gestart",
            "to_tell": "Nog terug te melden",
        }[self.value]

    def keeps(self, line: ReferralLine) -> bool:
        details = line.details
        match self:
            case Shown.OPEN:
                return is_open(line)
            case Shown.UNDECIDED:
                return details.decision is None
            case Shown.STARTED:
                return details.assigned_on is not None
            case Shown.ELSEWHERE:
                return details.decision not in (None, Decision.ACCEPTED, Decision.WAITING)
            case Shown.TO_TELL:
                return details.decision is not None and details.fed_back_on is None
            case Shown.ALL:
                return True


class ListTab(QWidget):
    """Search and filter stay as they were while the page lives."""

    chosen = Signal(object)
    """ReferralLine or None."""
    opened = Signal(object)
    new_wanted = Signal()
    counted_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: RowsModel[ReferralLine] = RowsModel(
            referral_columns(), row_id=_id_of, search_text=_search_text, parent=self
        )
        self.table = RowsTable(self.model, "Aanmeldingen")
        self.search_field = SearchField("Zoek op naam, gemeente, telefoon of aanmelder")
        self.search_field.setToolTip("Ctrl+F")
        self.shown_field: ComboField[Shown] = ComboField([(each.label, each) for each in Shown])
        self.shown_field.setAccessibleName("Welke aanmeldingen")
        self.shown_field.setFixedWidth(grid(44))
        self._nobody = EmptyState(
            "handshake", "Hier komen de aanmeldingen te staan, met wat er beslist is.", "Nieuwe aanmelding"
        )
        self._nothing_found = EmptyState("search", "Geen aanmelding past bij wat je zoekt.", "Alle tonen")
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self._stack = QStackedWidget()
        for widget in (card, self._nothing_found, self._nobody):
            self._stack.addWidget(widget)
        filters = QHBoxLayout()
        filters.setSpacing(grid(3))
        filters.addWidget(self.search_field, 1)
        filters.addWidget(self.shown_field)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        column.setSpacing(grid(3))
        column.addLayout(filters)
        column.addWidget(self._stack, 1)
        self.search_field.textChanged.connect(self.model.search)
        self.search_field.returnPressed.connect(self._open_first)
        self.shown_field.edited.connect(self._narrow)
        self._nothing_found.chosen.connect(self.show_all)
        self._nobody.chosen.connect(self.new_wanted)
        self.model.shown_changed.connect(self._show_count)
        self.table.row_chosen.connect(self.chosen)
        self.table.row_opened.connect(self.opened)
        self.table.typed.connect(self.search_for)
        self._narrow()

    @property
    def subtitle(self) -> str:
        """How many there are, and how many of them are shown."""
        everything = counted(len(self.model.rows), "aanmelding", "aanmeldingen")
        shown = self.model.rowCount()
        return everything if shown == len(self.model.rows) else f"{shown} van {everything}"

    def show_lines(self, lines: tuple[ReferralLine, ...]) -> None:
        """All of them, the newest first."""
        self.model.set_rows(lines)

    def go_to(self, referral_id: UUID) -> bool:
        """Put the cursor on one, whatever was searched for; False when it is not there."""
        if not any(line.id == referral_id for line in self.model.rows):
            return False
        if self.model.place_of(referral_id) < 0:
            self.show_all()
        return self.table.choose(referral_id)

    def show_all(self) -> None:
        """Without search and filter."""
        self.search_field.clear()
        self.shown_field.set_value(Shown.ALL)
        self._narrow()

    def search_for(self, letter: str) -> None:
        self.search_field.setText(letter)
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.setCursorPosition(len(letter))

    def focus_list(self) -> None:
        has_rows = bool(self.model.rowCount())
        field: QWidget = self.table if has_rows else self.search_field
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_first(self) -> None:
        """Enter while searching: the one under the cursor."""
        if (line := self.table.current_row) is not None:
            self.opened.emit(line)

    def _narrow(self) -> None:
        shown = self.shown_field.value() or Shown.ALL
        keeps: Callable[[ReferralLine], bool] = shown.keeps
        self.model.set_filter(keeps)

    def _show_count(self) -> None:
        place = 0 if self.model.rowCount() else 1 if self.model.rows else 2
        self._stack.setCurrentIndex(place)
        if not self.model.rowCount():
            self.chosen.emit(None)
        self.counted_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(REFERRER_COLUMN, self.width() < _REFERRER_FROM)


def _id_of(line: ReferralLine) -> UUID:
    return line.id


def _search_text(line: ReferralLine) -> str:
    details = line.details
    texts = (details.name, details.municipality, details.address, details.referrer, line.organisation)
    return fold(" ".join((*texts, decision_text(line), plain_phone(details.phone))))
