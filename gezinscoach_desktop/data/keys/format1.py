"""Key files of program 0.1: the master key itself sealed under each password. Read only, to become format 2."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.keys.record import Damaged, is_whole, load

FORMAT = 1
SALT_BYTES = 16
_FIELDS = {"user", "account", "kdf", "memory_kib", "time", "lanes", "salt", "sealed"}


@dataclass(frozen=True, slots=True, repr=False)
class OldSlot:
    """One account of a key file of format 1."""

    office_id: UUID
    account_id: UUID
    user: str
    cost: seal.Cost
    salt: bytes
    sealed: bytes

    @classmethod
    def read(cls, content: bytes) -> OldSlot:
        """Raises Damaged unless `slots_of_file` made it."""
        raw = load(content)
        if raw.pop("format") != FORMAT or set(raw) != _FIELDS | {"office"} or raw["kdf"] != "argon2id":
            raise Damaged("fields")
        numbers = (raw["memory_kib"], raw["time"], raw["lanes"])
        if not all(map(is_whole, numbers)) or not isinstance(raw["user"], str):
            raise Damaged("kind of value")
        try:
            salt, sealed = (base64.b64decode(raw[name], validate=True) for name in ("salt", "sealed"))
            slot = cls(
                UUID(raw["office"]), UUID(raw["account"]), raw["user"], seal.Cost(*numbers), salt, sealed
            )
        except (ValueError, TypeError, AttributeError) as error:
            raise Damaged("kind of value") from error
        if len(salt) != SALT_BYTES:
            raise Damaged("salt")
        return slot

    def master(self, stretched: bytes) -> bytes:
        """The master key; raises SealBroken."""
        described = {
            "user": self.user,
            "account": str(self.account_id),
            "kdf": "argon2id",
            "memory_kib": self.cost.memory_kib,
            "time": self.cost.time,
            "lanes": self.cost.lanes,
            "salt": base64.b64encode(self.salt).decode("ascii"),
        }
        bound_to = json.dumps([FORMAT, str(self.office_id), described], sort_keys=True).encode()
        return seal.unseal(stretched, self.sealed, bound_to)


def slots_of_file(raw: Mapping[str, Any]) -> dict[str, bytes]:
    """A whole key file of format 1, as slots by the account's id; raises Damaged."""
    if set(raw) != {"format", "office", "slots"} or not isinstance(raw["slots"], list) or not raw["slots"]:
        raise Damaged("fields")
    found: dict[str, bytes] = {}
    for slot in raw["slots"]:
        if not isinstance(slot, dict):
            raise Damaged("slot")
        content = json.dumps({**slot, "format": FORMAT, "office": raw["office"]}).encode("ascii")
        account = str(OldSlot.read(content).account_id)
        if account in found:
            raise Damaged("twice the same account")
        found[account] = content
    return found
