"""What the window does by itself beside the work: backups in time, windows left out of pictures of the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.setting import SecuritySettings, read_security
from gezinscoach_desktop.views.capture import CaptureGuard
from gezinscoach_desktop.views.tasks import Progress, Tasks, is_expected

_LOOK_MS = 20 * 60_000
"""Often enough for "older than four hours" to be noticed on a window that stays open all day."""


def back_up_if_due(desk: Desk, progress: Progress) -> None:
    """On the worker for upkeep; a problem is shown by the state of the backups, not as an error."""
    from gezinscoach_desktop.services.backup import back_up_if_due as back_up

    back_up(desk, progress)


class Upkeep(QObject):
    """Lives as long as an office is open."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        capture: CaptureGuard,
        *,
        told: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        """`told` is called when a backup may have been made, or not."""
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._capture = capture
        self._told = told
        self._progress: Progress | None = None
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self.look)

    def start(self) -> None:
        """Begin, and go on until `stop`."""
        self._tasks.changed.connect(self._follow)
        self._clock.start()
        self._read_security()
        self.look()

    def stop(self) -> None:
        """Nothing new is begun; a backup under way is broken off, which leaves nothing half."""
        self._clock.stop()
        if self._progress is not None:
            self._progress.cancel()

    def look(self) -> None:
        """Make a backup when it is time for one, unless one is being made."""
        if self._progress is None:
            self._progress = Progress()
            self._tasks.tend(
                back_up_if_due,
                self._desk,
                self._progress,
                then=self._done,
                failed=self._fail,
                progress=self._progress,
                owner=self,
            )

    def _done(self, _: object) -> None:
        self._progress = None
        self._told()

    def _fail(self, error: Exception) -> bool:
        self._progress = None
        self._told()
        return is_expected(error)

    def _read_security(self) -> None:
        # A locked office, say, does not answer: what was chosen before stays.
        self._tasks.watch(read_security, self._desk, then=self._use, failed=is_expected, owner=self)

    def _use(self, security: SecuritySettings) -> None:
        self._capture.hide_windows(security.hides_from_capture)

    def _follow(self, change: Change) -> None:
        if change.touches(Noun.SETTING):
            self._read_security()
