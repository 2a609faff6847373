"""Operations that wait on this PC: one sealed file each, flushed before the user is told that it is saved.

`outbox` holds what is not shared yet, in order; `sent` what is, for the case that a share loses it (a server's office
keeps none); `conflicts` what could not be done any more. A file moves from one to the other under its own name.
"""

from __future__ import annotations

import base64
import json
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from gezinscoach_desktop.data.disk import replace_file
from gezinscoach_desktop.data.office import Conflict, KeptOperation
from gezinscoach_desktop.data.seal import SealBroken

MOST_SENT = 2_000
"""Commits, about 70 MB; at the most that many operations of the newest of them."""
_TRIM_EVERY = 100
_BOXES = ("outbox", "sent", "conflicts")
_ENDING = ".operation"
_COMMIT = ".commit"
_UNREADABLE = ".unreadable"
_log = logging.getLogger(__name__)


class Box(Protocol):
    """What seals files on this PC."""

    def seal(self, content: bytes, bound_to: bytes) -> bytes: ...

    def unseal(self, raw: bytes, bound_to: bytes) -> bytes:
        """Raises SealBroken for what was changed, LookupError for what other keys sealed."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A kept operation with its place in the order."""

    sequence: int
    kept: KeptOperation

    @property
    def name(self) -> str:
        return f"{self.sequence:012}.{self.kept.id}{_ENDING}"


