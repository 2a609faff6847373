"""Who waits, in order; Alt+↑ and Alt+↓ move the family under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.waiting_list import Queue
from gezinscoach_desktop.views.elements import Card, button, label
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.referral.columns import REASON_COLUMN, WaitingRow, waiting_columns
from gezinscoach_desktop.views.table import RowsModel, RowsTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_REASON_FROM = 760
_HINT = "Alt+↑ en Alt+↓: hoger of lager   ·   C: contact noteren   ·   Enter: toewijzen"
_KEPT_APART = "Alleen voor coördinatoren."


class WaitingTab(QWidget):
    """Moving asks to be moved; who keeps the list does it."""

    chosen = Signal(object)
    """ReferralLine or None."""
    opened = Signal(object)
    moved = Signal(object, int)
    """The id of a referral, and on which place it comes; 0 is by urgency and day again."""
    contact_wanted = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: RowsModel[WaitingRow] = RowsModel(waiting_columns(today), row_id=_id_of, parent=self)
        self.table = RowsTable(self.model, "Wachtlijst")
        self.up_button = button("Hoger", icon_name="arrow-up")
        self.up_button.setToolTip("Alt+pijl omhoog")
        self.down_button = button("Lager", icon_name="arrow-down")
        self.down_button.setToolTip("Alt+pijl omlaag")
        self.usual_button = button("Volgens dringendheid", "link")
        self.usual_button.setToolTip("De gekozen plaats van dit gezin loslaten")
        self._nobody = EmptyState(
            "list", "Niemand wacht. Hier komen de gezinnen te staan die nog niet kunnen starten."
        )
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(grid(2))
        bar.addWidget(label(_KEPT_APART, TextStyle.SMALL, Tone.SECONDARY), 1)
        for made in (self.usual_button, self.up_button, self.down_button):
            bar.addWidget(made)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(grid(4), grid(3), grid(4), grid(3))
        column.setSpacing(grid(3))
        column.addWidget(self._bar)
        column.addWidget(card, 1)
        column.addWidget(label(_HINT, TextStyle.SMALL, Tone.SECONDARY))
        self._stack = QStackedWidget()
        self._stack.addWidget(filled)
        self._stack.addWidget(self._nobody)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self._connect()

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._tell_chosen)
        self.table.row_opened.connect(self._tell_opened)
        self.table.typed.connect(self._take_letter)
        self.up_button.clicked.connect(self.move_up)
        self.down_button.clicked.connect(self.move_down)
        self.usual_button.clicked.connect(self.let_go)
        for keys, act in (("Alt+Up", self.move_up), ("Alt+Down", self.move_down)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    @property
    def subtitle(self) -> str:
        return counted(len(self.model.rows), "gezin wacht", "gezinnen wachten")

    def show_queue(self, queue: Queue) -> None:
        """Who waits now, the first in line first."""
        self.model.set_rows([WaitingRow(place, line) for place, line in enumerate(queue.lines, 1)])
        self._stack.setCurrentIndex(0 if queue.lines else 1)
        self._tell_chosen(self.table.current_row)

    def go_to(self, referral_id: UUID) -> bool:
        """Put the cursor on one; False when it does not wait."""
        return self.table.choose(referral_id)

    def focus_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def move_up(self) -> None:
        self._move(-1)

    def move_down(self) -> None:
        self._move(1)

    def let_go(self) -> None:
        """By urgency and day again."""
        row = self.table.current_row
        if row is not None and row.line.details.place_in_line:
            self.moved.emit(row.id, 0)

    def _move(self, step: int) -> None:
        row = self.table.current_row
        if row is not None and 1 <= row.place + step <= len(self.model.rows):
            self.moved.emit(row.id, row.place + step)

    def _tell_chosen(self, row: WaitingRow | None) -> None:
        self.usual_button.setEnabled(row is not None and bool(row.line.details.place_in_line))
        self.up_button.setEnabled(row is not None and row.place > 1)
        self.down_button.setEnabled(row is not None and row.place < len(self.model.rows))
        self.chosen.emit(None if row is None else row.line)

    def _tell_opened(self, row: WaitingRow) -> None:
        self.opened.emit(row.line)

    def _take_letter(self, letter: str) -> None:
        if letter.casefold() == "c":
            self.contact_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(REASON_COLUMN, self.width() < _REASON_FROM)


def _id_of(row: WaitingRow) -> UUID:
    return row.id
