"""Choosing a password: typed twice, its strength said in words, or four words that the program proposes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.password import SHORTEST, check_password, propose_password
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.views.elements import button, paragraph
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.password_field import PasswordField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_GOOD = 16


def password_advice(password: str, *, user_name: str = "") -> str:
    """One line beneath the password: what is still missing, or how strong it is."""
    if not password:
        return (
            f"Minstens {SHORTEST} tekens. Vier gewone woorden na elkaar is sterk en makkelijk te onthouden."
        )
    missing = SHORTEST - len(unicodedata.normalize("NFC", password))
    if missing > 0:
        return f"Nog {counted(missing, 'teken', 'tekens')}."
    try:
        check_password(password, user_name=user_name)
    except InvalidInput as refusal:
        return refusal.message
    if len(password) < _GOOD:
        return "Goed wachtwoord. Een woord erbij maakt het nog sterker."
    return "Sterk wachtwoord."


def check_passwords(password: str, repeated: str, *, user_name: str = "", office_name: str = "") -> None:
    """Raises InvalidInput when the password is easily guessed or was typed differently the second time."""
    check_password(password, user_name=user_name, office_name=office_name)
    if password != repeated:
        raise InvalidInput("De twee wachtwoorden zijn niet gelijk. Typ ze opnieuw.", field="repeated")


def _nobody() -> str:
    return ""


class NewPassword(QObject):
    """Adds the rows `password` and `repeated` to a form; keep it as long as the form."""

    def __init__(
        self,
        form: Form,
        *,
        user_name: Callable[[], str] = _nobody,
        office_name: Callable[[], str] = _nobody,
        text: str = "Wachtwoord",
        hint: str = "",
    ) -> None:
        super().__init__(form)
        self._form = form
        self._user_name, self._office_name = user_name, office_name
        self._build(text, hint)
        self._connect()

    def _build(self, text: str, hint: str) -> None:
        form = self._form
        self.field = form.add_row(
            "password", text, PasswordField(), is_required=True, is_half=True, help_text=password_advice("")
        )
        self.repeated_field = form.add_row(
            "repeated", f"{text} nog eens", PasswordField(), is_required=True, is_half=True, help_text=hint
        )
        self.propose_button = button("Vier woorden voorstellen", "link", "key")
        self.propose_button.setToolTip("Vult het wachtwoord in met vier toevallige woorden en toont het")
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.propose_button)
        line.addStretch(1)
        form.add_wide(row)
        self.caps_label = paragraph("Caps Lock staat aan.", TextStyle.SMALL, Tone.WARNING)
        self.caps_label.setContentsMargins(0, 0, 0, grid(1))
        form.add_wide(self.caps_label)
        self.caps_label.hide()

    def _connect(self) -> None:
        self.field.textChanged.connect(self._advise)
        self.propose_button.clicked.connect(self.propose)
        for field in (self.field, self.repeated_field):
            field.caps_lock_noticed.connect(self.caps_label.setVisible)

    def value(self) -> str:
        """The password; raises InvalidInput (field password or repeated)."""
        password = self.field.value()
        check_passwords(
            password,
            self.repeated_field.value(),
            user_name=self._user_name(),
            office_name=self._office_name(),
        )
        return password

    def propose(self) -> None:
        """Fill in four other words, to be read and remembered before going on."""
        proposal = propose_password()
        for field in (self.field, self.repeated_field):
            field.show_text()
            field.set_value(proposal)
        self._form.clear_errors()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget what was typed."""
        for field in (self.field, self.repeated_field):
            field.clear()
            field.hide_text()

    def _advise(self) -> None:
        self._form.set_help("password", password_advice(self.field.value(), user_name=self._user_name()))
