"""The shared state on this PC: exactly the database at one number of the chain, kept whole through kills and power cuts.

`position` (sealed) says which number that is, under which epoch, in which file and with which fingerprint. Pages go
in by way of `redo`: written and flushed first, so that an interrupted change is done again when the program starts.
SQLite never opens the file.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import RLock
from typing import Any
from uuid import UUID, uuid4

from gezinscoach_desktop.data.disk import replace_file
from gezinscoach_desktop.data.folder.commit import PAGE, Damaged, UnknownEpoch
from gezinscoach_desktop.data.folder.strongbox import Strongbox

_PIECE = 256 * PAGE
_TAG = slice(PAGE - 64, PAGE - 32)
_WHOLE = 2**256
_KEPT_ASIDE, _ASIDE = 3, ".aside"
_LENGTH = struct.Struct(">II")
Page = bytes | memoryview


class Diverged(Exception):
    """This PC's copy is not what the others have; it has to be fetched again."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where in the chain the shared state stands."""

    number: int
    hash: bytes
    trailer: bytes
    """The last bytes of that commit's file, to recognise it on the share by; empty at number 0."""
    length: int
    """Bytes of that file."""
    epoch: int
    fingerprint: bytes
    size: int
    """Pages of the database."""
    replaced: int = 0
    """As in the note of a commit."""
    file: str = ""


def genesis(office_id: UUID) -> bytes:
    """What the first commit of an office names as its previous one."""
    return hashlib.sha256(b"gezinscoach folder office 1" + office_id.bytes).digest()


def tag_of(page: Page) -> int:
    """What SQLCipher's own HMAC of a page says of it."""
    return int.from_bytes(page[_TAG], "big")


def fingerprint_of(path: Path) -> tuple[bytes, int]:
    """The sum of the HMACs that SQLCipher put on every page, with the number of pages.

    Two databases of the same key with the same sum are the same: a page's HMAC binds its content and its place. The
    sum can be kept up to date from the changed pages alone.
    """
    total, size = 0, 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            if len(piece) % PAGE:
                raise Damaged("half a page")
            for at in range(0, len(piece), PAGE):
                total += int.from_bytes(piece[at + PAGE - 64 : at + PAGE - 32], "big")
            size += len(piece) // PAGE
    return (total % _WHOLE).to_bytes(32, "big"), size


