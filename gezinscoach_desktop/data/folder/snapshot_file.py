"""A snapshot file: the whole database at one number of the chain, from which a PC joins.

Format 1, numbers big-endian: magic, format, epoch, number, length of the header; the header in JSON (office, hash and
last bytes of that commit, pages, fingerprint, SHA-256 of what follows); HMAC-SHA256 over all that under the log key of
the epoch; then the database as SQLCipher wrote it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from gezinscoach_desktop.data.folder.base import Position, fingerprint_of
from gezinscoach_desktop.data.folder.commit import FORMAT, MOST_PAGES, PAGE, TRAILER, Damaged, UnknownEpoch
from gezinscoach_desktop.data.folder.share import Share, snapshot_name
from gezinscoach_desktop.data.folder.strongbox import Strongbox

PIECE = 1024 * 1024
_MAGIC = b"GZSNAPSH"
_HEAD = struct.Struct(">8sIIQI")
_LARGEST_HEADER = 100_000


def upload(share: Share, source: Path, position: Position, box: Strongbox) -> Iterator[None]:
    """Put the database in `source` on the share as the snapshot at `position`, a piece at each step.

    One that is there already is left: nothing else can have its number.
    """
    head = _head(source, position, box)
    temporary = share.temporary()
    try:
        share.write(temporary, head)
        at = len(head)
        with source.open("rb") as file:
            while piece := file.read(PIECE):
                yield
                share.write(temporary, piece, at)
                at += len(piece)
        share.place(temporary, snapshot_name(position.number))
    finally:
        share.drop(temporary)


def download(share: Share, number: int, target: Path, box: Strongbox) -> Position | None:
    """Fetch snapshot `number` into `target`; None when it is not there. Raises Damaged, UnknownEpoch and Away."""
    found = read_head(share, number, box)
    if found is None:
        return None
    position, digest, at = found
    hashed = hashlib.sha256()
    with target.open("xb") as file:
        for piece in _body(share, number, at, position.size):
            hashed.update(piece)
            file.write(piece)
    if hashed.digest() != digest or fingerprint_of(target) != (position.fingerprint, position.size):
        raise Damaged("body")
    return position


def verify(share: Share, number: int, box: Strongbox) -> Generator[None, None, bool]:
    """Read the whole snapshot back, a piece at each step; gives whether it is good."""
    try:
        found = read_head(share, number, box)
        if found is None:
            return False
        position, digest, at = found
        hashed = hashlib.sha256()
        for piece in _body(share, number, at, position.size):
            hashed.update(piece)
            yield
        return hashed.digest() == digest
    except (Damaged, UnknownEpoch):
        return False


def read_head(share: Share, number: int, box: Strongbox) -> tuple[Position, bytes, int] | None:
    """Where in the chain the snapshot stands, the SHA-256 of its database and where in the file that begins."""
    raw = share.read(snapshot_name(number), size=_HEAD.size + _LARGEST_HEADER + TRAILER)
    if raw is None:
        return None
    if len(raw) < _HEAD.size:
        raise Damaged("shorter than a head")
    magic, format_, epoch, found, length = _HEAD.unpack_from(raw)
    end = _HEAD.size + length
    if (
        (magic, format_, found) != (_MAGIC, FORMAT, number)
        or length > _LARGEST_HEADER
        or len(raw) < end + TRAILER
    ):
        raise Damaged("not this snapshot")
    if not hmac.compare_digest(
        hmac.digest(box.log_key(epoch), raw[:end], "sha256"), raw[end : end + TRAILER]
    ):
        raise Damaged("hmac")
    try:
        header: dict[str, Any] = json.loads(raw[_HEAD.size : end])
        if UUID(header["office"]) != box.ring.office_id:
            raise Damaged("another office's")
        position = Position(
            number=number,
            hash=bytes.fromhex(header["hash"]),
            trailer=bytes.fromhex(header["trailer"]),
            length=int(header["length"]),
            epoch=epoch,
            fingerprint=bytes.fromhex(header["fingerprint"]),
            size=int(header["size"]),
            replaced=int(header["replaced"]),
        )
        digest = bytes.fromhex(header["sha256"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Damaged("header") from error
    if not 1 <= position.size <= MOST_PAGES:
        raise Damaged("size")
    return position, digest, end + TRAILER


def _head(source: Path, position: Position, box: Strongbox) -> bytes:
    with source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    header = json.dumps(
        {
            "office": str(box.ring.office_id),
            "hash": position.hash.hex(),
            "trailer": position.trailer.hex(),
            "length": position.length,
            "fingerprint": position.fingerprint.hex(),
            "size": position.size,
            "replaced": position.replaced,
            "sha256": digest.hexdigest(),
        }
    ).encode()
    signed = _HEAD.pack(_MAGIC, FORMAT, position.epoch, position.number, len(header)) + header
    return signed + hmac.digest(box.log_key(position.epoch), signed, "sha256")


def _body(share: Share, number: int, at: int, size: int) -> Iterator[bytes]:
    left = size * PAGE
    while left:
        piece = share.read(snapshot_name(number), at=at, size=min(left, PIECE))
        if not piece:
            raise Damaged("shorter than it says")
        at += len(piece)
        left -= len(piece)
        yield piece
