"""Where on this PC the replicas stand: per office a few slots, one for each program that has it open."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data.disk import replace_file
from gezinscoach_desktop.data.home import home
from gezinscoach_desktop.domain.errors import OfficeUnavailable

if TYPE_CHECKING:
    from filelock import FileLock

    from gezinscoach_desktop.data.outbox import Outbox

SLOTS = 4
_KEYS, _PLACE, _LOCK = "keys", "place", "lock"


@dataclass(frozen=True, slots=True)
class Slot:
    """A replica's folder, owned as long as its lock is held."""

    folder: Path
    lock: FileLock

    def release(self) -> None:
        self.lock.release()


class OfficePlace:
    """What this PC keeps of one office."""

    def __init__(self, office_id: UUID, replicas: Path | None = None) -> None:
        self.folder = _replicas(replicas) / str(office_id)

    def take_slot(self) -> Slot:
        """The first replica that no other program on this PC uses; raises OfficeUnavailable."""
        try:
            for number in range(1, SLOTS + 1):
                slot = self._locked(number)
                if slot is not None:
                    return slot
        except OSError as error:
            raise slot_unusable(self.folder) from error
        raise OfficeUnavailable("Dit kantoor staat al in vier vensters open op deze pc; sluit er een.")

    def adopt_leftovers(self, outbox: Outbox, own: Slot) -> None:
        """Take over what waits in the replicas of programs that no longer run."""
        for number in range(1, SLOTS + 1):
            folder = self.folder / str(number)
            if folder == own.folder or not (folder / "outbox").is_dir():
                continue
            with suppress(OSError):
                slot = self._locked(number)
                if slot is not None:
                    try:
                        outbox.adopt(folder)
                    finally:
                        slot.release()

    @property
    def keys(self) -> bytes | None:
        """The key slots as they were on the share, to open the office while the share is away."""
        try:
            return (self.folder / _KEYS).read_bytes()
        except OSError:
            return None

    def remember(self, place: str, keys: bytes) -> None:
        """Keep where the office stands and its key slots."""
        with suppress(OSError):
            if self.keys != keys:
                replace_file(self.folder / _KEYS, keys)
            if _read_place(self.folder) != place:
                replace_file(self.folder / _PLACE, place.encode())

    def _locked(self, number: int) -> Slot | None:
        from filelock import FileLock, Timeout

        folder = self.folder / str(number)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            return None
        return Slot(folder, lock)


def slot_unusable(folder: Path) -> OfficeUnavailable:
    """What is said when this PC does not let the replica be kept."""
    return OfficeUnavailable(
        f"In de map “{folder}” op deze pc kan niet geschreven worden; misschien is de schijf vol."
    )


def remembered_office(place: str, replicas: Path | None = None) -> UUID | None:
    """Which office this PC last saw at `place`."""
    with suppress(OSError, ValueError):
        for folder in _replicas(replicas).iterdir():
            if _read_place(folder) == place:
                return UUID(folder.name)
    return None


def _replicas(elsewhere: Path | None) -> Path:
    return home() / "replicas" if elsewhere is None else elsewhere


def _read_place(folder: Path) -> str | None:
    try:
        return (folder / _PLACE).read_text("utf-8")
    except (OSError, ValueError):
        return None
