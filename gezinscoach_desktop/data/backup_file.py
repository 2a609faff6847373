"""The file of a backup: a plain zip of which not one bit can change unnoticed.

Any zip program opens it. This one goes further: the bytes around the parts follow from the manifest and the parts, so
they are worked out and compared instead of believed. Nothing is trusted before it was checked.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gezinscoach_desktop.data.backup_manifest import LARGEST, Manifest, Part, read_manifest
from gezinscoach_desktop.domain.errors import OfficeUnavailable

MANIFEST, DATABASE, ARCHIVE, KEYS = "manifest.json", "database", "archive", "keys"
_KINDS = ((DATABASE, KEYS), (ARCHIVE, KEYS))
_CHUNK = 1 << 20
_LARGEST_FILE = 2**32 - 2**20  # what a zip without extensions can hold
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_OLD_ENOUGH = 20  # the zip version that can do what is used here
_FIRST_DAY = (
    33  # 1 January 1980: the time in a zip is local time, and tells nothing that the manifest does not
)
_OWNER_ONLY = 0o600 << 16
_ON_UNIX = 3 << 8

OnBytes = Callable[[int], None]
"""Called with the number of bytes that were just read or written."""


class BackupDamaged(OfficeUnavailable):
    """The file is not a backup as this program writes it, or not any more."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” is beschadigd of geen reservekopie van Gezinscoach; kies een andere reservekopie."
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """A file that becomes a part."""

    path: Path
    part: Part
    crc: int


def measure(name: str, path: Path) -> Measured:
    """Read `path` through once, for its place in the manifest."""
    digest, crc, size = hashlib.sha256(), 0, 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
    return Measured(path, Part(name, size, digest.hexdigest()), crc)


def write_backup(stream: BinaryIO, manifest: bytes, parts: Sequence[Measured], on_bytes: OnBytes) -> None:
    """Write the whole file; raises OfficeUnavailable when the office is too large for it."""
    entries = [
        _Entry(MANIFEST, len(manifest), zlib.crc32(manifest)),
        *(_Entry(each.part.name, each.part.size, each.crc) for each in parts),
    ]
    if sum(entry.size for entry in entries) > _LARGEST_FILE:
        raise OfficeUnavailable("Het kantoor is te groot voor een reservekopie in één bestand (4 GB).")
    stream.write(entries[0].header() + manifest)
    for entry, each in zip(entries[1:], parts, strict=True):
        stream.write(entry.header())
        with each.path.open("rb") as source:
            while chunk := source.read(_CHUNK):
                stream.write(chunk)
                on_bytes(len(chunk))
    stream.write(_tail(entries))


def look(path: Path) -> Manifest:
    """Only the manifest, its size checked against the file's; raises BackupDamaged, or OSError when it cannot be read."""
    with _read(path) as stream:
        return _start(stream)[0]


def verify(path: Path, targets: Mapping[str, Path], on_bytes: OnBytes) -> Manifest:
    """Read every byte back and compare; parts named in `targets` are written there. Raises BackupDamaged.

    What is in `targets` counts only after this returned.
    """
    with _read(path) as stream:
        _forget_cache(stream)
        manifest, first = _start(stream)
        parts = [_verify_part(stream, part, targets.get(part.name), on_bytes) for part in manifest.parts]
        if stream.read() != _tail([first, *parts]):
            raise ValueError("tail")
    return manifest


@contextmanager
def _read(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as stream:
            yield stream
    except ValueError as error:  # also what struct, json and UUID make of nonsense
        raise BackupDamaged(path) from error


def _start(stream: BinaryIO) -> tuple[Manifest, _Entry]:
    size = os.fstat(stream.fileno()).st_size
    header = stream.read(_LOCAL.size)
    if len(header) != _LOCAL.size:
        raise ValueError("too short")
    *_, crc, length, _, _, _ = _LOCAL.unpack(header)
    if not 0 < length <= LARGEST:
        raise ValueError("manifest size")
    entry = _Entry(MANIFEST, length, crc)
    _expect(header + stream.read(len(MANIFEST)), entry.header())
    text = stream.read(length)
    if zlib.crc32(text) != crc:
        raise ValueError("manifest")
    manifest = read_manifest(text)
    if tuple(part.name for part in manifest.parts) not in _KINDS:
        raise ValueError("parts")
    entries = [entry, *(_Entry(part.name, part.size, 0) for part in manifest.parts)]
    if sum(len(each.header()) + each.size for each in entries) + len(_tail(entries)) != size:
        raise ValueError("file size")
    return manifest, entry


def _verify_part(stream: BinaryIO, part: Part, target: Path | None, on_bytes: OnBytes) -> _Entry:
    found_header = stream.read(_LOCAL.size + len(part.name))
    digest, crc, left = hashlib.sha256(), 0, part.size
    with (target or Path(os.devnull)).open("wb") as output:
        while left:
            chunk = stream.read(min(_CHUNK, left))
            if not chunk:
                raise ValueError("too short")
            digest.update(chunk)
            crc = zlib.crc32(chunk, crc)
            output.write(chunk)
            left -= len(chunk)
            on_bytes(len(chunk))
    entry = _Entry(part.name, part.size, crc)
    _expect(found_header, entry.header())
    if digest.hexdigest() != part.sha256:
        raise ValueError("part")
    return entry


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file in the zip, stored as it is."""

    name: str
    size: int
    crc: int

    def header(self) -> bytes:
        name = self.name.encode("ascii")
        return (
            _LOCAL.pack(
                b"PK\3\4", _OLD_ENOUGH, 0, 0, 0, _FIRST_DAY, self.crc, self.size, self.size, len(name), 0
            )
            + name
        )

    def in_directory(self, offset: int) -> bytes:
        name = self.name.encode("ascii")
        return (
            _CENTRAL.pack(
                b"PK\1\2",
                _ON_UNIX | _OLD_ENOUGH,
                _OLD_ENOUGH,
                0,
                0,
                0,
                _FIRST_DAY,
                self.crc,
                self.size,
                self.size,
                len(name),
                0,
                0,
                0,
                0,
                _OWNER_ONLY,
                offset,
            )
            + name
        )


def _tail(entries: Sequence[_Entry]) -> bytes:
    directory, offset = b"", 0
    for entry in entries:
        directory += entry.in_directory(offset)
        offset += len(entry.header()) + entry.size
    return directory + _END.pack(b"PK\5\6", 0, 0, len(entries), len(entries), len(directory), offset, 0)


def _expect(found: bytes, expected: bytes) -> None:
    if found != expected:
        raise ValueError("framing")


def _forget_cache(stream: BinaryIO) -> None:
    """Ask for what is on the disk, not for what the system still remembers of writing it."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
