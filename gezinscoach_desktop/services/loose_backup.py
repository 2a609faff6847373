"""Backups without their office: finding them in a folder or on a stick, seeing what is in one, making it an office again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services.archive import Arrived
from gezinscoach_desktop.services.backup import Counter, Report
from gezinscoach_desktop.services.desk import utc_now
from gezinscoach_desktop.services.place import canonical, is_url, kind_of
from gezinscoach_desktop.services.whole import codes_for

if TYPE_CHECKING:
    from gezinscoach_desktop.data.backup import Opened, Unlock


@dataclass(frozen=True, slots=True)
class LooseBackup:
    """A backup as it stands somewhere, before anybody opened it: what it says about itself is not checked yet."""

    path: Path
    size: int
    folder_name: str
    """The folder as people know it: that of the office, or the stick it stands on."""
    office_id: UUID | None = None
    made_at: datetime | None = None
    """None when it cannot be read."""
    reason: BackupReason | None = None
    counts: Mapping[str, int] | None = None

    @property
    def is_readable(self) -> bool:
        return self.made_at is not None


def find_backups(places: Sequence[str], report: Report | None = None) -> tuple[LooseBackup, ...]:
    """Every backup in these places, newest first: folders (and a little below them), files, and offices known here.

    A place that is not there gives nothing. Raises Cancelled when the user stopped it.
    """
    from gezinscoach_desktop.data.backup_search import places_of, search

    found: dict[Path, LooseBackup] = {}
    for number, place in enumerate(places):
        if report is not None:
            report(number, len(places), "Reservekopieën zoeken…")
        if is_url(place.strip()):
            continue
        for folder in places_of(Path(canonical(place))):
            for each in search(folder):
                found.setdefault(each.path, _told(each.path, each.size, each.manifest))
    return tuple(sorted(found.values(), key=_newest_first))


def _told(path: Path, size: int, manifest: object) -> LooseBackup:
    from gezinscoach_desktop.data.backup_manifest import Manifest

    name = _folder_name(path)
    if not isinstance(manifest, Manifest):
        return LooseBackup(path, size, name)
    contents = manifest.contents
    return LooseBackup(
        path, size, name, contents.office_id, manifest.made_at, manifest.reason, contents.counts
    )


def _folder_name(path: Path) -> str:
    """`proefdorp` for a backup in `proefdorp.gezinscoach.backups` or in `proefdorp/backups`."""
    folder = path.parent
    if folder.name == "backups" and folder.parent.name:
        return folder.parent.name
    return folder.name.removesuffix(".backups").removesuffix(".gezinscoach") or str(folder)


def _newest_first(backup: LooseBackup) -> tuple[bool, float, str]:
    made_at = 0.0 if backup.made_at is None else backup.made_at.timestamp()
    return backup.made_at is None, -made_at, str(backup.path)


def opened_backup(path: Path, folder: Path, unlock: Unlock, report: Report | None) -> Opened:
    """Unpack a backup and check all of it; raises InvalidInput (field path) when it cannot be read at all."""
    from gezinscoach_desktop.data.backup import open_backup

    try:
        count = Counter(report, path.stat().st_size, "Nakijken…")
        return open_backup(path, folder, unlock, count)
    except FileNotFoundError:
        raise InvalidInput(f"Het bestand “{path.name}” bestaat niet.", field="path") from None
    except OSError:
        raise InvalidInput(f"“{path.name}” kan niet gelezen worden.", field="path") from None


@dataclass(frozen=True, slots=True)
class BackupContents:
    """What is in a backup that somebody opened with a password of that day."""

    path: Path
    office_name: str
    made_at: datetime
    reason: BackupReason
    counts: Mapping[str, int]
    newest_change: datetime | None = None
    """When something was last changed in it; looking does not count."""
    people: tuple[str, ...] = ()
    """The display names of who could open the office that day."""
    user_name: str = ""
    """Of the account that opened it; empty for the recovery sheet."""


def open_backup_with(
    path: Path,
    *,
    user_name: str = "",
    password: str = "",
    recovery_code: str = "",
    report: Report | None = None,
) -> BackupContents:
    """Open a backup without an office: with a password of that day, or the recovery sheet. Checks everything in it.

    Raises WrongPassword, InvalidInput (field path), or OfficeUnavailable when it is damaged.
    """
    from gezinscoach_desktop.data.backup_restore import as_database
    from gezinscoach_desktop.data.backup_search import glance
    from gezinscoach_desktop.data.private import private_folder

    with private_folder() as folder:
        backup = opened_backup(path, folder, _unlock(user_name, password, recovery_code), report)
        seen = glance(as_database(backup, folder), backup.key, backup.ring.account_id)
    manifest = backup.manifest
    return BackupContents(
        path,
        seen.office_name,
        manifest.made_at,
        manifest.reason,
        manifest.contents.counts,
        seen.newest_change,
        seen.people,
        seen.user_name,
    )


def restore_as_new(
    path: Path,
    place: str,
    *,
    user_name: str = "",
    password: str = "",
    recovery_code: str = "",
    kind: OfficeKind | None = None,
    server_user: str = "",
    server_password: str = "",
    report: Report | None = None,
) -> Arrived:
    """Put the office of a backup in a place where none stands (a new PC), whole or not at all.

    The accounts and passwords are those of the backup's day; a server takes a login of its own, and gives everybody a
    code. Raises WrongPassword, InvalidInput (field path) and OfficeUnavailable.
    """
    from gezinscoach_desktop.data.archive_place import arrival_of, placed
    from gezinscoach_desktop.data.backup_source import summed
    from gezinscoach_desktop.data.private import private_folder
    from gezinscoach_desktop.data.server.address import Login

    where = kind or kind_of(place)
    with private_folder() as folder:
        backup = opened_backup(path, folder, _unlock(user_name, password, recovery_code), report)
        arrival = arrival_of(backup, folder, utc_now(), Counter(report, backup.size, "Terugzetten…"))
        login = Login(server_user, server_password)
        with placed(canonical(place), where, arrival, login) as shown:
            codes = codes_for(place, where, login, arrival.ring, report)
            return Arrived(shown, where, summed(arrival.summary).counts, codes)


def _unlock(user_name: str, password: str, recovery_code: str) -> Unlock:
    from gezinscoach_desktop.data.backup import with_password, with_recovery

    return with_recovery(recovery_code) if recovery_code else with_password(user_name, password)
