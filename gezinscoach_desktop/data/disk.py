"""Files that are there whole or not at all, whenever the program is killed or the power goes."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`: a reader finds the old file or the new one, and after this returns the new one."""
    beside = _write_beside(path, content)
    try:
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def add_file(path: Path, content: bytes) -> None:
    """Put `content` at `path` where nothing stood; raises FileExistsError otherwise."""
    beside = _write_beside(path, content)
    place_new(beside, path)


def make_own(path: Path) -> None:
    """An empty file that only its owner may read and write; raises FileExistsError when something stands there."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def place_new(made: Path, path: Path) -> None:
    """Give the finished file `made` its place; raises FileExistsError, and then removes it, when something stands there."""
    try:
        if os.name == "nt":
            made.rename(path)  # refuses to replace
        else:
            path.hardlink_to(made)  # refuses to replace, which rename does not
            made.unlink()
    except OSError:
        made.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make a new name in `folder` survive a power cut; Windows does so itself and cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems refuse to flush a folder
            os.fsync(handle)
    finally:
        os.close(handle)


def _write_beside(path: Path, content: bytes) -> Path:
    beside = path.with_name(f".{path.name}.{uuid4().hex}.tmp")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside
