"""Signing in: counting wrong passwords, noting who came in, telling what they should know."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from gezinscoach_desktop.data import kept_note
from gezinscoach_desktop.data.office import Office
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import OfficeUnavailable, TooSoon, WrongPassword
from gezinscoach_desktop.services.desk import Desk, Welcome, utc_now
from gezinscoach_desktop.services.dropped_device_key import clear_dropped_device_keys
from gezinscoach_desktop.services.new_keys import finish_new_keys
from gezinscoach_desktop.services.operation import Work, note_plainly, operation, revive
from gezinscoach_desktop.services.place import canonical

if TYPE_CHECKING:
    from gezinscoach_desktop.data.door import Door

T = TypeVar("T")


def counting_failures(place: str, user_name: str, check: Callable[[], T]) -> tuple[T, int]:
    """What `check` gives, and how many wrong passwords there were before it; a wrong one makes the next one wait."""
    from gezinscoach_desktop.data import attempts

    place = canonical(place)
    seconds = attempts.waiting(place, user_name, utc_now())
    if seconds:
        raise TooSoon(seconds)
    try:
        found = check()
    except WrongPassword:
        attempts.note_failure(place, user_name, utc_now())
        raise
    return found, failures_until_now(place, user_name)


def failures_until_now(place: str, user_name: str) -> int:
    """How many wrong passwords there were on this PC since the last good one; they are forgotten."""
    from gezinscoach_desktop.data import attempts

    return attempts.note_success(canonical(place), user_name)


def sign_in(place: str, office: Office, account: Account, way: str, failures: int = 0) -> Desk:
    """The desk of who just opened `office`, noted in the audit trail; `way` is a word for the trail."""
    from gezinscoach_desktop.data import trail
    from gezinscoach_desktop.data.door import Door
    from gezinscoach_desktop.services.check import look_back

    desk = Desk(Door(office), account, place=canonical(place))
    try:
        finish_new_keys(office)
        last = desk.office.read(trail.last_sign_ins).get(account.id)
        findings: tuple[str, ...] = ()
        with suppress(OfficeUnavailable):  # what cannot be noted (a full disk) may still be read
            # Before anything is noted: what waits to be shared has no final number, and cannot be signed for.
            findings = tuple(finding.what for finding in look_back(desk))
        with suppress(OfficeUnavailable):
            if office.read_only is None:
                kept_note.hand_over(office, revive, note_plainly, office.write)
                _note_sign_in(desk, failures, way)
        clear_dropped_device_keys(office, desk.place, account.user_name)
    except BaseException:
        office.close()
        raise
    return replace(desk, welcome=Welcome(failures, last, findings))


def door_of(desk: Desk) -> Door:
    """The door of a desk that `open_office` gave."""
    from gezinscoach_desktop.data.door import Door

    if not isinstance(desk.office, Door):
        raise TypeError("an office without a door")
    return desk.office


@operation(AuditAction.SIGN_IN, is_urgent=False)
def _note_sign_in(work: Work, failures: int, way: str) -> Done:
    if failures:
        work.note(AuditAction.SIGN_IN_FAILED, details={"count": failures})
    work.note(AuditAction.SIGN_IN, details={"way": way})
    return Done(Change(frozenset({Noun.ACCOUNT})))


@operation(AuditAction.SIGN_IN_FAILED, is_urgent=False)
def note_failures(work: Work, failures: int) -> Done:
    work.note(AuditAction.SIGN_IN_FAILED, details={"count": failures})
    return Done(Change(frozenset()))
