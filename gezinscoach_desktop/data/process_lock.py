"""A file that one process holds for as long as it runs: the lock goes with the process, however that ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def hold(path: Path) -> int | None:
    """A handle on the file at `path`, made when missing; None while another process holds it.

    Closing the handle lets go. A program that this one starts does not hold it too. Raises OSError where nothing can be held.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle)
    except (BlockingIOError, PermissionError):  # as Linux and as Windows say that somebody has it
        os.close(handle)
        return None
    except OSError:
        os.close(handle)
        raise
    return handle


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
