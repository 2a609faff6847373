"""Accounts: who may open the office, with which roles and which password."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import trail
from gezinscoach_desktop.domain import password as passwords
from gezinscoach_desktop.domain.account import (
    Account,
    check_display_name,
    check_roles,
    check_user_name,
    is_last_administrator,
)
from gezinscoach_desktop.domain.account import AccountRow as AccountRow
from gezinscoach_desktop.domain.account import DeviceKey as DeviceKey
from gezinscoach_desktop.domain.account import RecoverySheet as RecoverySheet
from gezinscoach_desktop.domain.account import RecoveryState as RecoveryState
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput, NotAllowed, NotFound, OfficeUnavailable, UserError
from gezinscoach_desktop.domain.password import propose_password as propose_password
from gezinscoach_desktop.domain.permission import TABLE, Action, OfficeRole, Reach, reach
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.device_key import device_key_state as device_key_state
from gezinscoach_desktop.services.device_key import forget_device_key as forget_device_key
from gezinscoach_desktop.services.device_key import keep_device_key as keep_device_key
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.new_keys import renew_keys
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.place import open_with
from gezinscoach_desktop.services.recovery import confirm_recovery_sheet as confirm_recovery_sheet
from gezinscoach_desktop.services.recovery import drop_recovery_sheet as drop_recovery_sheet
from gezinscoach_desktop.services.recovery import make_recovery_sheet as make_recovery_sheet
from gezinscoach_desktop.services.recovery import recovery_sheet_pdf as recovery_sheet_pdf
from gezinscoach_desktop.services.recovery import recovery_state as recovery_state
from gezinscoach_desktop.services.sign_in import counting_failures, door_of

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session
    from gezinscoach_desktop.data.tables import AccountRow as KeptAccount

Report = Callable[[int, int, str], None]

_CHANGED = Change(frozenset({Noun.ACCOUNT}))


@dataclass(frozen=True, slots=True, repr=False)
class NewAccess:
    """An account with the one-time code to hand over: shown once, kept nowhere."""

    done: Done
    account_id: UUID
    code: str


def list_accounts(desk: Desk) -> tuple[AccountRow, ...]:
    """Everybody, those that were closed last; of families no more than how many."""
    require(desk, Action.READ_ACCOUNTS)
    one_time: frozenset[UUID] = frozenset()
    with suppress(OfficeUnavailable):  # a share that is away: the list itself is still there
        one_time = desk.office.keys.one_time_accounts()

    def query(session: Session) -> tuple[AccountRow, ...]:
        signed_in = trail.last_sign_ins(session)
        return tuple(
            AccountRow(
                id=each.account.id,
                user_name=each.account.user_name,
                display_name=each.account.display_name,
                roles=each.account.roles,
                is_active=each.is_active,
                last_sign_in=signed_in.get(each.account.id),
                has_one_time_code=each.is_active and each.account.id in one_time,
                families=each.families,
                is_me=each.account.id == desk.account.id,
            )
            for each in accounts.listed(session, desk.today())
        )

    return desk.office.read(query)


def add_account(desk: Desk, *, user_name: str, display_name: str, roles: frozenset[OfficeRole]) -> NewAccess:
    """A colleague may sign in with the code, once; raises InvalidInput (field user_name, display_name, roles)."""
    require(desk, Action.MANAGE_ACCOUNTS)
    user_name = check_user_name(user_name)
    account = Account(
        uuid4(), user_name, check_display_name(display_name, otherwise=user_name), check_roles(roles)
    )
    desk.office.read(lambda session: _refuse_taken(session, user_name))
    code = passwords.one_time_code()
    # The slot first: without a row it opens nothing, while a row without slot would be a colleague who cannot sign in.
    desk.office.keys.add_account(account.id, user_name, code, one_time=True)
    with _no_slot_without_row(desk, account.id):
        done = _add_account(desk, account.id, user_name, account.display_name, sorted(account.roles))
    return NewAccess(done, account.id, code)


def change_account(desk: Desk, account_id: UUID, *, display_name: str, roles: frozenset[OfficeRole]) -> Done:
    """Another name or other roles, in effect at once; raises InvalidInput (field display_name, roles)."""
    return _change_account(desk, account_id, display_name, sorted(check_roles(roles)))


def reset_password(desk: Desk, account_id: UUID) -> NewAccess:
    """A code for who forgot the password, which opens nothing any more; raises InvalidInput for one's own account."""
    if account_id == desk.account.id:
        raise InvalidInput("Je eigen wachtwoord wijzig je zelf, bij Instellingen.")
    # Noted first, so that there is never a new code of which the trail does not tell.
    done = _reset_password(desk, account_id)
    account = desk.office.read(lambda session: accounts.by_id(session, account_id))
    if account is None:
        raise _gone()
    code = passwords.one_time_code()
    desk.office.keys.reset_password(account_id, account.user_name, code)
    return NewAccess(done, account_id, code)


