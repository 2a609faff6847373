"""A folder with backups. What bears the name of a backup was read back from the disk before it got that name."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from gezinscoach_desktop.data.backup_file import BackupDamaged, look, verify
from gezinscoach_desktop.data.backup_manifest import Manifest
from gezinscoach_desktop.data.disk import flush_folder

ENDING = ".gezinscoach-backup"
_LEFTOVER_START, _LEFTOVER = ".gezinscoach-", ".tmp"
_LEFTOVER_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class FoundBackup:
    """A file that bears the name of a backup of the office; without a manifest it is damaged or cannot be read."""

    path: Path
    size: int
    manifest: Manifest | None


def name_of(manifest: Manifest) -> str:
    """The file name, without any name of a person or an office, in the order of time when sorted."""
    made_at = manifest.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H.%M.%S")
    return f"{_prefix(manifest.contents.office_id)}{made_at}-{manifest.reason}{ENDING}"


def place(
    folder: Path, manifest: Manifest, write: Callable[[BinaryIO], None], check: Callable[[Path], None]
) -> Path:
    """Write a backup, flush it, let `check` read it back, and only then give it its name; raises OSError.

    Whatever goes wrong, nothing that looks like a backup stays behind.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = folder / f"{_LEFTOVER_START}{uuid4().hex}{_LEFTOVER}"
    try:
        handle = os.open(made, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        check(made)
        _remove_leftovers(folder, made)
        return _name_it(made, folder / name_of(manifest))
    finally:
        with suppress(OSError):
            made.unlink(missing_ok=True)


def found_in(folder: Path, office_id: UUID) -> tuple[FoundBackup, ...]:
    """Every backup of the office in `folder`, in no order; raises OSError when the folder cannot be read."""
    found = []
    for path in folder.iterdir():
        if path.name.startswith(_prefix(office_id)) and path.name.endswith(ENDING):
            backup = looked_at(path)
            if backup.manifest is None or backup.manifest.contents.office_id == office_id:
                found.append(backup)
    return tuple(found)


def remove(folder: Path, names: Sequence[str]) -> None:
    """Remove backups; one that cannot be removed now is left for the next time."""
    for name in names:
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def verified(path: Path) -> Manifest:
    """The manifest of a backup of which every byte was read; raises BackupDamaged, or OSError."""
    return verify(path, {}, lambda _: None)


_looked: dict[tuple[str, int, int], FoundBackup] = {}
_LOOKED_LIMIT = 1_000


def looked_at(path: Path) -> FoundBackup:
    """What a backup says about itself. It never changes, so that each is looked at once."""
    try:
        status = path.stat()
    except OSError:
        return FoundBackup(path, 0, None)
    key = (str(path), status.st_size, status.st_mtime_ns)
    if key in _looked:
        return _looked[key]
    try:
        found = FoundBackup(path, status.st_size, look(path))
    except BackupDamaged:
        found = FoundBackup(path, status.st_size, None)
    except OSError:
        return FoundBackup(path, status.st_size, None)  # the next time it may be readable
    if len(_looked) >= _LOOKED_LIMIT:
        _looked.clear()
    _looked[key] = found
    return found


def _prefix(office_id: UUID) -> str:
    return f"kantoor-{office_id.hex[:8]}-"


def _name_it(made: Path, path: Path) -> Path:
    number = 1
    while True:
        numbered = path if number == 1 else path.with_name(f"{path.name[: -len(ENDING)]}-{number}{ENDING}")
        try:
            _rename_new(made, numbered)
            flush_folder(path.parent)
            return numbered
        except FileExistsError:
            number += 1


def _rename_new(made: Path, path: Path) -> None:
    """Like `disk.place_new`, also on a stick with FAT, which knows no hard links."""
    if os.name != "nt":
        try:
            path.hardlink_to(made)
            return
        except FileExistsError:
            raise
        except OSError:
            if path.exists():
                raise FileExistsError(path) from None
    made.rename(path)


def _remove_leftovers(folder: Path, newest: Path) -> None:
    """What a killed program left a day ago, by the clock of whatever holds the folder."""
    with suppress(OSError):
        now = newest.stat().st_mtime
        for path in folder.glob(f"{_LEFTOVER_START}*{_LEFTOVER}"):
            if path != newest and now - path.stat().st_mtime > _LEFTOVER_SECONDS:
                path.unlink(missing_ok=True)
