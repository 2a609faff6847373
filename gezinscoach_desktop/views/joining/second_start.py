"""What a second start asks of a program that runs already: come forward, and offer what was double-clicked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gezinscoach_desktop.domain.call import Call
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.views.account.entrance import JoiningServices
from gezinscoach_desktop.views.messages import Kind, Message, Messages
from gezinscoach_desktop.views.one_window import bring_forward
from gezinscoach_desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.services.office_link import FoundOffice

_SECONDS = 30
_OTHER = "Je opende “{}” terwijl dit kantoor nog open is. Wat je typte, blijft bewaard."
_GO = "Dat kantoor &openen"
_SAME = "Dit kantoor is al open."


class SecondStart(QObject):
    """What is asked waits until it can be seen: after a form that is open, and after the lock."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWidget | None = None
        self._take: Callable[[str], None] | None = None
        self._is_covered: Callable[[], bool] = _never
        self._wanted = ""

    def stand_in(
        self, window: QWidget, take: Callable[[str], None], *, is_covered: Callable[[], bool] | None = None
    ) -> None:
        """This window is the one to bring forward, and `take` gets what was double-clicked."""
        self._window, self._take, self._is_covered = window, take, is_covered or _never
        self.offer()

    def answer(self, call: Call) -> None:
        """Come forward now; of what was asked the last holds."""
        if self._window is None:
            return
        self._wanted = call.path or self._wanted
        bring_forward(self._window)
        form = QApplication.activeModalWidget()
        if form is not None:
            bring_forward(form)
        self.offer()

    def offer(self) -> None:
        """Offer what was asked, as soon as nothing stands before it."""
        if not self._wanted or self._take is None or self._is_covered():
            return
        form = QApplication.activeModalWidget()
        if isinstance(form, QDialog):
            form.finished.connect(self._offer_after, Qt.ConnectionType.QueuedConnection)
            return
        path, self._wanted = self._wanted, ""
        self._take(path)

    def _offer_after(self, _: int) -> None:
        self.offer()


class OtherOffice(QObject):
    """An office that is double-clicked while another one is open: nothing closes until somebody says so."""

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


def _never() -> bool:
    return False
