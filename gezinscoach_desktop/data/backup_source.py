"""What each kind of office gives for a backup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from gezinscoach_desktop.data.backup_copy import examine
from gezinscoach_desktop.data.backup_file import ARCHIVE, DATABASE
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.backup import COUNTED, Contents
from gezinscoach_desktop.domain.errors import OfficeUnavailable

if TYPE_CHECKING:
    from gezinscoach_desktop.data.archive import Summary
    from gezinscoach_desktop.data.keys import KeyRing
    from gezinscoach_desktop.data.office import Office


class Source(Protocol):
    """What an office gives for a backup: its database, or its rows where the database is a server's."""

    @property
    def part(self) -> str: ...

    def make(self, target: Path, ring: KeyRing) -> Contents:
        """Write a copy, checked, under the backup key of the newest epoch."""
        ...


@dataclass(frozen=True, slots=True)
class DatabaseSource:
    """An office in an SQLCipher database; `copy` is that of its port."""

    copy: Callable[[Path, bytes], None]

    @property
    def part(self) -> str:
        return DATABASE

    def make(self, target: Path, ring: KeyRing) -> Contents:
        self.copy(target, ring.backup)
        return examine(target, ring.backup)


@dataclass(frozen=True, slots=True)
class ArchiveSource:
    """An office on a server."""

    office: Office

    @property
    def part(self) -> str:
        return ARCHIVE

    def make(self, target: Path, ring: KeyRing) -> Contents:
        from gezinscoach_desktop.data import archive
        from gezinscoach_desktop.data.keys import slots

        stored, epoch, key = slots.contents(ring.store), ring.epoch, ring.backup
        with target.open("x+b") as stream:
            self.office.read(
                lambda session: archive.write(session, stream, stored, lambda _: key, epoch=epoch)
            )
        return summed(archive.check(target, lambda _: key))


def source_of(office: Office) -> Source:
    """How this kind of office is backed up."""
    if office.kind is OfficeKind.POSTGRESQL:
        return ArchiveSource(office)
    return DatabaseSource(office.copy_database)


def is_place_there(office: Office) -> bool:
    """Whether the backups of this office can stand beside it: where a share is not mounted they would fall on this PC."""
    from gezinscoach_desktop.data.folder.share import IDENTITY

    return office.kind is not OfficeKind.FOLDER or (Path(office.place) / IDENTITY).is_file()


def backup_number(office: Office) -> int | None:
    """Up to where a backup made now holds the log of a shared folder; None for other offices, which keep none."""
    if office.kind is not OfficeKind.FOLDER:
        return None
    inner: Any = getattr(office, "inner", office)
    number: int = inner.number
    return number


def note_backup(office: Office, number: int | None) -> None:
    """Tell a shared folder that a verified backup holds its log up to `number`: what is old of it may go."""
    if number is not None:
        inner: Any = getattr(office, "inner", office)
        with suppress(OfficeUnavailable):  # away just now; the next backup says it again
            inner.note_backup(number)


def summed(summary: Summary) -> Contents:
    """What an archive says about an office, in the words of a backup."""
    counts: Mapping[str, int] = {
        table: summary.tables[table].count for table in COUNTED if table in summary.tables
    }
    return Contents(summary.office_id, summary.revision, counts, summary.audit_number, summary.audit_hash)
