"""Adding a colleague, and changing a name or roles."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.account import AccountRow
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import account as account_service
from gezinscoach_desktop.services.account import NewAccess
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.account.roles_field import RolesField
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks

_NO_ROLE = "Kies minstens één rol."


class AddAccountDialog(FormDialog):
    """Ends with a one-time code, which `added` carries."""

    added = Signal(object)
    """NewAccess, with the name of who it is for in `display_name`."""

    def __init__(self, tasks: Tasks, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(
            "Account toevoegen",
            "Toevoegen en code maken",
            intro="Je collega krijgt van jou een eenmalige code en kiest daarmee een eigen wachtwoord.",
            parent=parent,
        )
        self._tasks = tasks
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.display_name_field = self.form.add_row(
            "display_name", "&Naam", TextField(placeholder="Bea Peeters"), is_required=True, is_half=True
        )
        self.user_name_field = self.form.add_row(
            "user_name",
            "&Gebruikersnaam",
            TextField(placeholder="bea"),
            is_required=True,
            is_half=True,
            help_text="Om aan te melden. Blijft altijd dezelfde.",
        )
        self.roles_field = self.form.add_row("roles", "Rollen", RolesField(), is_required=True)
        self.roles_field.set_value(frozenset({OfficeRole.COACH}))
        self.submitted.connect(self._add)
        self.display_name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def display_name(self) -> str:
        return self.display_name_field.value()

    @property
    def user_name(self) -> str:
        return self.user_name_field.value()

    def _check(self) -> None:
        if not self.display_name:
            raise InvalidInput("Vul de naam van je collega in.", field="display_name")
        if not self.user_name:
            raise InvalidInput("Kies een gebruikersnaam.", field="user_name")
        if not self.roles_field.value():
            raise InvalidInput(_NO_ROLE, field="roles")

    def _add(self) -> None:
        try:
            self._check()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self._tasks.run(
            partial(
                account_service.add_account,
                self._desk,
                user_name=self.user_name,
                display_name=self.display_name,
                roles=self.roles_field.value(),
            ),
            then=self._finish,
            failed=self.show_error,
            owner=self,
        )

    def _finish(self, access: NewAccess) -> None:
        self.set_busy(False)
        self.added.emit(access)
        self.accept()


class ChangeAccountDialog(FormDialog):
    """Another name or other roles; the user name stays what it is."""

    changed = Signal(object)
    """The AccountRow as it was, to be able to take it back."""

    def __init__(self, tasks: Tasks, desk: Desk, row: AccountRow, *, parent: QWidget | None = None) -> None:
        super().__init__("Account wijzigen", "Bewaren", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._row = row
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.display_name_field = self.form.add_row(
            "display_name",
            "&Naam",
            TextField(row.display_name),
            is_required=True,
            help_text=f"Gebruikersnaam: {row.user_name}",
        )
        self.roles_field = self.form.add_row("roles", "Rollen", RolesField(), is_required=True)
        self.roles_field.set_value(row.roles)
        self.submitted.connect(self._keep)
        self.display_name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        name, roles = self.display_name_field.value(), self.roles_field.value()
        if not name:
            self.show_error(InvalidInput("Vul een naam in.", field="display_name"))
        elif not roles:
            self.show_error(InvalidInput(_NO_ROLE, field="roles"))
        elif (name, roles) == (self._row.display_name, self._row.roles):
            self.accept()
        else:
            self.set_busy(True)
            self._tasks.run(
                partial(
                    account_service.change_account, self._desk, self._row.id, display_name=name, roles=roles
                ),
                then=self._finish,
                failed=self.show_error,
                owner=self,
            )

    def _finish(self, _: Done) -> None:
        self.set_busy(False)
        self.changed.emit(self._row)
        self.accept()
