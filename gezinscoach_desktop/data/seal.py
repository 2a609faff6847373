"""Sealing and passwords: AES-256-GCM, Argon2id and HKDF with the parameters of docs/security.md."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass

NONCE_BYTES = 12
KEY_BYTES = 32
FLOOR_KIB = 64 * 1024
_CEILING_KIB = 4 * 1024 * 1024
_CEILING_TIME = 32
_CEILING_LANES = 64


class SealBroken(Exception):
    """The key does not fit, or what was sealed was changed."""


class WeakCost(Exception):
    """Parameters under the floor (or absurdly high): refused before anything is hashed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a password costs with Argon2id."""

    memory_kib: int
    time: int
    lanes: int

    def check(self) -> None:
        """Raises WeakCost outside what the program accepts."""
        fits = (
            FLOOR_KIB <= self.memory_kib <= _CEILING_KIB
            and 1 <= self.time <= _CEILING_TIME
            and 1 <= self.lanes <= _CEILING_LANES
        )
        if not fits:
            raise WeakCost(f"{self.memory_kib} KiB, {self.time} passes, {self.lanes} lanes")


STANDARD = Cost(memory_kib=256 * 1024, time=3, lanes=4)


def seal(key: bytes, content: bytes, bound_to: bytes) -> bytes:
    """`content` sealed with `key`; it opens only together with the same `bound_to`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, bound_to)


def unseal(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """What was sealed; raises SealBroken when key, content or `bound_to` is not the same."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(sealed) < NONCE_BYTES:
        raise SealBroken
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to)
    except InvalidTag:
        raise SealBroken from None


def derive(master: bytes, purpose: str, salt: bytes) -> bytes:
    """A key of its own for each purpose, from which neither the master key nor another purpose's key follows."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, salt, purpose.encode()).derive(master)


def stretch(password: str, salt: bytes, cost: Cost) -> bytes:
    """The key that follows from a password; slow on purpose. Raises WeakCost."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    cost.check()
    try:
        return hash_secret_raw(
            password_bytes(password), salt, cost.time, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID
        )
    except HashingError as error:  # more memory than this PC has: nobody seals with that here
        raise WeakCost("this PC cannot pay it") from error


def password_bytes(password: str) -> bytes:
    """The same bytes for the same signs, however a keyboard composes an é."""
    return unicodedata.normalize("NFC", password).encode()


def is_password(hashed: str, password: str) -> bool:
    """True when the password is the one that was hashed; False as well when the hash is weaker than allowed."""
    from argon2 import PasswordHasher, extract_parameters
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        found = extract_parameters(hashed)
        Cost(found.memory_cost, found.time_cost, found.parallelism).check()
        return PasswordHasher().verify(hashed, password_bytes(password))
    except (InvalidHashError, VerificationError, WeakCost):
        return False
