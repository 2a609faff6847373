"""A new, empty office: what it is called, where it stands, and the first account."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.account.entrance import Entrance
from gezinscoach_desktop.views.account.new_password import NewPassword
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.place_chooser import ChosenPlace, PlaceChooser
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk

_HELP = {
    OfficeKind.THIS_PC: "Eén versleuteld bestand. Goed als je alleen werkt, of om te beginnen: verhuizen kan later.",
    OfficeKind.FOLDER: "Alle collega’s werken samen in één lege map op een netwerkschijf of NAS. Het programma probeert "
    "eerst uit of de map goed genoeg is.",
    OfficeKind.POSTGRESQL: "De server houdt collega’s uit elkaars gezinnen. Je krijgt de gegevens van wie hem beheert.",
}
_HINT = "Niemand kan je wachtwoord terughalen. Na het maken krijg je een herstelblad, voor als je het toch vergeet."


class NewOfficeDialog(FormDialog):
    """Closes once the office is there and open."""

    made = Signal(object)
    """The desk of its first account."""

    def __init__(
        self, tasks: Tasks, dialogs: Dialogs, entrance: Entrance, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Nieuw kantoor",
            "Kantoor maken",
            intro="In een kantoor staan de gezinnen van jouw organisatie.",
            parent=parent,
        )
        self._tasks = tasks
        self._dialogs = dialogs
        self._entrance = entrance
        self.place = ""
        """Where the office stands, once it is made; without any login."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build_form()
        self._connect_form()
        self.resize(grid(130), grid(165))
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def user_name(self) -> str:
        return self.user_name_field.value()

    def _build_form(self) -> None:
        form = self.form
        self.name_field = form.add_row(
            "name", "Naam van de organisatie", TextField(placeholder="OCMW Ninove"), is_required=True
        )
        self.where = PlaceChooser(
            form,
            self._tasks,
            self._dialogs,
            self._entrance,
            text="Waar komt het kantoor?",
            helps=_HELP,
            file_name=self._file_name,
        )
        form.add_group("Jouw account")
        self.display_name_field = form.add_row("display_name", "Je naam", TextField(), is_half=True)
        self.user_name_field = form.add_row(
            "user_name", "Gebruikersnaam", TextField(), is_required=True, is_half=True
        )
        self.password = NewPassword(
            form, user_name=self.user_name_field.value, office_name=self.name_field.value, hint=_HINT
        )

    def _connect_form(self) -> None:
        self.where.grown.connect(self._show_more)
        self.where.failed.connect(self.show_error)
        self.submitted.connect(self._make)

    def _show_more(self, shown: QWidget) -> None:
        self._fit()
        self.area.ensureWidgetVisible(shown)

    def _file_name(self) -> str:
        return self.name_field.value() or "kantoor"

    def _check(self) -> tuple[ChosenPlace, str]:
        """Where, and the password, when everything is there; raises InvalidInput."""
        _refuse_empty(self.name_field, "Vul de naam van je organisatie in.", "name")
        chosen = self.where.chosen()
        _refuse_empty(self.user_name_field, "Kies een gebruikersnaam.", "user_name")
        return chosen, self.password.value()

    def _make(self) -> None:
        try:
            chosen, password = self._check()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self._tasks.run(
            partial(
                _made,
                self._entrance,
                chosen,
                name=self.name_field.value(),
                user_name=self.user_name,
                password=password,
                display_name=self.display_name_field.value(),
            ),
            then=partial(self._finish, chosen.place),
            failed=self.show_error,
            owner=self,
        )

    def show_error(self, error: Exception) -> bool:
        return super().show_error(self.where.at_its_row(error))

    def _finish(self, place: str, desk: Desk) -> None:
        self.set_busy(False)
        self.place = place
        self.password.clear()
        self.where.clear_password()
        self.made.emit(desk)
        self.accept()

    def reject(self) -> None:
        self.where.stop()
        super().reject()


def _refuse_empty(field: TextField, sentence: str, name: str) -> None:
    if not field.value():
        raise InvalidInput(sentence, field=name)


def _made(
    entrance: Entrance, chosen: ChosenPlace, *, name: str, user_name: str, password: str, display_name: str
) -> Desk:
    """On the worker: make the office and open it with the password that was just chosen."""
    entrance.new_office(
        chosen.place,
        kind=chosen.kind,
        name=name,
        user_name=user_name,
        password=password,
        display_name=display_name,
        server_user=chosen.server_user,
        server_password=chosen.server_password,
    )
    return entrance.open_office(chosen.place, user_name=user_name, password=password)