class Outbox:
    """The three folders of one replica, or of one account on a server's office; used under the lock of its owner."""

    def __init__(self, folder: Path, box: Box) -> None:
        self._folder = folder
        self._box = box
        for name in _BOXES:
            (folder / name).mkdir(mode=0o700, exist_ok=True)
        self._next = 1 + max((_sequence(path) for name in _BOXES for path in self._files(name)), default=0)

    def put(self, kept: KeptOperation) -> Entry:
        """Keep an operation; when this returns it survives a killed program and a power cut."""
        entry = Entry(self._next, kept)
        self._next += 1
        replace_file(self._folder / "outbox" / entry.name, self._sealed(kept))
        return entry

    def drop(self, entry: Entry) -> None:
        """It was not done, and whoever asked for it knows."""
        with suppress(OSError):
            (self._folder / "outbox" / entry.name).unlink(missing_ok=True)

    def waiting(self) -> tuple[Entry, ...]:
        """What waits to be shared, oldest first."""
        settled = {path.name for path in self._files("conflicts")}
        for name in settled:  # killed between the two steps of becoming a conflict
            (self._folder / "outbox" / name).unlink(missing_ok=True)
        return self._entries("outbox")

    def sent(self, entry: Entry, number: int) -> None:
        """It is on the share, in commit `number` or before."""
        target = self._folder / "sent" / f"{number:09}.{entry.name}"
        with suppress(OSError):  # still in the outbox then: offered again, recognised and moved
            (self._folder / "outbox" / entry.name).replace(target)

    def sent_ids(self) -> tuple[UUID, ...]:
        """Of what was shared by this PC and is still kept, without reading any of it."""
        found = (path.name.split(".")[2] for path in self._files("sent"))
        return tuple(UUID(id_) for id_ in found if _is_uuid(id_))

    def all_sent(self) -> tuple[tuple[int, Entry], ...]:
        """What was shared by this PC and is still kept, oldest first, with the commit it was in."""
        found = []
        for path in self._files("sent"):
            number, _, name = path.name.partition(".")
            if (entry := self._entry(path, name)) is not None:
                found.append((int(number), entry))
        return tuple(sorted(found, key=lambda each: each[1].sequence))

    def back(self, number: int, entry: Entry) -> None:
        """The share lost it: it waits again."""
        (self._folder / "sent" / f"{number:09}.{entry.name}").replace(self._folder / "outbox" / entry.name)

    def keep_commit(self, number: int, raw: bytes) -> None:
        """The file of an own commit, to put back what a share lost. Not flushed: losing it loses nothing else."""
        with suppress(OSError):
            (self._folder / "sent" / f"{number:09}{_COMMIT}").write_bytes(raw)
        if not number % _TRIM_EVERY:
            self.trim()

    def commit(self, number: int) -> bytes | None:
        """The file of an own commit, as it was."""
        try:
            return (self._folder / "sent" / f"{number:09}{_COMMIT}").read_bytes()
        except OSError:
            return None

    def forget_commits(self) -> None:
        """The files of own commits are of a history that is gone."""
        self._remove_sent([path for path in self._sent_files() if path.suffix == _COMMIT])

    def forget_all_sent(self) -> None:
        """Nothing that the others have shall stay on this PC."""
        self._remove_sent(list(self._sent_files()))

    def forget_sent(self, before: int) -> None:
        """What was shared before commit `before` shall never be offered again."""
        self._remove_sent([path for path in self._sent_files() if int(path.name[:9]) < before])

    def trim(self) -> None:
        """Keep what was sent last."""
        for ending in (_ENDING, _COMMIT):
            files = [path for path in self._sent_files() if path.suffix == ending]
            self._remove_sent(sorted(files, key=lambda path: path.name)[:-MOST_SENT])

    def to_conflict(self, entry: Entry, reason: str) -> Conflict:
        """It cannot be done any more, and nobody waits for the answer."""
        path = self._folder / "conflicts" / entry.name
        replace_file(path, self._sealed(entry.kept, reason))
        (self._folder / "outbox" / entry.name).unlink(missing_ok=True)
        return Conflict(entry.kept, reason)

    def conflicts(self) -> dict[Entry, Conflict]:
        found = {}
        for entry in self._entries("conflicts"):
            content = self._content(self._folder / "conflicts" / entry.name, entry.kept.id)
            if content is not None:
                found[entry] = Conflict(entry.kept, str(content["reason"]))
        return found

    def again(self, entry: Entry) -> Entry:
        """A conflict takes its place at the end of what waits."""
        fresh = self.put(entry.kept)
        self.forget(entry)
        return fresh

    def forget(self, entry: Entry) -> None:
        """Drop a conflict for good."""
        (self._folder / "conflicts" / entry.name).unlink(missing_ok=True)

    def adopt(self, other: Path) -> int:
        """Take over what waits in another replica's folder, of a program that no longer runs; gives how many."""
        taken = 0
        for path in sorted((other / "outbox").glob(f"*{_ENDING}")):
            entry = self._entry(path, path.name)
            if entry is not None:
                self.put(entry.kept)
                path.unlink()
                taken += 1
        return taken

    def _files(self, name: str) -> tuple[Path, ...]:
        return tuple(sorted((self._folder / name).glob(f"*{_ENDING}")))

    def _sent_files(self) -> tuple[Path, ...]:
        kept = ((self._folder / "sent").glob(f"*{ending}") for ending in (_ENDING, _COMMIT))
        return tuple(path for paths in kept for path in paths if path.name[:9].isdigit())

    def _remove_sent(self, paths: list[Path]) -> None:
        for path in paths:
            with suppress(OSError):
                path.unlink()

    def _entries(self, name: str) -> tuple[Entry, ...]:
        found = (self._entry(path, path.name) for path in self._files(name))
        return tuple(sorted((entry for entry in found if entry), key=lambda each: each.sequence))

    def _entry(self, path: Path, name: str) -> Entry | None:
        sequence, id_, *_ = name.split(".")
        try:
            operation_id = UUID(id_)
            content = self._content(path, operation_id)
            if content is None:
                return None
            kept = KeptOperation(
                operation_id,
                str(content["kind"]),
                None if content["account"] is None else UUID(content["account"]),
                datetime.fromisoformat(content["at"]),
                base64.b64decode(content["arguments"]),
            )
            return Entry(int(sequence), kept)
        except (ValueError, KeyError, TypeError):
            self._unreadable(path)
            return None

    def _content(self, path: Path, id_: UUID) -> dict[str, Any] | None:
        try:
            content: dict[str, Any] = json.loads(self._box.unseal(path.read_bytes(), _bound_to(id_)))
            return content
        except FileNotFoundError:
            return None
        except LookupError:  # sealed by another account, with keys that this one does not have
            return None
        except (SealBroken, ValueError):
            self._unreadable(path)
            return None

    def _unreadable(self, path: Path) -> None:
        with suppress(OSError):
            path.replace(path.with_name(f"{path.name}{_UNREADABLE}"))
        _log.warning("A kept operation could not be read and was set aside")

    def _sealed(self, kept: KeptOperation, reason: str | None = None) -> bytes:
        content = {
            "kind": kept.kind,
            "account": None if kept.account_id is None else str(kept.account_id),
            "at": kept.at.isoformat(),
            "arguments": base64.b64encode(kept.arguments).decode("ascii"),
            "reason": reason,
        }
        return self._box.seal(json.dumps(content).encode(), _bound_to(kept.id))


def _bound_to(id_: UUID) -> bytes:
    return b"kept operation" + id_.bytes


def _sequence(path: Path) -> int:
    parts = path.name.split(".")
    number = parts[-3] if len(parts) >= 3 else ""
    return int(number) if number.isdigit() else 0


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
