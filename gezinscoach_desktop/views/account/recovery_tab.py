"""The recovery sheet: is there one, and making, renewing or dropping it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.account import RecoveryState
from gezinscoach_desktop.views.account.words import recovery_sentence
from gezinscoach_desktop.views.elements import Card, button, paragraph, set_tone
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDEST = 170
_WHAT = (
    "Met het herstelblad opent een beheerder of coördinator het kantoor als niemand zijn wachtwoord nog kent. "
    "Bewaar het op papier, achter slot, op een plaats die twee mensen kennen. Een nieuw blad vervangt het oude."
)


class RecoveryTab(QWidget):
    """Says what holds; the page does what is asked."""

    sheet_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state_label = paragraph("", TextStyle.STRONG)
        self.make_button = button("Herstelblad maken…", icon_name="document-add")
        self.drop_button = button("Laten vervallen…", "danger")
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self.make_button)
        row.addWidget(self.drop_button)
        row.addStretch(1)
        card = Card("Herstelblad")
        card.setMaximumWidth(grid(_WIDEST))
        card.body.setSpacing(grid(3))
        card.add(self.state_label)
        card.add(paragraph(_WHAT))
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.addWidget(card)
        column.addStretch(1)
        self.drop_button.hide()
        self.make_button.clicked.connect(self.sheet_wanted)
        self.drop_button.clicked.connect(self.drop_wanted)

    def show_state(self, state: RecoveryState) -> None:
        """Whether there is one, and what can be done about it."""
        self.state_label.setText(recovery_sentence(state))
        set_tone(self.state_label, Tone.TEXT if state.exists else Tone.WARNING)
        text = "Nieuw herstelblad maken…" if state.exists else "Herstelblad maken…"
        self.make_button.setText(text)
        self.make_button.setAccessibleName(text)
        self.drop_button.setVisible(state.exists)