def close_account(desk: Desk, account_id: UUID, report: Report | None = None) -> Done:
    """The account opens nothing from now on; a backup and new keys for everybody else follow.

    Raises InvalidInput for the last administrator and for oneself. When the keys cannot be renewed now
    (OfficeUnavailable), the account is closed all the same; doing it again renews the keys.
    """
    if account_id == desk.account.id:
        raise InvalidInput("Je kan je eigen account niet afsluiten; vraag het een andere beheerder.")
    done = _close_account(desk, account_id)
    desk.office.keys.remove_account(account_id)
    renew_keys(desk, report)
    return done


def reopen_account(desk: Desk, account_id: UUID) -> NewAccess:
    """A closed account may sign in again, with a code; it has the roles and families it had."""
    require(desk, Action.MANAGE_ACCOUNTS)
    user_name = desk.office.read(lambda session: _closed(session, account_id).user_name)
    code = passwords.one_time_code()
    desk.office.keys.remove_account(account_id)  # closing may have stopped before it came to this
    desk.office.keys.add_account(account_id, user_name, code, one_time=True)
    with _no_slot_without_row(desk, account_id):
        done = _reopen_account(desk, account_id)
    return NewAccess(done, account_id, code)


def change_password(desk: Desk, old: str, new: str) -> None:
    """Another password for who works; raises WrongPassword, TooSoon, InvalidInput (field password) or OfficeUnavailable.

    Other PCs ask it again; this one keeps its device key when it had one.
    """
    check_new_password(desk, new)
    name, had_device_key = desk.account.user_name, device_key_state(desk).is_kept
    keys, _ = counting_failures(desk.place, name, lambda: desk.office.keys.change_password(old, new))
    door = door_of(desk)
    door.lock()  # a store that one program owns is let go of before it is opened with the new keys
    office, _ = open_with(desk.place, lambda store: replace(keys, store=store), user_name=name, password=new)
    door.unlock(office)
    try:
        _note_new_password(desk)  # an office to read only keeps the note until it can be written
    except OfficeUnavailable:
        if office.read_only is None:
            raise
    if had_device_key:
        with suppress(UserError):  # then this PC asks the password, as others do
            keep_device_key(desk)


def check_new_password(desk: Desk, text: str) -> None:
    """Raises InvalidInput (field password) for a password that is quickly guessed."""
    passwords.check_password(text, user_name=desk.account.user_name, office_name=desk.office.name)


def role_table() -> tuple[tuple[str, Mapping[OfficeRole, str]], ...]:
    """What each role may, in words: one row per action."""
    return tuple(
        (action.label, {role: _reach_in_words(role, action) for role in OfficeRole}) for action in Action
    )


def _reach_in_words(role: OfficeRole, action: Action) -> str:
    is_of_families = any(TABLE[each][action] is Reach.OWN for each in OfficeRole)
    found = TABLE[role][action]
    if found is Reach.ANY:
        return "alle gezinnen" if is_of_families else "ja"
    return "eigen gezinnen" if found is Reach.OWN else "nee"


@contextmanager
def _no_slot_without_row(desk: Desk, account_id: UUID) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(UserError):  # powerless without its row
            desk.office.keys.remove_account(account_id)
        raise


