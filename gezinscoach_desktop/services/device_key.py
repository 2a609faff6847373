"""Opening the office on this PC without a password, when the office allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gezinscoach_desktop.data import device_key as kept
from gezinscoach_desktop.data import dropped_device_key as dropped
from gezinscoach_desktop.domain.account import DeviceKey
from gezinscoach_desktop.domain.errors import (
    AccountClosed,
    NotAllowed,
    OfficeUnavailable,
    WrongPassword,
)
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.dropped_device_key import clear_dropped_device_keys
from gezinscoach_desktop.services.place import canonical, needs_password, open_with
from gezinscoach_desktop.services.setting import read_security, security_of
from gezinscoach_desktop.services.sign_in import sign_in

if TYPE_CHECKING:
    from gezinscoach_desktop.data.keys import KeyRing, SlotStore

_SERVER = "Dit kantoor staat op een server die je wachtwoord zelf vraagt; je opent het met je wachtwoord."
_NOT_ALLOWED = "Dit kantoor laat niet toe dat een pc het zonder wachtwoord opent."


def device_key_state(desk: Desk) -> DeviceKey:
    """Whether this PC may, can and does keep a key for the account that works."""
    return DeviceKey(
        is_allowed=read_security(desk).allows_device_key,
        is_kept=kept.find(desk.place, desk.account.user_name) is not None,
        problem=_problem(desk),
    )


def keep_device_key(desk: Desk) -> None:
    """From now on this PC opens the office for this account without a password; raises NotAllowed, OfficeUnavailable."""
    if not read_security(desk).allows_device_key or desk.must_change_password:
        raise NotAllowed(_NOT_ALLOWED)
    problem = _problem(desk)
    if problem is not None:
        raise OfficeUnavailable(problem)
    forget_device_key(desk)
    key = desk.office.keys.add_device_key()
    if not kept.keep(desk.place, desk.account.user_name, key):
        desk.office.keys.drop_device_key(key)
        raise OfficeUnavailable("De sleutelbos van deze pc neemt de sleutel niet aan; er is niets bewaard.")


def forget_device_key(desk: Desk) -> None:
    """This PC asks the password again; other PCs keep theirs. What cannot be reached now goes at the next opening."""
    forget_key_here(desk.place, desk.account.user_name)
    clear_dropped_device_keys(desk.office, desk.place, desk.account.user_name)


def open_with_device_key(place: str, user_name: str) -> Desk | None:
    """Open the office without a password; None when this PC has no key for it that still opens and is allowed.

    Raises OfficeUnavailable. A key that has become worthless is removed from this PC.
    """
    place = canonical(place)
    key = kept.find(place, user_name)
    if key is None or needs_password(place):
        return None

    def unlock(store: SlotStore) -> KeyRing:
        from gezinscoach_desktop.data.keys import open_with_device_key as open_keys

        return open_keys(store, user_name, key)

    try:
        office, account = open_with(place, unlock)
    except (WrongPassword, AccountClosed):
        kept.forget(place, user_name)
        return None
    if account is None or not office.read(security_of).allows_device_key:
        forget_key_here(place, user_name)
        clear_dropped_device_keys(office, place, user_name)
        office.close()
        return None
    return sign_in(place, office, account, "device_key")


def has_device_key(place: str, user_name: str) -> bool:
    """Whether this PC keeps a key for that office and user: known without opening anything."""
    return kept.find(canonical(place), user_name) is not None


def may_be_offered(place: str, user_name: str) -> bool:
    """Whether this PC could keep a key for that office and user, and does not yet; asks its key store only."""
    return not needs_password(place) and kept.problem() is None and not has_device_key(place, user_name)


def forget_key_here(place: str, user_name: str) -> None:
    """This PC asks the password again, without opening the office: what is left there goes at the next opening."""
    place = canonical(place)
    key = kept.find(place, user_name)
    if key is not None:
        dropped.note(place, user_name, key)
        kept.forget(place, user_name)


def _problem(desk: Desk) -> str | None:
    return _SERVER if needs_password(desk.place) else kept.problem()
