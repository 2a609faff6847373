"""The folder port on the operating system: a local folder, a mounted share, or `\\\\server\\share` on Windows."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from gezinscoach_desktop.data.disk import flush_folder

T = TypeVar("T")

_WAITS = (0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.4)
"""Seconds between the tries while somebody else has the file open: a virus scanner lets go within a second."""
_BINARY = getattr(os, "O_BINARY", 0)
_UNREACHABLE = frozenset({51, 53, 55, 59, 64, 67, 121, 1231, 1232})
"""Windows' ways to say that server or share is away, of which Python makes FileNotFoundError here and there."""
_LONG = 180
"""From this length on Windows gets a folder in the notation that has no limit of 260 signs."""


class OsFolder:
    """A folder on disk or on a share. May be used by several threads at once."""

    def __init__(self, path: Path) -> None:
        self._place = os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps `..`, which `\\?\` cannot have
        self._root = Path(_without_limit(self._place) if os.name == "nt" else self._place)
        self._mode: int | None = None

    @property
    def place(self) -> str:
        return self._place

    def names(self, under: str) -> tuple[str, ...]:
        return self._asked(lambda: tuple(os.listdir(self._folder(under))))  # noqa: PTH208 - names, no paths

    def read(self, name: str, *, at: int = 0, size: int = -1) -> bytes:
        path = self._file(name)

        def read() -> bytes:
            with path.open("rb") as file:
                if at:
                    file.seek(at)
                return file.read(size)

        return self._asked(read)

    def size(self, name: str) -> int:
        return self._asked(self._file(name).stat).st_size

    def modified(self, name: str) -> float:
        return self._asked(self._file(name).stat).st_mtime

    def write(self, name: str, content: bytes, *, at: int = 0) -> None:
        path = self._file(name)
        handle = self._asked(lambda: os.open(path, os.O_WRONLY | os.O_CREAT | _BINARY, 0o666))
        self._fill(handle, content, at)
        if not at:
            flush_folder(path.parent)

    def link(self, source: str, name: str) -> None:
        made, path = self._file(source), self._file(name)
        self._asked(lambda: path.hardlink_to(made))
        flush_folder(path.parent)

    def create(self, name: str, content: bytes) -> None:
        path = self._file(name)
        handle = self._asked(lambda: os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666))
        with _undone(path):  # what was made exclusively is ours to take away
            self._fill(handle, content, 0)
        flush_folder(path.parent)

    def replace(self, name: str, content: bytes) -> None:
        path, beside = self._file(name), self._temporary(name)
        handle = self._asked(lambda: os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666))
        with _undone(beside):
            self._fill(handle, content, 0)
            self._asked(lambda: beside.replace(path))
        flush_folder(path.parent)

    def make_folder(self, name: str) -> None:
        path = self._folder(name)
        try:
            # Never with parents: where the share is not mounted, that would make an empty office on this PC.
            self._asked(path.mkdir)
        except FileExistsError:
            if path.is_dir():
                return
            raise
        if name:
            self._open_to_the_same(path)
        flush_folder(path.parent)

    def remove(self, name: str) -> None:
        with suppress(FileNotFoundError):
            self._asked(self._file(name).unlink)

    def free_space(self) -> int | None:
        return self._asked(lambda: shutil.disk_usage(self._root)).free

    def _asked(self, action: Callable[[], T]) -> T:
        """Do `action`, again while another has the file open; "not found" is told only while the folder itself is there."""
        for wait in _WAITS:
            try:
                return self._answered(action)
            except OSError as error:
                if not _is_in_use(error):
                    raise
            time.sleep(wait)
        return self._answered(action)

    def _answered(self, action: Callable[[], T]) -> T:
        try:
            return action()
        except FileNotFoundError as error:
            if getattr(error, "winerror", None) in _UNREACHABLE or not self._root.is_dir():
                raise OSError(errno.ENOTCONN, "The folder cannot be reached", self._place) from error
            raise

    def _fill(self, handle: int, content: bytes, at: int) -> None:
        with os.fdopen(handle, "wb") as file:
            if os.name != "nt":
                self._open_to_the_same(handle)
            if at:
                file.seek(at)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def _open_to_the_same(self, made: int | Path) -> None:
        """Whoever may use the office's folder may use what is in it, whatever the maker's umask says."""
        if os.name == "nt":  # there a file inherits
            return
        if self._mode is None:
            self._mode = stat.S_IMODE(self._root.stat().st_mode)
        mode = os.stat(made).st_mode  # noqa: PTH116 - an open file or a folder
        wanted = self._mode if stat.S_ISDIR(mode) else self._mode & 0o666
        if wanted & ~mode:
            with suppress(OSError):  # not ours, or a share that keeps no such thing
                os.chmod(made, stat.S_IMODE(mode) | wanted)  # noqa: PTH101

    def _temporary(self, name: str) -> Path:
        """Where the office tidies up after a program that died; beside the file in a folder that is no office (yet)."""
        own = self._root / "tmp"
        if own.is_dir():
            return own / str(uuid4())
        return self._file(name).with_name(f".{uuid4()}.tmp")

    def _folder(self, name: str) -> Path:
        return self._file(name) if name else self._root

    def _file(self, name: str) -> Path:
        parts = name.split("/")
        if any(part in ("", ".", "..") or set(part) & set('\\:*?"<>|\0') for part in parts):
            raise ValueError("not a name inside the office's folder")
        return self._root.joinpath(*parts)


@contextmanager
def _undone(path: Path) -> Iterator[None]:
    """Leave no half file at `path` when what follows fails."""
    try:
        yield
    except OSError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def _is_in_use(error: OSError) -> bool:
    """Whether another program has the file open in a way that keeps us out for a moment."""
    if os.name == "nt":
        # 5 is also what is said of a file that is being removed while somebody still reads it.
        return getattr(error, "winerror", None) in (5, 32, 33, 303)
    return error.errno in (errno.EBUSY, errno.ETXTBSY, errno.EAGAIN)


def _without_limit(path: str) -> str:
    """A Windows path that may be longer than 260 signs."""
    if len(path) < _LONG or path.startswith("\\\\?\\"):
        return path
    return f"\\\\?\\UNC\\{path[2:]}" if path.startswith("\\\\") else f"\\\\?\\{path}"
