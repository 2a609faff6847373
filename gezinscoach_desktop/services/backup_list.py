"""Which backups there are, where, and how safe the work is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import setting as kept
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.backup import BackupReason, is_due, is_red
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require

if TYPE_CHECKING:
    from gezinscoach_desktop.data.backup_folder import FoundBackup
    from gezinscoach_desktop.data.office import Session


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as it stands somewhere. `made_at` is None when it cannot be read; `problem` then says so."""

    path: Path
    is_second: bool
    size: int
    made_at: datetime | None = None
    reason: BackupReason | None = None
    made_by: str = ""
    """The display name of the account at whose work it was made; empty for one that is not known here."""
    counts: Mapping[str, int] = field(default_factory=dict)
    audit_number: int = 0
    audit_hash: str = ""
    sequence: int = 0
    is_genuine: bool = False
    """Made and verified by this office: its signature fits."""
    problem: str | None = None
    warning: str | None = None
    """What went wrong beside it: the second place that was not there."""


@dataclass(frozen=True, slots=True)
class BackupPlace:
    """A folder in which backups stand."""

    path: Path
    is_second: bool
    is_reachable: bool
    count: int


@dataclass(frozen=True, slots=True)
class BackupState:
    """How safe the work is now. Red: some change has stood in no verified backup for a day."""

    last_verified_at: datetime | None
    is_red: bool
    is_due: bool
    has_changed: bool
    count: int
    places: tuple[BackupPlace, ...]
    problem: str | None


def state(desk: Desk) -> BackupState:
    """For the status bar and the start screen; looks at names and manifests only."""
    found, places = _look(desk)
    last = next((each for each in found if each.is_genuine), None)
    # A personal login on a server cannot tell: whoever looks after the server makes the copies there.
    is_theirs = desk.office.is_partial
    first_change = None if is_theirs else desk.office.read(lambda session: _first_change(session, last))
    made_at = None if last is None else last.made_at
    red = is_red(first_change, desk.now())
    return BackupState(
        last_verified_at=made_at,
        is_red=red,
        is_due=is_due(made_at, desk.now(), has_changed=first_change is not None),
        has_changed=first_change is not None,
        count=len({each.path.name for each in found if each.problem is None}),
        places=places,
        problem=_problem(places, is_red=red),
    )


def list_backups(desk: Desk) -> tuple[Backup, ...]:
    """Those in both places, the newest first; those that cannot be read last, with what is wrong."""
    require(desk, Action.BACK_UP)
    return _look(desk)[0]


def second_place(desk: Desk) -> Path | None:
    """Where every backup is put as well, if anywhere."""
    found = desk.office.read(kept.settings).get(kept.SECOND_PLACE)
    return None if found is None else Path(found)


def main_place(desk: Desk) -> Path:
    """Where this office's backups stand: beside its file, on its share, or on this PC for an office on a server."""
    from gezinscoach_desktop.data.backup import folder_beside
    from gezinscoach_desktop.data.home import home

    if desk.office.kind is OfficeKind.FOLDER:
        return Path(desk.office.place) / "backups"
    if desk.office.kind is OfficeKind.POSTGRESQL:
        return home() / "backups" / str(desk.office.id)
    return folder_beside(Path(desk.office.place))


def _look(desk: Desk) -> tuple[tuple[Backup, ...], tuple[BackupPlace, ...]]:
    from gezinscoach_desktop.data.account import display_names

    names = desk.office.read(display_names)
    found: list[Backup] = []
    places = []
    for folder, is_second in ((main_place(desk), False), (second_place(desk), True)):
        if folder is None:
            continue
        here, is_reachable = _found(desk, folder, is_second=is_second)
        found += [_told(desk, each, names, is_second=is_second) for each in here]
        places.append(BackupPlace(folder, is_second, is_reachable, len(here)))
    return tuple(sorted(found, key=_newest_first)), tuple(places)


def _newest_first(backup: Backup) -> tuple[bool, int, float, bool, str]:
    made_at = 0.0 if backup.made_at is None else backup.made_at.timestamp()
    return (backup.made_at is None, -backup.sequence, -made_at, backup.is_second, backup.path.name)


def _found(desk: Desk, folder: Path, *, is_second: bool) -> tuple[tuple[FoundBackup, ...], bool]:
    from gezinscoach_desktop.data.backup_folder import found_in

    try:
        return found_in(folder, desk.office.id), True
    except FileNotFoundError:
        # The main folder is made with the first backup; a second place that is not there is a stick that is not in.
        return (), not is_second and folder.parent.is_dir()
    except OSError:
        return (), False


def _told(desk: Desk, found: FoundBackup, names: Mapping[UUID, str], *, is_second: bool) -> Backup:
    from gezinscoach_desktop.data.backup import is_genuine

    manifest = found.manifest
    if manifest is None:
        problem = f"“{found.path.name}” is beschadigd of kan niet gelezen worden."
        return Backup(found.path, is_second, found.size, problem=problem)
    genuine = is_genuine(found, desk.office.keys)
    return Backup(
        path=found.path,
        is_second=is_second,
        size=found.size,
        made_at=manifest.made_at,
        reason=manifest.reason,
        made_by="" if manifest.account_id is None else names.get(manifest.account_id, ""),
        counts=manifest.contents.counts,
        audit_number=manifest.contents.audit_number,
        audit_hash=manifest.contents.audit_hash,
        sequence=manifest.sequence,
        is_genuine=genuine is True,
        problem=_doubt(found, genuine=genuine),
    )


def _doubt(found: FoundBackup, *, genuine: bool | None) -> str | None:
    if genuine is None:
        return f"“{found.path.name}” kan alleen met een wachtwoord van toen geopend worden."
    return None if genuine else f"“{found.path.name}” is niet door dit kantoor gemaakt of is veranderd."


def _first_change(session: Session, last: Backup | None) -> datetime | None:
    """When something was first changed that does not stand in the backup `last`."""
    from gezinscoach_desktop.data import backup_restore as trail

    is_continued = last is not None and trail.has_entry(session, last.audit_number, last.audit_hash)
    return trail.first_change_since(session, last.audit_number if last is not None and is_continued else 0)


def _problem(places: Iterable[BackupPlace], *, is_red: bool) -> str | None:
    if is_red:
        return "Wat meer dan een dag geleden geregistreerd werd, staat nog in geen enkele reservekopie."
    away = next((place for place in places if not place.is_reachable), None)
    if away is None:
        return None
    what = "De tweede plaats voor reservekopieën" if away.is_second else "De map met reservekopieën"
    return f"{what} (“{away.path}”) is niet bereikbaar."
