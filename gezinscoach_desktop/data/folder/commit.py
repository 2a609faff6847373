"""A commit file: the changed pages of the database, in their place in the chain, authenticated as a whole.

Format 1, numbers big-endian:

    fixed head   magic, format, epoch, number, length of the header, pages in this file, bytes of a page
    header       JSON: office, hash of the previous commit, operations, who and what wrote it, what the database is after
    page numbers four bytes each, rising
    pages        as SQLCipher wrote them: encrypted and authenticated of themselves
    HMAC         SHA-256 over all before it, under the log key of the epoch

The SHA-256 of the whole file is what the next commit names as its previous one.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from gezinscoach_desktop.data.seal import SealBroken

FORMAT = 1
PAGE = 4096
TRAILER = 32
MOST_PAGES = 2**31
_MAGIC = b"GZCOMMIT"
_HEAD = struct.Struct(">8sIIQIII")


class Damaged(SealBroken):
    """A file is not what it must be; it says nothing of what it holds."""


class UnknownEpoch(LookupError):
    """A file was made under a newer epoch than the keys at hand."""


class CommitKind(StrEnum):
    """What a commit replaces."""

    PAGES = "pages"
    """Some pages: one or more operations."""
    REKEYED = "rekeyed"
    """Every page: the same database under the key of a new epoch."""
    REPLACED = "replaced"
    """Every page: another database in the place of the one there was."""


@dataclass(frozen=True, slots=True)
class Shared:
    """An operation as a commit names it."""

    id: UUID
    account_id: UUID | None
    kind: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a commit says of itself, beside its pages."""

    office_id: UUID
    number: int
    previous: bytes
    epoch: int
    kind: CommitKind
    operations: tuple[Shared, ...]
    author_id: UUID | None
    program: str
    schema: int
    size: int
    """Pages in the whole database afterwards."""
    fingerprint: bytes
    """Of the whole database afterwards (`base.fingerprint_of`)."""
    replaced: int
    """The last commit that put another database in the place of the one before; 0 when none did."""


@dataclass(frozen=True)
class Commit:
    """A commit that was checked: its note, its pages and the file it stands in."""

    note: Note
    pages: Mapping[int, memoryview]
    raw: bytes

    @cached_property
    def hash(self) -> bytes:
        return hashlib.sha256(self.raw).digest()

    @property
    def trailer(self) -> bytes:
        """The last bytes of the file, which no other commit has."""
        return self.raw[-TRAILER:]


def pack(note: Note, pages: Mapping[int, bytes | memoryview], key: bytes) -> bytes:
    """The file of a commit."""
    header = json.dumps(_described(note), separators=(",", ":")).encode()
    numbers = sorted(pages)
    head = _HEAD.pack(_MAGIC, FORMAT, note.epoch, note.number, len(header), len(numbers), PAGE)
    body = b"".join(
        (head, header, struct.pack(f">{len(numbers)}I", *numbers), *(pages[number] for number in numbers))
    )
    return body + hmac.digest(key, body, "sha256")


def unpack(raw: bytes, *, number: int, office_id: UUID, key_of: Callable[[int], bytes]) -> Commit:
    """The commit in a file that must be number `number` of this office; raises Damaged, or what `key_of` raises.

    Nothing in the file is believed before the HMAC over all of it fits, except the epoch that says under which key.
    """
    if len(raw) < _HEAD.size + TRAILER:
        raise Damaged("shorter than a head")
    magic, format_, epoch, found, header_length, count, page = _HEAD.unpack_from(raw)
    if (magic, format_, found, page) != (_MAGIC, FORMAT, number, PAGE):
        raise Damaged("not this commit")
    if len(raw) != _HEAD.size + header_length + count * (4 + PAGE) + TRAILER:
        raise Damaged("length")
    view = memoryview(raw)
    if not hmac.compare_digest(hmac.digest(key_of(epoch), view[:-TRAILER], "sha256"), raw[-TRAILER:]):
        raise Damaged("hmac")
    try:
        note = _note_of(json.loads(raw[_HEAD.size : _HEAD.size + header_length]), number, epoch)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Damaged("header") from error
    if note.office_id != office_id:
        raise Damaged("another office's")
    at = _HEAD.size + header_length
    numbers = struct.unpack_from(f">{count}I", raw, at)
    if any(not 1 <= each <= note.size for each in numbers) or len(set(numbers)) != count:
        raise Damaged("page numbers")
    first = at + 4 * count
    pages = {
        each: view[first + place * PAGE : first + (place + 1) * PAGE] for place, each in enumerate(numbers)
    }
    if note.kind is not CommitKind.PAGES and count != note.size:
        raise Damaged("not whole")
    return Commit(note, pages, raw)


def claimed_schema(start: bytes) -> int | None:
    """Which tables the program had that wrote a commit, from how its file begins; not proven, so only for a hint."""
    if len(start) < _HEAD.size:
        return None
    magic, format_, _, _, header_length, _, _ = _HEAD.unpack_from(start)
    try:
        if (magic, format_) != (_MAGIC, FORMAT):
            return None
        found = json.loads(start[_HEAD.size : _HEAD.size + header_length])["schema"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return found if isinstance(found, int) else None


def _described(note: Note) -> dict[str, Any]:
    return {
        "office": str(note.office_id),
        "previous": note.previous.hex(),
        "kind": note.kind,
        "operations": [
            [str(each.id), None if each.account_id is None else str(each.account_id), each.kind]
            for each in note.operations
        ],
        "author": None if note.author_id is None else str(note.author_id),
        "program": note.program,
        "schema": note.schema,
        "size": note.size,
        "fingerprint": note.fingerprint.hex(),
        "replaced": note.replaced,
    }


def _note_of(raw: dict[str, Any], number: int, epoch: int) -> Note:
    operations = tuple(
        Shared(UUID(id_), None if account is None else UUID(account), str(kind))
        for id_, account, kind in raw["operations"]
    )
    size = raw["size"]
    if not isinstance(size, int) or not 1 <= size <= MOST_PAGES:
        raise ValueError("size")
    previous, fingerprint = bytes.fromhex(raw["previous"]), bytes.fromhex(raw["fingerprint"])
    if len(previous) != 32 or len(fingerprint) != 32:
        raise ValueError("hashes")
    return Note(
        office_id=UUID(raw["office"]),
        number=number,
        previous=previous,
        epoch=epoch,
        kind=CommitKind(raw["kind"]),
        operations=operations,
        author_id=None if raw["author"] is None else UUID(raw["author"]),
        program=str(raw["program"]),
        schema=int(raw["schema"]),
        size=size,
        fingerprint=fingerprint,
        replaced=int(raw["replaced"]),
    )
