"""Work on the whole office: at once where the program reaches all of it, with a login of the server where it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.server.login_dialog import ServerLogin, ServerLoginDialog
from gezinscoach_desktop.views.tasks import Tasks

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Access:
    """A way to the whole office, for as long as one task takes."""

    desk: Desk
    login: ServerLogin | None = None

    def run(self, work: Callable[[Desk], T]) -> T:
        """On a worker: do `work` with a desk that reaches everything."""
        if self.login is None:
            return work(self.desk)
        from gezinscoach_desktop.services.whole import whole_office

        with whole_office(self.desk, self.login.user_name, self.login.password) as whole:
            return work(whole)


class WholeOffice(QObject):
    """Asks for a login only on a server, and only then."""

    def __init__(self, tasks: Tasks, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._window = parent

    def ask(self, title: str, then: Callable[[Access], object]) -> None:
        """Give an Access to `then`, unless the user would rather not."""
        if not self._desk.office.is_partial:
            then(Access(self._desk))
            return
        dialog = ServerLoginDialog(self._tasks, title, partial(_attempted, self._desk), parent=self._window)
        dialog.allowed.connect(partial(_hand_over, self._desk, then))
        dialog.open()


def _hand_over(desk: Desk, then: Callable[[Access], object], login: ServerLogin) -> None:
    then(Access(desk, login))


def _attempted(desk: Desk, login: ServerLogin) -> None:
    """On the worker: whether the server lets it in."""
    Access(desk, login).run(_nothing)


def _nothing(_: Desk) -> None:
    """Being let in is all."""
