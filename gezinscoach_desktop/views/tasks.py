"""The only place with threads: workers for the database, for drafts, for drawing, for the network and for upkeep.

Workers are plain callables without QObjects; their results come on the GUI thread. A result whose receiver died
meanwhile is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, TypeVar, TypeVarTuple

from PySide6.QtCore import QObject, Qt, Signal

from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import Cancelled, UserError
from gezinscoach_desktop.services.trouble import trace_of
from gezinscoach_desktop.views.lane import Job, Lane, Receiver
from gezinscoach_desktop.views.progress import Progress as Progress
from gezinscoach_desktop.views.progress import Report as Report

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_NETWORK_SECONDS = 5.0

Failed = Callable[[Exception], bool]
"""Gets the error first; True means it has shown it, False that it belongs in the message bar."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A bug: what to show calmly, and what to copy for whoever repairs it, without personal data."""

    summary: str
    details: str


_BROKE = "Er ging iets mis in het programma. Probeer het nog eens; lukt het niet, kopieer dan de details."


def breakdown_of(error: BaseException) -> Breakdown:
    """Where it broke: names of files, lines and kinds of error, never the values in them."""
    return Breakdown(_BROKE, trace_of(error))


def is_expected(error: Exception) -> bool:
    """Fits as `failed=` of a task: what a user could act upon need not be told here; a bug is told as ever."""
    return isinstance(error, UserError)


def _change_of(value: object) -> Change | None:
    """The Change of a Done, or of a result that carries one as `done`."""
    done = value if isinstance(value, Done) else getattr(value, "done", None)
    return done.change if isinstance(done, Done) else None


def _nothing() -> None:
    """There was nothing to do but to tell."""


