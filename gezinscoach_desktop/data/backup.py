"""Making a backup and opening one again. One counts only after it was read back from the disk it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from gezinscoach_desktop import __version__
from gezinscoach_desktop.data.backup_copy import contents_of, examine
from gezinscoach_desktop.data.backup_file import (
    ARCHIVE,
    DATABASE,
    KEYS,
    BackupDamaged,
    Measured,
    measure,
    verify,
    write_backup,
)
from gezinscoach_desktop.data.backup_folder import FoundBackup, found_in, place
from gezinscoach_desktop.data.backup_manifest import LARGEST, Manifest, read_manifest
from gezinscoach_desktop.data.backup_source import DatabaseSource, Source, summed
from gezinscoach_desktop.data.private import private_folder
from gezinscoach_desktop.domain.backup import BackupReason, Contents
from gezinscoach_desktop.domain.errors import OfficeUnavailable, WrongPassword

if TYPE_CHECKING:
    from gezinscoach_desktop.data.keys import KeyRing, SlotStore

OnBytes = Callable[[int], None]
_NO_PLACE = 2**53
"""Far more backups than any office makes: such a place was made up by who has keys of before."""
_LARGEST_KEYS = 8 * LARGEST


@dataclass(frozen=True, slots=True)
class Prepared:
    """A backup that is ready to be put in any number of places, each time the same bytes."""

    manifest: Manifest
    text: bytes
    parts: tuple[Measured, ...]
    key: bytes = field(repr=False)

    @property
    def size(self) -> int:
        return sum(part.part.size for part in self.parts)

    @property
    def database(self) -> Path:
        """The copy itself, as long as the block of `prepared` lasts."""
        return self.parts[0].path

    def put(self, folder: Path, on_bytes: OnBytes) -> Path:
        """Write it to `folder`, read it back, and give it its name; raises OSError or BackupDamaged."""

        def write(stream: BinaryIO) -> None:
            write_backup(stream, self.text, self.parts, on_bytes)

        return place(folder, self.manifest, write, lambda made: self._read_back(made, on_bytes))

    def _read_back(self, made: Path, on_bytes: OnBytes) -> None:
        with private_folder() as folder:
            copy = folder / self.parts[0].part.name
            manifest = verify(made, {copy.name: copy}, on_bytes)
            contents = _contents(copy, self.key) if manifest.is_signed_with(self.key) else None
        if contents != self.manifest.contents:
            raise BackupDamaged(made)


def _contents(copy: Path, key: bytes) -> Contents:
    if copy.name == DATABASE:
        return contents_of(copy, key)
    from gezinscoach_desktop.data import archive

    return summed(archive.check(copy, lambda _: key))


@contextmanager
def prepared(
    source: Source, ring: KeyRing, reason: BackupReason, *, at: datetime, sequence: int
) -> Iterator[Prepared]:
    """A checked copy of the office as it is now, with the key slots of now; gone when the block ends.

    Raises OfficeUnavailable when the copy cannot be made, or is not whole.
    """
    from gezinscoach_desktop.data.keys import stored_slots

    with private_folder() as folder:
        copy, keys = folder / source.part, folder / KEYS
        contents = source.make(copy, ring)
        keys.write_bytes(stored_slots(ring.store))
        parts = (measure(source.part, copy), measure(KEYS, keys))
        manifest = Manifest(
            made_at=at.astimezone(UTC).replace(microsecond=0),
            account_id=ring.account_id,
            program=__version__,
            reason=reason,
            sequence=sequence,
            epoch=ring.epoch,
            contents=contents,
            parts=tuple(each.part for each in parts),
        )
        text = manifest.signed_with(ring.backup)
        yield Prepared(read_manifest(text), text, parts, ring.backup)


def next_sequence(folder: Path, ring: KeyRing) -> int:
    """The place of the next backup in the order of those in `folder` that the office made itself.

    A file that anybody put there could say a number after which none comes.
    """
    try:
        found = found_in(folder, ring.office_id)
    except OSError:
        return 1
    own = (each.manifest for each in found if each.manifest is not None and is_genuine(each, ring))
    return 1 + max((manifest.sequence for manifest in own if manifest.sequence < _NO_PLACE), default=0)


def is_genuine(found: FoundBackup, ring: KeyRing) -> bool | None:
    """Whether the office itself made this backup; None when these keys cannot tell."""
    if found.manifest is None:
        return False
    try:
        return found.manifest.is_signed_with(ring.backup_of(found.manifest.epoch))
    except LookupError:
        return None


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup of which everything was checked, unpacked in a private folder: a database or an archive."""

    manifest: Manifest
    copy: Path
    key: bytes = field(repr=False)
    ring: KeyRing
    slots: SlotStore
    """As they were on the day of the backup."""

    @property
    def size(self) -> int:
        return sum(part.size for part in self.manifest.parts)


