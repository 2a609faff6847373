"""A slot of format 1 becomes one of format 2 the first time its password is given; its office stays under the same keys."""

from __future__ import annotations

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.keys.drafts import draft_name, write_draft_key
from gezinscoach_desktop.data.keys.epochs import (
    Epoch,
    Epochs,
    first_epoch,
    open_record,
    record_name,
    write_box,
    write_epoch,
)
from gezinscoach_desktop.data.keys.format1 import OldSlot
from gezinscoach_desktop.data.keys.holder import Holder, Secret, account_slot
from gezinscoach_desktop.data.keys.pairs import new_pairs
from gezinscoach_desktop.data.keys.record import Damaged, Newer
from gezinscoach_desktop.data.keys.ring import KeyRing
from gezinscoach_desktop.data.keys.slots import SlotStore, damaged, too_new


def upgraded(store: SlotStore, slot: OldSlot, master: bytes, password: str) -> KeyRing:
    """The keys, after the new slot was written: last of all, so that killed before the old one still opens."""
    office = slot.office_id.bytes
    # Every account of the office finds the same root, each at its own first sign-in.
    secret = Secret(new_pairs(), seal.derive(master, "gezinscoach root 1", office))
    holder = Holder(slot.office_id, str(slot.account_id), slot.user, secret.pairs.publics)
    epoch = _epoch(store, slot, secret.root, master)
    store.put(epoch.box_name(holder), write_box(holder, epoch))
    draft_key = seal.derive(master, "gezinscoach draft 1", office)
    store.put(draft_name(holder), write_draft_key(holder, secret.root, draft_key))
    store.put(holder.name, account_slot(holder, secret, password, one_time=False).written())
    return KeyRing(store, holder, secret, Epochs({1: epoch}, {1: master}), old_draft=draft_key)


def _epoch(store: SlotStore, slot: OldSlot, root: bytes, master: bytes) -> Epoch:
    """The first epoch under the old master key: begun now, or by a colleague or a try that was killed."""
    epoch = first_epoch(master)
    try:
        store.add(record_name(1), write_epoch(slot.office_id, root, epoch, None))
        return epoch
    except FileExistsError:
        content = store.read(record_name(1)) or b""
    try:
        return open_record(content, 1, slot.office_id, root, master)[0]
    except (Damaged, seal.SealBroken):
        raise damaged(store) from None
    except Newer:
        raise too_new(store) from None
