"""Looking around in a store of slots without opening anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.keys.holder import RECOVERY, AccountSlot, Holder, read_random, typed
from gezinscoach_desktop.data.keys.record import Damaged, Newer
from gezinscoach_desktop.data.keys.slots import SlotStore
from gezinscoach_desktop.domain.errors import OfficeUnavailable, WrongPassword

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ACCOUNT_NAME = re.compile(_UUID)
_BOX_NAME = re.compile(
    rf"(?:{_UUID}|{RECOVERY})\.(?P<epoch>[0-9]{{1,9}})-[0-9a-f]{{8}}\.(?P<print>[0-9a-f]{{16}})"
)
_DEVICE = "device"


def is_account_name(name: str) -> bool:
    return _ACCOUNT_NAME.fullmatch(name) is not None


def device_name(account_id: UUID, device_id: bytes) -> str:
    return f"{account_id}.{_DEVICE}.{device_id.hex()}"


def device_names(store: SlotStore, account_id: UUID) -> tuple[str, ...]:
    prefix = f"{account_id}.{_DEVICE}."
    return tuple(name for name in store.names() if name.startswith(prefix))


def belonging_to(store: SlotStore, holder_name: str) -> tuple[str, ...]:
    """Boxes, device keys and the like of one holder; not the slot itself."""
    return tuple(name for name in store.names() if name.startswith(f"{holder_name}."))


def epoch_of_box(name: str) -> int | None:
    """The number of the epoch a box belongs to; None for a slot that is no box."""
    found = _BOX_NAME.fullmatch(name)
    return None if found is None else int(found["epoch"])


def is_box_of(name: str, holder: Holder) -> bool:
    """True for the name of a box made for exactly these public keys."""
    is_own = name.startswith(f"{holder.name}.") and name.endswith(f".{holder.publics.fingerprint}")
    return is_own and epoch_of_box(name) is not None


def boxes_with(store: SlotStore, holder: Holder) -> tuple[str, ...]:
    """The boxes made for exactly these public keys."""
    return tuple(name for name in store.names() if is_box_of(name, holder))


def holder_at(store: SlotStore, name: str) -> Holder | None:
    """Whose slot that is; None when there is none that can be read."""
    content = store.read(name)
    return None if content is None else holder_of(name, content)


def holder_of(name: str, content: bytes) -> Holder | None:
    """Whose slot that is; None when it cannot be read."""
    try:
        if name == RECOVERY:
            return read_random(RECOVERY, name, content)[0]
        return AccountSlot.read(name, content).holder
    except (Damaged, Newer):
        return None


def is_one_time(name: str, content: bytes) -> bool:
    """Whether the slot of an account is opened with a code that was handed over; False when it cannot be read."""
    try:
        return AccountSlot.read(name, content).is_one_time
    except (Damaged, Newer):
        return False


def account_holders(store: SlotStore) -> Iterator[Holder]:
    """Every account with a slot that can be read."""
    for name in store.names():
        if is_account_name(name) and (holder := holder_at(store, name)) is not None:
            yield holder


def stretch_for(store: SlotStore, slot: AccountSlot, password: str) -> bytes:
    """The key that follows from the password for that slot; raises OfficeUnavailable when the slot is too weak."""
    try:
        return seal.stretch(typed(password, one_time=slot.is_one_time), slot.salt, slot.cost)
    except seal.WeakCost:
        raise too_weak(store) from None


def too_weak(store: SlotStore) -> OfficeUnavailable:
    return OfficeUnavailable(
        f"{store.called} is zwakker beveiligd dan toegelaten; het is misschien veranderd: vraag een beheerder om raad."
    )


def missing_keys(store: SlotStore) -> OfficeUnavailable:
    return OfficeUnavailable(
        f"{store.called} bevat geen sleutels meer voor je account; vraag een coördinator om een eenmalige code."
    )


def wrong_password() -> WrongPassword:
    """The same sentence for an unknown user and for a wrong password."""
    return WrongPassword("De gebruikersnaam of het wachtwoord klopt niet.")


def wrong_sheet() -> WrongPassword:
    """The same sentence for a sheet of before and for one of another office."""
    return WrongPassword("Dit herstelblad opent dit kantoor niet; neem het laatste dat gemaakt is.")
