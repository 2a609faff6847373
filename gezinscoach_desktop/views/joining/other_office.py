"""Another office is double-clicked while one is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.views.account.entrance import JoiningServices
from gezinscoach_desktop.views.messages import Kind, Message, Messages
from gezinscoach_desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.services.office_link import FoundOffice

_SECONDS = 30
_OTHER = "Je opende “{}”. Daarvoor gaat dit kantoor dicht: bewaar eerst wat je aan het typen bent."
_GO = "Dat kantoor &openen"
_SAME = "Dit kantoor is al open."


class OtherOffice(QObject):
    """Offers to go there: nothing closes until somebody says so."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        messages: Messages,
        entrance: JoiningServices,
        go: Callable[[str], None],
        *,
        parent: QObject,
    ) -> None:
        """`go` closes this office and offers the other one."""
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._entrance = entrance
        self._go = go

    def take(self, path: str) -> None:
        """A shortcut, an office or a shared folder."""
        self._tasks.watch(
            self._entrance.look,
            path,
            then=partial(self._compare, path),
            failed=partial(self._ask_blindly, path),
            owner=self,
        )

    def _compare(self, path: str, found: FoundOffice) -> None:
        if found.place == self._desk.place or found.office_id == str(self._desk.office.id):
            self._messages.info(_SAME)
        else:
            self._ask(path, found.name)

    def _ask_blindly(self, path: str, error: Exception) -> bool:
        """Out of reach, or no office: the first window says so, with what to do."""
        if not isinstance(error, UserError):
            return False
        self._ask(path, "")
        return True

    def _ask(self, path: str, name: str) -> None:
        text = _OTHER.format(name or PureWindowsPath(path).stem)
        self._messages.said.emit(Message(Kind.INFO, text, _GO, partial(self._go, path), _SECONDS))
