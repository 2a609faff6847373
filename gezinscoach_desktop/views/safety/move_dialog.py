"""Where the whole office moves to: this PC, a shared folder, or a server."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.sharing import OfficeKind
from gezinscoach_desktop.views.account.entrance import ServiceEntrance
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.place_chooser import PlaceChooser
from gezinscoach_desktop.views.tasks import Tasks

_HELP = {
    OfficeKind.THIS_PC: "Eén versleuteld bestand dat alleen deze pc gebruikt.",
    OfficeKind.FOLDER: "Een lege map op een netwerkschijf of NAS. Ze wordt eerst uitgeprobeerd.",
    OfficeKind.POSTGRESQL: "De server houdt collega’s uit elkaars gezinnen. Iedereen meldt zich daar één keer aan met een "
    "code, die je meteen ziet.",
}
_INTRO = (
    "Alles verhuist mee: gezinnen, momentopnamen, accounts en het logboek. Op de nieuwe plaats wordt alles "
    "nageteld. Pas als alles klopt, kan op de oude plaats alleen nog gelezen worden."
)


class MoveDialog(FormDialog):
    """Asks only; the card moves the office."""

    chosen = Signal(object)
    """ChosenPlace."""

    def __init__(self, tasks: Tasks, desk: Desk, dialogs: Dialogs, *, parent: QWidget | None = None) -> None:
        super().__init__("Kantoor verhuizen", "Verhuizen…", intro=_INTRO, parent=parent)
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
        self.where.grown.connect(self.reveal)
        self.where.failed.connect(self.show_error)
        self.submitted.connect(self._choose)
        self.where.kind_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        try:
            chosen = self.where.chosen()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.where.clear_password()
        self.accept()
        self.chosen.emit(chosen)

    def reject(self) -> None:
        self.where.stop()
        super().reject()


def _file_name() -> str:
    return "kantoor"
