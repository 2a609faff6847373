"""What keys in hand can do to the slots: those of colleagues too, without anybody's password."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.keys.epochs import (
    Epoch,
    following,
    is_vouched,
    record_name,
    write_box,
    write_epoch,
)
from gezinscoach_desktop.data.keys.finding import (
    account_holders,
    belonging_to,
    boxes_with,
    device_name,
    device_names,
    epoch_of_box,
    holder_at,
    stretch_for,
    wrong_password,
)
from gezinscoach_desktop.data.keys.holder import (
    RECOVERY,
    AccountSlot,
    Holder,
    Secret,
    account_slot,
    typed,
    write_random,
)
from gezinscoach_desktop.data.keys.pairs import new_pairs
from gezinscoach_desktop.data.keys.record import Damaged
from gezinscoach_desktop.data.keys.slots import damaged
from gezinscoach_desktop.domain import recovery_code
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.text import fold

if TYPE_CHECKING:
    from gezinscoach_desktop.data.keys.ring import KeyRing

DEVICE_ID_BYTES = 16


def add_account(ring: KeyRing, account_id: UUID, user_name: str, password: str, *, one_time: bool) -> None:
    holder, secret = _new_holder(ring, str(account_id), user_name)
    slot = account_slot(holder, secret, password, one_time=one_time)
    keep = ring.store.opened_by(typed(password, one_time=one_time)).add
    _install(ring.reload(), holder, slot.written(), keep)


def reset_password(ring: KeyRing, account_id: UUID, user_name: str, code: str) -> None:
    holder, secret = _new_holder(ring, str(account_id), user_name)
    slot = account_slot(holder, secret, code, one_time=True)
    after = replace(ring, holder=holder, secret=secret) if account_id == ring.account_id else ring
    keep = ring.store.opened_by(typed(code, one_time=True)).put
    _install(ring.reload(), holder, slot.written(), keep, after=after)
    drop_device_keys(ring, account_id)


def change_password(ring: KeyRing, old: str, new: str) -> KeyRing:
    fresh = ring.reload()
    slot = _own_slot(fresh)
    try:
        secret = slot.open_with(stretch_for(ring.store, slot, old))
    except seal.SealBroken:
        raise wrong_password() from None
    # Never the same pairs again: with a copy of the slot of before (every backup has one) the password of before would
    # open the boxes of every epoch to come; and who made a one-time code could have kept its pairs.
    secret = Secret(new_pairs(), secret.root)
    holder = replace(slot.holder, publics=secret.pairs.publics)
    renewed = replace(fresh, holder=holder, secret=secret, is_one_time=False)
    written = account_slot(holder, secret, new, one_time=False).written()
    _install(fresh, holder, written, ring.store.opened_by(new).put, after=renewed)
    drop_device_keys(ring, UUID(holder.name))
    return renewed.reload()


def remove_account(ring: KeyRing, account_id: UUID) -> None:
    remove_holder(ring, str(account_id))


def remove_holder(ring: KeyRing, name: str) -> None:
    """The slot first: whoever finds it gone knows enough."""
    ring.store.remove(name)
    for other in belonging_to(ring.store, name):
        ring.store.remove(other)


def begin_epoch(ring: KeyRing, accounts: Collection[UUID] | None) -> KeyRing:
    fresh = ring.reload()
    store, before = ring.store, fresh.known.newest
    epoch = following(before)
    staying = [
        holder
        for holder in account_holders(store)
        # Vouching alone would let in who left and put a copy of the slot and its box back before this.
        if (accounts is None or holder.account_id in accounts) and is_vouched(store, holder, before)
    ]
    recovery = holder_at(store, RECOVERY)
    if recovery is not None and is_vouched(store, recovery, before):
        staying.append(recovery)
    for holder in staying:
        store.put(epoch.box_name(holder), write_box(holder, epoch))
    try:
        store.add(record_name(epoch.number), write_epoch(ring.office_id, ring.secret.root, epoch, before))
    except FileExistsError:
        for holder in staying:
            store.remove(epoch.box_name(holder))
        raise OfficeUnavailable(
            "Een collega vernieuwde intussen de sleutels van het kantoor; probeer het opnieuw."
        ) from None
    return fresh.reload()


def finish_epoch(ring: KeyRing) -> None:
    newest = ring.known.newest
    for name in ring.store.names():
        number = epoch_of_box(name)
        # A later number is of a colleague who is just beginning one.
        if number is not None and number <= newest.number and f".{newest.tag}." not in name:
            ring.store.remove(name)


def keep_recovery(ring: KeyRing, code: str) -> None:
    holder, secret = _new_holder(ring, RECOVERY, "")
    key = recovery_code.parse(code)
    slot = write_random(RECOVERY, holder, key, secret)
    after = replace(ring, holder=holder, secret=secret) if ring.account_id is None else ring
    _install(ring.reload(), holder, slot, ring.store.opened_by(login_password(key)).put, after=after)


def login_password(key: bytes) -> str:
    """The password of the recovery sheet's own login, where the store is a server that lets nobody else in."""
    return seal.derive(key, "gezinscoach recovery login 1", b"").hex()


def add_device_key(ring: KeyRing) -> bytes:
    fresh = ring.reload()
    if fresh.account_id is None or fresh.is_one_time:
        raise RuntimeError("a device key needs an account with a password of its own")
    id_, key = os.urandom(DEVICE_ID_BYTES), os.urandom(seal.KEY_BYTES)
    slot = write_random("device", fresh.holder, key, fresh.secret)
    ring.store.put(device_name(fresh.account_id, id_), slot)
    return id_ + key


def drop_device_key(ring: KeyRing, key: bytes) -> None:
    if ring.account_id is not None:
        ring.store.remove(device_name(ring.account_id, key[:DEVICE_ID_BYTES]))


def drop_device_keys(ring: KeyRing, account_id: UUID) -> None:
    for name in device_names(ring.store, account_id):
        ring.store.remove(name)


def _new_holder(ring: KeyRing, name: str, user_name: str) -> tuple[Holder, Secret]:
    secret = Secret(new_pairs(), ring.secret.root)
    return Holder(ring.office_id, name, fold(user_name), secret.pairs.publics), secret


def _install(
    fresh: KeyRing,
    holder: Holder,
    slot: bytes,
    keep: Callable[[str, bytes], None],
    *,
    after: KeyRing | None = None,
) -> None:
    """Boxes first, then the slot that needs them: killed in between, the old slot still opens.

    `after` are the keys of who does this as they are once the slot stands there.
    """
    former = holder_at(fresh.store, holder.name)
    _box(fresh, holder, fresh.known.boxed.values())
    keep(holder.name, slot)
    # An epoch that began after the boxes were made did not know these public keys yet.
    late = (after or fresh).reload().known.boxed
    _box(fresh, holder, (epoch for number, epoch in late.items() if number not in fresh.known.boxed))
    if former is not None and former.publics != holder.publics:
        for name in boxes_with(fresh.store, former):
            fresh.store.remove(name)


def _box(ring: KeyRing, holder: Holder, epochs: Iterable[Epoch]) -> None:
    for epoch in epochs:
        ring.store.put(epoch.box_name(holder), write_box(holder, epoch))


def _own_slot(ring: KeyRing) -> AccountSlot:
    content = ring.store.read(ring.holder.name)
    if content is None or ring.account_id is None:
        raise RuntimeError("the recovery sheet has no password")
    try:
        return AccountSlot.read(ring.holder.name, content)
    except Damaged:
        raise damaged(ring.store) from None
