"""A folder for what must not stay: closed to other users, gone afterwards, also what a killed program left there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from gezinscoach_desktop.data.home import home

NAME = "temp"
IN_USE = "in-gebruik"


@contextmanager
def private_folder() -> Iterator[Path]:
    """A new folder within the program's own one; removed with all that is in it when the block ends.

    The lock beside it tells other programs of this user that somebody still works there.
    """
    above = temporary() / uuid4().hex
    above.mkdir(mode=0o700)
    lock = FileLock(above / IN_USE)
    lock.acquire()
    try:
        with tempfile.TemporaryDirectory(dir=above, ignore_cleanup_errors=True) as folder:
            yield Path(folder)
    finally:
        lock.release()
        shutil.rmtree(above, ignore_errors=True)


def temporary() -> Path:
    """Where such folders stand."""
    folder = home() / NAME
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def clear_leftovers() -> None:
    """Remove what killed programs left; what a program that runs is using stays."""
    for left in temporary().iterdir():
        if not left.is_dir():
            left.unlink(missing_ok=True)
            continue
        lock = FileLock(left / IN_USE, timeout=0)
        with suppress(Timeout, OSError):
            lock.acquire()
            lock.release()
            shutil.rmtree(left, ignore_errors=True)
