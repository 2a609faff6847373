"""Key slots in a shared folder: a file each, so that two PCs that change two of them never meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from gezinscoach_desktop.data.keys.record import LARGEST
from gezinscoach_desktop.domain.errors import OfficeUnavailable

if TYPE_CHECKING:
    from gezinscoach_desktop.data.folder.port import Folder

FOLDER = "keys"
_TEMPORARY = "tmp"
_ENDING = ".slot"


class FolderSlots:
    """`keys/<name>.slot` in the office's folder."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    @property
    def called(self) -> str:
        return f"De sleutelmap “{FOLDER}” in “{self._folder.place}”"

    def opened_by(self, password: str) -> FolderSlots:  # noqa: ARG002
        return self

    def names(self) -> tuple[str, ...]:
        with self._reached():
            try:
                found = self._folder.names(FOLDER)
            except FileNotFoundError:
                raise OfficeUnavailable(
                    f"{self.called} ontbreekt; zonder die map kan niemand het kantoor openen."
                ) from None
        return tuple(name.removesuffix(_ENDING) for name in found if name.endswith(_ENDING))

    def read(self, name: str) -> bytes | None:
        with self._reached():
            try:
                # One byte more than is ever accepted, so that a file that is too large is seen to be.
                return self._folder.read(_file(name), size=LARGEST + 1)
            except FileNotFoundError:
                return None

    def put(self, name: str, content: bytes) -> None:
        with self._reached():
            self._folder.replace(_file(name), content)

    def add(self, name: str, content: bytes) -> None:
        with self._reached():
            self._create(name, content)

    def begin(self, slots: Mapping[str, bytes]) -> None:
        with self._reached():
            self._folder.make_folder(FOLDER)
            if self.names():
                raise FileExistsError(FOLDER)
            for name, content in slots.items():
                self._create(name, content)

    def remove(self, name: str) -> None:
        with self._reached():
            self._folder.remove(_file(name))

    def _create(self, name: str, content: bytes) -> None:
        """Whole and exclusive: written elsewhere, then given its name, which only one can have."""
        made = f"{_TEMPORARY}/{uuid4().hex}"
        self._folder.make_folder(_TEMPORARY)
        self._folder.write(made, content)
        try:
            self._folder.link(made, _file(name))
        except OSError as error:
            # The answer of a call that worked may have been lost: what stands there says whose it is.
            if self.read(name) != content:
                raise error
        with suppress(OSError):
            self._folder.remove(made)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except FileExistsError:
            raise
        except OSError as error:
            raise OfficeUnavailable(
                f"{self.called} is niet bereikbaar; kijk of de map verbonden is."
            ) from error


def _file(name: str) -> str:
    return f"{FOLDER}/{name}{_ENDING}"
