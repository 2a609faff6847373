"""On Instellingen: who I am here, my password, and whether this PC opens the office without it."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.account import DeviceKey
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import account as account_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.account.facts import Facts
from gezinscoach_desktop.views.account.own_password import ChangePasswordDialog
from gezinscoach_desktop.views.elements import Card, button, paragraph, set_tone
from gezinscoach_desktop.views.fields import CheckField
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.recent_offices import remember_device_key
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_ALLOWED = (
    "Doe dit alleen op een pc waar niemand anders onder jouw Windows-naam werkt. "
    "Na het vergrendelen vraagt het programma je wachtwoord wel."
)
_NOT_ALLOWED = "Je kantoor laat dit niet toe."


class IdentityCard(Card):
    """What the practice office has no use for is hidden there: everybody knows its password."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        settings: QSettings,
        messages: Messages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Jij", parent)
        self._tasks = tasks
        self._desk = desk
        self._settings = settings
        self._messages = messages
        self._build()
        self._connect()

    def _build(self) -> None:
        account = self._desk.account
        facts = Facts(self)
        facts.add("Naam", account.display_name)
        facts.add("Gebruikersnaam", account.user_name)
        facts.add("Rol", ", ".join(role.label for role in OfficeRole if role in account.roles))
        self.password_button = button("Wachtwoord wijzigen…", icon_name="key")
        self.device_field = CheckField("Dit kantoor op deze pc openen zonder wachtwoord")
        self.device_field.setEnabled(False)
        self.device_hint = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self.device_hint.setContentsMargins(grid(6.5), 0, 0, 0)
        self.body.addWidget(self.password_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.device_field)
        self.add(self.device_hint)
        self.show_own(is_practice=True)

    def _connect(self) -> None:
        self.password_button.clicked.connect(self.change_password)
        self.device_field.edited.connect(self._switch_device_key)

    def load(self) -> None:
        """Look whether this PC keeps a key, which may ask its key store."""
        self._tasks.query(
            account_service.device_key_state, self._desk, then=self._show_device_key, key="device"
        )

    def show_own(self, *, is_practice: bool) -> None:
        """A password of one's own, and a key on this PC."""
        for widget in (self.password_button, self.device_field, self.device_hint):
            widget.setVisible(not is_practice)

    def change_password(self) -> None:
        """Open the form for it."""
        dialog = ChangePasswordDialog(self._tasks, account_service, self._desk, parent=self)
        dialog.changed.connect(self._say_changed)
        dialog.open()

    def _say_changed(self) -> None:
        self._messages.good("Je wachtwoord is gewijzigd. Op andere pc’s meld je opnieuw aan.")

    def _show_device_key(self, state: DeviceKey) -> None:
        reason = (_NOT_ALLOWED if not state.is_allowed else "") or state.problem or ""
        self.device_field.set_value(state.is_kept)
        self.device_field.setEnabled(state.is_kept or not reason)
        self._say_of_device(reason or _ALLOWED, Tone.SECONDARY)

    def _switch_device_key(self) -> None:
        is_wanted = self.device_field.value()
        self.device_field.setEnabled(False)
        service = account_service.keep_device_key if is_wanted else account_service.forget_device_key
        self._tasks.run(
            service, self._desk, then=self._kept if is_wanted else self._forgotten, failed=self._fail
        )

    def _kept(self, _: None) -> None:
        self._remember(is_kept=True)
        self._messages.good("Deze pc opent het kantoor voortaan zonder wachtwoord.")

    def _forgotten(self, _: None) -> None:
        self._remember(is_kept=False)
        self._messages.good("Deze pc vraagt voortaan je wachtwoord.")

    def _remember(self, *, is_kept: bool) -> None:
        user_name = self._desk.account.user_name
        remember_device_key(self._settings, self._desk.place, user_name, is_kept=is_kept)
        self.load()

    def _fail(self, error: Exception) -> bool:
        self.device_field.set_value(not self.device_field.value())
        self.device_field.setEnabled(True)
        if not isinstance(error, UserError):
            return False
        self._say_of_device(error.message, Tone.ERROR)
        return True

    def _say_of_device(self, sentence: str, tone: Tone) -> None:
        self.device_hint.setText(sentence)
        set_tone(self.device_hint, tone)
        self.device_field.setAccessibleDescription(sentence)
