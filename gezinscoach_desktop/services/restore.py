"""Going back to a backup: trying whether it could be done, seeing what it would undo, doing it whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.services.backup import Report, prepared_now, put
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require, require_whole
from gezinscoach_desktop.services.loose_backup import BackupContents as BackupContents
from gezinscoach_desktop.services.loose_backup import open_backup_with as open_backup_with
from gezinscoach_desktop.services.loose_backup import opened_backup
from gezinscoach_desktop.services.loose_backup import restore_as_new as restore_as_new

if TYPE_CHECKING:
    from gezinscoach_desktop.data.backup import Opened, Prepared, Unlock
    from gezinscoach_desktop.data.backup_restore import Present

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Trial:
    """A restore that was done beside the office and thrown away again."""

    path: Path
    is_good: bool
    made_at: datetime | None
    counts: Mapping[str, int]
    problem: str | None
    """Why it could not be restored, in one sentence."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What somebody did since, which a restore would undo."""

    who: str
    """The display name; empty for an account that is not known."""
    action: str
    count: int

    @property
    def what(self) -> str:
        """The kind of change, as the log calls it."""
        return AuditAction(self.action).label if self.action in set(AuditAction) else self.action


@dataclass(frozen=True, slots=True)
class FamilyThen:
    """A family as it stands in a backup."""

    code: str
    name: str
    is_there_now: bool


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What a restore would do. Counts by the names of `domain.backup.COUNTED`."""

    path: Path
    made_at: datetime
    reason: BackupReason
    then: Mapping[str, int]
    now: Mapping[str, int]
    undone: tuple[Undone, ...]
    families: tuple[FamilyThen, ...] | None = None
    """None for who may not see every family."""

    @property
    def writes(self) -> int:
        """How many changes would be undone."""
        return sum(each.count for each in self.undone)


def try_restore(desk: Desk, path: Path, report: Report | None = None) -> Trial:
    """Unpack, open and check a backup completely in a private folder, and clean up; the office is left alone."""
    require(desk, Action.RESTORE)
    require_whole(desk)
    from gezinscoach_desktop.data.backup import with_slots_of

    return _tried(path, with_slots_of(desk.office.keys), report)


def _tried(path: Path, unlock: Unlock, report: Report | None) -> Trial:
    from gezinscoach_desktop.data.backup_restore import as_database, is_sound
    from gezinscoach_desktop.data.private import private_folder

    with private_folder() as folder:
        try:
            backup = opened_backup(path, folder, unlock, report)
            database = as_database(backup, folder)
        except UserError as error:
            return Trial(path, False, None, {}, error.message)
        manifest = backup.manifest
        problem = None
        if not is_sound(database, backup.key):
            problem = f"Het logboek in “{path.name}” is veranderd; gebruik een andere reservekopie."
        return Trial(path, problem is None, manifest.made_at, manifest.contents.counts, problem)


def preview_restore(desk: Desk, path: Path, report: Report | None = None) -> RestorePreview:
    """What restoring this backup would undo; raises OfficeUnavailable when it is damaged or another office's."""
    require(desk, Action.RESTORE)
    require_whole(desk)
    from gezinscoach_desktop.data.backup import with_slots_of
    from gezinscoach_desktop.data.backup_restore import counts_now
    from gezinscoach_desktop.data.private import private_folder

    with private_folder() as folder:
        backup = opened_backup(path, folder, with_slots_of(desk.office.keys), report)
        families = _families(desk, backup, folder)
    manifest = backup.manifest
    return RestorePreview(
        path=path,
        made_at=manifest.made_at,
        reason=manifest.reason,
        then=manifest.contents.counts,
        now=desk.office.read(counts_now),
        undone=_undone(desk, manifest.contents.audit_number),
        families=families,
    )


def _families(desk: Desk, backup: Opened, folder: Path) -> tuple[FamilyThen, ...] | None:
    """Names only for who sees every family of today as well."""
    from gezinscoach_desktop.data.backup_restore import as_database
    from gezinscoach_desktop.data.backup_search import families_in, families_of

    if reach(desk.account.roles, Action.READ_FAMILY) is not Reach.ANY:
        return None
    now = {family_id for family_id, _, _ in desk.office.read(families_of)}
    then = families_in(as_database(backup, folder), backup.key)
    return tuple(FamilyThen(code, name, family_id in now) for family_id, code, name in then)


