"""The whole office, for what works on all of it: on a server that takes the login of whoever looks after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.audit import AuditEntry
from gezinscoach_desktop.data.office import OfficeKind, Operation
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.password import one_time_code
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require_sign_in
from gezinscoach_desktop.services.place import open_with, with_login

if TYPE_CHECKING:
    from gezinscoach_desktop.data.keys import KeyRing
    from gezinscoach_desktop.data.office import Session
    from gezinscoach_desktop.data.server.address import Login


Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, repr=False)
class Code:
    """With what a colleague signs in once in an office that came to a server, to choose a password there."""

    account_id: UUID
    user_name: str
    display_name: str
    code: str


@contextmanager
def whole_office(desk: Desk, user_name: str, password: str) -> Iterator[Desk]:
    """The same desk with everything of its office in reach, for as long as the block takes.

    `user_name` and `password` are a login of the server. Raises WrongPassword or OfficeUnavailable.
    """
    require_sign_in(desk)
    if not desk.office.is_partial:
        yield desk
        return
    keys = desk.office.keys
    place = with_login(desk.place, user_name, password)
    office, _ = open_with(place, lambda store: replace(keys, store=store))
    try:
        if not office.read(audit.sees_everything):
            raise OfficeUnavailable(
                "Deze login is niet die van wie de server beheert; vraag hem aan die persoon."
            )
        yield replace(desk, office=office, place=place)
    finally:
        office.close()


def codes_for(
    place: str, kind: OfficeKind, login: Login, keys: KeyRing, report: Report | None
) -> tuple[Code, ...]:
    """The codes that an office which came to `place` needs: only a server wants everybody's password anew."""
    if kind is not OfficeKind.POSTGRESQL:
        return ()
    return hand_out_codes(with_login(place, login.user_name, login.password), keys, report)


def hand_out_codes(place: str, keys: KeyRing, report: Report | None = None) -> tuple[Code, ...]:
    """A code for everybody who may work in an office that just came to the server at `place`, a login in it.

    Their passwords are known to nobody, so that the server cannot know them either. The last one is that of `keys`.
    """
    office, _ = open_with(place, lambda store: replace(keys, store=store))
    try:
        found = office.read(lambda session: _everybody(session, last=keys.account_id))
        codes = []
        for done, account in enumerate(found):
            if report is not None:
                report(done, len(found), "Codes maken…")
            codes.append(Code(account.id, account.user_name, account.display_name, one_time_code()))
            office.keys.reset_password(account.id, account.user_name, codes[-1].code)
        office.write(_note(keys.account_id, len(codes)))
    finally:
        office.close()
    return tuple(codes)


def _everybody(session: Session, *, last: UUID | None) -> tuple[Account, ...]:
    found = accounts.everybody(session)
    return tuple(sorted(found, key=lambda account: (account.id == last, account.display_name)))


def _note(account_id: UUID | None, count: int) -> Operation:
    done = Done(Change(frozenset({Noun.ACCOUNT})))
    action = AuditAction.RESET_PASSWORD

    def run(session: Session) -> Done:
        audit.note(
            session, AuditEntry(operation.at, account_id, action, None, operation.id, {"accounts": count})
        )
        return done

    operation = Operation(action.value, run, account_id)
    return operation
