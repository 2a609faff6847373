"""Where the whole office moves to: this PC, a shared folder, or a server."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput
from gezinscoach_desktop.services import office as office_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.sharing import OfficeKind
from gezinscoach_desktop.views.account.findings_view import FindingsView
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.elements import button
from gezinscoach_desktop.views.fields import ComboField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.password_field import PasswordField
from gezinscoach_desktop.views.tasks import Progress, Tasks

if TYPE_CHECKING:
    from gezinscoach_desktop.data.folder.self_test import Findings

OFFICE_FILE = FileKind("Kantoor", "gezinscoach")
_KINDS = {
    OfficeKind.THIS_PC: "Op deze pc",
    OfficeKind.FOLDER: "In een gedeelde map op het netwerk",
    OfficeKind.POSTGRESQL: "Op een server (PostgreSQL)",
}
_HELP = {
    OfficeKind.THIS_PC: "Eén versleuteld bestand dat alleen deze pc gebruikt.",
    OfficeKind.FOLDER: "Een lege map op een netwerkschijf of NAS. Ze wordt eerst uitgeprobeerd.",
    OfficeKind.POSTGRESQL: "Je krijgt dit adres van wie de server beheert, zoals postgresql://server/kantoor.",
}
_WANTED = {
    OfficeKind.THIS_PC: "Kies waar het bestand komt.",
    OfficeKind.FOLDER: "Kies in welke map het kantoor komt.",
    OfficeKind.POSTGRESQL: "Vul het adres van de server in.",
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
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._fit_place = ""
        self._progress: Progress | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_rows()
        self._connect_rows()
        self._show_kind()
        self.kind_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_rows(self) -> None:
        form = self.form
        others = [(text, kind) for kind, text in _KINDS.items() if kind is not self._desk.office.kind]
        same = [(text, kind) for kind, text in _KINDS.items() if kind is self._desk.office.kind]
        self.kind_field: ComboField[OfficeKind] = form.add_row(
            "kind", "Naar", ComboField(others + same), help_text=_HELP[OfficeKind.FOLDER]
        )
        self.place_field = form.add_row("place", "Plaats", TextField(), is_required=True)
        self.browse_button = button("Plaats kiezen …", icon_name="folder-open")
        self._browse_row = QWidget()
        row = QHBoxLayout(self._browse_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.browse_button)
        row.addStretch(1)
        form.add_wide(self._browse_row)
        self.findings = FindingsView()
        form.add_wide(self.findings)
        self.user_name_field = form.add_row(
            "user_name",
            "Gebruikersnaam op de server",
            TextField(self._desk.account.user_name),
            is_half=True,
            help_text="Van wie de nieuwe databank mag inrichten.",
        )
        self.password_field = form.add_row(
            "password", "Wachtwoord op de server", PasswordField(), is_half=True
        )

    def _connect_rows(self) -> None:
        self.kind_field.edited.connect(self._change_kind)
        self.browse_button.clicked.connect(self._browse)
        self.place_field.edited.connect(self._forget_findings)
        self.findings.examine_button.clicked.connect(self._examine)
        self.submitted.connect(self._choose)

    @property
    def kind(self) -> OfficeKind:
        return self.kind_field.value() or OfficeKind.FOLDER

    def _change_kind(self) -> None:
        self.place_field.clear()
        self._show_kind()

    def _show_kind(self) -> None:
        is_server = self.kind is OfficeKind.POSTGRESQL
        self.form.set_help("kind", _HELP[self.kind])
        self._browse_row.setVisible(not is_server)
        self.place_field.setPlaceholderText("postgresql://server/kantoor" if is_server else "")
        self.form.set_row_visible("user_name", is_server)
        self.form.set_row_visible("password", is_server)
        self._forget_findings()

    def _browse(self) -> None:
        if self.kind is OfficeKind.FOLDER:
            chosen = self._dialogs.choose_folder("In welke map komt het kantoor?")
        else:
            suggested = f"kantoor.{OFFICE_FILE.extension}"
            chosen = self._dialogs.save_file("Waar komt het kantoor?", OFFICE_FILE, suggested=suggested)
        if chosen is None:
            return
        self.place_field.set_value(str(chosen))
        self.form.clear_errors()
        self._forget_findings()
        if self.kind is OfficeKind.FOLDER:
            self._examine()

    # ------------------------------------------------------------------------------------------ trying a folder out

    def _forget_findings(self) -> None:
        self._stop_examining()
        self._fit_place = ""
        self.findings.show_nothing()
        self.findings.setVisible(self.kind is OfficeKind.FOLDER and bool(self.place_field.value()))

    def _stop_examining(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
            self._progress = None

    def _examine(self) -> None:
        place = self.place_field.value()
        if not place or self._progress is not None:
            return
        progress = self._progress = Progress()
        self.findings.show()
        self.findings.follow(progress)
        self._tasks.tend(
            partial(office_service.examine_folder, place, progress),
            then=partial(self._show_findings, place),
            failed=self._fail_examining,
            progress=progress,
            owner=self,
        )

    def _show_findings(self, place: str, found: Findings) -> None:
        if place != self.place_field.value() or self.kind is not OfficeKind.FOLDER:
            return
        self._progress = None
        self._fit_place = place if found.is_fit else ""
        self.findings.show_findings(found)
        self._fit()

    def _fail_examining(self, error: Exception) -> bool:
        if isinstance(error, Cancelled):
            if self._progress is not None and self._progress.is_cancelled:
                self._forget_findings()
            return True
        self._forget_findings()
        return self.show_error(error)

    # ---------------------------------------------------------------------------------------------------- choosing

    def _choose(self) -> None:
        try:
            order = self._order()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.password_field.clear()
        self.accept()
        self.chosen.emit(order)

    def _order(self) -> MoveOrder:
        place, kind = self.place_field.value(), self.kind
        if not place:
            raise InvalidInput(_WANTED[kind], field="place")
        if kind is OfficeKind.POSTGRESQL:
            if not place.startswith(("postgresql://", "postgres://")):
                raise InvalidInput("Een adres begint met postgresql://", field="place")
            return MoveOrder(place, kind, self.user_name_field.value(), self.password_field.value())
        if kind is OfficeKind.FOLDER and place != self._fit_place:
            raise InvalidInput("Laat deze map eerst uitproberen.", field="place")
        return MoveOrder(place, kind)

    def reject(self) -> None:
        self._stop_examining()
        super().reject()
