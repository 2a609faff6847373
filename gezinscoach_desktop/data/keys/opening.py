"""From a password, a device key or the recovery sheet to keys in hand."""

from __future__ import annotations

import os
from uuid import UUID

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.keys.changing import DEVICE_ID_BYTES
from gezinscoach_desktop.data.keys.drafts import draft_name, read_draft_key, write_draft_key
from gezinscoach_desktop.data.keys.epochs import (
    Epochs,
    first_epoch,
    read_epochs,
    record_name,
    write_box,
    write_epoch,
)
from gezinscoach_desktop.data.keys.finding import (
    device_name,
    is_account_name,
    missing_keys,
    stretch_for,
    too_weak,
    wrong_password,
    wrong_sheet,
)
from gezinscoach_desktop.data.keys.format1 import OldSlot
from gezinscoach_desktop.data.keys.holder import (
    RECOVERY,
    AccountSlot,
    Holder,
    Secret,
    account_slot,
    open_random,
    read_random,
)
from gezinscoach_desktop.data.keys.pairs import new_pairs
from gezinscoach_desktop.data.keys.record import Damaged, Newer
from gezinscoach_desktop.data.keys.ring import KeyRing
from gezinscoach_desktop.data.keys.slots import SlotStore, damaged, too_new
from gezinscoach_desktop.data.keys.upgrade import upgraded
from gezinscoach_desktop.domain import recovery_code
from gezinscoach_desktop.domain.text import fold

_NO_SALT = bytes(16)


def create_ring(
    store: SlotStore,
    *,
    office_id: UUID,
    account_id: UUID,
    user_name: str,
    password: str,
    draft_key: bytes | None = None,
) -> KeyRing:
    """The keys of a new office and the slot of its first account; raises FileExistsError when there are slots already.

    `draft_key` is the one of an account that had drafts before it had a slot.
    """
    secret = Secret(new_pairs(), os.urandom(seal.KEY_BYTES))
    holder = Holder(office_id, str(account_id), fold(user_name), secret.pairs.publics)
    epoch = first_epoch()
    slots = {
        record_name(epoch.number): write_epoch(office_id, secret.root, epoch, None),
        epoch.box_name(holder): write_box(holder, epoch),
    }
    if draft_key is not None:
        slots[draft_name(holder)] = write_draft_key(holder, secret.root, draft_key)
    slots[holder.name] = account_slot(holder, secret, password, one_time=False).written()
    store.begin(slots)
    return KeyRing(store, holder, secret, Epochs({1: epoch}, {1: epoch.master}), old_draft=draft_key)


def open_ring(store: SlotStore, *, user_name: str, password: str) -> KeyRing:
    """Raises WrongPassword, for an unknown user after the same time and with the same sentence, and OfficeUnavailable."""
    slots, trouble = _account_slots(store)
    wanted = fold(user_name)
    mine = [slot for slot in slots if slot.user == wanted]
    for slot in mine:
        try:
            if isinstance(slot, OldSlot):
                return upgraded(store, slot, slot.master(_stretched(store, slot, password)), password)
            secret = slot.open_with(stretch_for(store, slot, password))
        except seal.SealBroken:
            continue
        return _ring(store, slot.holder, secret, is_one_time=slot.is_one_time)
    if not mine:
        _pretend(slots, password)
    if trouble is not None and not mine:  # perhaps the one that cannot be read is the one that is asked for
        raise too_new(store) if isinstance(trouble, Newer) else damaged(store)
    raise wrong_password()


def open_with_recovery(store: SlotStore, code: str) -> KeyRing:
    """Raises InvalidInput for a code with a typing error, WrongPassword for another sheet's, and OfficeUnavailable."""
    key = recovery_code.parse(code)
    content = store.read(RECOVERY)
    try:
        if content is None:
            raise seal.SealBroken
        holder, sealed = read_random(RECOVERY, RECOVERY, content)
        secret = open_random(RECOVERY, holder, key, sealed)
    except seal.SealBroken:
        raise wrong_sheet() from None
    except Damaged:
        raise damaged(store) from None
    except Newer:
        raise too_new(store) from None
    return _ring(store, holder, secret)


def open_with_device_key(store: SlotStore, user_name: str, secret: bytes) -> KeyRing:
    """Raises WrongPassword when the key was dropped or is somebody else's, and OfficeUnavailable."""
    slots, _ = _account_slots(store)
    wanted = fold(user_name)
    id_, key = secret[:DEVICE_ID_BYTES], secret[DEVICE_ID_BYTES:]
    for slot in slots:
        if isinstance(slot, OldSlot) or slot.user != wanted or slot.is_one_time:
            continue
        content = store.read(device_name(UUID(slot.holder.name), id_))
        try:
            if content is None:
                continue
            holder, sealed = read_random("device", slot.holder.name, content)
            found = open_random("device", holder, key, sealed)
        except (Damaged, Newer, seal.SealBroken):
            continue
        if holder == slot.holder:  # a reset gave the account other pairs
            return _ring(store, slot.holder, found)
    raise wrong_password()


def _ring(store: SlotStore, holder: Holder, secret: Secret, *, is_one_time: bool = False) -> KeyRing:
    known = read_epochs(store, store.names(), holder, secret, {})
    if not known.boxed:
        raise missing_keys(store)
    old_draft = read_draft_key(store, holder, secret.root)
    return KeyRing(store, holder, secret, known, is_one_time, old_draft)


def _account_slots(store: SlotStore) -> tuple[list[AccountSlot | OldSlot], Exception | None]:
    """Every account's slot, and what was wrong with one that cannot be read."""
    found: list[AccountSlot | OldSlot] = []
    trouble: Exception | None = None
    for name in filter(is_account_name, store.names()):
        content = store.read(name)
        if content is None:
            continue  # removed just now
        try:
            found.append(_read_slot(name, content))
        except (Damaged, Newer) as error:
            trouble = trouble if isinstance(trouble, Newer) else error
    if not found and trouble is None:
        trouble = Damaged("no account at all")
    return found, trouble


def _read_slot(name: str, content: bytes) -> AccountSlot | OldSlot:
    try:
        return AccountSlot.read(name, content)
    except Damaged:
        old = OldSlot.read(content)
        if str(old.account_id) != name:
            raise Damaged("somebody else's") from None
        return old


def _stretched(store: SlotStore, slot: OldSlot, password: str) -> bytes:
    try:
        return seal.stretch(password, slot.salt, slot.cost)
    except seal.WeakCost:
        raise too_weak(store) from None


def _pretend(slots: list[AccountSlot | OldSlot], password: str) -> None:
    """An unknown user costs the same time as a known one, so that the clock does not tell who has an account."""
    try:
        seal.stretch(password, _NO_SALT, slots[0].cost if slots else seal.STANDARD)
    except seal.WeakCost:
        seal.stretch(password, _NO_SALT, seal.STANDARD)
