"""The files of an office on this PC: what is there, a copy of all of it before anything changes, and the new one in place."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from gezinscoach_desktop.data.backup_copy import opened
from gezinscoach_desktop.data.disk import flush_folder
from gezinscoach_desktop.data.keys import FileSlots, key_file_of
from gezinscoach_desktop.data.keys.slots import contents
from gezinscoach_desktop.data.repair_pages import Pages, read_pages
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError

if TYPE_CHECKING:
    from gezinscoach_desktop.data.backup import Opened
    from gezinscoach_desktop.data.keys import KeyRing, SlotStore

_JOURNALS = ("-wal", "-shm", "-journal")
_ASIDE = ".voor-herstel-"
_IN_USE = "Het kantoor is nog ergens open. Sluit het in elk venster en probeer opnieuw."
_CHANGED = "Er werd intussen in het kantoor gewerkt. Sluit het in elk venster en probeer opnieuw."


@dataclass(frozen=True, slots=True)
class OfficeFiles:
    """Where an office in a file keeps what."""

    path: Path

    @property
    def keys(self) -> Path:
        return key_file_of(self.path)

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file that is there."""
        beside = [self.path.with_name(f"{self.path.name}{ending}") for ending in _JOURNALS]
        return tuple(path for path in (self.path, *beside, self.keys) if path.is_file())

    def copied(self, at: datetime) -> Path:
        """A folder beside it with everything as it is now, read back; raises OfficeUnavailable when that cannot be."""
        folder = self.path.with_name(f"{self.path.name}{_ASIDE}{at.astimezone():%Y-%m-%dT%H.%M.%S}")
        try:
            folder.mkdir(mode=0o700)
            for path in self.all:
                copy = folder / path.name
                shutil.copyfile(path, copy)
                with copy.open("rb+") as file:
                    os.fsync(file.fileno())
                if _digest(copy) != _digest(path):
                    raise OSError(copy.name)
            flush_folder(folder)
        except OSError as error:
            raise OfficeUnavailable(
                f"De kopie van nu kan niet bewaard worden in “{folder.parent}”; maak plaats vrij. Er is niets veranderd."
            ) from error
        return folder

    def state(self) -> tuple[tuple[str, int, int], ...]:
        """How its files are now, to see later whether somebody wrote in them meanwhile."""
        found = ((path.name, path.stat()) for path in self.all)
        return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in found)

    def require_closed(self, state: tuple[tuple[str, int, int], ...]) -> None:
        """Before anything changes; raises OfficeUnavailable while a program has it open, or when it is no longer so."""
        try:
            for path in self.all:
                path.rename(path)  # Windows gives no new name, the same one included, to what is open
        except OSError as error:
            raise OfficeUnavailable(_IN_USE) from error
        if self.state() != state:
            raise OfficeUnavailable(_CHANGED)

    def bring_back(self, folder: Path) -> None:
        """Everything as it was when it was copied to `folder`; what never changed is not touched.

        Raises OfficeUnavailable, which says where everything is, when that cannot be.
        """
        try:
            self._drop_journals(kept=folder)
            for name in (
                self.path.name,
                *(f"{self.path.name}{ending}" for ending in _JOURNALS),
                self.keys.name,
            ):
                if (folder / name).is_file():
                    _put_copy(folder / name, self.path.with_name(name))
        except OSError as error:
            raise OfficeUnavailable(
                f"Het herstellen lukte niet. Alles zoals het was staat in de map “{folder}”."
            ) from error

    def put(self, candidate: Path) -> None:
        """The new database in the place of the old one, whose copy stands elsewhere: one or the other is always there."""
        try:
            self._drop_journals()
            candidate.replace(self.path)
        except OSError as error:
            raise OfficeUnavailable(_IN_USE) from error
        flush_folder(self.path.parent)

    def _drop_journals(self, kept: Path | None = None) -> None:
        """Those of another database would be taken for its own; one that is as in the folder `kept` may stay."""
        for ending in _JOURNALS:
            path = self.path.with_name(f"{self.path.name}{ending}")
            if kept is None or not _is_alike(path, kept / path.name):
                path.unlink(missing_ok=True)

    def candidate(self) -> Path:
        """Where a new one is made: on the same disk."""
        return self.path.with_name(f".{self.path.name}.{uuid4().hex}.tmp")

    def put_keys(self, store: SlotStore) -> None:
        """The key file out of a backup."""
        made = self.candidate()
        try:
            FileSlots(made).begin(contents(store))
            made.replace(self.keys)
        finally:
            made.unlink(missing_ok=True)


