"""The folder port in memory, for tests that try very many histories. Several views may share one store."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import RLock
from time import time as share_clock  # the share keeps its own clock, whatever tests do to that of a PC


@dataclass
class _File:
    content: bytearray
    modified: float


@dataclass
class Store:
    """What all PCs see: hard-linked names share one file."""

    files: dict[str, _File] = field(default_factory=dict)
    folders: set[str] = field(default_factory=lambda: {""})
    lock: RLock = field(default_factory=RLock)

    def copy(self) -> Store:
        """The share as it is now, to be rolled back to."""
        with self.lock:
            return Store(
                {name: _File(bytearray(file.content), file.modified) for name, file in self.files.items()},
                set(self.folders),
            )

    def become(self, other: Store) -> None:
        """Go back in time."""
        with self.lock:
            copy = other.copy()
            self.files, self.folders = copy.files, copy.folders


class MemoryFolder:
    """One PC's view of a store."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store or Store()

    @property
    def place(self) -> str:
        return "/geheugen/kantoor"

    def names(self, under: str) -> tuple[str, ...]:
        with self.store.lock:
            if under not in self.store.folders:
                raise FileNotFoundError(under)
            begin = f"{under}/" if under else ""
            every = (*self.store.files, *self.store.folders - {""})
            below = {name.removeprefix(begin) for name in every if name.startswith(begin)}
            return tuple(name for name in below if name and "/" not in name)

    def read(self, name: str, *, at: int = 0, size: int = -1) -> bytes:
        with self.store.lock:
            content = self._file(name).content
            return bytes(content[at:] if size < 0 else content[at : at + size])

    def size(self, name: str) -> int:
        with self.store.lock:
            return len(self._file(name).content)

    def modified(self, name: str) -> float:
        with self.store.lock:
            return self._file(name).modified

    def write(self, name: str, content: bytes, *, at: int = 0) -> None:
        with self.store.lock:
            if name not in self.store.files:
                self._place(name, _File(bytearray(), 0))
            file = self._file(name)
            file.content.extend(bytes(max(0, at - len(file.content))))
            file.content[at : at + len(content)] = content
            file.modified = share_clock()

    def link(self, source: str, name: str) -> None:
        with self.store.lock:
            file = self._file(source)
            self._refuse_taken(name)
            self._place(name, file)

    def create(self, name: str, content: bytes) -> None:
        with self.store.lock:
            self._refuse_taken(name)
            self._place(name, _File(bytearray(content), share_clock()))

    def replace(self, name: str, content: bytes) -> None:
        with self.store.lock:
            self._place(name, _File(bytearray(content), share_clock()))

    def make_folder(self, name: str) -> None:
        with self.store.lock:
            if name in self.store.files:
                raise FileExistsError(name)
            self._refuse_lost(name)
            self.store.folders.add(name)

    def remove(self, name: str) -> None:
        with self.store.lock:
            self.store.files.pop(name, None)

    def free_space(self) -> int | None:
        return None

    def _file(self, name: str) -> _File:
        try:
            return self.store.files[name]
        except KeyError:
            raise FileNotFoundError(name) from None

    def _place(self, name: str, file: _File) -> None:
        self._refuse_lost(name)
        self.store.files[name] = file

    def _refuse_lost(self, name: str) -> None:
        if name.rpartition("/")[0] not in self.store.folders:
            raise FileNotFoundError(name)

    def _refuse_taken(self, name: str) -> None:
        if name in self.store.files or name in self.store.folders:
            raise FileExistsError(name)
