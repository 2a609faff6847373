"""The few things the office in a network folder asks of a folder. Whatever can do these can hold an office.

Names are relative to the office's folder, with `/` between parts (`log/000000001.commit`). Every call blocks, and may
take as long as the network takes. An `OSError` of any kind (also a lost connection) may mean that the effect did or did
not take place: the callers look again. Only the two errors named below are definite answers.
"""

from __future__ import annotations

from typing import Protocol


class Folder(Protocol):
    """A folder that several PCs reach at once."""

    @property
    def place(self) -> str:
        """How people call this folder: its path."""
        ...

    def names(self, under: str) -> tuple[str, ...]:
        """The names of the files and folders directly in `under` (`""` for the office's own), in no order.

        Never from a cache of the program. Raises FileNotFoundError when there is no such folder.
        """
        ...

    def read(self, name: str, *, at: int = 0, size: int = -1) -> bytes:
        """`size` bytes from `at` on, or all that follows; raises FileNotFoundError."""
        ...

    def size(self, name: str) -> int:
        """Bytes in the file; raises FileNotFoundError."""
        ...

    def modified(self, name: str) -> float:
        """When the file was last written, in seconds by the clock of whatever holds the folder; raises FileNotFoundError."""
        ...

    def write(self, name: str, content: bytes, *, at: int = 0) -> None:
        """Write `content` at `at` into a file, made when missing, and flush it to the disk that holds the folder."""
        ...

    def link(self, source: str, name: str) -> None:
        """Give the file `source` the second name `name`; raises FileExistsError when the name is taken: at most one wins."""
        ...

    def create(self, name: str, content: bytes) -> None:
        """Make the file `name`, flushed; raises FileExistsError when it is there: at most one wins."""
        ...

    def replace(self, name: str, content: bytes) -> None:
        """Put `content` at `name` by way of a temporary file: a reader finds the old file or the new one."""
        ...

    def make_folder(self, name: str) -> None:
        """Make the folder; one that is there is fine."""
        ...

    def remove(self, name: str) -> None:
        """Remove the file; one that is gone is fine."""
        ...

    def free_space(self) -> int | None:
        """Bytes that can still be written; None where that is not told."""
        ...
