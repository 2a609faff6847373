"""The checklist of the office that is open, over its window."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.setup import SetupStep
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.account.entrance import ServiceEntrance
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.setup.dialog import SetupDialog
from gezinscoach_desktop.views.tasks import Tasks


class Checklist:
    """Made once for the window; opens as often as is asked."""

    def __init__(self, tasks: Tasks, dialogs: Dialogs, settings: QSettings, desk: Desk) -> None:
        self._tasks, self._dialogs, self._settings, self._desk = tasks, dialogs, settings, desk

    def open(self, step: SetupStep, parent: QWidget) -> SetupDialog:
        """At that step; it shows the others as well."""
        dialog = SetupDialog(
            self._tasks,
            self._dialogs,
            self._settings,
            ServiceEntrance(),
            desk=self._desk,
            step=step.value,
            parent=parent,
        )
        dialog.open()
        return dialog
