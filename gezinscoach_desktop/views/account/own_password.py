"""After a one-time code: a password of one's own before anything else. And the same form to change it later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.errors import InvalidInput, WrongPassword
from gezinscoach_desktop.views.account.new_password import NewPassword
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.password_field import PasswordField
from gezinscoach_desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk

_FIRST = (
    "Je opende het kantoor met een eenmalige code. Kies nu een wachtwoord dat alleen jij kent; de code werkt daarna "
    "niet meer."
)


class PasswordServices(Protocol):
    """Changing the own password; the module `services.account` has it."""

    def change_password(self, desk: Desk, old: str, new: str) -> None: ...


class _PasswordDialog(FormDialog):
    """What both have in common: the new password, and keeping it."""

    keeps = False  # in the office: the keys stand beside it, and change where it can only be read too
    changed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        services: PasswordServices,
        desk: Desk,
        *,
        title: str,
        intro: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, "Wachtwoord bewaren", intro=intro, parent=parent)
        self._tasks = tasks
        self._services = services
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_old()
        self.password = NewPassword(
            self.form, user_name=self._user_name, office_name=self._office_name, text="Nieuw wachtwoord"
        )
        self.submitted.connect(self._keep)

    def _add_old(self) -> None:
        """A row before the new password."""

    def _old(self) -> str:
        raise NotImplementedError

    def _user_name(self) -> str:
        return self._desk.account.user_name

    def _office_name(self) -> str:
        return self._desk.office.name

    def _keep(self) -> None:
        try:
            old, new = self._old(), self.password.value()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self._tasks.run(
            self._services.change_password,
            self._desk,
            old,
            new,
            then=self._finish,
            failed=self._fail,
            owner=self,
        )

    def _finish(self, _: None) -> None:
        self.set_busy(False)
        self.password.clear()
        self.changed.emit()
        self.accept()

    def _fail(self, error: Exception) -> bool:
        return self.show_error(error)


class FirstPasswordDialog(_PasswordDialog):
    """The one-time code stands for the old password, so nobody types it twice."""

    def __init__(
        self,
        tasks: Tasks,
        services: PasswordServices,
        desk: Desk,
        code: str,
        *,
        parent: QWidget | None = None,
    ) -> None:
        self._code = code
        super().__init__(tasks, services, desk, title="Kies je eigen wachtwoord", intro=_FIRST, parent=parent)
        self.password.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _old(self) -> str:
        return self._code


class ChangePasswordDialog(_PasswordDialog):
    """From Instellingen: whoever sits down at an open program must not be able to take the account over."""

    def __init__(
        self, tasks: Tasks, services: PasswordServices, desk: Desk, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, services, desk, title="Wachtwoord wijzigen", parent=parent)
        self.old_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_old(self) -> None:
        self.old_field = self.form.add_row("old", "Je wachtwoord van nu", PasswordField(), is_required=True)

    def _old(self) -> str:
        if not self.old_field.value():
            raise InvalidInput("Typ eerst je wachtwoord van nu.", field="old")
        return self.old_field.value()

    def _fail(self, error: Exception) -> bool:
        if isinstance(error, WrongPassword):
            return self.show_error(InvalidInput("Dit is niet je wachtwoord van nu.", field="old"))
        return self.show_error(error)
