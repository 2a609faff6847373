"""A new, empty office: what it is called, where it stands, and the first account."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput
from gezinscoach_desktop.views.account.entrance import Entrance
from gezinscoach_desktop.views.account.findings_view import FindingsView
from gezinscoach_desktop.views.account.new_password import NewPassword
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.elements import button
from gezinscoach_desktop.views.fields import ComboField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.recent_offices import is_server
from gezinscoach_desktop.views.tasks import Progress, Tasks
from gezinscoach_desktop.views.theme import grid

if TYPE_CHECKING:
    from gezinscoach_desktop.data.folder.self_test import Findings
    from gezinscoach_desktop.services.desk import Desk

OFFICE_FILE = FileKind("Kantoor", "gezinscoach")

_KINDS = (
    ("Op deze pc", OfficeKind.THIS_PC),
    ("In een gedeelde map op het netwerk", OfficeKind.FOLDER),
    ("Op een server (PostgreSQL)", OfficeKind.POSTGRESQL),
)
_HELP = {
    OfficeKind.THIS_PC: "Eén versleuteld bestand. Goed als je alleen werkt, of om te beginnen: verhuizen kan later.",
    OfficeKind.FOLDER: "Alle collega’s werken samen in één lege map op een netwerkschijf of NAS. Het programma probeert "
    "eerst uit of de map goed genoeg is.",
    OfficeKind.POSTGRESQL: "Je krijgt dit adres van wie de server beheert, zoals postgresql://server/kantoor.",
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
            intro="In een kantoor staan de gezinnen van jouw organisatie, versleuteld.",
            parent=parent,
        )
        self._tasks = tasks
        self._dialogs = dialogs
        self._entrance = entrance
        self._examined: str | None = None
        self._progress: Progress | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build_form()
        self._connect_form()
        self._choose_kind()
        self.resize(grid(130), grid(165))
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def user_name(self) -> str:
        return self.user_name_field.value()

    @property
    def kind(self) -> OfficeKind:
        return self.kind_field.value() or OfficeKind.THIS_PC

    @property
    def place(self) -> str:
        return self.place_field.value()

    def _build_form(self) -> None:
        form = self.form
        self.name_field = form.add_row(
            "name", "Naam van de organisatie", TextField(placeholder="OCMW Ninove"), is_required=True
        )
        self.kind_field: ComboField[OfficeKind] = form.add_row(
            "kind", "Waar komt het kantoor?", ComboField(_KINDS), help_text=_HELP[OfficeKind.THIS_PC]
        )
        self.place_field = form.add_row("place", "Plaats", TextField(), is_required=True)
        self.browse_button = button("Plaats kiezen …", "secondary", "folder-open")
        self._browse_row = QWidget()
        line = QHBoxLayout(self._browse_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.browse_button)
        line.addStretch(1)
        form.add_wide(self._browse_row)
        self.findings = FindingsView()
        form.add_wide(self.findings)
        self.findings.hide()
        form.add_group("Jouw account")
        self.display_name_field = form.add_row("display_name", "Je naam", TextField(), is_half=True)
        self.user_name_field = form.add_row(
            "user_name", "Gebruikersnaam", TextField(), is_required=True, is_half=True
        )
        self.password = NewPassword(
            form, user_name=self.user_name_field.value, office_name=self.name_field.value, hint=_HINT
        )

    def _connect_form(self) -> None:
        self.kind_field.edited.connect(self._change_kind)
        self.browse_button.clicked.connect(self._browse)
        self.place_field.edited.connect(self._forget_findings)
        self.findings.examine_button.clicked.connect(self._examine)
        self.submitted.connect(self._make)

    # --------------------------------------------------------------------------------------------- place

    def _change_kind(self) -> None:
        self.place_field.clear()
        self._forget_findings()
        self._choose_kind()

    def _choose_kind(self) -> None:
        kind = self.kind
        self.form.set_help("kind", _HELP[kind])
        self._browse_row.setVisible(kind is not OfficeKind.POSTGRESQL)
        self.place_field.setPlaceholderText(
            "postgresql://server/kantoor" if kind is OfficeKind.POSTGRESQL else ""
        )

    def _browse(self) -> None:
        if self.kind is OfficeKind.FOLDER:
            chosen = self._dialogs.choose_folder("In welke map komt het kantoor?")
        else:
            suggested = f"{self.name_field.value() or 'kantoor'}.{OFFICE_FILE.extension}"
            chosen = self._dialogs.save_file("Waar komt het kantoor?", OFFICE_FILE, suggested=suggested)
        if chosen is None:
            return
        self.place_field.set_value(str(chosen))
        self.form.clear_errors()
        self._forget_findings()
        if self.kind is OfficeKind.FOLDER:
            self._examine()

    def _forget_findings(self) -> None:
        """What was found is about a folder that stands there no longer."""
        self._stop_examining()
        self._examined = None
        self.findings.setVisible(self.kind is OfficeKind.FOLDER and bool(self.place))
        self.findings.show_nothing()

    def _stop_examining(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
            self._progress = None

    def _examine(self) -> None:
        """Try the folder out; takes some seconds on a slow network."""
        if not self.place or self._progress is not None:
            return
        self._progress = Progress()
        self.findings.show()
        self.findings.follow(self._progress)
        self._tasks.query(
            partial(self._entrance.examine_folder, self.place, self._progress),
            then=partial(self._show_findings, self.place),
            failed=self._fail_examining,
            key="examine",
            owner=self,
        )

    def _show_findings(self, place: str, findings: Findings) -> None:
        self._progress = None
        if place != self.place or self.kind is not OfficeKind.FOLDER:
            return
        self._examined = place if findings.is_fit else None
        self.findings.show_findings(findings)
        self._fit()

    def _fail_examining(self, error: Exception) -> bool:
        self._progress = None
        self.findings.show_nothing()
        return isinstance(error, Cancelled) or self.show_error(error)

    # -------------------------------------------------------------------------------------------- making

    def _check(self) -> str:
        """The password, when everything is there; raises InvalidInput."""
        for name, field, sentence in (
            ("name", self.name_field, "Vul de naam van je organisatie in."),
            ("place", self.place_field, self._place_wanted()),
            ("user_name", self.user_name_field, "Kies een gebruikersnaam."),
        ):
            if not field.value():
                raise InvalidInput(sentence, field=name)
        if self.kind is OfficeKind.POSTGRESQL and not is_server(self.place):
            raise InvalidInput("Een adres begint met postgresql://", field="place")
        if self.kind is OfficeKind.FOLDER and self._examined != self.place:
            raise InvalidInput("Laat deze map eerst uitproberen.", field="place")
        return self.password.value()

    def _place_wanted(self) -> str:
        return {
            OfficeKind.THIS_PC: "Kies waar het bestand komt.",
            OfficeKind.FOLDER: "Kies in welke map het kantoor komt.",
            OfficeKind.POSTGRESQL: "Vul het adres van de server in.",
        }[self.kind]

    def _make(self) -> None:
        try:
            password = self._check()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self._tasks.run(
            partial(
                _made,
                self._entrance,
                self.place,
                kind=self.kind,
                name=self.name_field.value(),
                user_name=self.user_name,
                password=password,
                display_name=self.display_name_field.value(),
            ),
            then=self._finish,
            failed=self.show_error,
            owner=self,
        )

    def _finish(self, desk: Desk) -> None:
        self.set_busy(False)
        self.password.clear()
        self.made.emit(desk)
        self.accept()

    def reject(self) -> None:
        self._stop_examining()
        super().reject()


def _made(
    entrance: Entrance,
    place: str,
    *,
    kind: OfficeKind,
    name: str,
    user_name: str,
    password: str,
    display_name: str,
) -> Desk:
    """On the worker: make the office and open it with the password that was just chosen."""
    entrance.new_office(
        place, kind=kind, name=name, user_name=user_name, password=password, display_name=display_name
    )
    return entrance.open_office(place, user_name=user_name, password=password)
