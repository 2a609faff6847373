"""Who holds keys: slots of accounts, of their devices and of the recovery sheet, with the private halves sealed inside.

What is sealed in each is the same: both private halves and the office's root secret. A password reaches it through
Argon2id, a device key and the recovery sheet directly: these are random.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.keys.pairs import Pairs, Publics
from gezinscoach_desktop.data.keys.record import Damaged, read_record, write_record

RECOVERY = "recovery"
SALT_BYTES = 16
_SECRET_BYTES = 3 * seal.KEY_BYTES


@dataclass(frozen=True, slots=True)
class Holder:
    """What a slot tells openly about whose it is; `name` is the slot's name."""

    office_id: UUID
    name: str
    user: str
    publics: Publics

    @property
    def account_id(self) -> UUID | None:
        return None if self.name == RECOVERY else UUID(self.name)

    @property
    def fields(self) -> dict[str, Any]:
        """For a record: what a box or a seal is bound to."""
        return {
            "office": self.office_id,
            "holder": self.name,
            "user": self.user,
            "exchange": self.publics.exchange,
            "signing": self.publics.signing,
        }


_HOLDER = {"office": UUID, "holder": str, "user": str, "exchange": bytes, "signing": bytes}
_ACCOUNT: Mapping[str, type] = {
    **_HOLDER,
    "one_time": bool,
    "kdf": str,
    "memory_kib": int,
    "time": int,
    "lanes": int,
    "salt": bytes,
    "sealed": bytes,
}
_RANDOM: Mapping[str, type] = {**_HOLDER, "sealed": bytes}


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """What a slot holds sealed."""

    pairs: Pairs
    root: bytes

    def packed(self) -> bytes:
        return self.pairs.exchange + self.pairs.signing + self.root

    @classmethod
    def unpacked(cls, content: bytes, publics: Publics) -> Secret:
        """Raises SealBroken unless the halves belong together."""
        size = seal.KEY_BYTES
        if len(content) != _SECRET_BYTES:
            raise seal.SealBroken
        pairs = Pairs(content[:size], content[size : 2 * size])
        if pairs.publics != publics:
            raise seal.SealBroken
        return cls(pairs, content[2 * size :])


@dataclass(frozen=True, slots=True, repr=False)
class AccountSlot:
    """The slot of an account, opened with a password."""

    holder: Holder
    is_one_time: bool
    cost: seal.Cost
    salt: bytes
    sealed: bytes = b""

    @property
    def user(self) -> str:
        return self.holder.user

    @classmethod
    def read(cls, name: str, content: bytes) -> AccountSlot:
        """Raises Damaged unless it is a whole slot of that name, and Newer."""
        raw = read_record("account", content, _ACCOUNT)
        if raw["kdf"] != "argon2id" or len(raw["salt"]) != SALT_BYTES:
            raise Damaged("kdf")
        cost = seal.Cost(raw["memory_kib"], raw["time"], raw["lanes"])
        return cls(_holder(name, raw), raw["one_time"], cost, raw["salt"], raw["sealed"])

    def written(self) -> bytes:
        return write_record("account", {**self._open_fields(), "sealed": self.sealed})

    def open_with(self, stretched: bytes) -> Secret:
        """Raises SealBroken."""
        return Secret.unpacked(seal.unseal(stretched, self.sealed, self._bound_to()), self.holder.publics)

    def sealed_with(self, stretched: bytes, secret: Secret) -> AccountSlot:
        return replace(self, sealed=seal.seal(stretched, secret.packed(), self._bound_to()))

    def _bound_to(self) -> bytes:
        return write_record("account", self._open_fields())

    def _open_fields(self) -> dict[str, Any]:
        return {
            **self.holder.fields,
            "one_time": self.is_one_time,
            "kdf": "argon2id",
            "memory_kib": self.cost.memory_kib,
            "time": self.cost.time,
            "lanes": self.cost.lanes,
            "salt": self.salt,
        }


def account_slot(holder: Holder, secret: Secret, password: str, *, one_time: bool) -> AccountSlot:
    """A slot that opens with `password`; slow on purpose."""
    empty = AccountSlot(holder, one_time, seal.STANDARD, os.urandom(SALT_BYTES))
    return empty.sealed_with(seal.stretch(typed(password, one_time=one_time), empty.salt, empty.cost), secret)


def typed(password: str, *, one_time: bool) -> str:
    """A code that was handed over is taken however it is typed; a password exactly."""
    return "".join(sign for sign in password.upper() if sign.isalnum()) if one_time else password


def write_random(kind: str, holder: Holder, key: bytes, secret: Secret) -> bytes:
    """A slot that opens with a random key: `kind` is device or recovery."""
    sealed = seal.seal(_random_key(kind, holder, key), secret.packed(), write_record(kind, holder.fields))
    return write_record(kind, {**holder.fields, "sealed": sealed})


def read_random(kind: str, name: str, content: bytes) -> tuple[Holder, bytes]:
    """Whose slot it is and what is sealed in it; raises Damaged and Newer."""
    raw = read_record(kind, content, _RANDOM)
    return _holder(name, raw), raw["sealed"]


def open_random(kind: str, holder: Holder, key: bytes, sealed: bytes) -> Secret:
    """Raises SealBroken."""
    content = seal.unseal(_random_key(kind, holder, key), sealed, write_record(kind, holder.fields))
    return Secret.unpacked(content, holder.publics)


def _random_key(kind: str, holder: Holder, key: bytes) -> bytes:
    return seal.derive(key, f"gezinscoach {kind} 1", holder.office_id.bytes)


def _holder(name: str, raw: Mapping[str, Any]) -> Holder:
    if raw["holder"] != name:
        raise Damaged("somebody else's")
    if name != RECOVERY:
        try:
            UUID(name)
        except ValueError as error:
            raise Damaged("name") from error
    return Holder(raw["office"], name, raw["user"], Publics(raw["exchange"], raw["signing"]))
