"""The keys as the folder's files need them: which key for which epoch, and sealing what lies on this PC."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import TYPE_CHECKING

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.folder.commit import Damaged, UnknownEpoch
from gezinscoach_desktop.domain.errors import AccountClosed

if TYPE_CHECKING:
    from gezinscoach_desktop.data.keys import KeyRing, SlotStore

_EPOCH = struct.Struct(">I")


class Strongbox:
    """The key ring of this session, taken anew when a newer epoch is met."""

    def __init__(self, ring: KeyRing) -> None:
        self.ring = ring

    def attach(self, store: SlotStore) -> None:
        """Ask `store` from now on, and first of all what is new there; raises as `reload` does."""
        self.ring = replace(self.ring, store=store)
        self.reload()

    def reload(self) -> None:
        """Look for newer epochs; raises AccountClosed or SignInAgain when these keys may not go on."""
        try:
            self.ring = self.ring.reload()
        except AccountClosed:
            self.ring = self.ring.reload()  # a share may once say that a file is not there

    def log_key(self, epoch: int) -> bytes:
        """Authenticates what is on the share; raises UnknownEpoch."""
        try:
            return self.ring.log_of(epoch)
        except LookupError:
            raise UnknownEpoch(epoch) from None

    def database_key(self, epoch: int) -> bytes:
        """Encrypts the pages; raises UnknownEpoch."""
        try:
            return self.ring.database_of(epoch)
        except LookupError:
            raise UnknownEpoch(epoch) from None

    def seal(self, content: bytes, bound_to: bytes) -> bytes:
        """`content` for a file on this PC, readable as long as the epoch of today is known."""
        epoch = self.ring.epoch
        return _EPOCH.pack(epoch) + seal.seal(self._key(epoch), content, bound_to)

    def unseal(self, raw: bytes, bound_to: bytes) -> bytes:
        """What was sealed; raises Damaged, or UnknownEpoch when these keys do not reach that far."""
        if len(raw) < _EPOCH.size:
            raise Damaged("shorter than an epoch")
        (epoch,) = _EPOCH.unpack_from(raw)
        try:
            return seal.unseal(self._key(epoch), raw[_EPOCH.size :], bound_to)
        except seal.SealBroken:
            raise Damaged("seal") from None

    def _key(self, epoch: int) -> bytes:
        return seal.derive(self.log_key(epoch), "gezinscoach replica 1", self.ring.office_id.bytes)
