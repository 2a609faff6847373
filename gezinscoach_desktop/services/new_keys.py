"""New keys for everybody who stays, after a colleague left."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data.office import Office
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.operation import Work, operation

Report = Callable[[int, int, str], None]
_STEPS = 3


def renew_keys(desk: Desk, report: Report | None = None) -> Done:
    """A new epoch: a backup, new random keys for every account, and the office under them.

    Killed in between, the office opens with the old keys or the new ones, and whoever opens it first finishes it.
    """
    require(desk, Action.MANAGE_ACCOUNTS)
    tell = report or (lambda _done, _total, _what: None)
    tell(0, _STEPS, "Reservekopie maken")
    if not desk.office.is_partial:  # whoever looks after a server makes the copies there
        _back_up(desk)
    tell(1, _STEPS, "Nieuwe sleutels maken")
    fresh = desk.office.keys.begin_epoch(desk.office.read(accounts.active))
    tell(2, _STEPS, "Het kantoor met de nieuwe sleutels versleutelen")
    desk.office.change_database_key()
    fresh.finish_epoch()
    done = _note_new_epoch(desk, fresh.epoch)
    tell(_STEPS, _STEPS, "")
    return done


def finish_new_keys(office: Office) -> None:
    """Finish what a program that was killed began; left for later when it cannot be done now."""
    if len(office.keys.epochs) > 1 and office.read_only is None:
        with suppress(OfficeUnavailable):
            office.change_database_key()
            office.keys.finish_epoch()
            if (
                office.is_partial
            ):  # a server is under no key: what is left is to know that the older epoch is gone
                office.change_database_key()


def _back_up(desk: Desk) -> None:
    from gezinscoach_desktop.services.backup import back_up

    back_up(desk, BackupReason.NEW_KEYS)


@operation(AuditAction.NEW_EPOCH, can_wait=False)
def _note_new_epoch(work: Work, epoch: int) -> Done:
    require(work, Action.MANAGE_ACCOUNTS)
    work.note(AuditAction.NEW_EPOCH, details={"epoch": epoch})
    return Done(Change(frozenset({Noun.ACCOUNT})))