@operation(AuditAction.ADD_ACCOUNT, can_wait=False)
def _add_account(
    work: Work, account_id: UUID, user_name: str, display_name: str, roles: list[OfficeRole]
) -> Done:
    require(work, Action.MANAGE_ACCOUNTS)
    _refuse_taken(work.session, user_name)
    account = Account(account_id, user_name, display_name, frozenset(roles))
    accounts.add(work.session, account, work.now())
    work.note(AuditAction.ADD_ACCOUNT, details=_details(account_id, roles))
    return Done(_CHANGED, account_id)


@operation(AuditAction.CHANGE_ACCOUNT, can_wait=False)
def _change_account(work: Work, account_id: UUID, display_name: str, roles: list[OfficeRole]) -> Done:
    require(work, Action.MANAGE_ACCOUNTS)
    row = _kept(work.session, account_id)
    if OfficeRole.ADMINISTRATOR not in roles:
        _refuse_last(work, account_id)
    row.display_name = check_display_name(display_name, otherwise=row.user_name)
    row.roles = sorted(roles)
    work.note(AuditAction.CHANGE_ACCOUNT, details=_details(account_id, roles))
    return Done(_CHANGED, account_id)


@operation(AuditAction.RESET_PASSWORD, can_wait=False)
def _reset_password(work: Work, account_id: UUID) -> Done:
    require(work, Action.RESET_PASSWORD)
    account = accounts.by_id(work.session, account_id)
    if account is None:
        raise _gone()
    # Otherwise a coordinator would be an administrator within a minute, with the code for one.
    if OfficeRole.ADMINISTRATOR in account.roles and not _manages(work):
        raise NotAllowed(
            "Een beheerder krijgt een code van een andere beheerder, of een nieuw wachtwoord met het herstelblad."
        )
    work.note(AuditAction.RESET_PASSWORD, details=_details(account_id))
    return Done(_CHANGED, account_id)


@operation(AuditAction.CLOSE_ACCOUNT, can_wait=False)
def _close_account(work: Work, account_id: UUID) -> Done:
    require(work, Action.MANAGE_ACCOUNTS)
    _refuse_last(work, account_id)
    row = _kept(work.session, account_id)
    if row.deactivated_at is None:
        row.deactivated_at = work.now()
        work.note(AuditAction.CLOSE_ACCOUNT, details=_details(account_id))
    return Done(_CHANGED, account_id)


@operation(AuditAction.ADD_ACCOUNT, can_wait=False)
def _reopen_account(work: Work, account_id: UUID) -> Done:
    require(work, Action.MANAGE_ACCOUNTS)
    row = _closed(work.session, account_id)
    row.deactivated_at = None
    work.note(AuditAction.ADD_ACCOUNT, details=_details(account_id, row.roles) | {"again": True})
    return Done(_CHANGED, account_id)


@operation(AuditAction.CHANGE_PASSWORD, is_urgent=False)
def _note_new_password(work: Work) -> Done:
    work.note(AuditAction.CHANGE_PASSWORD)
    return Done(Change(frozenset()))


def _manages(work: Work) -> bool:
    return reach(work.account.roles, Action.MANAGE_ACCOUNTS) is not Reach.NONE


def _details(account_id: UUID, roles: Sequence[str] | None = None) -> dict[str, object]:
    """For the trail: an id, which tells no name to who cannot read the office."""
    about: dict[str, object] = {"account": str(account_id)}
    return about if roles is None else about | {"roles": sorted(roles)}


def _refuse_taken(session: Session, user_name: str) -> None:
    if accounts.is_taken(session, user_name):
        raise InvalidInput(
            f"De gebruikersnaam “{user_name}” is er al, misschien van een afgesloten account.",
            field="user_name",
        )


def _refuse_last(work: Work, account_id: UUID) -> None:
    if is_last_administrator(account_id, accounts.lock_active(work.session)):
        raise InvalidInput("Dit is de laatste beheerder; maak eerst iemand anders beheerder.", field="roles")


def _kept(session: Session, account_id: UUID) -> KeptAccount:
    row = accounts.row(session, account_id)
    if row is None:
        raise _gone()
    return row


def _closed(session: Session, account_id: UUID) -> KeptAccount:
    row = _kept(session, account_id)
    if row.deactivated_at is None:
        raise InvalidInput("Dit account is niet afgesloten.")
    return row


def _gone() -> NotFound:
    return NotFound("Dit account bestaat niet (meer) in dit kantoor.")
