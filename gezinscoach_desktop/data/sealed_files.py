"""Files on this PC that only one account of one office can read: sealed, and whole at every moment."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from uuid import UUID, uuid4

from gezinscoach_desktop.data.disk import replace_file
from gezinscoach_desktop.data.home import home
from gezinscoach_desktop.data.seal import seal, unseal
from gezinscoach_desktop.domain.errors import OfficeUnavailable

_SET_ASIDE = ".unreadable"
_HELD = "Het klad op deze pc kan nu niet {} worden; misschien houdt een ander programma het even vast. Probeer het opnieuw."
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, repr=False)
class SealedFiles:
    """File names are UUIDs only; the office's key, both ids and what they are for seal them."""

    office_id: UUID
    account_id: UUID
    key: bytes

    ending: ClassVar[str]
    """Of the file names."""
    purpose: ClassVar[bytes]
    """What they are for: one kind is never read as another."""

    def put(self, name: UUID, content: bytes) -> None:
        """Keep `content`; when this returns it survives a killed program and a power cut.

        Raises OfficeUnavailable when this PC does not let it be written.
        """
        path = self._path(name)
        sealed = seal(self.key, content, self._bound_to(name))
        try:
            _replace(path, sealed)
        except OSError as error:
            raise OfficeUnavailable(
                "Het klad kan niet op deze pc geschreven worden; misschien is de schijf vol."
            ) from error

    def get(self, name: UUID) -> bytes | None:
        """What was kept under `name`; None when there is nothing.

        Raises SealBroken, and OfficeUnavailable when this PC does not let it be read.
        """
        try:
            sealed = self._path(name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise OfficeUnavailable(_HELD.format("gelezen")) from error
        return unseal(self.key, sealed, self._bound_to(name))

    def set_aside(self, name: UUID) -> None:
        """Out of the way under another name, for it cannot be read; reported in the log.

        Raises OfficeUnavailable when this PC does not let it go.
        """
        path = self._path(name)
        aside = path.with_name(f"{path.name}.{uuid4().hex}{_SET_ASIDE}")
        try:
            path.replace(aside)
        except OSError as error:
            raise OfficeUnavailable(_HELD.format("gelezen")) from error
        _log.warning("A draft could not be read and was set aside as %s", aside.name)

    def discard(self, name: UUID) -> None:
        """Throw it away; none is fine. Raises OfficeUnavailable when this PC does not let it go."""
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            raise OfficeUnavailable(_HELD.format("gewist")) from error

    def finish(self, name: UUID) -> None:
        """Throw away what the office is done with: where it cannot go yet, the next opening of its form does it."""
        try:
            self.discard(name)
        except OfficeUnavailable:
            _log.warning("A draft that is done with could not be thrown away yet")

    def names(self) -> frozenset[UUID]:
        """Under which names something is kept, without opening any."""
        try:
            names = [path.stem for path in self._folder().iterdir() if path.suffix == self.ending]
        except FileNotFoundError:
            return frozenset()
        return frozenset(UUID(name) for name in names if _is_uuid(name))

    def _folder(self) -> Path:
        return home() / "drafts" / str(self.office_id) / str(self.account_id)

    def _path(self, name: UUID) -> Path:
        return self._folder() / f"{name}{self.ending}"

    def _bound_to(self, name: UUID) -> bytes:
        return self.purpose + self.office_id.bytes + self.account_id.bytes + name.bytes


def _replace(path: Path, sealed: bytes) -> None:
    try:
        replace_file(path, sealed)
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, sealed)


def _is_uuid(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True
