"""Asks the login of whoever looks after the server, and tries it before it is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.errors import InvalidInput, WrongPassword
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.server.fields import LoginFields
from gezinscoach_desktop.views.tasks import Tasks

WHOLE = "Deze taak werkt op het hele kantoor. Op een server kan dat alleen met de login van wie de server beheert."
_REFUSED = "De server laat deze login met dit wachtwoord niet toe."


@dataclass(frozen=True, slots=True)
class ServerLogin:
    """Kept in memory only, and no longer than what it was asked for takes."""

    user_name: str
    password: str = field(repr=False)


class ServerLoginDialog(FormDialog):
    """Stays open until the server let the login in, or nobody wants to any more."""

    keeps = False
    allowed = Signal(object)
    """ServerLogin that was just tried."""

    def __init__(
        self,
        tasks: Tasks,
        title: str,
        attempt: Callable[[ServerLogin], object],
        *,
        verb: str = "Verder",
        intro: str = WHOLE,
        parent: QWidget | None = None,
    ) -> None:
        """`attempt` is done on the worker; it raises UserError when it cannot be done with that login."""
        super().__init__(title, verb, intro=intro, parent=parent)
        self._tasks = tasks
        self._attempt = attempt
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fields = LoginFields(self.form)
        self.submitted.connect(self._try)
        self.fields.user_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        try:
            login = ServerLogin(*self.fields.login())
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self._tasks.run(
            partial(self._attempt, login),
            then=partial(self._finish, login),
            failed=self.show_error,
            owner=self,
        )

    def _finish(self, login: ServerLogin, _: object) -> None:
        self.set_busy(False)
        self.fields.clear_password()
        self.accept()
        self.allowed.emit(login)

    def show_error(self, error: Exception) -> bool:
        """A login that is refused can be typed over."""
        if isinstance(error, WrongPassword):
            self.fields.password_field.selectAll()
            error = InvalidInput(_REFUSED, field="server_password")
        return super().show_error(error)
