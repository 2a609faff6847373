"""Forgotten password: a one-time code of a colleague, or the recovery sheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain import recovery_code
from gezinscoach_desktop.domain.errors import InvalidInput, TooSoon
from gezinscoach_desktop.views.account.code_field import CodeField
from gezinscoach_desktop.views.account.countdown import Countdown
from gezinscoach_desktop.views.account.entrance import Entrance
from gezinscoach_desktop.views.account.new_password import NewPassword
from gezinscoach_desktop.views.elements import paragraph
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk

_COLLEAGUE = (
    "Vraag een eenmalige code aan je coördinator of beheerder. Sluit dit venster en typ die code in de plaats van je "
    "wachtwoord. Daarna kies je een nieuw wachtwoord. Je gezinnen en wat je invulde blijven zoals ze waren."
)
_SHEET = (
    "Ben je zelf beheerder of coördinator, en kan niemand je een code geven? "
    "Neem dan het herstelblad van het kantoor en kies hier een nieuw wachtwoord."
)


class ForgottenDialog(FormDialog):
    """The first way is told, the second one is done here."""

    keeps = False
    opened = Signal(object)
    """The desk, opened with the recovery sheet."""

    def __init__(
        self,
        tasks: Tasks,
        entrance: Entrance,
        place: str,
        user_name: str,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Wachtwoord vergeten", "Openen met het herstelblad", parent=parent)
        self._tasks = tasks
        self._entrance = entrance
        self._place = place
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form = self.form
        form.add_group("Met een code van een collega")
        form.add_wide(paragraph(_COLLEAGUE))
        form.add_group("Met het herstelblad")
        form.add_wide(paragraph(_SHEET))
        self.code_field = form.add_row("code", "Code op het herstelblad", CodeField(), is_required=True)
        self.user_name_field = form.add_row(
            "user_name", "Gebruikersnaam", TextField(user_name), is_required=True
        )
        self.password = NewPassword(form, user_name=self.user_name_field.value, text="Nieuw wachtwoord")
        self._countdown = Countdown(self.submit_button, parent=self)
        self.cancel_button.setText("Sluiten")
        self.cancel_button.setAccessibleName("Sluiten")
        self.submitted.connect(self._open_with_sheet)
        self.cancel_button.setFocus(
            Qt.FocusReason.OtherFocusReason
        )  # the way of nearly everybody stands above

    def _check(self) -> tuple[str, str, str]:
        code, user_name = self.code_field.value(), self.user_name_field.value()
        if not code:
            raise InvalidInput("Typ de code over van het herstelblad.", field="code")
        recovery_code.parse(code)
        if not user_name:
            raise InvalidInput("Vul je gebruikersnaam in.", field="user_name")
        return code, user_name, self.password.value()

    def _open_with_sheet(self) -> None:
        try:
            code, user_name, password = self._check()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self._tasks.query(
            partial(
                self._entrance.open_with_recovery_sheet,
                self._place,
                code,
                user_name=user_name,
                new_password=password,
            ),
            then=self._finish,
            failed=self._fail,
            owner=self,
        )

    def _finish(self, desk: Desk) -> None:
        self.set_busy(False)
        self.password.clear()
        self.code_field.clear()
        self.opened.emit(desk)
        self.accept()

    def _fail(self, error: Exception) -> bool:
        is_shown = self.show_error(error)
        if isinstance(error, TooSoon):
            self._countdown.start(error.seconds)
        return is_shown
