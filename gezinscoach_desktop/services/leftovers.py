"""What this program, or a killed one, left on this PC: gone at the end, or else at the next start."""

from __future__ import annotations

import re
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from threading import Lock

_ODD = re.compile(r"[^A-Za-z0-9._-]+")


class OpenedFiles:
    """Files that were taken out of the office to be looked at, in a folder that only this user can read."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stack = ExitStack()
        self._folder: Path | None = None
        self._number = 0

    def put(self, name: str, content: bytes) -> Path:
        """Write a file; each has a folder of its own, so that two of one name do not hinder each other."""
        from gezinscoach_desktop.data.private import private_folder

        with self._lock:
            if self._folder is None:
                self._folder = self._stack.enter_context(private_folder())
            self._number += 1
            folder = self._folder / str(self._number)
            folder.mkdir(mode=0o700)
            path = folder / (_ODD.sub("-", name).strip("-.") or "document")
            path.touch(mode=0o600)
            path.write_bytes(content)
            return path

    def empty(self) -> None:
        """Remove them all; what another program still holds goes at the next start."""
        with self._lock, suppress(OSError):
            self._folder = None
            self._stack.close()


@cache
def opened_files() -> OpenedFiles:
    """Those of this program."""
    return OpenedFiles()


def clear_leftovers() -> None:
    """Remove temporary files of this program and of those that no longer run; what cannot be removed now goes another time."""
    from gezinscoach_desktop.data.private import clear_leftovers as clear

    opened_files().empty()
    with suppress(OSError):
        clear()
