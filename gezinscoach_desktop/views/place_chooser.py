"""The rows of a form that ask where an office comes: on this PC, in a shared folder that is tried out, or on a server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput, UserError
from gezinscoach_desktop.views.account.entrance import PlaceServices
from gezinscoach_desktop.views.account.findings_view import FindingsView
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.elements import button
from gezinscoach_desktop.views.fields import ComboField, TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.recent_offices import is_server
from gezinscoach_desktop.views.tasks import Progress, Tasks

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
    OfficeKind.POSTGRESQL: "Vul het adres van de server in.",
}


@dataclass(frozen=True, slots=True)
class ChosenPlace:
    """Where an office comes."""

    place: str
    kind: OfficeKind


class PlaceChooser(QObject):
    """Adds its rows to a form; keep it as long as the form. `failed` tells what belongs to no row."""

    grown = Signal()
    """There is more to show than there was."""
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
        self._tasks = tasks
        self._dialogs = dialogs
        self._services = services
        self._helps = helps
        self._file_name = file_name
        self._fit_place = ""
        self._progress: Progress | None = None
        self._add_rows(text)
        self._connect()
        self._show_kind()

    def _add_rows(self, text: str) -> None:
        form = self._form
        self.kind_field: ComboField[OfficeKind] = form.add_row(
            "kind", text, ComboField([(KINDS[kind], kind) for kind in self._helps])
        )
        self.place_field = form.add_row("place", "Plaats", TextField(), is_required=True)
        self.browse_button = button("Plaats kiezen …", icon_name="folder-open")
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
        self.findings.examine_button.clicked.connect(self._examine)

    @property
    def kind(self) -> OfficeKind:
        return self.kind_field.value() or next(iter(self._helps))

    def chosen(self) -> ChosenPlace:
        """Raises InvalidInput (field place) for what is missing, or was not tried out."""
        place, kind = self.place_field.value(), self.kind
        if not place:
            raise InvalidInput(_WANTED[kind], field="place")
        if kind is OfficeKind.POSTGRESQL and not is_server(place):
            raise InvalidInput("Een adres begint met postgresql://", field="place")
        if kind is OfficeKind.FOLDER and place != self._fit_place:
            raise InvalidInput("Laat deze map eerst uitproberen.", field="place")
        return ChosenPlace(place, kind)

    def stop(self) -> None:
        """Nobody waits for what is being tried out."""
        if self._progress is not None:
            self._progress.cancel()
            self._progress = None

    # ------------------------------------------------------------------------------------------------- what and where

    def _change_kind(self) -> None:
        self.place_field.clear()
        self._show_kind()

    def _show_kind(self) -> None:
        is_on_server = self.kind is OfficeKind.POSTGRESQL
        self._form.set_help("kind", self._helps[self.kind])
        self._browse_row.setVisible(not is_on_server)
        self.place_field.setPlaceholderText("postgresql://server/kantoor" if is_on_server else "")
        self._forget_findings()

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
        if self.kind is OfficeKind.FOLDER:
            self._examine()

    # ----------------------------------------------------------------------------------------------------- trying out

    def _forget_findings(self) -> None:
        """What was found is about a place that stands there no longer."""
        self.stop()
        self._fit_place = ""
        self.findings.show_nothing()
        self.findings.setVisible(self.kind is OfficeKind.FOLDER and bool(self.place_field.value()))

    def _examine(self) -> None:
        """Try the folder out; takes some seconds on a slow network."""
        place = self.place_field.value()
        if not place or self._progress is not None:
            return
        progress = self._progress = Progress()
        self.findings.show()
        self.findings.follow(progress)
        self._tasks.tend(
            partial(self._services.examine_folder, place, progress),
            then=partial(self._show_findings, progress),
            failed=partial(self._fail, progress),
            progress=progress,
            owner=self,
        )

    def _show_findings(self, progress: Progress, found: Findings) -> None:
        if progress is not self._progress:
            return
        self._progress = None
        self._fit_place = self.place_field.value() if found.is_fit else ""
        self.findings.show_findings(found)
        self.grown.emit()

    def _fail(self, progress: Progress, error: Exception) -> bool:
        if progress is self._progress:
            self._forget_findings()
        if isinstance(error, Cancelled):
            return True
        if not isinstance(error, UserError):
            return False
        self.failed.emit(error)
        return True
