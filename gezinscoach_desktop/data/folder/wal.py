"""Reading the pages of a transaction out of SQLite's write-ahead log (https://sqlite.org/fileformat2.html#walformat).

Only for a log whose one owner is this program, under its lock, straight after its own COMMIT: then the frames up to
the first commit mark are the transaction, and whatever follows them is left over from one that was rolled back.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from gezinscoach_desktop.data.folder.commit import PAGE

HEADER = 32
_FRAME_HEAD = 24
_MAGICS = (0x377F0682, 0x377F0683)


class BadLog(Exception):
    """The log is not what SQLite writes; the working copy has to be made again."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """The pages one transaction left in the log."""

    pages: dict[int, bytes]
    size: int
    """Pages in the whole database afterwards."""
    end: int
    """Where in the log the next transaction begins."""


def read_transaction(log: Path, start: int) -> Transaction | None:
    """The transaction that begins at `start` (0: the log was empty); None when there is none."""
    try:
        with log.open("rb") as file:
            header = file.read(HEADER)
            if len(header) < HEADER:
                return None
            file.seek(max(start, HEADER))
            return _transaction(file.read(), _salt(header), max(start, HEADER))
    except FileNotFoundError:
        return None


def _salt(header: bytes) -> bytes:
    magic, _version, page = struct.unpack_from(">3I", header)
    if magic not in _MAGICS or page != PAGE:
        raise BadLog
    return header[16:24]


def _transaction(raw: bytes, salt: bytes, start: int) -> Transaction | None:
    pages: dict[int, bytes] = {}
    step = _FRAME_HEAD + PAGE
    for at in range(0, len(raw) - step + 1, step):
        number, size = struct.unpack_from(">2I", raw, at)
        if raw[at + 8 : at + 16] != salt:
            break
        if not number:
            raise BadLog
        pages[number] = raw[at + _FRAME_HEAD : at + step]
        if size:
            kept = {each: page for each, page in pages.items() if each <= size}
            return Transaction(kept, size, start + at + step)
    return None
