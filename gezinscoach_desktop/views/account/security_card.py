"""On Instellingen, for who may: what the office asks of every PC on which it is open."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import KeptForLater
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import setting as setting_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.setting import LONGEST_IDLE, SHORTEST_IDLE, SecuritySettings
from gezinscoach_desktop.views.elements import Card
from gezinscoach_desktop.views.fields import CheckField, ComboField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks

_IDLE_HELP = "Zonder toets of muis. Vergrendelen kan ook altijd met Ctrl + Shift + L."
_DEVICE_HELP = (
    "Wie dat wil, zet het zelf aan op zijn eigen pc. Zet je dit uit, dan vraagt elke pc weer het wachtwoord."
)
_CAPTURE_HELP = (
    "Schermafdrukken en gedeelde schermen tonen dan een leeg vlak. "
    "Dat helpt tegen vergissingen, niet tegen een foto."
)


class SecurityCard(Card):
    """A choice holds at once, and can be taken back for ten seconds."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__("Veiligheid van het kantoor", parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._kept = SecuritySettings()
        self._build()
        self._connect()

    def _build(self) -> None:
        minutes = range(SHORTEST_IDLE, LONGEST_IDLE + 1)
        self.form = Form()
        self.idle_field: ComboField[int] = self.form.add_row(
            "idle_minutes",
            "Vergrendelen na",
            ComboField([(counted(number, "minuut", "minuten"), number) for number in minutes]),
            help_text=_IDLE_HELP,
            is_half=True,
        )
        self.device_field = self.form.add_row(
            "allows_device_key", "", CheckField("Een pc mag openen zonder wachtwoord"), help_text=_DEVICE_HELP
        )
        self.capture_field = self.form.add_row(
            "hides_from_capture",
            "",
            CheckField("Vensters blijven uit schermafdrukken"),
            help_text=_CAPTURE_HELP,
        )
        self.add(self.form)
        self._show(self._kept)

    def _connect(self) -> None:
        for field in (self.idle_field, self.device_field, self.capture_field):
            field.edited.connect(self._keep_choice)

    def show_settings(self, settings: SecuritySettings) -> None:
        """What holds now."""
        self._kept = settings
        self._show(settings)

    def _show(self, settings: SecuritySettings) -> None:
        self.idle_field.set_value(settings.idle_minutes)
        self.device_field.set_value(settings.allows_device_key)
        self.capture_field.set_value(settings.hides_from_capture)

    def _keep_choice(self) -> None:
        wanted = replace(
            self._kept,
            idle_minutes=self.idle_field.value() or self._kept.idle_minutes,
            allows_device_key=self.device_field.value(),
            hides_from_capture=self.capture_field.value(),
        )
        if wanted != self._kept:
            self._change(wanted, partial(self._say_kept, self._kept, wanted))

    def _change(self, wanted: SecuritySettings, then: partial[None]) -> None:
        self._tasks.run(
            setting_service.change_security, self._desk, wanted, then=then, failed=self._fail, owner=self
        )

    def _say_kept(self, before: SecuritySettings, wanted: SecuritySettings, _: Done) -> None:
        self._kept = wanted
        self._messages.offer_undo("De instelling geldt voor het hele kantoor.", partial(self._undo, before))

    def _undo(self, before: SecuritySettings) -> None:
        self._change(before, partial(self._take_back, before))

    def _take_back(self, before: SecuritySettings, _: Done) -> None:
        self.show_settings(before)

    def _fail(self, error: Exception) -> bool:
        """What the fields say holds: a choice that was refused is taken back."""
        if isinstance(error, KeptForLater):
            return False
        self._show(self._kept)
        return self.form.show_error(error)
