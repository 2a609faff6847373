"""The rows of a form that ask where an office comes: on this PC, in a shared folder that is tried out, or on a server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.account.entrance import PlaceServices
from gezinscoach_desktop.views.account.findings_view import FindingsView
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.elements import button
from gezinscoach_desktop.views.fields import ComboField, TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.server.place import ServerPlace
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.trial import Trial

if TYPE_CHECKING:
    from gezinscoach_desktop.data.folder.self_test import Findings

OFFICE_FILE = FileKind("Kantoor", "gezinscoach")
KINDS = {
    OfficeKind.THIS_PC: "Op deze pc",
    OfficeKind.FOLDER: "In een gedeelde map op het netwerk",
    OfficeKind.POSTGRESQL: "Op een server (PostgreSQL)",
}
_WANTED = {
    OfficeKind.THIS_PC: "Kies waar het bestand komt.",
    OfficeKind.FOLDER: "Kies in welke map het kantoor komt.",
}


@dataclass(frozen=True, slots=True)
class ChosenPlace:
    """Where an office comes; with the login of whoever looks after it when that is a server."""

    place: str
    kind: OfficeKind
    server_user: str = ""
    server_password: str = field(default="", repr=False)


class PlaceChooser(QObject):
    """Adds its rows to a form; keep it as long as the form. `failed` tells what belongs to no row."""

    grown = Signal(object)
    """QWidget: there is more to show than there was, and this is what the user waits for."""
    browsed = Signal()
    """Another place was chosen with the button."""
    failed = Signal(object)
    """UserError while a place was tried out."""

    def __init__(
        self,
        form: Form,
        tasks: Tasks,
        dialogs: Dialogs,
        services: PlaceServices,
        *,
        text: str,
        helps: Mapping[OfficeKind, str],
        file_name: Callable[[], str],
    ) -> None:
        """`helps` says what is good about each kind, in the order in which they are offered."""
        super().__init__(form)
        self._form = form
        self._dialogs = dialogs
        self._services = services
        self._helps = helps
        self._file_name = file_name
        self._fit_place = ""
        self._add_rows(text)
        self.server = ServerPlace(form, tasks, dialogs, services)
        self._trial = Trial(tasks, self.findings)
        self._connect()
        self._show_kind()

    def _add_rows(self, text: str) -> None:
        form = self._form
        self.kind_field: ComboField[OfficeKind] = form.add_row(
            "kind", text, ComboField([(KINDS[kind], kind) for kind in self._helps])
        )
        self.place_field = form.add_row("place", "Plaats", TextField(), is_required=True)
        self.browse_button = button("Plaats kiezen…", icon_name="folder-open")
        self._browse_row = QWidget()
        line = QHBoxLayout(self._browse_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.browse_button)
        line.addStretch(1)
        form.add_wide(self._browse_row)
        self.findings = FindingsView()
        form.add_wide(self.findings)

    def _connect(self) -> None:
        self.kind_field.edited.connect(self._change_kind)
        self.browse_button.clicked.connect(self._browse)
        self.place_field.edited.connect(self._forget_findings)
        self.findings.examine_button.clicked.connect(self.examine)
        self._trial.failed.connect(self.failed)
        self.server.failed.connect(self.failed)
        self.server.grown.connect(self.grown)

    @property
    def kind(self) -> OfficeKind:
        return self.kind_field.value() or next(iter(self._helps))

    def chosen(self) -> ChosenPlace:
        """Raises InvalidInput at its row for what is missing, or was not tried out."""
        place, kind = self.place_field.value(), self.kind
        if kind is OfficeKind.POSTGRESQL:
            tested = self.server.chosen()
            return ChosenPlace(tested.address, kind, tested.typed.user_name, tested.typed.password)
        if not place:
            raise InvalidInput(_WANTED[kind], field="place")
        if kind is OfficeKind.FOLDER and place != self._fit_place:
            raise InvalidInput("Laat deze map eerst uitproberen.", field="place")
        return ChosenPlace(place, kind)

    def at_its_row(self, error: Exception) -> Exception:
        """What a service says about a place stands with the server, when that is the place."""
        if isinstance(error, InvalidInput) and error.field == "place" and self.kind is OfficeKind.POSTGRESQL:
            return InvalidInput(error.message, field="host")
        return error

    def clear_password(self) -> None:
        """It was used, and is kept nowhere."""
        self.server.login.clear_password()

    def stop(self) -> None:
        """Nobody waits for what is being tried out."""
        self._trial.stop()
        self.server.stop()

    # ------------------------------------------------------------------------------------------------- what and where

    def _change_kind(self) -> None:
        self.place_field.clear()
        self._show_kind()

    def _show_kind(self) -> None:
        is_on_server = self.kind is OfficeKind.POSTGRESQL
        self._form.set_help("kind", self._helps[self.kind])
        self._form.set_row_visible("place", not is_on_server)
        self._browse_row.setVisible(not is_on_server)
        self._forget_findings()
        self.server.forget()
        self.server.set_visible(is_on_server)
        self.grown.emit(self.kind_field)

    def _browse(self) -> None:
        if self.kind is OfficeKind.FOLDER:
            chosen = self._dialogs.choose_folder("In welke map komt het kantoor?")
        else:
            suggested = f"{self._file_name()}.{OFFICE_FILE.extension}"
            chosen = self._dialogs.save_file("Waar komt het kantoor?", OFFICE_FILE, suggested=suggested)
        if chosen is None:
            return
        self.place_field.set_value(str(chosen))
        self._form.clear_errors()
        self._forget_findings()
        self.browsed.emit()
        if self.kind is OfficeKind.FOLDER:
            self.examine()

    # ----------------------------------------------------------------------------------------------------- trying out

    def _forget_findings(self) -> None:
        """What was found is about a folder that stands there no longer."""
        self._fit_place = ""
        self._trial.forget()
        self.findings.setVisible(self.kind is OfficeKind.FOLDER and bool(self.place_field.value()))

    def choose_kind(self, kind: OfficeKind) -> None:
        """As if the user had chosen it."""
        if kind is not self.kind:
            self.kind_field.set_value(kind)
            self._change_kind()

    def examine_unless_known(self) -> None:
        """When the folder was not found fit yet."""
        if self.place_field.value() != self._fit_place:
            self.examine()

    def examine(self) -> None:
        """Try the folder out; takes some seconds on a slow network."""
        place = self.place_field.value()
        if place:
            self._trial.begin(
                partial(self._services.examine_folder, place), partial(self._show_findings, place)
            )

    def _show_findings(self, place: str, found: Findings) -> None:
        self._fit_place = place if found.is_fit else ""
        self.findings.show_findings(found, found.facts)
        self.grown.emit(self.findings)
