"""The setup of an update, copied to this PC and checked here: that copy is what is started, never the share's file."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from filelock import FileLock

from gezinscoach_desktop.data.private import IN_USE, temporary
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.update import Manifest, Refusal, UpdateFolderSilent, UpdateRefused

_CHUNK = 1024 * 1024
_NO_ROOM = "Op deze pc is te weinig plaats voor de bijwerking; maak plaats en probeer opnieuw."
_NOT_KEPT = (
    "De bijwerking kon op deze pc niet bewaard worden; misschien hield een virusscanner ze tegen."
    " Vraag de ICT-dienst om raad."
)
Count = Callable[[int], None]
"""Gets how many bytes there are until now; raises to stop."""


@dataclass(frozen=True, slots=True)
class SetupCopy:
    """A checked copy in a folder that only this user can read; held until the program ends, or it is thrown away."""

    path: Path
    manifest: Manifest
    _lock: FileLock

    def is_genuine(self) -> bool:
        """Whether it still is what was signed; asked again right before it is started."""
        try:
            return _matches(self.path, self.manifest)
        except OSError:
            return False

    def throw_away(self) -> None:
        """It is not wanted any more."""
        with suppress(OSError):
            self._lock.release()
        shutil.rmtree(self.path.parent, ignore_errors=True)


def copy_setup(folder: Path, manifest: Manifest, count: Count) -> SetupCopy:
    """Read the setup once, into a private folder, and check the copy; raises UpdateRefused or UpdateFolderSilent."""
    try:
        target = temporary() / uuid4().hex
        target.mkdir(mode=0o700)
        lock = FileLock(target / IN_USE)
        lock.acquire()
    except OSError as error:
        raise OfficeUnavailable(_NOT_KEPT) from error
    try:
        made = SetupCopy(target / manifest.file_name, manifest, lock)
        _copy(folder / manifest.file_name, made.path, manifest.size, count)
        if not _is_what_was_signed(made):
            raise UpdateRefused(Refusal.SETUP)
    except BaseException:
        with suppress(OSError):
            lock.release()
        shutil.rmtree(target, ignore_errors=True)
        raise
    return made


def _is_what_was_signed(made: SetupCopy) -> bool:
    """Right after it was copied; a virus scanner may have taken it away already."""
    try:
        return _matches(made.path, made.manifest)
    except OSError as error:
        raise OfficeUnavailable(_NOT_KEPT) from error


def _copy(source: Path, target: Path, size: int, count: Count) -> None:
    """At most a byte more than there should be: a file that never ends must not fill the disk."""
    chunks = _chunks(source, size + 1)
    done = 0
    try:
        with target.open("xb") as copy:
            for chunk in chunks:
                copy.write(chunk)
                done += len(chunk)
                count(done)
            copy.flush()
            os.fsync(copy.fileno())
    except OSError as error:
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise OfficeUnavailable(_NO_ROOM if is_full else _NOT_KEPT) from error


def _chunks(source: Path, most: int) -> Iterator[bytes]:
    """What goes wrong here is the share's doing; what goes wrong with what was read is this PC's."""
    try:
        if not source.parent.is_dir():
            raise UpdateFolderSilent
        if not source.is_file():
            raise UpdateRefused(Refusal.SETUP_MISSING)
        with source.open("rb") as stream:
            while most > 0 and (chunk := stream.read(min(_CHUNK, most))):
                most -= len(chunk)
                yield chunk
    except OSError as error:
        raise UpdateFolderSilent from error


def _matches(path: Path, manifest: Manifest) -> bool:
    if path.stat().st_size != manifest.size:
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == manifest.sha256
