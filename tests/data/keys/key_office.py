"""Key slots of a small office, and every way to change one of them behind its back."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.keys import (
    KeyRing,
    SlotStore,
    create_ring,
    open_ring,
    open_with_device_key,
    open_with_recovery,
)
from gezinscoach_desktop.data.keys.slots import MemorySlots
from tests.factories import make_id

AN, BERT = make_id("an"), make_id("bert")
AN_PASSWORD, BERT_PASSWORD = "vier woorden zijn genoeg", "een ander geheim van Bert"


class LooseSlots(MemorySlots):
    """Slots in memory that can be changed, by the program and by whoever attacks it."""

    def put(self, name: str, content: bytes) -> None:
        self._slots[name] = content

    def add(self, name: str, content: bytes) -> None:
        if name in self._slots:
            raise FileExistsError(name)
        self._slots[name] = content

    def remove(self, name: str) -> None:
        self._slots.pop(name, None)

    def copy(self) -> LooseSlots:
        return LooseSlots(self._slots)


@dataclass
class KeyOffice:
    """An and Bert, a recovery sheet, and a device key of An."""

    store: SlotStore
    an: KeyRing
    recovery: str
    device: bytes

    def openings(self, store: SlotStore) -> Iterator[tuple[str, KeyRing | Exception]]:
        """What each of the four ways in gives."""
        ways: dict[str, Callable[[], KeyRing]] = {
            "an": lambda: open_ring(store, user_name="An", password=AN_PASSWORD),
            "bert": lambda: open_ring(store, user_name="Bert", password=BERT_PASSWORD),
            "recovery": lambda: open_with_recovery(store, self.recovery),
            "device": lambda: open_with_device_key(store, "an", self.device),
        }
        for name, way in ways.items():
            try:
                yield name, way()
            except Exception as error:
                yield name, error


@contextmanager
def remembered_hashes() -> Iterator[None]:
    """Argon2 computes the same from the same only once: for trials that are about the slots and not about the hash."""
    with patch.object(seal, "stretch", lru_cache(maxsize=None)(seal.stretch)):
        yield


def key_office(store: SlotStore, office_id: UUID | None = None) -> KeyOffice:
    an = create_ring(
        store, office_id=office_id or uuid4(), account_id=AN, user_name="An", password=AN_PASSWORD
    )
    an.add_account(BERT, "Bert", BERT_PASSWORD, one_time=False)
    return KeyOffice(store, an, an.make_recovery(), an.add_device_key())


def keys_of(ring: KeyRing) -> tuple[bytes, ...]:
    """Every key that is the same for the whole office."""
    return (ring.database, ring.log, ring.backup, ring.pseudonym, ring.audit)


def changed_fields(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The record with each of its fields changed once, into something that still looks right."""
    raw: dict[str, Any] = json.loads(content)
    for field, value in raw.items():
        yield field, json.dumps({**raw, field: _other(value)}, sort_keys=True).encode("ascii")


def _other(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    assert isinstance(value, str)
    try:
        return str(UUID(int=UUID(value).int ^ 1))
    except ValueError:
        pass
    try:
        raw = base64.b64decode(value, validate=True)
    except ValueError:
        return f"{value}x"
    if not raw or value.isalpha():
        return f"{value}x"
    return base64.b64encode(raw[:-1] + bytes([raw[-1] ^ 1])).decode("ascii")
