"""Noticing at the next start that the program did not end well, and telling it once.

A mark on disk says that a process runs; a good end removes it. What a fall leaves (the lines of code, no values) is kept
for a report.
"""

from __future__ import annotations

import faulthandler
import json
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from gezinscoach_desktop import __version__
from gezinscoach_desktop.services.trouble import note_trouble

if TYPE_CHECKING:
    from gezinscoach_desktop.data.running import LeftMark, RunningMark

_KEPT = "laatste-crash.json"


@dataclass(frozen=True, slots=True)
class Crash:
    """The last time that the program stopped unexpectedly."""

    at: datetime
    """When it was last known to run: to the minute."""
    version: str
    is_fault: bool
    """It fell by itself; otherwise it was ended from outside, or the power went."""
    fault: str = ""
    """What the fall left: lines of code."""


class Watch:
    """For as long as this process runs. `end` when it ends as it should."""

    def __init__(self) -> None:
        from gezinscoach_desktop.data.running import RunningMark

        self._mark: RunningMark | None = None
        self._fault_file: IO[bytes] | None = None
        with suppress(OSError):  # a home that lets nothing be written: then nothing is noticed
            self._mark = RunningMark(__version__)
            self._fault_file = self._mark.fault_file.open("wb")
            faulthandler.enable(self._fault_file)
        self._before = threading.excepthook
        threading.excepthook = _note_in_thread

    def tend(self) -> None:
        """Now and then: that it still runs. Touches the disk: for a worker."""
        if self._mark is not None:
            self._mark.tend()

    def note_session_end(self) -> None:
        """The computer is being shut down: what is cut off now was no crash."""
        if self._mark is not None:
            self._mark.tend(is_session_end=True)

    def end(self) -> None:
        """The program ends as it should."""
        threading.excepthook = self._before
        if self._fault_file is not None:
            faulthandler.disable()
            self._fault_file.close()
            self._fault_file = None
        if self._mark is not None:
            self._mark.remove()
            self._mark = None


def look_back() -> Crash | None:
    """The newest crash that nobody was told about; it is kept for a report, and not given again. Touches the disk."""
    from gezinscoach_desktop.data.running import left_marks

    try:
        left = [_crash_of(mark) for mark in left_marks() if not mark.is_session_end]
    except OSError:
        return None
    if not left:
        return None
    newest = max(left, key=lambda crash: (crash.at, crash.is_fault))
    _keep(newest)
    return newest


def last_crash() -> Crash | None:
    """The last one, told or not; for a report."""
    try:
        raw = json.loads(_kept().read_bytes())
        return Crash(
            datetime.fromisoformat(raw["at"]).astimezone(UTC),
            str(raw["version"]),
            raw["is_fault"] is True,
            str(raw["fault"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _crash_of(mark: LeftMark) -> Crash:
    return Crash(mark.seen_at, mark.version, bool(mark.fault), mark.fault)


def _keep(crash: Crash) -> None:
    from gezinscoach_desktop.data.disk import replace_file

    content = {
        "at": crash.at.isoformat(),
        "version": crash.version,
        "is_fault": crash.is_fault,
        "fault": crash.fault,
    }
    with suppress(OSError):
        replace_file(_kept(), json.dumps(content).encode())


def _kept() -> Path:
    from gezinscoach_desktop.data.home import home

    return home() / _KEPT


def _note_in_thread(arguments: threading.ExceptHookArgs) -> None:
    """An error that ended a thread: noted as any other, without its message."""
    error: BaseException | None = arguments.exc_value
    trace: TracebackType | None = arguments.exc_traceback
    if error is not None and not isinstance(error, SystemExit):
        note_trouble(error.with_traceback(trace))
        if sys.stderr is not None:
            print(f"{type(error).__name__} in a thread; see the log", file=sys.stderr)
