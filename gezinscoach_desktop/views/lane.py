"""Threads that do jobs one after the other, and callbacks that outlive nobody; what `views/tasks.py` is made of."""

from __future__ import annotations

import threading
import weakref
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject

from gezinscoach_desktop.views.progress import Progress


class Receiver:
    """A callback that does not keep its widget alive and is not called once the widget is gone."""

    def __init__(self, callback: Callable[..., Any], owner: QObject | None) -> None:
        arguments: tuple[Any, ...] = ()
        keywords: dict[str, Any] = {}
        if isinstance(callback, partial):
            arguments, keywords, callback = callback.args, callback.keywords, callback.func
        bound_to = getattr(callback, "__self__", None)
        self._arguments, self._keywords = arguments, keywords
        self._owner = None if owner is None else weakref.ref(owner)
        self._callback: Callable[[], Callable[..., Any] | None]
        if isinstance(bound_to, QObject) and hasattr(callback, "__func__"):
            self._owner = self._owner or weakref.ref(bound_to)
            self._callback = weakref.WeakMethod(callback)
        else:
            self._callback = partial(_same, callback)

    @property
    def owner_id(self) -> int:
        owner = None if self._owner is None else self._owner()
        return 0 if owner is None else id(owner)

    @property
    def is_alive(self) -> bool:
        if self._owner is None:
            return True
        owner = self._owner()
        return owner is not None and shiboken6.isValid(owner)

    def __call__(self, value: object) -> Any:
        callback = self._callback()
        if callback is None or not self.is_alive:
            return None
        return callback(*self._arguments, value, **self._keywords)


def _same(callback: Callable[..., Any]) -> Callable[..., Any]:
    return callback


@dataclass(slots=True)
class Job:
    """Something to do, and who hears how it went."""

    work: Callable[[], Any]
    is_write: bool
    then: Receiver | None
    failed: Receiver | None
    key: Hashable
    progress: Progress | None
    number: int = 0
    is_quiet: bool = False
    value: Any = None
    error: Exception | None = None

    def perform(self) -> None:
        """Do it; what came of it, or what went wrong, is kept for who delivers it."""
        try:
            self.value = self.work()
        except Exception as error:
            self.error = error
        finally:
            del self.work  # arguments and closed-over values go as soon as they are used


class Lane:
    """One thread that does jobs in the order in which they came."""

    def __init__(self, name: str, deliver: Callable[[Job], None], *, patience: float | None = None) -> None:
        self._patience = patience
        self._name = name
        self._deliver = deliver
        self._waiting: deque[Job] = deque()
        self._condition = threading.Condition()
        self._thread: threading.Thread | None = None
        self._is_closing = False

    def add(self, job: Job) -> list[Job]:
        """Queue the job; returns waiting jobs with the same key that it replaces."""
        with self._condition:
            if self._is_closing:
                return [job]
            replaced = [other for other in self._waiting if job.key is not None and other.key == job.key]
            for other in replaced:
                self._waiting.remove(other)
            self._waiting.append(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
                self._thread.start()
            self._condition.notify()
        return replaced

    def close(self) -> None:
        """Drop waiting reads, finish every write that was asked for, and wait for the thread."""
        with self._condition:
            self._is_closing = True
            for job in [job for job in self._waiting if not job.is_write]:
                self._waiting.remove(job)
            self._condition.notify()
        if self._thread is not None:
            self._thread.join(self._patience)

    def _work(self) -> None:
        while True:
            with self._condition:
                while not self._waiting and not self._is_closing:
                    self._condition.wait()
                if not self._waiting:
                    return
                job = self._waiting.popleft()
            job.perform()
            self._deliver(job)
