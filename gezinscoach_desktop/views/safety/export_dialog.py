"""The password for a file with the whole office in it, typed twice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.account.new_password import NewPassword
from gezinscoach_desktop.views.form_dialog import FormDialog

_INTRO = (
    "Je krijgt één versleuteld bestand met alle gezinnen, momentopnamen, accounts en het logboek. "
    "Wie het bestand én dit wachtwoord heeft, kan alles lezen."
)
_HINT = "Niemand kan dit wachtwoord terughalen. Bewaar het apart van het bestand."


class ExportDialog(FormDialog):
    """Asks only; the card writes the file."""

    keeps = False
    chosen = Signal(str)
    """The password."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__("Heel het kantoor naar een bestand", "Bestand kiezen…", intro=_INTRO, parent=parent)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.password = NewPassword(
            self.form,
            user_name=self._user_name,
            office_name=self._office_name,
            text="Wachtwoord van het bestand",
            hint=_HINT,
        )
        self.submitted.connect(self._choose)
        self.password.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _user_name(self) -> str:
        return self._desk.account.user_name

    def _office_name(self) -> str:
        return self._desk.office.name

    def _choose(self) -> None:
        try:
            password = self.password.value()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.password.clear()
        self.accept()
        self.chosen.emit(password)