def left_aside(path: Path) -> Path | None:
    """The newest folder in which a repair keeps everything of an office as it was; None when there is none."""
    try:
        beside = [each for each in path.parent.iterdir() if each.name.startswith(f"{path.name}{_ASIDE}")]
    except OSError:
        return None
    return max((each for each in beside if each.is_dir()), default=None)


def _is_alike(path: Path, other: Path) -> bool:
    return path.is_file() and other.is_file() and _digest(path) == _digest(other)


def _put_copy(copy: Path, target: Path) -> None:
    """A copy in the place of `target`, never written into a file that a program may have open."""
    if _is_alike(target, copy):
        return
    made = target.with_name(f".{target.name}.{uuid4().hex}.tmp")
    try:
        shutil.copyfile(copy, made)
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


@dataclass(frozen=True, slots=True)
class Keyed:
    """The keys that somebody's password opened, and where those came from."""

    ring: KeyRing
    slots: SlotStore
    from_backup: Path | None = None
    """The backup that had the slots, because the key file is gone."""


def keys_of(
    files: OfficeFiles, backups: tuple[Path, ...], unlock: Callable[[SlotStore], KeyRing], folder: Path
) -> Keyed:
    """From the key file, or from the newest backup that has one; raises WrongPassword or OfficeUnavailable."""
    store = FileSlots(files.keys)
    try:
        store.names()
    except OfficeUnavailable as error:
        for number, path in enumerate(backups):
            found = _opened(path, folder / f"keys-{number}", unlock)
            if found is not None:
                return Keyed(found.ring, found.slots, path)
        raise OfficeUnavailable(
            f"{error.message} Er is hier geen reservekopie waar het in staat; zet een reservekopie van elders terug."
        ) from None
    return Keyed(unlock(store), store)


def newest_good(
    backups: tuple[Path, ...], unlock: Callable[[SlotStore], KeyRing], folder: Path
) -> tuple[Path, Opened] | None:
    """The first of these that opens with these keys and in which everything is right."""
    for number, path in enumerate(backups):
        found = _opened(path, folder / f"backup-{number}", unlock)
        if found is not None:
            return path, found
    return None


def _opened(path: Path, folder: Path, unlock: Callable[[SlotStore], KeyRing]) -> Opened | None:
    from gezinscoach_desktop.data.backup import open_backup

    folder.mkdir(exist_ok=True)
    try:
        return open_backup(path, folder, unlock)
    except (UserError, OSError):
        shutil.rmtree(folder, ignore_errors=True)
        return None


def pages_of(path: Path, ring: KeyRing, on_pages: Callable[[int, int], None]) -> tuple[Pages, int]:
    """The pages under the epoch that opens most of them, and which that is."""
    best: tuple[Pages, int] | None = None
    for epoch in reversed(ring.epochs):
        pages = read_pages(path, ring.database_of(epoch), on_pages)
        if best is None or len(pages.sound) > len(best[0].sound):
            best = pages, epoch
        if len(pages.sound) > len(pages.bad):
            break
    if best is None:
        raise OfficeUnavailable("Deze sleutels openen het kantoor niet.")
    return best


def unlike_itself(path: Path, key: bytes) -> tuple[int, int]:
    """Of a file whose pages are sound: how many indexes do not fit their tables, how many rows refer to what is gone."""
    from sqlcipher3 import dbapi2

    try:
        with opened(path, key, "query_only = ON") as connection:
            checked = connection.execute("PRAGMA integrity_check").fetchall()
            loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    except dbapi2.Error:
        return 1, 0
    return len([row for row in checked if row[0] != "ok"]), len(loose)


def listed_in(path: Path, key: bytes) -> frozenset[tuple[str, str]]:
    """The tables, indexes and guards of a sound database, each with its kind."""
    with opened(path, key, "query_only = ON") as connection:
        rows = connection.execute("SELECT type, name FROM sqlite_master").fetchall()
    return frozenset((kind, name) for kind, name in rows if not name.startswith("sqlite_"))


def roles_in(path: Path, key: bytes, account_id: bytes) -> tuple[str, tuple[str, ...]] | None:
    """The user name and the roles of an account; None when it is not there."""
    import json

    with opened(path, key, "query_only = ON") as connection:
        row = connection.execute(
            "SELECT user_name, roles FROM account WHERE id = ?", (account_id,)
        ).fetchone()
    if row is None:
        return None
    roles = json.loads(row[1]) if row[1] else []
    return row[0], tuple(str(role) for role in roles)
