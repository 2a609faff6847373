"""One window per user and place: who holds the lock has the window, and others put a letter in its box.

The box is a folder in the home of the program, which only this user can write in. It is one of each session in which a
window can be seen: who works at this PC and from elsewhere at once has a window in both.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from gezinscoach_desktop.data.home import home
from gezinscoach_desktop.data.process_lock import hold

T = TypeVar("T")

_FOLDER = "venster"
_LOCK, _BOX = "lock", "post"
_LETTER = ".json"
_MOST = 20
"""Letters that are read at once: whoever fills the box does not keep the program busy."""
_TIMES, _PAUSE = 40, 0.05
_TOO_OLD = 60.0
"""Seconds after which a letter was meant for a program that no longer runs."""


class LetterBox:
    """Of one session of this user with this home. Raises OSError where nothing can be written."""

    def __init__(self) -> None:
        self.folder = home() / _FOLDER / _session()
        self.box = self.folder / _BOX
        self.box.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._held: int | None = None

    def take(self) -> bool:
        """Whether this process has the window from now on; it keeps that until `let_go`, however it ends."""
        if self._held is None:
            self._held = hold(self.folder / _LOCK)
        return self._held is not None

    def let_go(self) -> None:
        """Another process may have the window."""
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def put(self, content: bytes) -> Path:
        """Leave a letter: there whole or not at all."""
        path = self.box / f"{uuid4().hex}{_LETTER}"
        beside = path.with_suffix(".tmp")
        try:
            beside.touch(mode=0o600)
            _free(partial(beside.write_bytes, content))
            now = time.time()
            _free(partial(os.utime, beside, (now, now)))  # a share has a clock of its own
            _free(partial(beside.replace, path))
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise
        return path

    def collect(self, largest: int) -> Iterator[bytes]:
        """Empty the box: what nobody checked yet. Of a letter that is larger than it may be, one byte too many comes along."""
        for path in sorted(self.box.glob(f"*{_LETTER}"))[:_MOST]:
            try:
                content = _free(partial(_read, path, largest + 1))
                # Whoever removes it has it: who wrote it may just be taking it back.
                is_mine = take_away(path)
            except OSError:
                continue  # who wrote it opens a window after a while
            if is_mine and content is not None:
                yield content


def is_there(letter: Path) -> bool:
    """Whether nobody took it yet. On Windows it stays until a virus scanner that looks at it lets go."""
    try:
        return letter.exists()
    except PermissionError:
        return True


def take_away(letter: Path) -> bool:
    """Whether it was still there; it is gone then. Raises OSError while another program holds on to it."""
    try:
        _free(letter.unlink)
    except FileNotFoundError:
        return False
    return True


def _read(path: Path, most: int) -> bytes | None:
    """None for what is no letter, or was for a program that no longer runs."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or time.time() - found.st_mtime > _TOO_OLD:
        return None
    with path.open("rb") as stream:
        return stream.read(most)


def _free(work: Callable[[], T]) -> T:
    """On Windows a virus scanner holds a new file for a moment: tried again until it lets go."""
    for _ in range(_TIMES):
        try:
            return work()
        except PermissionError:
            time.sleep(_PAUSE)
    return work()


if sys.platform == "win32":

    def _session() -> str:
        """Which screen of this user."""
        import ctypes

        number = ctypes.c_ulong()
        ctypes.windll.kernel32.ProcessIdToSessionId(os.getpid(), ctypes.byref(number))
        return str(number.value)

else:

    def _session() -> str:
        """Which screen of this user."""
        screen = "|".join(os.environ.get(name, "") for name in ("WAYLAND_DISPLAY", "DISPLAY"))
        return sha256(screen.encode()).hexdigest()[:8]