class Base:
    """The file of the shared state, changed by one thread; others may read pages under `lock`."""

    def __init__(self, folder: Path, box: Strongbox) -> None:
        self.lock = RLock()
        self._folder = folder
        self._box = box
        self._position: Position | None = None
        self._unfinished: tuple[Position, Mapping[int, Page]] | None = None
        self.changed: set[int] | None = None
        """Pages changed since the working copy was made from this; None: all of them."""

    @property
    def position(self) -> Position | None:
        """None as long as nothing good is here: the office has to be fetched from the share."""
        return self._position

    @property
    def path(self) -> Path:
        return self._folder / self._known().file

    def open(self) -> None:
        """Take up what is on disk; what does not fit together is set aside, and `position` is None then."""
        with self.lock:
            self._position = self._read_position()
            self._sweep()
            if self._position is None:
                return
            self._finish_redo()
            try:
                found = fingerprint_of(self.path)
            except (OSError, Damaged):
                found = None
            if found != (self._position.fingerprint, self._position.size):
                self.set_aside()

    def fingerprint_after(self, pages: Mapping[int, Page], size: int) -> bytes:
        """The fingerprint of the whole when `pages` are laid over it and it then has `size` pages."""
        with self.lock:
            known = self._known()
            total = int.from_bytes(known.fingerprint, "big")
            gone = range(size + 1, known.size + 1)
            for _, page in self.pages([*(number for number in pages if number <= known.size), *gone]):
                total -= tag_of(page)
            total += sum(tag_of(page) for number, page in pages.items() if number <= size)
            return (total % _WHOLE).to_bytes(32, "big")

    def pages(self, numbers: Collection[int]) -> Iterator[tuple[int, bytes]]:
        """The pages with these numbers, in order; those past the end left out. Hold `lock` until the last one."""
        self.finish()
        with self.path.open("rb") as file:
            for number in sorted(set(numbers)):
                file.seek((number - 1) * PAGE)
                page = file.read(PAGE)
                if len(page) == PAGE:
                    yield number, page

    def copy_to(self, target: Path) -> Position:
        """A copy of the file, and where in the chain it stands."""
        with self.lock:
            self.finish()
            shutil.copyfile(self.path, target)
            return self._known()

    def advance(self, position: Position, pages: Mapping[int, Page]) -> None:
        """Lay `pages` over the file, which then stands at `position`; killed anywhere, the old or the new state is there.

        Raises Diverged, before anything changed, when that would not give the fingerprint of `position`.
        """
        with self.lock:
            self.finish()
            known = self._known()
            if self.fingerprint_after(pages, position.size) != position.fingerprint:
                raise Diverged
            position = replace(position, file=known.file)
            self._write_redo(position, pages)
            self._unfinished = (position, pages)
            self.finish()

    def finish(self) -> None:
        """Complete a change that the disk interrupted; raises OSError while it still does."""
        with self.lock:
            if self._unfinished is None:
                return
            position, pages = self._unfinished
            _lay(self.path, pages, position.size)
            self._write_position(position)
            self._unfinished = None
            if self.changed is not None:
                self.changed.update(pages)

    def adopt(self, path: Path, position: Position) -> None:
        """Take the finished file `path` (in the replica's folder) as the shared state at `position`."""
        with self.lock:
            before = self._position
            with path.open("rb+") as file:
                os.fsync(file.fileno())
            self._write_position(replace(position, file=path.name))
            self._unfinished = None
            self.changed = None
            if before is not None:
                self._put_aside(before)

    def set_aside(self) -> None:
        """Do not use what is here any more, but keep it."""
        with self.lock:
            before, self._position, self._unfinished = self._position, None, None
            (self._folder / "position").unlink(missing_ok=True)
            if before is not None:
                self._put_aside(before)

    def drop_unless_used(self, path: Path) -> None:
        """Remove a file that was made to be adopted and was not."""
        if self._position is None or self.path != path:
            path.unlink(missing_ok=True)

    def new_path(self) -> Path:
        """Where to make a file that can be adopted."""
        return self._folder / f"base-{uuid4().hex}.db"

    def wipe(self) -> None:
        """Throw everything away."""
        with self.lock:
            self._position = self._unfinished = None
            for path in self._folder.iterdir():
                if path.name in ("position", "redo") or path.name.startswith("base-"):
                    path.unlink(missing_ok=True)

    def _known(self) -> Position:
        if self._position is None:
            raise Diverged
        return self._position

    def _put_aside(self, before: Position) -> None:
        path = self._folder / before.file
        with suppress(OSError):
            path.replace(self._folder / f"base-{before.number}{_ASIDE}")
        self._sweep()
        with suppress(OSError):
            asides = sorted(self._folder.glob(f"base-*{_ASIDE}"), key=lambda each: each.stat().st_mtime)
            for old in asides[:-_KEPT_ASIDE]:
                old.unlink()

    def _sweep(self) -> None:
        """Remove what a program that was killed was making."""
        kept = None if self._position is None else self._position.file
        for leftover in self._folder.glob("base-*"):
            if leftover.suffix != _ASIDE and leftover.name != kept:
                with suppress(OSError):
                    leftover.unlink()

    def _write_position(self, position: Position) -> None:
        replace_file(self._folder / "position", self._box.seal(_written(position), b"position"))
        self._position = position

    def _read_position(self) -> Position | None:
        try:
            raw = (self._folder / "position").read_bytes()
            return _read(self._box.unseal(raw, b"position"))
        except FileNotFoundError:
            return None
        except (Damaged, UnknownEpoch, OSError):
            return None

    def _write_redo(self, position: Position, pages: Mapping[int, Page]) -> None:
        """In a file that stays there, so that flushing it needs no flush of the folder; torn, its seal does not fit."""
        numbers = sorted(pages)
        body = b"".join((struct.pack(f">{len(numbers)}I", *numbers), *(pages[each] for each in numbers)))
        sealed = self._box.seal(_written(position) + hashlib.sha256(body).digest(), b"redo")
        path = self._folder / "redo"
        if not path.exists():
            replace_file(path, b"")
        with path.open("rb+") as file:
            file.truncate(0)
            file.write(_LENGTH.pack(len(sealed), len(numbers)))
            file.write(sealed)
            file.write(body)
            file.flush()
            os.fsync(file.fileno())

    def _finish_redo(self) -> None:
        """Do a change again that was interrupted when the program last stopped."""
        with suppress(OSError, Damaged, UnknownEpoch):
            raw = (self._folder / "redo").read_bytes()
            redo = _unpacked(raw, self._box)
            if (
                redo is not None
                and redo[0].number > self._known().number
                and redo[0].file == self._known().file
            ):
                self._unfinished = redo
        self.finish()


def _lay(path: Path, pages: Mapping[int, Page], size: int) -> None:
    with path.open("rb+") as file:
        for number in sorted(pages):
            if number <= size:
                file.seek((number - 1) * PAGE)
                file.write(pages[number])
        file.truncate(size * PAGE)
        file.flush()
        os.fsync(file.fileno())


def _unpacked(raw: bytes, box: Strongbox) -> tuple[Position, Mapping[int, Page]] | None:
    if len(raw) < _LENGTH.size:
        return None
    length, count = _LENGTH.unpack_from(raw)
    if len(raw) != _LENGTH.size + length + count * (4 + PAGE):
        return None
    at = _LENGTH.size + length
    content = box.unseal(raw[_LENGTH.size : at], b"redo")
    view = memoryview(raw)[at:]
    if hashlib.sha256(view).digest() != content[-32:]:
        return None
    numbers = struct.unpack_from(f">{count}I", view)
    first = 4 * count
    pages = {each: view[first + n * PAGE : first + (n + 1) * PAGE] for n, each in enumerate(numbers)}
    return _read(content[:-32]), pages


def _written(position: Position) -> bytes:
    fields = asdict(position)
    return json.dumps({k: v.hex() if isinstance(v, bytes) else v for k, v in fields.items()}).encode()


def _read(content: bytes) -> Position:
    try:
        raw: dict[str, Any] = json.loads(content)
        return Position(
            raw["number"],
            bytes.fromhex(raw["hash"]),
            bytes.fromhex(raw["trailer"]),
            raw["length"],
            raw["epoch"],
            bytes.fromhex(raw["fingerprint"]),
            raw["size"],
            raw["replaced"],
            raw["file"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged("position") from error
