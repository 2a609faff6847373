"""The recovery sheet: making it, and coming in with it when nobody's password helps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.domain import recovery_code
from gezinscoach_desktop.domain.account import Account, RecoverySheet, RecoveryState, compare_code
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import NotAllowed
from gezinscoach_desktop.domain.password import check_password, one_time_code
from gezinscoach_desktop.domain.permission import Action, OfficeRole
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.place import open_with
from gezinscoach_desktop.services.place import open_with_recovery as open_in
from gezinscoach_desktop.services.sign_in import failures_until_now, sign_in

if TYPE_CHECKING:
    from gezinscoach_desktop.data.keys import KeyRing, SlotStore
    from gezinscoach_desktop.data.office import Session

_FOR = frozenset({OfficeRole.COORDINATOR, OfficeRole.ADMINISTRATOR})


def recovery_state(desk: Desk) -> RecoveryState:
    """Whether a sheet opens the office now, and who made the last one when."""
    require(desk, Action.READ_ACCOUNTS)
    if not desk.office.keys.has_recovery:
        return RecoveryState(False, None, "")
    action = AuditAction.MAKE_RECOVERY_SHEET.value
    noted = desk.office.read(lambda session: accounts.last_noted(session, action))
    return RecoveryState(True, None, "") if noted is None else RecoveryState(True, noted.at, noted.by)


def make_recovery_sheet(desk: Desk) -> RecoverySheet:
    """A sheet to print. Nothing is kept of it: it opens nothing, and an older one goes on, until it is confirmed."""
    require(desk, Action.MANAGE_ACCOUNTS)
    return RecoverySheet(recovery_code.make(), desk.office.name, desk.now(), desk.account.display_name)


def confirm_recovery_sheet(desk: Desk, sheet: RecoverySheet, typed: str) -> Done:
    """From now on this sheet opens the office and no other; raises InvalidInput naming the group that differs."""
    compare_code(sheet.code, typed)
    done = _note_sheet(desk, "made")  # first: a sheet that opens the office is never missing from the trail
    desk.office.keys.keep_recovery(sheet.code)
    return done


def drop_recovery_sheet(desk: Desk) -> Done:
    """No sheet opens the office any more."""
    done = _note_sheet(desk, "dropped")
    desk.office.keys.drop_recovery()
    return done


def recovery_sheet_pdf(sheet: RecoverySheet) -> bytes:
    """The sheet on paper (A4)."""
    from gezinscoach_desktop.reports.recovery_sheet import draw_recovery_sheet

    return draw_recovery_sheet(sheet)


def open_with_recovery_sheet(place: str, code: str, *, user_name: str, new_password: str) -> Desk:
    """Give a coordinator or administrator a new password and open the office for them; noted in the audit trail.

    Raises InvalidInput (field code or password), WrongPassword for another sheet, NotAllowed and OfficeUnavailable.
    """
    check_password(new_password, user_name=user_name)
    recovery_code.parse(code)
    account, one_time = _reset(place, code, user_name, new_password)

    def unlock(store: SlotStore) -> KeyRing:
        from gezinscoach_desktop.data.keys import open_ring

        return open_ring(store, user_name=account.user_name, password=one_time)

    name = account.user_name
    office, _ = open_with(place, unlock, user_name=name, password=one_time)
    try:
        keys = office.keys.change_password(one_time, new_password)
    finally:
        office.close()
    office, opened = open_with(
        place, lambda store: replace(keys, store=store), user_name=name, password=new_password
    )
    failures = failures_until_now(place, account.user_name)  # the sheet itself never has to wait
    desk = sign_in(place, office, opened or account, "recovery_sheet", failures)
    _note_use(desk)
    return desk


def _reset(place: str, code: str, user_name: str, new_password: str) -> tuple[Account, str]:
    """The account, with a code nobody saw in the place of its password: killed here, the sheet still opens."""

    def unlock(store: SlotStore) -> KeyRing:
        from gezinscoach_desktop.data.keys import open_with_recovery

        return open_with_recovery(store, code)

    office = open_in(place, code, unlock)
    try:
        account = office.read(lambda session: _entitled(session, user_name))
        check_password(new_password, user_name=account.user_name, office_name=office.name)
        one_time = one_time_code()
        office.keys.reset_password(account.id, account.user_name, one_time)
    finally:
        office.close()
    return account, one_time


def _entitled(session: Session, user_name: str) -> Account:
    account = accounts.by_user_name(session, user_name)
    if account is None or not account.roles & _FOR:
        raise NotAllowed(
            "Het herstelblad geeft alleen een beheerder of coördinator een nieuw wachtwoord; kijk de gebruikersnaam na."
        )
    return account


@operation(AuditAction.MAKE_RECOVERY_SHEET, can_wait=False)
def _note_sheet(work: Work, kind: str) -> Done:
    require(work, Action.MANAGE_ACCOUNTS)
    work.note(AuditAction.MAKE_RECOVERY_SHEET, details={"kind": kind})
    return Done(Change(frozenset({Noun.ACCOUNT})))


@operation(AuditAction.USE_RECOVERY_SHEET)
def _note_use(work: Work) -> Done:
    work.note(AuditAction.USE_RECOVERY_SHEET)
    return Done(Change(frozenset({Noun.ACCOUNT})))
