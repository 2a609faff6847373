"""How far a long task is: told by the worker, asked by the screen."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from gezinscoach_desktop.domain.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Report:
    """How far a long task is; `total` 0 while that is not known."""

    done: int = 0
    total: int = 0
    text: str = ""


class Progress:
    """Shared by a long task and the screen that shows it; safe from both threads. The screen asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._report = Report()
        self._cancelled = threading.Event()

    def __call__(self, done: int, total: int, text: str = "") -> None:
        """For services: note how far it is; raises Cancelled once the user stopped it."""
        self.report(done, total, text)
        if self._cancelled.is_set():
            raise Cancelled("Gestopt. Er is niets bewaard.")

    def report(self, done: int, total: int, text: str = "") -> None:
        with self._lock:
            self._report = Report(done, total, text)

    @property
    def latest(self) -> Report:
        with self._lock:
            return self._report

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        self._cancelled.set()
