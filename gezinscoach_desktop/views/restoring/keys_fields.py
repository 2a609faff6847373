"""The rows of a form that ask who somebody is, for an office that does not open: a password, or the recovery sheet."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain import recovery_code
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.account.code_field import CodeField
from gezinscoach_desktop.views.elements import button
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.password_field import PasswordField

_WITH_SHEET, _WITH_PASSWORD = "Ik heb alleen het herstelblad", "Toch met een wachtwoord"


@dataclass(frozen=True, slots=True)
class TypedKeys:
    """With what an office or a backup is opened."""

    user_name: str = ""
    password: str = field(default="", repr=False)
    recovery_code: str = field(default="", repr=False)


class KeysFields(QObject):
    """Adds its rows to a form; keep it as long as the form."""

    changed = Signal()
    """There is another way to come in, with other rows."""

    def __init__(self, form: Form, *, user_name: str = "", help_text: str = "") -> None:
        super().__init__(form)
        self._form = form
        self._is_with_sheet = False
        self.user_name_field = form.add_row(
            "user_name", "Gebruikersnaam", TextField(user_name), is_required=True, is_half=True
        )
        self.password_field = form.add_row(
            "password", "Wachtwoord", PasswordField(), is_required=True, is_half=True, help_text=help_text
        )
        self.code_field = form.add_row("code", "Code op het herstelblad", CodeField(), is_required=True)
        self.sheet_button = button(_WITH_SHEET, "link")
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.sheet_button)
        line.addStretch(1)
        form.add_wide(row)
        self.sheet_button.clicked.connect(self._change)
        self._show()

    def take_focus(self) -> None:
        """Where typing goes on."""
        if self._is_with_sheet:
            self.code_field.setFocus()
        elif self.user_name_field.value():
            self.password_field.setFocus()
        else:
            self.user_name_field.setFocus()

    def typed(self) -> TypedKeys:
        """Raises InvalidInput at its row."""
        if self._is_with_sheet:
            code = self.code_field.value()
            if not code:
                raise InvalidInput("Typ de code over van het herstelblad.", field="code")
            recovery_code.parse(code)
            return TypedKeys(recovery_code=code)
        user_name, password = self.user_name_field.value(), self.password_field.value()
        if not user_name:
            raise InvalidInput("Vul je gebruikersnaam in.", field="user_name")
        if not password:
            raise InvalidInput("Vul je wachtwoord in.", field="password")
        return TypedKeys(user_name, password)

    def clear(self) -> None:
        """What was typed is kept nowhere."""
        self.password_field.clear()
        self.code_field.clear()

    def _change(self) -> None:
        self._is_with_sheet = not self._is_with_sheet
        self._show()
        self.take_focus()
        self.changed.emit()

    def _show(self) -> None:
        for name in ("user_name", "password"):
            self._form.set_row_visible(name, not self._is_with_sheet)
        self._form.set_row_visible("code", self._is_with_sheet)
        text = _WITH_PASSWORD if self._is_with_sheet else _WITH_SHEET
        self.sheet_button.setText(text)
        self.sheet_button.setAccessibleName(text)
