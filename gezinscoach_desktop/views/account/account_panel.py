"""The account under the cursor: what is known of it and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.account import AccountRow
from gezinscoach_desktop.views.account.words import (
    families_text,
    moment_text,
    roles_text,
    state_sentence,
    state_text,
    state_tone,
)
from gezinscoach_desktop.views.elements import Chip, button, heading, label, paragraph, scrolling
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH = 76
_ME = "Dit ben jij. Je wachtwoord wijzig je bij Instellingen; je account sluit een andere beheerder af."


class AccountPanel(QFrame):
    """Offers only what this user may do with this account."""

    change_wanted = Signal()
    code_wanted = Signal()
    closing_wanted = Signal()

    def __init__(self, *, may_manage: bool, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_manage = may_manage
        self._today = today
        self.setProperty("kind", "side")
        self.setFixedWidth(grid(_WIDTH))
        self._build()
        self.show_account(None)

    def _build(self) -> None:
        self._name = heading("")
        self._name.setWordWrap(True)
        self._user_name = label("", TextStyle.SMALL, Tone.SECONDARY)
        self._state = Chip("")
        self._sentence = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self._facts = paragraph("")
        self._me = paragraph(_ME, TextStyle.SMALL, Tone.SECONDARY)
        self.change_button = button("Naam en rollen wijzigen…", icon_name="edit")
        self.code_button = button("Eenmalige code geven…", icon_name="key")
        self.close_button = button("Account afsluiten…", "danger", "person")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.setSpacing(grid(2))
        for told in (self._name, self._user_name, self._state, self._sentence, self._facts):
            column.addWidget(told)
        column.addSpacing(grid(2))
        for made in (self.change_button, self.code_button, self.close_button, self._me):
            column.addWidget(made)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))
        self.change_button.clicked.connect(self.change_wanted)
        self.code_button.clicked.connect(self.code_wanted)
        self.close_button.clicked.connect(self.closing_wanted)

    def show_account(self, row: AccountRow | None) -> None:
        """Another account, or none."""
        self.setVisible(row is not None)
        if row is None:
            return
        self._name.setText(row.display_name)
        self._user_name.setText(f"Gebruikersnaam: {row.user_name}")
        self._state.show_text(state_text(row), state_tone(row))
        self._sentence.setText(state_sentence(row))
        self._facts.setText(
            f"{roles_text(row)}\n"
            f"Laatst aangemeld: {moment_text(row.last_sign_in, self._today())}\n"
            f"Gezinnen: {families_text(row)}"
        )
        self._me.setVisible(row.is_me)
        self.change_button.setVisible(self._may_manage and row.is_active)
        self.code_button.setVisible(not row.is_me and (row.is_active or self._may_manage))
        text = "Eenmalige code geven…" if row.is_active else "Heropenen…"
        self.code_button.setText(text)
        self.code_button.setAccessibleName(text)
        self.close_button.setVisible(self._may_manage and row.is_active and not row.is_me)
