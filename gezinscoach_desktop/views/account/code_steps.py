"""Giving somebody a code: the slip that goes with it, and the shortcut that shows the way to the office."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.services import office_link as link_service
from gezinscoach_desktop.services.account import NewAccess
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.account.access_dialog import AccessDialog
from gezinscoach_desktop.views.account.slip import Slip
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.joining.link_dialog import LinkDialog
from gezinscoach_desktop.views.tasks import Tasks, is_expected


class CodeSteps(QObject):
    """Remembers the shortcut that was made, so that the next slip names it too."""

    made = Signal(object)
    """Path: a shortcut stands there now."""

    def __init__(self, tasks: Tasks, dialogs: Dialogs, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._tasks = tasks
        self._dialogs = dialogs
        self._desk = desk
        self._window = window
        self._link: Path | None = None

    def show_code(self, display_name: str, user_name: str, access: NewAccess) -> None:
        """Show a new code, once, with what to hand over."""
        office = self._desk.office
        slip = Slip(office.name, office.place, display_name, user_name, access.code)
        dialog = AccessDialog(self._dialogs, slip, parent=self._window)
        dialog.open()
        if office.kind is OfficeKind.THIS_PC:
            return  # no other PC reaches it
        dialog.link_wanted.connect(partial(self._make_link_for, dialog))
        if self._link is not None:
            dialog.show_link(self._link)
            return
        self._tasks.watch(
            link_service.link_in_office, self._desk, then=dialog.show_link, failed=is_expected, owner=dialog
        )

    def make_link(self) -> None:
        """A file for colleagues to double-click."""
        self._open_link_dialog(self._window)

    def _make_link_for(self, access: AccessDialog) -> None:
        self._open_link_dialog(access).made.connect(access.show_link)

    def _open_link_dialog(self, over: QWidget) -> LinkDialog:
        dialog = LinkDialog(self._tasks, self._dialogs, self._desk, parent=over)
        dialog.made.connect(self._remember)
        dialog.open()
        return dialog

    def _remember(self, path: Path) -> None:
        self._link = path
        self.made.emit(path)