def _undone(desk: Desk, number: int) -> tuple[Undone, ...]:
    from gezinscoach_desktop.data.account import display_names
    from gezinscoach_desktop.data.backup_restore import writes_since

    names, writes = desk.office.read(lambda session: (display_names(session), writes_since(session, number)))
    return tuple(
        Undone("" if each.account_id is None else names.get(each.account_id, ""), each.action, each.count)
        for each in writes
    )


def restore(desk: Desk, path: Path, report: Report | None = None) -> Done:
    """Go back to a backup, whole or not at all. Today's state is backed up first, verified; accounts and roles stay today's.

    The audit trail goes on and tells what was undone. Raises OfficeUnavailable when the backup cannot be used, or
    colleagues keep on writing.
    """
    require(desk, Action.RESTORE)
    require_whole(desk)
    if desk.office.read_only is not None:
        raise OfficeUnavailable(desk.office.read_only)
    from gezinscoach_desktop.data.backup import with_slots_of
    from gezinscoach_desktop.data.backup_restore import as_database
    from gezinscoach_desktop.data.private import private_folder

    with private_folder() as folder:
        backup = opened_backup(path, folder, with_slots_of(desk.office.keys), report)
        database = as_database(backup, folder)
        for attempt in range(_ATTEMPTS):
            with prepared_now(desk, BackupReason.RESTORE, report) as today:
                done = _replaced(desk, backup, database, today, folder / f"attempt-{attempt}", report)
            if done is not None:
                return done
    raise OfficeUnavailable(
        "Er wordt nog gewerkt in het kantoor; probeer het opnieuw als iedereen gestopt is."
    )


def _replaced(
    desk: Desk, backup: Opened, database: Path, today: Prepared, folder: Path, report: Report | None
) -> Done | None:
    """None when somebody wrote meanwhile, which would be lost without standing in the backup of today."""
    from gezinscoach_desktop.data.backup_restore import Signed, carry_over, counts_now, last_number, note_in

    folder.mkdir()
    kept = put(desk, today, report)
    candidate = folder / "candidate"
    shutil.copyfile(database, candidate)
    carry_over(candidate, backup.key, _present(backup, today, folder))
    number = today.manifest.contents.audit_number
    undone = _undone(desk, backup.manifest.contents.audit_number)
    done = Done(
        Change(frozenset(Noun)), counts={"undone": sum(each.count for each in undone), **_kinds(undone)}
    )
    contents = note_in(
        candidate,
        backup.key,
        Signed(uuid4(), desk.account.id, desk.now()),
        done,
        {
            AuditAction.BACK_UP: {"reason": BackupReason.RESTORE.value, "size": kept.size},
            AuditAction.RESTORE: {
                "made_at": backup.manifest.made_at.isoformat(),
                "from": number,
                "to": backup.manifest.contents.audit_number,
                "undone": _kinds(undone),
            },
        },
    )
    if desk.office.read(last_number) != number:
        return None
    desk.office.replace_database(candidate, backup.key)
    now = desk.office.read(counts_now)
    if any(now[name] != count for name, count in contents.counts.items()):
        raise OfficeUnavailable(
            f"Het terugzetten is niet gelukt; de toestand van vandaag staat in “{kept.path.name}”."
        )
    return done


def _present(backup: Opened, today: Prepared, folder: Path) -> Present:
    from gezinscoach_desktop.data.backup import Opened
    from gezinscoach_desktop.data.backup_restore import Present, as_database

    opened = Opened(today.manifest, today.database, today.key, backup.ring, backup.ring.store)
    return Present(as_database(opened, folder), today.key, today.manifest.contents)


def _kinds(undone: tuple[Undone, ...]) -> dict[str, int]:
    kinds: dict[str, int] = {}
    for each in undone:
        kinds[each.action] = kinds.get(each.action, 0) + each.count
    return kinds
