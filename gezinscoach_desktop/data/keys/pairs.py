"""Key pairs: X25519 to put something in a box for somebody, Ed25519 to sign."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass

from gezinscoach_desktop.data import seal

_BOX = "gezinscoach box 1"
_PUBLIC_BYTES = 32


@dataclass(frozen=True, slots=True)
class Publics:
    """The halves that everybody may see."""

    exchange: bytes
    signing: bytes

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.exchange + self.signing).hexdigest()[:16]


@dataclass(frozen=True, slots=True, repr=False)
class Pairs:
    """The halves that their owner alone has, 32 bytes each."""

    exchange: bytes
    signing: bytes

    @property
    def publics(self) -> Publics:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        exchange = X25519PrivateKey.from_private_bytes(self.exchange).public_key().public_bytes_raw()
        signing = Ed25519PrivateKey.from_private_bytes(self.signing).public_key().public_bytes_raw()
        return Publics(exchange, signing)

    def sign(self, content: bytes) -> bytes:
        """An Ed25519 signature of 64 bytes."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.signing).sign(content)


def new_pairs() -> Pairs:
    """Two random pairs: any 32 bytes are a private half of both kinds."""
    return Pairs(os.urandom(seal.KEY_BYTES), os.urandom(seal.KEY_BYTES))


def verify_with(public_key: bytes, content: bytes, signature: bytes) -> bool:
    """True when the holder of `public_key` (Ed25519) signed exactly `content`."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def put_in_box(public: bytes, content: bytes, bound_to: bytes) -> bytes:
    """`content` for the owner of `public` (X25519) only; raises SealBroken when that is no public key."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    once = os.urandom(seal.KEY_BYTES)
    once_public = X25519PrivateKey.from_private_bytes(once).public_key().public_bytes_raw()
    key = _shared(once, public, once_public + public)
    return once_public + seal.seal(key, content, bound_to)


def take_out(pairs: Pairs, box: bytes, bound_to: bytes) -> bytes:
    """What was put in the box; raises SealBroken when it is somebody else's or was changed."""
    once_public, sealed = box[:_PUBLIC_BYTES], box[_PUBLIC_BYTES:]
    key = _shared(pairs.exchange, once_public, once_public + pairs.publics.exchange)
    return seal.unseal(key, sealed, bound_to)


def _shared(private: bytes, public: bytes, both: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    try:
        found = X25519PrivateKey.from_private_bytes(private).exchange(
            X25519PublicKey.from_public_bytes(public)
        )
    except ValueError:  # no point, or one of small order
        raise seal.SealBroken from None
    return seal.derive(found, _BOX, both)
