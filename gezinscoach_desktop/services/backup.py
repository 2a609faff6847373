"""Backups: made by themselves at the start and at the exit, checked by reading back, kept as long as they are of use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.data import setting as kept
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput, OfficeUnavailable
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.retention import Keepsake, to_prune
from gezinscoach_desktop.services.backup_list import Backup as Backup
from gezinscoach_desktop.services.backup_list import BackupPlace as BackupPlace
from gezinscoach_desktop.services.backup_list import BackupState as BackupState
from gezinscoach_desktop.services.backup_list import list_backups as list_backups
from gezinscoach_desktop.services.backup_list import main_place as main_place
from gezinscoach_desktop.services.backup_list import second_place as second_place
from gezinscoach_desktop.services.backup_list import state as state
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require, require_whole
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.backup import Prepared

Report = Callable[[int, int, str], None]
"""Called with (done, total, what is being done); raises Cancelled to stop, after which nothing has changed."""


def back_up(desk: Desk, reason: BackupReason, report: Report | None = None) -> Backup:
    """Make a verified backup of the office as it is now, in both places; what newer ones make superfluous goes.

    A second place that is not there is a warning. Raises OfficeUnavailable when none could be made, or the office is
    one to read only: whoever may write in it makes its backups.
    """
    if not reason.is_automatic:
        require(desk, Action.BACK_UP)
    require_whole(desk)
    if desk.office.read_only is not None:
        raise OfficeUnavailable(desk.office.read_only)
    from gezinscoach_desktop.data.backup_source import backup_number, note_backup

    number = backup_number(desk.office)
    with prepared_now(desk, reason, report) as backup:
        second = second_place(desk)
        made = _put(desk, backup, second, report)
    note_backup(desk.office, number)
    details: dict[str, str | int | bool] = {"reason": reason.value, "size": made.size}
    if second is not None:
        details["second"] = made.warning is None
    _note_backup(desk, details)
    return made


def back_up_if_due(desk: Desk, report: Report | None = None) -> Backup | None:
    """At the start and now and then: a backup when the last one is over four hours old and something changed since."""
    if desk.office.is_partial or desk.office.read_only is not None or not state(desk).is_due:
        return None
    return back_up(desk, BackupReason.START, report)


def back_up_at_exit(desk: Desk, report: Report | None = None) -> Backup | None:
    """A backup when something changed since the last one."""
    if desk.office.is_partial or desk.office.read_only is not None or not state(desk).has_changed:
        return None
    return back_up(desk, BackupReason.EXIT, report)


def back_up_before_import(desk: Desk, report: Report | None = None) -> Backup | None:
    """The way back from an import: none is needed when the last backup holds everything, nor in a practice office.

    Raises OfficeUnavailable when none could be made; then there is to be no import.
    """
    if desk.office.is_partial or desk.office.read(kept.office).is_practice or not state(desk).has_changed:
        return None
    return back_up(desk, BackupReason.IMPORT, report)


def set_second_place(desk: Desk, path: Path | None) -> Done:
    """Where every backup is put as well (a stick, another disk); None for nowhere. Raises InvalidInput (field path)."""
    require(desk, Action.CHANGE_SETTINGS)
    if path is not None:
        path = path.expanduser().absolute()
        if not path.is_dir():
            raise InvalidInput(f"De map “{path}” bestaat niet; kies een andere map.", field="path")
        if _is_the_first(main_place(desk), path, is_shared=desk.office.kind is OfficeKind.FOLDER):
            raise InvalidInput(
                "Kies een andere schijf of een stick: hier staan de reservekopieën al.", field="path"
            )
    return _set_second_place(desk, None if path is None else str(path))


def _is_the_first(main: Path, path: Path, *, is_shared: bool) -> bool:
    """By whatever way one gets there; within a shared office nothing but the office has a place."""
    main, path = main.resolve(), path.resolve()
    return path == main.parent or path.is_relative_to(main.parent if is_shared else main)


@operation(AuditAction.BACK_UP, is_urgent=False)
def _note_backup(work: Work, details: dict[str, str | int | bool]) -> Done:
    work.note(AuditAction.BACK_UP, details=details)
    return Done(Change(frozenset()))


@operation(AuditAction.CHANGE_SETTINGS)
def _set_second_place(work: Work, path: str | None) -> Done:
    require(work, Action.CHANGE_SETTINGS)
    kept.keep(work.session, kept.SECOND_PLACE, path)
    work.note(AuditAction.CHANGE_SETTINGS, details={"setting": kept.SECOND_PLACE})
    return Done(Change(frozenset({Noun.SETTING})))


@contextmanager
def prepared_now(desk: Desk, reason: BackupReason, report: Report | None) -> Iterator[Prepared]:
    """A checked copy of the office as it is now, not yet in any place."""
    from gezinscoach_desktop.data.backup import cannot_be_kept, next_sequence, prepared
    from gezinscoach_desktop.data.backup_source import source_of
    from gezinscoach_desktop.data.private import temporary

    told = report or _silent
    told(0, 0, "Kopie maken…")
    sequence = next_sequence(main_place(desk), desk.office.keys)
    try:
        with prepared(
            source_of(desk.office), desk.office.keys, reason, at=desk.now(), sequence=sequence
        ) as backup:
            yield backup
    except OSError as error:
        raise cannot_be_kept(temporary()) from error


def put(desk: Desk, backup: Prepared, report: Report | None = None) -> Backup:
    """Put a prepared backup in both places, verified there, and let go what it makes superfluous."""
    return _put(desk, backup, second_place(desk), report)


def _put(desk: Desk, backup: Prepared, second: Path | None, report: Report | None) -> Backup:
    from gezinscoach_desktop.data.backup import cannot_be_kept
    from gezinscoach_desktop.data.backup_source import is_place_there

    main = main_place(desk)
    if not is_place_there(desk.office):
        raise cannot_be_kept(main)
    count = Counter(report, backup.size * 2 * (1 if second is None else 2), "Bewaren en nalezen…")
    try:
        path = backup.put(main, count)
    except OSError as error:
        raise cannot_be_kept(main) from error
    warning = None if second is None else _put_second(backup, second, count)
    for folder in (main, second):
        if folder is not None:
            _prune(desk, folder)
    manifest = backup.manifest
    return Backup(
        path=path,
        is_second=False,
        size=path.stat().st_size,
        made_at=manifest.made_at,
        reason=manifest.reason,
        made_by=desk.account.display_name,
        counts=manifest.contents.counts,
        audit_number=manifest.contents.audit_number,
        audit_hash=manifest.contents.audit_hash,
        sequence=manifest.sequence,
        is_genuine=True,
        warning=warning,
    )


def _put_second(backup: Prepared, folder: Path, count: Callable[[int], None]) -> str | None:
    try:
        if not folder.is_dir():  # made anew it would be a folder where the stick should be
            raise FileNotFoundError(folder)
        backup.put(folder, count)
    except (OSError, OfficeUnavailable):
        return (
            f"De reservekopie staat niet op de tweede plaats: “{folder}” is er niet of is vol;"
            " steek de stick in of kies een andere map."
        )
    return None


def _prune(desk: Desk, folder: Path) -> None:
    from gezinscoach_desktop.data.backup import is_genuine
    from gezinscoach_desktop.data.backup_folder import found_in, remove

    try:
        found = found_in(folder, desk.office.id)
    except OSError:
        return
    keepsakes = [
        Keepsake(
            each.path.name,
            each.manifest.sequence,
            each.manifest.made_at,
            is_verified=bool(is_genuine(each, desk.office.keys)),
            is_guard=each.manifest.reason.is_guard,
        )
        for each in found
        if each.manifest is not None  # what cannot be read is left to people
    ]
    remove(folder, to_prune(keepsakes))


class Counter:
    """Turns numbers of bytes into a report."""

    def __init__(self, report: Report | None, total: int, text: str) -> None:
        self._report, self._total, self._text = report or _silent, total, text
        self._done = 0

    def __call__(self, size: int) -> None:
        self._done += size
        self._report(min(self._done, self._total), self._total, self._text)


def _silent(done: int, total: int, text: str) -> None:
    """Nobody looks."""
