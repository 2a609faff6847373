"""Key slots in one file beside the office's database on this PC."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from gezinscoach_desktop.data.disk import add_file, replace_file
from gezinscoach_desktop.data.keys import format1
from gezinscoach_desktop.data.keys.record import Damaged, Newer, load
from gezinscoach_desktop.data.keys.slots import (
    LARGEST_FILE,
    damaged,
    pack_slots,
    too_new,
    unpack_slots,
)
from gezinscoach_desktop.domain.errors import OfficeUnavailable

_LOCK_SECONDS = 10


def key_file_of(database: Path) -> Path:
    """The key file that belongs to `database`."""
    return database.with_name(f"{database.name}.keys")


class FileSlots:
    """All slots in one JSON file; a file of format 1 becomes format 2 with the first slot that is written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def called(self) -> str:
        return f"Het sleutelbestand “{self._path.name}”"

    def opened_by(self, password: str) -> FileSlots:  # noqa: ARG002
        return self

    def names(self) -> tuple[str, ...]:
        return tuple(self._read())

    def read(self, name: str) -> bytes | None:
        return self._read().get(name)

    def put(self, name: str, content: bytes) -> None:
        with self._changed() as slots:
            slots[name] = content

    def add(self, name: str, content: bytes) -> None:
        with self._changed() as slots:
            if name in slots:
                raise FileExistsError(name)
            slots[name] = content

    def begin(self, slots: Mapping[str, bytes]) -> None:
        with self._said():
            add_file(self._path, pack_slots(slots))

    def remove(self, name: str) -> None:
        with self._changed() as slots:
            slots.pop(name, None)

    def _read(self) -> dict[str, bytes]:
        try:
            if self._path.stat().st_size > LARGEST_FILE:
                raise Damaged("too large")
            content = self._path.read_bytes()
            raw = load(content, largest=LARGEST_FILE)
            slots = format1.slots_of_file(raw) if raw["format"] == format1.FORMAT else unpack_slots(content)
        except FileNotFoundError:
            raise OfficeUnavailable(
                f"{self.called} ontbreekt; zonder dat bestand kan niemand het kantoor openen."
            ) from None
        except OSError:
            raise OfficeUnavailable(f"{self.called} kan niet gelezen worden.") from None
        except Damaged:
            raise damaged(self) from None
        except Newer:
            raise too_new(self) from None
        return slots

    @contextmanager
    def _changed(self) -> Iterator[dict[str, bytes]]:
        """Read, let the caller change, and replace the file, with nobody in between."""
        from filelock import FileLock, Timeout

        lock = FileLock(self._path.with_name(f".{self._path.name}.lock"), timeout=_LOCK_SECONDS, mode=0o600)
        try:
            with self._said(), lock:
                slots = self._read()
                before = dict(slots)
                yield slots
                if slots != before:
                    replace_file(self._path, pack_slots(slots))
        except Timeout:
            raise OfficeUnavailable(
                f"{self.called} wordt door een ander programma gewijzigd; probeer het straks opnieuw."
            ) from None

    @contextmanager
    def _said(self) -> Iterator[None]:
        from filelock import Timeout

        try:
            yield
        except (FileExistsError, Timeout):
            raise
        except OSError as error:
            raise OfficeUnavailable(
                f"{self.called} kan niet geschreven worden; kijk of er plaats is."
            ) from error
