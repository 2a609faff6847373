"""That a program runs, on disk: a mark per process, held by a lock that goes with the process however that ends."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from gezinscoach_desktop.data.disk import replace_file
from gezinscoach_desktop.data.home import home
from gezinscoach_desktop.data.process_lock import hold

_FOLDER = "running"
_LOCK, _MARK, _FAULT = ".lock", ".json", ".fault"
_MOST_FAULT = 200_000


@dataclass(frozen=True, slots=True)
class LeftMark:
    """What a process left that did not end well."""

    pid: int
    version: str
    began_at: datetime
    seen_at: datetime
    """When it was last known to run."""
    is_session_end: bool
    """The computer was being shut down."""
    fault: str
    """What was written while it fell: empty when it was ended from outside."""


class RunningMark:
    """Made at the start, removed by a good end. The process holds a lock on it: a number alone could be another's by now."""

    def __init__(self, version: str) -> None:
        folder = _folder()
        self._stem = folder / f"{os.getpid()}-{uuid4().hex[:8]}"
        self._content: dict[str, Any] = {
            "pid": os.getpid(),
            "version": version,
            "began_at": datetime.now(UTC).isoformat(),
        }
        lock = hold(_with(self._stem, _LOCK))
        if lock is None:
            raise OSError("a lock of a name that nobody else has is held")
        self._lock = lock
        self.tend()

    @property
    def fault_file(self) -> Path:
        """Where the process may write how it falls."""
        return _with(self._stem, _FAULT)

    def tend(self, *, is_session_end: bool = False) -> None:
        """Say that it still runs, or that the computer is being shut down; a disk that refuses is no trouble here."""
        content = {
            **self._content,
            "seen_at": datetime.now(UTC).isoformat(),
            "is_session_end": is_session_end,
        }
        with suppress(OSError):
            replace_file(_with(self._stem, _MARK), json.dumps(content).encode())

    def remove(self) -> None:
        """The process ends as it should."""
        for ending in (_MARK, _FAULT):
            with suppress(OSError):
                _with(self._stem, ending).unlink(missing_ok=True)
        with suppress(OSError):
            os.close(self._lock)
        with suppress(OSError):
            _with(self._stem, _LOCK).unlink(missing_ok=True)


def left_marks() -> Iterator[LeftMark]:
    """Of processes that no longer run and did not say goodbye; each is given once, and gone then."""
    for lock in sorted(_folder().glob(f"*{_LOCK}")):
        handle = _tried(lock)
        if handle is None:
            continue
        stem = lock.with_suffix("")
        left = _read(stem)
        for ending in (_MARK, _FAULT):
            with suppress(OSError):
                _with(stem, ending).unlink(missing_ok=True)
        os.close(handle)
        with suppress(OSError):
            lock.unlink(missing_ok=True)
        if left is not None:
            yield left


def _read(stem: Path) -> LeftMark | None:
    try:
        raw = json.loads(_with(stem, _MARK).read_bytes())
        seen_at = datetime.fromisoformat(raw["seen_at"]).astimezone(UTC)
        began_at = datetime.fromisoformat(raw["began_at"]).astimezone(UTC)
        pid, version, is_session_end = int(raw["pid"]), str(raw["version"]), raw["is_session_end"] is True
    except (OSError, ValueError, KeyError, TypeError):
        return None
    fault = ""
    with suppress(OSError):
        path = _with(stem, _FAULT)
        if path.stat().st_size:
            fault = path.read_bytes()[:_MOST_FAULT].decode("utf-8", errors="replace")
            seen_at = max(seen_at, datetime.fromtimestamp(path.stat().st_mtime, UTC))
    return LeftMark(pid, version, began_at, seen_at, is_session_end, fault)


def _folder() -> Path:
    folder = home() / _FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _with(stem: Path, ending: str) -> Path:
    return stem.with_name(f"{stem.name}{ending}")


def _tried(path: Path) -> int | None:
    """A handle on the lock of a process that no longer runs; None while it does, or when somebody else looked."""
    try:
        return hold(path) if path.exists() else None
    except OSError:
        return None
