"""A new, empty office: what it is called, where it stands, and the first account."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.elements import button
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.password_field import PasswordField
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

SHORTEST_PASSWORD = 12
OFFICE_FILE = FileKind("Kantoor", "gezinscoach")


class NewOffice(Protocol):
    """`services.office.new_office`."""

    def __call__(
        self, place: str, *, name: str, user_name: str, password: str, display_name: str = ""
    ) -> None: ...


def password_advice(password: str) -> str:
    """One line beneath the password: what is still missing, or that it is good."""
    missing = SHORTEST_PASSWORD - len(password)
    if not password:
        return f"Minstens {SHORTEST_PASSWORD} tekens. Vier gewone woorden na elkaar is sterk en makkelijk te onthouden."
    if missing > 0:
        return f"Nog {missing} {'teken' if missing == 1 else 'tekens'}."
    if len(set(password.casefold())) < SHORTEST_PASSWORD // 2:
        return "Lang genoeg, maar dezelfde tekens komen vaak terug. Kies liever gewone woorden na elkaar."
    if len(password) < SHORTEST_PASSWORD + 4:
        return "Lang genoeg. Een woord erbij maakt het nog sterker."
    return "Sterk wachtwoord."


def check_passwords(password: str, repeated: str) -> None:
    """Raises InvalidInput when the password is too short or was typed differently the second time."""
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput(f"Kies een wachtwoord van minstens {SHORTEST_PASSWORD} tekens.", field="password")
    if password != repeated:
        raise InvalidInput("De twee wachtwoorden zijn niet gelijk. Typ ze opnieuw.", field="repeated")


class NewOfficeDialog(FormDialog):
    """Closes once the office is there; `made` says where."""

    made = Signal(str)

    def __init__(
        self, tasks: Tasks, dialogs: Dialogs, new_office: NewOffice, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Nieuw kantoor",
            "Kantoor maken",
            intro="Een kantoor is één versleuteld bestand met de gezinnen van jouw organisatie.",
            parent=parent,
        )
        self._tasks = tasks
        self._dialogs = dialogs
        self._new_office = new_office
        self._build_form()
        self._connect_form()
        self._advise()
        self.resize(grid(130), grid(165))

    @property
    def user_name(self) -> str:
        return self.user_name_field.value()

    def _build_form(self) -> None:
        form = self.form
        self.name_field = form.add_row(
            "name", "Naam van de organisatie", TextField(placeholder="OCMW Ninove"), is_required=True
        )
        self.place_field = form.add_row("place", "Waar komt het bestand?", TextField(), is_required=True)
        self.browse_button = button("Plaats kiezen …", "secondary", "folder-open")
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.browse_button)
        line.addStretch(1)
        form.add_wide(row)
        form.add_group("Jouw account")
        self.display_name_field = form.add_row("display_name", "Je naam", TextField(), is_half=True)
        self.user_name_field = form.add_row(
            "user_name", "Gebruikersnaam", TextField(), is_required=True, is_half=True
        )
        self.password_field = form.add_row(
            "password", "Wachtwoord", PasswordField(), is_required=True, help_text=password_advice("")
        )
        self.repeated_field = form.add_row(
            "repeated",
            "Wachtwoord nog eens",
            PasswordField(),
            is_required=True,
            help_text="Wie zijn wachtwoord kwijt is, kan het kantoor niet meer openen. Niemand kan het terughalen.",
        )

    def _connect_form(self) -> None:
        self.browse_button.clicked.connect(self._browse)
        self.password_field.textChanged.connect(self._advise)
        self.submitted.connect(self._make)

    def _browse(self) -> None:
        suggested = f"{self.name_field.value() or 'kantoor'}.{OFFICE_FILE.extension}"
        chosen = self._dialogs.save_file("Waar komt het kantoor?", OFFICE_FILE, suggested=suggested)
        if chosen is not None:
            self.place_field.set_value(str(chosen))

    def _advise(self) -> None:
        self.form.set_help("password", password_advice(self.password_field.value()))

    def _check(self) -> None:
        for name, field, sentence in (
            ("name", self.name_field, "Vul de naam van je organisatie in."),
            ("place", self.place_field, "Kies waar het bestand komt."),
            ("user_name", self.user_name_field, "Kies een gebruikersnaam."),
        ):
            if not field.value():
                raise InvalidInput(sentence, field=name)
        check_passwords(self.password_field.value(), self.repeated_field.value())

    def _make(self) -> None:
        try:
            self._check()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self._tasks.run(
            _made,
            self._new_office,
            self.place_field.value(),
            self.name_field.value(),
            self.user_name_field.value(),
            self.password_field.value(),
            self.display_name_field.value(),
            then=self._finish,
            failed=self.show_error,
        )

    def _finish(self, place: str) -> None:
        self.set_busy(False)
        self.accept()
        self.made.emit(place)


def _made(
    new_office: NewOffice, place: str, name: str, user_name: str, password: str, display_name: str
) -> str:
    """On the worker."""
    new_office(place, name=name, user_name=user_name, password=password, display_name=display_name)
    return place
