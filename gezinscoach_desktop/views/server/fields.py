"""The rows of a form that ask where a server is, and the login of whoever looks after it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services.server import DEFAULT_DATABASE
from gezinscoach_desktop.views.dialogs import ANY_FILE, Dialogs, FileKind
from gezinscoach_desktop.views.elements import button
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.password_field import PasswordField
from gezinscoach_desktop.views.server.typed import TypedServer, read_address, read_port
from gezinscoach_desktop.views.theme import grid

CERTIFICATE = FileKind("Certificaat", "crt")
_PEM = FileKind("Certificaat", "pem")
_CERTIFICATE_HELP = "Van wie de server beheert. Leeg als deze pc het certificaat al kent."
_SERVER_HELP = "Plak je een adres dat begint met postgresql://, dan vult het de rest in."


class ServerFields(QObject):
    """Adds the rows `host`, `port`, `database` and `ca_file`; keep it as long as the form."""

    edited = Signal()
    pasted = Signal(object)
    """TypedServer: a whole address, which may bear a login as well."""

    def __init__(self, form: Form, dialogs: Dialogs) -> None:
        super().__init__(form)
        self._form = form
        self._dialogs = dialogs
        self._options: tuple[tuple[str, str], ...] = ()
        self._add_rows()
        self._connect()

    def _add_rows(self) -> None:
        form = self._form
        self.host_field = form.add_row(
            "host",
            "Server",
            TextField(placeholder="server.gemeente.be"),
            help_text=_SERVER_HELP,
            is_required=True,
        )
        self.database_field = form.add_row(
            "database", "Databank", TextField(placeholder=DEFAULT_DATABASE), is_required=True, is_half=True
        )
        self.port_field = form.add_row("port", "Poort", TextField(placeholder="5432"), is_half=True)
        self.ca_field = form.add_row(
            "ca_file", "Certificaat van de server (CA-bestand)", TextField(), help_text=_CERTIFICATE_HELP
        )
        self.ca_button = button("Certificaat kiezen…", icon_name="folder-open")
        self._ca_row = QWidget()
        line = QHBoxLayout(self._ca_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(grid(2))
        line.addWidget(self.ca_button)
        line.addStretch(1)
        form.add_wide(self._ca_row)

    def _connect(self) -> None:
        self.ca_button.clicked.connect(self._browse)
        self.host_field.edited.connect(self._take_apart)
        for field in (self.host_field, self.database_field, self.port_field, self.ca_field):
            field.edited.connect(self.edited)

    def typed(self) -> TypedServer:
        """What stands there, without a login; raises InvalidInput (field host, database or port)."""
        if not self.host_field.value():
            raise InvalidInput("Vul de naam van de server in.", field="host")
        if not self.database_field.value():
            raise InvalidInput("Vul de naam van de databank in.", field="database")
        return TypedServer(
            self.host_field.value(),
            read_port(self.port_field.value()),
            self.database_field.value(),
            self.ca_field.value(),
            self._options,
        )

    def set_visible(self, is_visible: bool) -> None:
        for name in ("host", "database", "port", "ca_file"):
            self._form.set_row_visible(name, is_visible)
        self._ca_row.setVisible(is_visible)

    def _take_apart(self) -> None:
        """A whole address was pasted: each part in its own field, and no password in sight."""
        found = read_address(self.host_field.value())
        if found is None:
            return
        self._options = found.options
        self.host_field.set_value(found.host)
        self.port_field.set_value("" if found.port is None else str(found.port))
        self.database_field.set_value(found.database)
        self.ca_field.set_value(found.ca_file)
        self._form.clear_errors()
        self.pasted.emit(found)

    def _browse(self) -> None:
        chosen = self._dialogs.open_file("Certificaat van de server", (CERTIFICATE, _PEM, ANY_FILE))
        if chosen is not None:
            self.ca_field.set_value(str(chosen))
            self.edited.emit()


class LoginFields(QObject):
    """Adds the rows `server_user` and `server_password`; keep it as long as the form."""

    edited = Signal()

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._form = form
        self.user_field = form.add_row(
            "server_user",
            "Login van de server",
            TextField(placeholder=f"{DEFAULT_DATABASE}_migrator"),
            help_text="Niet je eigen account: de login van wie de server beheert.",
            is_required=True,
            is_half=True,
        )
        self.password_field = form.add_row(
            "server_password",
            "Wachtwoord van die login",
            PasswordField(),
            help_text="Wordt nergens bewaard.",
            is_half=True,
        )
        for field in (self.user_field, self.password_field):
            field.edited.connect(self.edited)

    def login(self) -> tuple[str, str]:
        """The name and the password; raises InvalidInput (field server_user)."""
        if not self.user_field.value():
            raise InvalidInput("Vul de login in van wie de server beheert.", field="server_user")
        return self.user_field.value(), self.password_field.value()

    def take(self, found: TypedServer) -> None:
        """What a pasted address said."""
        if found.user_name:
            self.user_field.set_value(found.user_name)
            self.password_field.set_value(found.password)

    def clear_password(self) -> None:
        self.password_field.clear()

    def set_visible(self, is_visible: bool) -> None:
        self._form.set_row_visible("server_user", is_visible)
        self._form.set_row_visible("server_password", is_visible)
