"""What the office says about updates: where they stand, what was refused, and why it can only be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath, PureWindowsPath
from typing import TYPE_CHECKING

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data import setting as kept
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.update import Refusal, leads_outside
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class OfficeUpdates:
    """What every PC of the office needs to know to look for updates."""

    folder: str
    """Empty as long as nobody chose one."""
    schema: int
    """Of the office itself; higher than this program's when it was brought up to date elsewhere."""


def read_updates(desk: Desk) -> OfficeUpdates:
    """For everybody: each PC looks for itself."""

    def query(session: Session) -> OfficeUpdates:
        return OfficeUpdates(
            str(kept.settings(session).get(kept.UPDATE_FOLDER, "")), schema.version_of(session.connection())
        )

    return desk.office.read(query)


def change_update_folder(desk: Desk, folder: str) -> Done:
    """Keep where updates stand; empty for nowhere. Raises InvalidInput (field folder)."""
    folder = folder.strip()
    is_whole = PurePath(folder).is_absolute() or PureWindowsPath(folder).is_absolute()
    if folder and not (is_whole and len(folder) <= _LONGEST and folder.isprintable()):
        raise InvalidInput(
            "Kies een map met haar volledige plaats, zoals “S:\\Bijwerkingen”.", field="folder"
        )
    if leads_outside(folder):
        raise InvalidInput(
            "Dit is geen gewone map: kies er een op een schijf of een server, zoals “S:\\Bijwerkingen”.",
            field="folder",
        )
    return _change_update_folder(desk, folder)


@operation(AuditAction.CHANGE_SETTINGS)
def _change_update_folder(work: Work, folder: str) -> Done:
    require(work, Action.CHANGE_SETTINGS)
    if kept.settings(work.session).get(kept.UPDATE_FOLDER, "") != folder:
        kept.put(work.session, kept.UPDATE_FOLDER, folder)
        work.note(AuditAction.CHANGE_SETTINGS, details={"setting": kept.UPDATE_FOLDER})
    return Done(Change(frozenset({Noun.SETTING})))


def note_refused_update(desk: Desk, refusal: Refusal) -> Done:
    """For administrators to see in the log: what stands in the update folder did not pass its check."""
    return _note_refused(desk, refusal.value)


@operation(AuditAction.REFUSE_UPDATE, is_urgent=False)
def _note_refused(work: Work, reason: str) -> Done:
    work.note(AuditAction.REFUSE_UPDATE, details={"reason": Refusal(reason).value})
    return Done(Change(frozenset()))


def needs_newer_program(desk: Desk) -> bool:
    """Whether the office can only be read because this program is too old; from memory."""
    return schema.is_too_new(desk.office.read_only)
