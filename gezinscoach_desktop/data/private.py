"""A folder for what must not stay: closed to other users, gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gezinscoach_desktop.data.home import home

NAME = "temp"


@contextmanager
def private_folder() -> Iterator[Path]:
    """A new folder within the program's own one; removed with all that is in it when the block ends."""
    with tempfile.TemporaryDirectory(dir=temporary(), ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def temporary() -> Path:
    """Where such folders stand; what a killed program left there may be removed when no other program runs."""
    folder = home() / NAME
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