class Tasks(QObject):
    """Runs service functions away from the window. `query` reads, `run` writes, `compute` draws, `watch` waits."""

    changed = Signal(object)
    """Change: after every write that returned a Done."""
    refused = Signal(object)
    """UserError that nobody showed: for the message bar."""
    broke = Signal(object)
    """Breakdown: a bug; the calm handler."""
    busy_changed = Signal(bool)
    finished = Signal()
    """Something came back; for tests and the tour that wait."""
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mail: SimpleQueue[Job] = SimpleQueue()
        self._open: dict[int, Job] = {}
        self._newest: dict[Hashable, int] = {}
        self._number = 0
        self._database = Lane("database", self._post)
        # What is typed is on disk within a second, also while a share keeps the database worker waiting.
        self._drafts = Lane("drafts", self._post)
        self._drawing = Lane("drawing", self._post)
        # A share that hangs may keep this one for as long as it likes: nothing that has to be kept is on it.
        self._network = Lane("network", self._post, patience=_NETWORK_SECONDS)
        self._upkeep = Lane("upkeep", self._post, patience=_NETWORK_SECONDS)
        self._arrived.connect(self._open_mail, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        return any(not job.is_quiet for job in self._open.values())

    @property
    def is_at_rest(self) -> bool:
        """Nothing at all is under way, what is asked without saying so included; for tests that look at its answer."""
        return not self._open

    def query(
        self,
        function: Callable[[*Ts], T],
        *args: *Ts,
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        key: Hashable = None,
        owner: QObject | None = None,
    ) -> None:
        """Read on the database worker. With a `key` only the newest answer of this receiver is delivered."""
        self._start(self._database, self._job(partial(function, *args), then, failed, owner, key=key))

    def run(
        self,
        function: Callable[[*Ts], T],
        *args: *Ts,
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        key: Hashable = None,
        owner: QObject | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Write on the database worker; a Done announces its Change. A `key` replaces a write still waiting.

        Hand `progress` to the function as well: `partial(import_file, report=progress)`; closing cancels it.
        """
        job = self._job(
            partial(function, *args), then, failed, owner, key=key, progress=progress, is_write=True
        )
        self._start(self._database, job)

    def keep(
        self,
        function: Callable[[*Ts], T],
        *args: *Ts,
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        key: Hashable = None,
        owner: QObject | None = None,
    ) -> None:
        """Write a draft on this PC, on a worker that waits for nothing else; finished before the program ends.

        A `key` replaces a draft still waiting. What has to come after it is started in `then`.
        """
        job = self._job(partial(function, *args), then, failed, owner, key=key, is_write=True)
        self._start(self._drafts, job)

    def compute(
        self,
        function: Callable[[*Ts], T],
        *args: *Ts,
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        key: Hashable = None,
        owner: QObject | None = None,
    ) -> None:
        """Pure work without the database (charts, PDF) on its own worker."""
        self._start(self._drawing, self._job(partial(function, *args), then, failed, owner, key=key))

    def watch(
        self,
        function: Callable[[*Ts], T],
        *args: *Ts,
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        key: Hashable = None,
        owner: QObject | None = None,
    ) -> None:
        """Ask what may have to wait for the network, on its own worker, without saying that the program is busy."""
        job = self._job(partial(function, *args), then, failed, owner, key=key)
        job.is_quiet = True
        self._start(self._network, job)

    def tend(
        self,
        function: Callable[[*Ts], T],
        *args: *Ts,
        then: Callable[[T], object] | None = None,
        failed: Failed | None = None,
        key: Hashable = None,
        owner: QObject | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Long work beside everything else (a backup by itself), without saying that the program is busy.

        Only what may be cut off at any moment: the end of the program waits a few seconds for it at most.
        """
        job = self._job(partial(function, *args), then, failed, owner, key=key, progress=progress)
        job.is_quiet = True
        self._start(self._upkeep, job)

    def bell(self, then: Callable[[None], object]) -> Callable[[], None]:
        """Gives what any thread may call at any time to have `then` called on the GUI thread."""
        receiver = Receiver(then, None)

        def ring() -> None:
            with suppress(RuntimeError):  # the program is ending
                self._post(
                    Job(work=_nothing, is_write=False, then=receiver, failed=None, key=None, progress=None)
                )

        return ring

    def close(self) -> None:
        """Stop what can be stopped, finish running and waiting writes, end the workers."""
        for job in self._open.values():
            if job.progress is not None:
                job.progress.cancel()
        self._drafts.close()
        self._database.close()
        self._drawing.close()
        self._network.close()
        self._upkeep.close()
        self._open_mail()

    def _job(
        self,
        work: Callable[[], Any],
        then: Callable[..., Any] | None,
        failed: Failed | None,
        owner: QObject | None,
        *,
        key: Hashable,
        progress: Progress | None = None,
        is_write: bool = False,
    ) -> Job:
        receiver = None if then is None else Receiver(then, owner)
        self._number += 1
        return Job(
            work=work,
            is_write=is_write,
            then=receiver,
            failed=None if failed is None else Receiver(failed, owner),
            key=None if key is None else (receiver.owner_id if receiver else 0, is_write, key),
            progress=progress,
            number=self._number,
        )

    def _start(self, lane: Lane, job: Job) -> None:
        self._note(job)
        for replaced in lane.add(job):
            self._open.pop(replaced.number, None)

    def _note(self, job: Job) -> None:
        if job.key is not None:
            self._newest[job.key] = job.number
        was_busy = self.is_busy
        self._open[job.number] = job
        if not was_busy and self.is_busy:
            self.busy_changed.emit(True)

    def _post(self, job: Job) -> None:
        """On the worker: leave the finished job and ring."""
        self._mail.put(job)
        self._arrived.emit()

    def _open_mail(self) -> None:
        while True:
            try:
                job = self._mail.get_nowait()
            except Empty:
                return
            self._settle(job)

    def _settle(self, job: Job) -> None:
        was_busy = self.is_busy
        self._open.pop(job.number, None)
        is_newest = job.key is None or self._newest.get(job.key) == job.number
        if is_newest:
            self._newest.pop(job.key, None)
        if job.error is not None:
            if is_newest or job.is_write:
                self._fail(job, job.error)
        else:
            if (is_newest or job.is_write) and job.then is not None:
                job.then(job.value)
            if job.is_write and (change := _change_of(job.value)) is not None:
                self.changed.emit(change)
        self.finished.emit()
        if was_busy and not self.is_busy:
            self.busy_changed.emit(False)

    def _fail(self, job: Job, error: Exception) -> None:
        if job.failed is not None and job.failed(error):
            return
        if isinstance(error, Cancelled):
            return
        if isinstance(error, UserError):
            if job.is_write or job.then is None or job.then.is_alive:
                self.refused.emit(error)
            return
        self.broke.emit(breakdown_of(error))


class InlineTasks(Tasks):
    """For tests: everything happens at once, and a bug is raised where it was caused."""

    def _start(self, lane: Lane, job: Job) -> None:
        self._note(job)
        job.perform()
        if job.error is not None and not isinstance(job.error, UserError):
            handled = job.failed is not None and job.failed(job.error)
            self._open.pop(job.number, None)
            if not handled:
                raise job.error
            return
        self._settle(job)
