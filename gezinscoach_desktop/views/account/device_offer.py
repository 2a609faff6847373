"""Once after signing in, where the office allows it: whether this PC may open it without the password from now on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings

from gezinscoach_desktop.views.messages import Kind, Message, Messages
from gezinscoach_desktop.views.recent_offices import remember_device_key, without_password
from gezinscoach_desktop.views.tasks import Tasks, is_expected

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.services.setting import SecuritySettings

_KEY = "offices/device_key_offered"
_MOST = 32
_SECONDS = 30
_OFFER = (
    "Voortaan op deze pc openen zonder wachtwoord? Doe dit alleen als niemand anders onder jouw Windows-naam werkt. "
    "Later kan het ook, bij Instellingen."
)
_KEPT = "Deze pc opent het kantoor voortaan zonder wachtwoord."


class DeviceKeyOffer(QObject):
    """Asks nothing of a key store unless the office allows it; once told, it is never told again on this PC."""

    def __init__(
        self, tasks: Tasks, desk: Desk, settings: QSettings, messages: Messages, *, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._settings = settings
        self._messages = messages

    def start(self) -> None:
        """Look whether there is something to offer."""
        from gezinscoach_desktop.services.setting import read_security

        if self._name not in self._offered():
            self._tasks.query(read_security, self._desk, then=self._look, failed=is_expected)

    def _look(self, security: SecuritySettings) -> None:
        from gezinscoach_desktop.services.device_key import may_be_offered

        if security.allows_device_key:
            place, user_name = self._desk.place, self._desk.account.user_name
            self._tasks.watch(may_be_offered, place, user_name, then=self._offer, failed=is_expected)

    def _offer(self, is_possible: bool) -> None:
        if not is_possible:
            return
        known = [*self._offered(), self._name]
        self._settings.setValue(_KEY, json.dumps(known[-_MOST:]))
        self._messages.said.emit(Message(Kind.INFO, _OFFER, "&Zo instellen", self._keep, _SECONDS))

    def _keep(self) -> None:
        from gezinscoach_desktop.services.device_key import keep_device_key

        self._tasks.run(keep_device_key, self._desk, then=self._say_kept)

    def _say_kept(self, _: None) -> None:
        remember_device_key(self._settings, self._desk.place, self._desk.account.user_name, is_kept=True)
        self._messages.good(_KEPT)

    @property
    def _name(self) -> str:
        return json.dumps([without_password(self._desk.place), self._desk.account.user_name])

    def _offered(self) -> list[str]:
        try:
            kept = json.loads(str(self._settings.value(_KEY, "[]")))
        except ValueError:
            return []
        return [str(one) for one in kept] if isinstance(kept, list) else []
