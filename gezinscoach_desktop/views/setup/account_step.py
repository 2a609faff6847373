"""The third step: the first account, which may do everything, and its password."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.setup import user_name_from
from gezinscoach_desktop.views.account.new_password import NewPassword
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.setup.step_page import StepPage
from gezinscoach_desktop.views.setup.words import ACCOUNT

_INTRO = (
    "Met dit account open je het kantoor. Je mag er alles in; collega’s krijgen straks een eigen account."
)
_HINT = "Niemand kan je wachtwoord terughalen. In de volgende stap maak je een herstelblad, voor als je het toch vergeet."


class AccountStep(StepPage):
    """The user name follows the name until somebody types one."""

    def __init__(self, *, office_name: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(ACCOUNT, _INTRO, parent)
        self.display_name_field = self.form.add_row(
            "display_name", "Je naam", TextField(placeholder="An De Smet"), is_half=True
        )
        self.user_name_field = self.form.add_row(
            "user_name",
            "Gebruikersnaam",
            TextField(placeholder="an"),
            help_text="Om aan te melden. Blijft altijd dezelfde.",
            is_required=True,
            is_half=True,
        )
        self.password = NewPassword(
            self.form, user_name=self.user_name_field.value, office_name=office_name, hint=_HINT
        )
        self._proposed = ""
        self.display_name_field.edited.connect(self._propose)
        self.body.addWidget(self.form)

    @property
    def user_name(self) -> str:
        return self.user_name_field.value()

    @property
    def display_name(self) -> str:
        return self.display_name_field.value()

    def take_focus(self) -> None:
        if not self.user_name:
            self._focus(self.display_name_field)
        else:
            self._focus(self.password.field)

    def enter(self) -> None:
        self.done.emit()

    def check(self) -> None:
        if not self.user_name:
            raise InvalidInput("Kies een gebruikersnaam.", field="user_name")
        self.password.value()

    def _propose(self) -> None:
        if self.user_name in ("", self._proposed):
            self._proposed = user_name_from(self.display_name)
            self.user_name_field.set_value(self._proposed)
