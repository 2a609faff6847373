"""The sealed key file beside an office's database: who knows a password of it holds the master key.

Format 1. The master key is random; every account has a slot in which it is sealed under Argon2id of the password, bound
to the office, the account and the parameters, so that no field of the file can be changed or moved unnoticed.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.disk import add_file
from gezinscoach_desktop.domain.errors import OfficeUnavailable, WrongPassword
from gezinscoach_desktop.domain.text import fold

FORMAT = 1
SALT_BYTES = 16
_LARGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What a password gives: the office it belongs to and the keys derived from the master key."""

    office_id: UUID
    account_id: UUID
    master: bytes

    @property
    def database(self) -> bytes:
        return seal.derive(self.master, "gezinscoach database 1", self.office_id.bytes)

    @property
    def draft(self) -> bytes:
        return seal.derive(self.master, "gezinscoach draft 1", self.office_id.bytes)


def key_file_of(database: Path) -> Path:
    """The key file that belongs to `database`."""
    return database.with_name(f"{database.name}.keys")


def create(path: Path, *, office_id: UUID, account_id: UUID, user_name: str, password: str) -> Keys:
    """A new key file with one slot and a new master key; raises FileExistsError."""
    keys = Keys(office_id, account_id, os.urandom(seal.KEY_BYTES))
    slot = _new_slot(keys, user_name, password, seal.STANDARD)
    content = {"format": FORMAT, "office": str(office_id), "slots": [slot]}
    add_file(path, json.dumps(content, indent=1).encode())
    return keys


def unlock(path: Path, *, user_name: str, password: str) -> Keys:
    """The keys for who knows the password; raises WrongPassword, or OfficeUnavailable when the file cannot be used."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise ValueError("too large")
        content = _KeyFile.read(path.read_bytes())
    except FileNotFoundError:
        raise OfficeUnavailable(
            f"Het sleutelbestand “{path.name}” ontbreekt; zonder dat bestand kan niemand het kantoor openen."
        ) from None
    except OSError:
        raise OfficeUnavailable(f"Het sleutelbestand “{path.name}” kan niet gelezen worden.") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise OfficeUnavailable(f"Het sleutelbestand “{path.name}” is beschadigd.") from None
    slot = content.slot_of(user_name)
    try:
        # An unknown user costs the same time as a known one, so that the clock does not tell who has an account.
        stretched = seal.stretch(password, (slot or content.slots[0]).salt, (slot or content.slots[0]).cost)
    except seal.WeakCost:
        raise OfficeUnavailable(
            f"Het sleutelbestand “{path.name}” is zwakker beveiligd dan toegelaten; het is misschien veranderd."
        ) from None
    if slot is None:
        raise wrong_password()
    try:
        master = seal.unseal(stretched, slot.sealed, _bound_to(content.office_id, slot))
    except seal.SealBroken:
        raise wrong_password() from None
    return Keys(content.office_id, slot.account_id, master)


def wrong_password() -> WrongPassword:
    """The same sentence for an unknown user and for a wrong password."""
    return WrongPassword("De gebruikersnaam of het wachtwoord klopt niet.")


@dataclass(frozen=True, slots=True)
class _Slot:
    user: str
    account_id: UUID
    salt: bytes
    cost: seal.Cost
    sealed: bytes

    @classmethod
    def read(cls, raw: dict[str, Any]) -> _Slot:
        _expect_fields(raw, {"user", "account", "kdf", "memory_kib", "time", "lanes", "salt", "sealed"})
        if raw["kdf"] != "argon2id":
            raise ValueError("unknown kdf")
        cost = seal.Cost(_int(raw["memory_kib"]), _int(raw["time"]), _int(raw["lanes"]))
        salt = _unpack(raw["salt"])
        if len(salt) != SALT_BYTES:
            raise ValueError("salt")
        return cls(_str(raw["user"]), UUID(raw["account"]), salt, cost, _unpack(raw["sealed"]))


@dataclass(frozen=True, slots=True)
class _KeyFile:
    office_id: UUID
    slots: tuple[_Slot, ...]

    @classmethod
    def read(cls, text: bytes) -> _KeyFile:
        raw = json.loads(text)
        _expect_fields(raw, {"format", "office", "slots"})
        if raw["format"] != FORMAT:
            raise ValueError("unknown format")
        slots = tuple(_Slot.read(slot) for slot in raw["slots"])
        if not slots or len({slot.user for slot in slots}) != len(slots):
            raise ValueError("slots")
        return cls(UUID(raw["office"]), slots)

    def slot_of(self, user_name: str) -> _Slot | None:
        wanted = fold(user_name)
        return next((slot for slot in self.slots if slot.user == wanted), None)


def _new_slot(keys: Keys, user_name: str, password: str, cost: seal.Cost) -> dict[str, Any]:
    salt = os.urandom(SALT_BYTES)
    empty = _Slot(fold(user_name), keys.account_id, salt, cost, b"")
    sealed = seal.seal(seal.stretch(password, salt, cost), keys.master, _bound_to(keys.office_id, empty))
    return {**_described(empty), "sealed": _pack(sealed)}


def _described(slot: _Slot) -> dict[str, Any]:
    return {
        "user": slot.user,
        "account": str(slot.account_id),
        "kdf": "argon2id",
        "memory_kib": slot.cost.memory_kib,
        "time": slot.cost.time,
        "lanes": slot.cost.lanes,
        "salt": _pack(slot.salt),
    }


def _bound_to(office_id: UUID, slot: _Slot) -> bytes:
    return json.dumps([FORMAT, str(office_id), _described(slot)], sort_keys=True).encode()


def _pack(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _unpack(text: object) -> bytes:
    try:
        return base64.b64decode(_str(text), validate=True)
    except binascii.Error as error:
        raise ValueError("base64") from error


def _str(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _int(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("whole number expected")
    return value


def _expect_fields(raw: object, names: set[str]) -> None:
    if not isinstance(raw, dict) or set(raw) != names:
        raise ValueError("fields")
