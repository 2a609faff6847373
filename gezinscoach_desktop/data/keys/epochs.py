"""Epochs: every time a colleague leaves, a new random master key, in a box for each of those who stay.

`epoch.<n>` is the one moment at which an epoch begins: it can be added only once, and names the boxes that belong to it
by a tag. Boxes are written before it, so that whoever sees an epoch finds a box in it; boxes of a try that was killed
bear a tag nobody names. The record proves with the root secret and the master key before it that the epoch was begun
by somebody who held both: not by an outsider who can write in the store, nor by a colleague who had left by then. It
also holds the master key before it, sealed under the new one, so that old backups stay readable.
A box vouches for the public keys it was made for with the master key inside it: only who was vouched for gets a box in
the next epoch.
"""

from __future__ import annotations

import hmac
import logging
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.keys.finding import epoch_of_box, is_box_of
from gezinscoach_desktop.data.keys.holder import Holder, Secret
from gezinscoach_desktop.data.keys.pairs import put_in_box, take_out
from gezinscoach_desktop.data.keys.record import Damaged, Newer, Value, read_record, write_record
from gezinscoach_desktop.data.keys.slots import SlotStore

_EPOCH: Mapping[str, type] = {"office": UUID, "epoch": int, "tag": str, "past": bytes, "proof": bytes}
_BOX: Mapping[str, type] = {"office": UUID, "holder": str, "tag": str, "box": bytes, "voucher": bytes}
_PREFIX = "epoch."
_TAG = re.compile(r"[0-9]{1,9}-[0-9a-f]{8}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, repr=False)
class Epoch:
    """An epoch that has begun, with its master key."""

    number: int
    tag: str
    master: bytes

    def box_name(self, holder: Holder) -> str:
        return box_name(holder, self.tag)


@dataclass(frozen=True, slots=True, repr=False)
class Epochs:
    """What a holder knows: the epochs it has a box of, and the master keys of these and of all before."""

    boxed: Mapping[int, Epoch] = field(default_factory=dict)
    masters: Mapping[int, bytes] = field(default_factory=dict)

    @property
    def newest(self) -> Epoch:
        return self.boxed[max(self.boxed)]


def first_epoch(master: bytes | None = None) -> Epoch:
    """The epoch an office begins with."""
    return Epoch(1, _new_tag(1), master or os.urandom(seal.KEY_BYTES))


def following(epoch: Epoch) -> Epoch:
    """A new random master key."""
    number = epoch.number + 1
    return Epoch(number, _new_tag(number), os.urandom(seal.KEY_BYTES))


def box_name(holder: Holder, tag: str) -> str:
    return f"{holder.name}.{tag}.{holder.publics.fingerprint}"


def record_name(number: int) -> str:
    return f"{_PREFIX}{number}"


def write_epoch(office_id: UUID, root: bytes, epoch: Epoch, before: Epoch | None) -> bytes:
    """The record that begins `epoch`."""
    past = b"" if before is None else before.master
    sealed = seal.seal(_past_key(office_id, epoch.master), past, _past_bound(office_id, epoch.number))
    return write_record(
        "epoch",
        {
            "office": office_id,
            "epoch": epoch.number,
            "tag": epoch.tag,
            "past": sealed,
            "proof": _proof(office_id, root, epoch, past),
        },
    )


def write_box(holder: Holder, epoch: Epoch) -> bytes:
    """The master key of `epoch` for `holder`; raises SealBroken when its public key is none."""
    box = put_in_box(holder.publics.exchange, epoch.master, _box_bound(holder, epoch.tag))
    return write_record(
        "box",
        {
            "office": holder.office_id,
            "holder": holder.name,
            "tag": epoch.tag,
            "box": box,
            "voucher": _voucher(holder, epoch),
        },
    )


def is_vouched(store: SlotStore, holder: Holder, epoch: Epoch) -> bool:
    """True when somebody who held the master key of `epoch` made a box for exactly these public keys."""
    try:
        raw = _read_box(store, holder, epoch.tag)
    except (Damaged, Newer):
        return False
    return raw is not None and hmac.compare_digest(raw["voucher"], _voucher(holder, epoch))


def read_epochs(
    store: SlotStore, names: Iterable[str], holder: Holder, secret: Secret, known: Mapping[int, bytes]
) -> Epochs:
    """The epochs `holder` has a box of, in so far as they prove to follow each other and the master keys `known` before."""
    boxed: dict[int, Epoch] = {}
    masters = dict(known)
    for number in _boxed_numbers(names, holder):
        try:
            found = _read_epoch(store, number, holder, secret)
        except (Damaged, Newer, seal.SealBroken):
            _log.warning("Epoch %d of the keys could not be read", number)
            continue
        if found is None:
            continue
        epoch, past = found
        if masters.get(number, epoch.master) != epoch.master or masters.get(number - 1, past) != past:
            _log.warning("Epoch %d of the keys does not follow the one before it", number)
            continue
        boxed[number], masters[number] = epoch, epoch.master
        if number > 1:
            masters[number - 1] = past
    if boxed:
        _add_older(store, holder.office_id, secret.root, masters)
    return Epochs(boxed, masters)


def _add_older(store: SlotStore, office_id: UUID, root: bytes, masters: dict[int, bytes]) -> None:
    """The master keys before the oldest one known, each out of the record of the one after it."""
    number = min(masters)
    while number > 1:
        try:
            content = store.read(record_name(number))
            if content is None:
                return
            _, past = open_record(content, number, office_id, root, masters[number])
        except (Damaged, Newer, seal.SealBroken):
            return
        number -= 1
        masters[number] = past


def _read_epoch(store: SlotStore, number: int, holder: Holder, secret: Secret) -> tuple[Epoch, bytes] | None:
    """The epoch and the master key before it; None without a box in it, raises SealBroken when it is not proven."""
    content = store.read(record_name(number))
    if content is None:
        return None
    tag = read_record("epoch", content, _EPOCH)["tag"]
    if _TAG.fullmatch(tag) is None:
        raise Damaged("tag")
    raw = _read_box(store, holder, tag)
    if raw is None:
        return None
    master = take_out(secret.pairs, raw["box"], _box_bound(holder, tag))
    epoch, past = open_record(content, number, holder.office_id, secret.root, master)
    if not hmac.compare_digest(raw["voucher"], _voucher(holder, epoch)):
        raise Damaged("voucher")
    return epoch, past


def _read_box(store: SlotStore, holder: Holder, tag: str) -> dict[str, Any] | None:
    content = store.read(box_name(holder, tag))
    if content is None:
        return None
    raw = read_record("box", content, _BOX)
    if (raw["office"], raw["holder"], raw["tag"]) != (holder.office_id, holder.name, tag):
        raise Damaged("another's box")
    return raw


def open_record(
    content: bytes, number: int, office_id: UUID, root: bytes, master: bytes
) -> tuple[Epoch, bytes]:
    """The epoch and the master key before it; raises Damaged, Newer, and SealBroken when it is not proven."""
    raw = read_record("epoch", content, _EPOCH)
    epoch = Epoch(number, raw["tag"], master)
    past = seal.unseal(_past_key(office_id, master), raw["past"], _past_bound(office_id, number))
    is_proven = hmac.compare_digest(raw["proof"], _proof(office_id, root, epoch, past))
    if raw["office"] != office_id or raw["epoch"] != number or not is_proven:
        raise seal.SealBroken
    return epoch, past


def _boxed_numbers(names: Iterable[str], holder: Holder) -> list[int]:
    """Only of epochs with a box for this holder: on a share every other read is a wait for nothing."""
    mine = (name for name in names if is_box_of(name, holder))
    return sorted({number for name in mine if (number := epoch_of_box(name)) is not None})


def _new_tag(number: int) -> str:
    return f"{number}-{os.urandom(4).hex()}"


def _proof(office_id: UUID, root: bytes, epoch: Epoch, past: bytes) -> bytes:
    key = seal.derive(root + epoch.master + past, "gezinscoach epoch 1", office_id.bytes)
    fields: dict[str, Value] = {"office": office_id, "epoch": epoch.number, "tag": epoch.tag}
    return hmac.digest(key, write_record("proof", fields), "sha256")


def _voucher(holder: Holder, epoch: Epoch) -> bytes:
    key = seal.derive(epoch.master, "gezinscoach voucher 1", holder.office_id.bytes)
    return hmac.digest(key, write_record("voucher", {**holder.fields, "tag": epoch.tag}), "sha256")


def _box_bound(holder: Holder, tag: str) -> bytes:
    return write_record("box", {"office": holder.office_id, "holder": holder.name, "tag": tag})


def _past_key(office_id: UUID, master: bytes) -> bytes:
    return seal.derive(master, "gezinscoach past 1", office_id.bytes)


def _past_bound(office_id: UUID, number: int) -> bytes:
    return write_record("past", {"office": office_id, "epoch": number})
