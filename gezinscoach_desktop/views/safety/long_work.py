"""Long work on the whole office in the place where it was asked for: how far it is, a way to stop it, how it ended."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import Cancelled, UserError
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.busy import ProgressView
from gezinscoach_desktop.views.elements import paragraph, set_tone
from gezinscoach_desktop.views.server.whole import Access
from gezinscoach_desktop.views.tasks import Progress, Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

T = TypeVar("T")
STOPPED = "Gestopt. Er is niets gewijzigd."


class LongWork(QWidget):
    """`tend` or `run`, and `end` once it is done; one piece of work at a time."""

    running_changed = Signal(bool)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._is_running = False
        self._asked_with: QWidget | None = None
        self.progress_view = ProgressView("")
        self._result = paragraph("", TextStyle.TEXT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(1))
        column.addWidget(self.progress_view)
        column.addWidget(self._result)
        self.progress_view.hide()
        self._result.hide()

    @property
    def is_running(self) -> bool:
        return self._is_running

    @property
    def result(self) -> str:
        """How the last work ended; empty while one runs."""
        return self._result.text()

    def tend(
        self, title: str, access: Access, *, work: Callable[[Desk, Progress], T], then: Callable[[T], object]
    ) -> None:
        """Work that may be cut off at any moment, beside everything else; `then` ends it."""
        progress = self._begin(title)
        self._tasks.tend(
            partial(_done, access, work, progress), then=then, failed=self.fail, progress=progress, owner=self
        )

    def run(
        self, title: str, access: Access, *, work: Callable[[Desk, Progress], T], then: Callable[[T], object]
    ) -> None:
        """Work that writes, in its turn; `then` ends it."""
        progress = self._begin(title)
        self._tasks.run(
            partial(_done, access, work, progress), then=then, failed=self.fail, progress=progress, owner=self
        )

    def _begin(self, title: str) -> Progress:
        """Show that this has begun."""
        progress = Progress()
        self.clear()
        self.progress_view.follow(progress, title)
        self.progress_view.show()
        # Before what began it is switched off: else the keyboard would be on whatever comes next.
        asked_with = QApplication.focusWidget()
        self._asked_with = asked_with if asked_with is not None and self._is_beside(asked_with) else None
        if self._asked_with is not None:
            self.progress_view.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._set_running(is_running=True)
        return progress

    def end(self, text: str, tone: Tone = Tone.GOOD) -> None:
        """It is done: say how."""
        # Once pressed, the button that stops is switched off as well, and the keyboard was put somewhere by chance.
        goes_back = (
            self.progress_view.stop_button.hasFocus() or not self.progress_view.stop_button.isEnabled()
        )
        self._result.setText(text)
        set_tone(self._result, tone)
        self._result.setVisible(bool(text))
        self._set_running(is_running=False)
        asked_with, self._asked_with = self._asked_with, None
        if goes_back and asked_with is not None and shiboken6.isValid(asked_with) and asked_with.isEnabled():
            asked_with.setFocus(Qt.FocusReason.OtherFocusReason)
        self.progress_view.hide()

    def fail(self, error: Exception) -> bool:
        """It was stopped or refused; fits as `failed=` of a task."""
        if isinstance(error, Cancelled):
            self.end(STOPPED, Tone.SECONDARY)
            return True
        self.end(error.message if isinstance(error, UserError) else "", Tone.ERROR)
        return isinstance(error, UserError)

    def clear(self) -> None:
        """What was said about earlier work no longer matters."""
        self._result.setText("")
        self._result.hide()

    def _is_beside(self, widget: QWidget) -> bool:
        """Whether the keyboard was in the card that this work belongs to."""
        card = self.parentWidget()
        return card is not None and card.isAncestorOf(widget)

    def _set_running(self, *, is_running: bool) -> None:
        self._is_running = is_running
        self.running_changed.emit(is_running)


def _done(access: Access, work: Callable[[Desk, Progress], T], progress: Progress) -> T:
    """On the worker: with a desk that reaches everything."""
    return access.run(lambda desk: work(desk, progress))