Unlock = Callable[["SlotStore"], "KeyRing"]
"""Gives the keys for a backup, from those in hand or from the slots that travel with it."""


def open_backup(path: Path, folder: Path, unlock: Unlock, on_bytes: OnBytes = lambda _: None) -> Opened:
    """Unpack a backup into `folder` and check all of it: every byte, the signature, every page and reference, the counts.

    Raises BackupDamaged, WrongPassword, OfficeUnavailable, or OSError when it cannot be read.
    """
    from gezinscoach_desktop.data.keys import slots_from

    targets = {name: folder / name for name in (DATABASE, ARCHIVE, KEYS)}
    manifest = verify(path, targets, on_bytes)
    keys = manifest.part(KEYS)
    if keys is None or keys.size > _LARGEST_KEYS:
        raise BackupDamaged(path)
    slots = slots_from(targets[KEYS].read_bytes())
    ring = unlock(slots)
    if ring.office_id != manifest.contents.office_id:
        raise OfficeUnavailable(f"“{path.name}” is een reservekopie van een ander kantoor.")
    key = _key_of(path, manifest, ring)
    if not manifest.is_signed_with(key):
        raise BackupDamaged(path)
    copy = targets[manifest.parts[0].name]
    if _checked(path, copy, key) != manifest.contents:
        raise BackupDamaged(path)
    return Opened(manifest, copy, key, ring, slots)


def _key_of(path: Path, manifest: Manifest, ring: KeyRing) -> bytes:
    if manifest.epoch > ring.epoch:
        ring = ring.reload()  # a colleague renewed the keys since this program was started
    try:
        return ring.backup_of(manifest.epoch)
    except LookupError:
        raise WrongPassword(
            f"“{path.name}” gaat met deze sleutels niet open; probeer de naam en het wachtwoord van iemand van toen."
        ) from None


def _checked(path: Path, copy: Path, key: bytes) -> Contents:
    try:
        return examine(copy, key) if copy.name == DATABASE else _contents(copy, key)
    except OfficeUnavailable:
        raise BackupDamaged(path) from None  # by the name that the user knows


def back_up_before(
    office_copy: Callable[[Path, bytes], None], folder: Path, ring: KeyRing, reason: BackupReason
) -> Path:
    """A verified backup of an office that is not open yet (before its tables are changed).

    Raises OfficeUnavailable when none could be made: what it was for must not be done then.
    """
    sequence = next_sequence(folder, ring)
    try:
        with prepared(
            DatabaseSource(office_copy), ring, reason, at=datetime.now(UTC), sequence=sequence
        ) as backup:
            return backup.put(folder, lambda _: None)
    except OSError as error:
        raise cannot_be_kept(folder) from error


def cannot_be_kept(folder: Path) -> OfficeUnavailable:
    """The sentence for a place that is full, gone or closed."""
    return OfficeUnavailable(
        f"De reservekopie kan niet bewaard worden in “{folder}”; maak plaats vrij of kijk of de map bereikbaar is."
    )


def folder_beside(database: Path) -> Path:
    """Where the backups of an office in a file on this PC stand."""
    return database.with_name(f"{database.name}.backups")


def with_slots_of(ring: KeyRing) -> Unlock:
    """Open with the keys in hand, which reach every backup of this office."""
    return lambda _: ring


def with_password(user_name: str, password: str) -> Unlock:
    """Open with a password of the day of the backup."""

    def unlock(store: SlotStore) -> KeyRing:
        from gezinscoach_desktop.data.keys import open_ring

        return open_ring(store, user_name=user_name, password=password)

    return unlock


def with_recovery(code: str) -> Unlock:
    """Open with the recovery sheet."""

    def unlock(store: SlotStore) -> KeyRing:
        from gezinscoach_desktop.data.keys import open_with_recovery

        return open_with_recovery(store, code)

    return unlock
