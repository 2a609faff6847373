"""Sealing a stream: AES-256-GCM in chunks, each bound to its place, the last one marked, so that nothing can be missing.

The chunk's number is the nonce. That is safe because the key of a content is made with the content's own SHA-256: another
content has another key, and the same content gives the same file.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.domain.errors import OfficeUnavailable

ENDING = ".gezinscoach-archive"
CHUNK = 1 << 20
_TAG = 16
_MAGIC = b"GZCARCH1"
_LENGTH = struct.Struct(">I")
_LARGEST_HEADER = 4_096
_FORMAT = 1
_MORE, _LAST = 0, 1


class ArchiveDamaged(OfficeUnavailable):
    """The file is not an archive as this program writes it, or not any more."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is beschadigd of geen archief van een kantoor; kies een ander bestand.")


class ArchiveBroken(ValueError):
    """What was read is not what was written; the caller knows the name of the file and says so."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the sealed content, open to read. Every chunk is bound to it."""

    office_id: UUID
    content: bytes
    """SHA-256 of the content before it was sealed."""
    size: int
    cost: seal.Cost | None
    """What guessing the password costs; None when the key is the backup key of `epoch`."""
    epoch: int = 0

    def written(self) -> bytes:
        cost = self.cost
        content = {
            "format": _FORMAT,
            "office": str(self.office_id),
            "content": self.content.hex(),
            "size": self.size,
            "argon2id": None if cost is None else [cost.memory_kib, cost.time, cost.lanes],
            "epoch": self.epoch,
        }
        text = json.dumps(content, sort_keys=True).encode("ascii")
        return _MAGIC + _LENGTH.pack(len(text)) + text

    def key(self, base: bytes) -> bytes:
        """The key of this content alone."""
        return seal.derive(base, "gezinscoach archive content 1", self.content)

    def stretched(self, password: str) -> bytes:
        """What `key` is made from under a password: always the same from one office, so that files can be compared.

        Raises WeakCost when the header asks for a cheaper one than the program accepts.
        """
        if self.cost is None:
            raise ArchiveBroken("no password")
        salt = hashlib.sha256(b"gezinscoach archive salt 1" + self.office_id.bytes).digest()[:16]
        return seal.stretch(password, salt, self.cost)


def read_header(stream: BinaryIO) -> Header:
    """The header at the start of `stream`; raises ArchiveBroken unless it is written as this program does."""
    start = stream.read(len(_MAGIC) + _LENGTH.size)
    if len(start) != len(_MAGIC) + _LENGTH.size or not start.startswith(_MAGIC):
        raise ArchiveBroken("magic")
    (length,) = _LENGTH.unpack(start[len(_MAGIC) :])
    if length > _LARGEST_HEADER:
        raise ArchiveBroken("header size")
    text = stream.read(length)
    try:
        header = _header(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ArchiveBroken("header") from error
    if header.written() != start + text:
        raise ArchiveBroken("not as written")
    return header


def _header(raw: Any) -> Header:
    if raw["format"] != _FORMAT:
        raise ValueError("format")
    parameters = raw["argon2id"]
    numbers = [raw["size"], raw["epoch"], *(parameters or ())]
    if not all(type(number) is int and 0 <= number < 2**53 for number in numbers):
        raise ValueError("numbers")
    cost = None if parameters is None else seal.Cost(*parameters)
    return Header(UUID(raw["office"]), bytes.fromhex(raw["content"]), raw["size"], cost, raw["epoch"])


def sealed(content: Iterable[bytes], key: bytes, bound_to: bytes) -> Iterator[bytes]:
    """The chunks to write for `content`, which comes in pieces of any size."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher, number, waiting = AESGCM(key), 0, bytearray()
    for piece in content:
        waiting += piece
        while len(waiting) > CHUNK:  # never the last one here: which one that is, only the end tells
            yield cipher.encrypt(_nonce(number, _MORE), bytes(waiting[:CHUNK]), bound_to)
            del waiting[:CHUNK]
            number += 1
    yield cipher.encrypt(_nonce(number, _LAST), bytes(waiting), bound_to)


def unsealed(stream: BinaryIO, key: bytes, bound_to: bytes) -> Iterator[bytes]:
    """The content in pieces; raises ArchiveBroken on a wrong key, a changed bit, a missing end or anything after it."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher, number = AESGCM(key), 0
    chunk = stream.read(CHUNK + _TAG)
    while True:
        following = stream.read(CHUNK + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, _MORE if following else _LAST), chunk, bound_to)
        except (InvalidTag, ValueError):
            raise ArchiveBroken("chunk") from None
        if not following:
            return
        chunk, number = following, number + 1


def _nonce(number: int, mark: int) -> bytes:
    return number.to_bytes(seal.NONCE_BYTES - 1, "big") + bytes([mark])


def checked(pieces: Iterable[bytes], header: Header, on_bytes: Callable[[int], None]) -> Iterator[bytes]:
    """The same pieces; raises ArchiveBroken at the end when together they are not what the header promises."""
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
        on_bytes(len(piece))
        yield piece
    if digest.digest() != header.content or size != header.size:
        raise ArchiveBroken("content")
