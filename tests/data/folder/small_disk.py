"""A real disk that is small, so that everything on it really meets "no space left": SQLite too, at any byte."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_BLOCK = 4096


class NoSmallDisk(Exception):
    """Why there is none here."""


@dataclass(frozen=True)
class SmallDisk:
    """A file system of its own."""

    path: Path

    def leave(self, free: int) -> None:
        """Fill it up until only `free` bytes are left."""
        self.clear()
        with (self.path / "ballast").open("wb", buffering=0) as ballast:
            left = self._free() - free
            with suppress(OSError):
                while left > 0:
                    left -= ballast.write(bytes(min(left, 64 * _BLOCK)))

    def clear(self) -> None:
        (self.path / "ballast").unlink(missing_ok=True)

    def _free(self) -> int:
        state = os.statvfs(self.path)
        return state.f_bavail * state.f_frsize


@contextmanager
def small_disk(size: int) -> Iterator[SmallDisk]:
    """Raises NoSmallDisk where none may be made: it takes root, and a Linux that lets root mount."""
    path = Path(tempfile.mkdtemp(prefix="gezinscoach-disk-"))
    try:
        try:
            subprocess.run(
                ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", path], check=True, capture_output=True
            )
        except (OSError, subprocess.CalledProcessError) as error:
            raise NoSmallDisk("no small disk here: it takes root and a Linux that lets it mount") from error
        try:
            yield SmallDisk(path)
        finally:
            subprocess.run(["umount", "--lazy", path], check=True, capture_output=True)
    finally:
        path.rmdir()
