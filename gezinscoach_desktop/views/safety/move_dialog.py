"""Where the whole office moves to: this PC, a shared folder, or a server."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.sharing import OfficeKind
from gezinscoach_desktop.views.account.entrance import ServiceEntrance
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.password_field import PasswordField
from gezinscoach_desktop.views.place_chooser import PlaceChooser
from gezinscoach_desktop.views.tasks import Tasks

_HELP = {
    OfficeKind.THIS_PC: "Eén versleuteld bestand dat alleen deze pc gebruikt.",
    OfficeKind.FOLDER: "Een lege map op een netwerkschijf of NAS. Ze wordt eerst uitgeprobeerd.",
    OfficeKind.POSTGRESQL: "Je krijgt dit adres van wie de server beheert, zoals postgresql://server/kantoor.",
}
_INTRO = (
    "Alles verhuist mee: gezinnen, momentopnamen, accounts, wachtwoorden en het logboek. Op de nieuwe plaats wordt alles "
    "nageteld. Pas als alles klopt, kan op de oude plaats alleen nog gelezen worden."
)


@dataclass(frozen=True, slots=True)
class MoveOrder:
    """Where to; user and password are for a server."""

    place: str
    kind: OfficeKind
    user_name: str = ""
    password: str = field(default="", repr=False)


class MoveDialog(FormDialog):
    """Asks only; the card moves the office."""

    chosen = Signal(object)
    """MoveOrder."""

    def __init__(self, tasks: Tasks, desk: Desk, dialogs: Dialogs, *, parent: QWidget | None = None) -> None:
        super().__init__("Kantoor verhuizen", "Verhuizen …", intro=_INTRO, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        here = desk.office.kind
        self.where = PlaceChooser(
            self.form,
            tasks,
            dialogs,
            ServiceEntrance(),
            text="Naar",
            helps={kind: _HELP[kind] for kind in (*(one for one in _HELP if one is not here), here)},
            file_name=_file_name,
        )
        self.user_name_field = self.form.add_row(
            "user_name",
            "Gebruikersnaam op de server",
            TextField(desk.account.user_name),
            is_half=True,
            help_text="Van wie de nieuwe databank mag inrichten.",
        )
        self.password_field = self.form.add_row(
            "password", "Wachtwoord op de server", PasswordField(), is_half=True
        )
        self.where.kind_field.edited.connect(self._show_login)
        self.where.grown.connect(self._fit)
        self.where.failed.connect(self.show_error)
        self.submitted.connect(self._choose)
        self._show_login()
        self.where.kind_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_login(self) -> None:
        for row in ("user_name", "password"):
            self.form.set_row_visible(row, self.where.kind is OfficeKind.POSTGRESQL)

    def _choose(self) -> None:
        try:
            chosen = self.where.chosen()
        except InvalidInput as error:
            self.show_error(error)
            return
        order = MoveOrder(chosen.place, chosen.kind)
        if chosen.kind is OfficeKind.POSTGRESQL:
            order = replace(
                order, user_name=self.user_name_field.value(), password=self.password_field.value()
            )
        self.password_field.clear()
        self.accept()
        self.chosen.emit(order)

    def reject(self) -> None:
        self.where.stop()
        super().reject()


def _file_name() -> str:
    return "kantoor"
