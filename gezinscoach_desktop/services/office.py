"""Making, opening, locking and closing an office."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.account import Account, check_display_name, check_user_name
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import (
    InvalidInput,
    OfficeUnavailable,
    UserError,
)
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.setup import checked_office_name
from gezinscoach_desktop.services.desk import Desk, utc_now
from gezinscoach_desktop.services.device_key import has_device_key as has_device_key
from gezinscoach_desktop.services.device_key import open_with_device_key as open_with_device_key
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.place import canonical, create, kind_of, open_place, with_login
from gezinscoach_desktop.services.place import is_url as is_url
from gezinscoach_desktop.services.recovery import open_with_recovery_sheet as open_with_recovery_sheet
from gezinscoach_desktop.services.sign_in import counting_failures, door_of, note_failures, sign_in

if TYPE_CHECKING:
    from gezinscoach_desktop.data.folder.self_test import Findings


Report = Callable[[int, int], None]


def new_office(
    place: str,
    *,
    name: str,
    user_name: str,
    password: str,
    display_name: str = "",
    is_practice: bool = False,
    kind: OfficeKind | None = None,
    server_user: str = "",
    server_password: str = "",
) -> None:
    """Make an empty office at `place` (a file, a folder or a postgresql:// URL) whose first account has every role.

    On a server that takes a login of it: in the URL, or `server_user` with `server_password`.

    Raises InvalidInput (field name, place, user_name, password) and OfficeUnavailable; never overwrites anything.
    Without `kind` a folder is what is one, or ends with a separator.
    """
    from gezinscoach_desktop.data.founding import Founding
    from gezinscoach_desktop.domain.password import check_password
    from gezinscoach_desktop.services.setting import shipped_instrument

    _refuse_empty(name, "Geef het kantoor een naam.", "name")
    _refuse_empty(place, "Kies waar het kantoor komt.", "place")
    name = checked_office_name(name)
    user_name = check_user_name(user_name)
    if not is_practice:
        check_password(password, user_name=user_name, office_name=name)
    shown_name = check_display_name(display_name, otherwise=user_name)
    kind = kind or kind_of(place)
    if kind is OfficeKind.FOLDER:
        _refuse_unfit(place)
    founding = Founding(
        office_id=uuid4(),
        name=name,
        account=Account(uuid4(), user_name, shown_name, frozenset(OfficeRole)),
        instrument=shipped_instrument(),
        at=utc_now(),
        is_practice=is_practice,
    )
    create(with_login(place, server_user, server_password), kind, founding, password)


def examine_folder(path: Path | str, report: Report | None = None) -> Findings:
    """Try out whether an office can come in that folder, where none may stand yet; leaves nothing behind."""
    from gezinscoach_desktop.data.folder.office import refuse_taken
    from gezinscoach_desktop.data.folder.os_folder import OsFolder
    from gezinscoach_desktop.data.folder.self_test import Findings, examine

    place = Path(canonical(str(path)))
    folder = OsFolder(place)
    found = examine(folder, place, report)
    if found.is_fit:
        try:
            refuse_taken(folder)
        except OfficeUnavailable as taken:
            return Findings(False, (taken.message,), (), found.races, found.seconds, found.free)
    return found


def seconds_to_wait(place: str, user_name: str) -> int:
    """Before the next password may be tried, after wrong ones on this PC; 0 when it may be now."""
    from gezinscoach_desktop.data import attempts

    return attempts.waiting(canonical(place), user_name, utc_now())


def open_office(place: str, *, user_name: str, password: str) -> Desk:
    """Open an existing office; raises WrongPassword, TooSoon or OfficeUnavailable. Never creates one."""
    (office, account), failures = counting_failures(
        place, user_name, lambda: open_place(place, user_name=user_name, password=password)
    )
    return sign_in(place, office, account, "password", failures)


def close_office(desk: Desk) -> None:
    """Sign for the audit trail and note the signing out as far as that can be, and close the store.

    The desk cannot be used afterwards.
    """
    from gezinscoach_desktop.services.check import sign_trail

    try:
        with suppress(UserError):  # closed, locked, read only or out of reach: closing goes on
            sign_trail(desk)
            if desk.office.read_only is None:
                _note_sign_out(desk)
    finally:
        desk.office.close()


def lock(desk: Desk) -> None:
    """Close the store and forget the keys, once what is being written is written; the desk waits for `unlock`."""
    figures = sys.modules.get("gezinscoach_desktop.services.figures")
    if figures is not None:  # who never saw figures need not load them to forget them
        figures.forget_figures(desk)
    door_of(desk).lock()


def unlock(desk: Desk, password: str) -> None:
    """Open the office behind a locked desk again; raises WrongPassword, TooSoon, AccountClosed or OfficeUnavailable."""
    name = desk.account.user_name
    (office, account), failures = counting_failures(
        desk.place, name, lambda: open_place(desk.place, user_name=name, password=password)
    )
    if (office.id, account.id) != (desk.office.id, desk.account.id):
        office.close()
        raise OfficeUnavailable("Op deze plaats staat nu een ander kantoor; open het opnieuw.")
    door_of(desk).unlock(office)
    if failures and office.read_only is None:
        with suppress(OfficeUnavailable):
            note_failures(desk, failures)


@operation(AuditAction.SIGN_OUT, is_urgent=False)
def _note_sign_out(work: Work) -> Done:
    work.note(AuditAction.SIGN_OUT)
    return Done(Change(frozenset()))


def _refuse_unfit(place: str) -> None:
    findings = examine_folder(place)
    if not findings.is_fit:
        raise OfficeUnavailable(findings.problems[0])


def _refuse_empty(text: str, message: str, field: str) -> None:
    if not text.strip():
        raise InvalidInput(message, field=field)
