"""Trying a place out beside the window: one at a time, and what was asked before is not told any more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from gezinscoach_desktop.domain.errors import Cancelled, UserError
from gezinscoach_desktop.views.account.findings_view import FindingsView
from gezinscoach_desktop.views.tasks import Progress, Tasks, is_expected

T = TypeVar("T")


class Trial(QObject):
    """Shows in a FindingsView how far it is; what was found is shown by whoever asked."""

    failed = Signal(object)
    """UserError: it could not be tried out at all."""

    def __init__(self, tasks: Tasks, view: FindingsView) -> None:
        super().__init__(view)
        self._tasks = tasks
        self._view = view
        self._progress: Progress | None = None

    def begin(self, work: Callable[[Progress], T], then: Callable[[T], object]) -> None:
        """Unless one is under way."""
        if self._progress is not None:
            return
        progress = self._progress = Progress()
        self._view.show()
        self._view.follow(progress)
        self._tasks.tend(
            partial(work, progress),
            then=partial(self._tell, progress, then),
            failed=partial(self._fail, progress),
            progress=progress,
            owner=self,
        )

    def forget(self) -> None:
        """What was found, or is being looked for, is about a place that stands there no longer."""
        self.stop()
        self._view.show_nothing()

    def stop(self) -> None:
        """Nobody waits for it any more."""
        if self._progress is not None:
            self._progress.cancel()
            self._progress = None

    def _tell(self, progress: Progress, then: Callable[[T], object], found: T) -> None:
        if progress is self._progress:
            self._progress = None
            then(found)

    def _fail(self, progress: Progress, error: Exception) -> bool:
        if progress is not self._progress:
            return is_expected(error)
        self.forget()
        if isinstance(error, Cancelled):
            return True
        if not isinstance(error, UserError):
            return False
        self.failed.emit(error)
        return True
