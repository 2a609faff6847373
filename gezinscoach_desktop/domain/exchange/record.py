"""From bytes to records: physical lines, encoding, quotes and limits. Holds one record at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from gezinscoach_desktop.domain.exchange.problem import ExchangeFormatError, RowError

FILE_LIMIT = 100_000_000
RECORD_LIMIT = 100_000  # bytes of one line, characters of one record with line breaks in its quotes
REREAD_LIMIT = 10_000_000  # characters: what an unclosed quote swallowed is looked at once more
_FIRST_BLOCK = 65_536
_PROGRESS_STEP = 262_144
BOM = b"\xef\xbb\xbf"
_SAVE_AGAIN = "bewaar het opnieuw als “CSV UTF-8”"

Record = tuple[int, int, list[str] | RowError]  # first line, last line, cells or what is wrong


class Lines:
    """Decoded lines of a file that can be given back; `taken` are those of the present record."""

    def __init__(self, stream: BinaryIO, *, on_progress: Callable[[int], None] | None = None) -> None:
        _check_start(stream)
        self.number = 0
        self.taken: list[str] = []
        self._is_cut = False
        self._stream = stream
        self._on_progress = on_progress
        self._waiting: list[str] = []
        self._taken_size = 0
        self._bytes_read = 0
        self._next_report = _PROGRESS_STEP

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        text = self._waiting.pop() if self._waiting else self._read()
        self.number += 1
        self.taken.append(text)
        self._taken_size += len(text)
        if self._taken_size > RECORD_LIMIT:
            raise csv.Error("record too long")
        return text

    def begin_record(self) -> None:
        """Forget the lines of the record before."""
        self.taken.clear()
        self._taken_size = 0

    def keep_only_first(self) -> None:
        """Give back every line of the present record but its first."""
        self._waiting.extend(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1
        del self.taken[1:]

    @property
    def is_broken_off(self) -> bool:
        """True when the present record is the last and the file breaks off in the middle of a sign."""
        return self._is_cut and not self._waiting

    def _read(self) -> str:
        raw = self._stream.readline(RECORD_LIMIT)
        if not raw:
            self._report()
            raise StopIteration
        self._bytes_read += len(raw)
        line = self.number + 1
        if len(raw) == RECORD_LIMIT and not raw.endswith(b"\n"):
            raise ExchangeFormatError(
                f"Regel {line} is langer dan {RECORD_LIMIT} tekens: dit is geen uitwisselingsbestand."
            )
        if self._bytes_read >= self._next_report:
            self._next_report += _PROGRESS_STEP
            self._report()
        try:
            return (raw.removeprefix(BOM) if line == 1 else raw).decode("utf-8")
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data" and not raw.endswith(b"\n"):
                self._is_cut = (
                    True  # the file breaks off in the middle of a sign: half a line, not another encoding
                )
                return raw.decode("utf-8", errors="replace")
            raise _not_utf8(raw, line) from None

    def _report(self) -> None:
        if self._on_progress is not None:
            self._on_progress(self._bytes_read)


def records(lines: Lines, *, delimiter: str, is_row: Callable[[str], bool]) -> Iterator[Record]:
    """Every record with its first and last line; a record that cannot be taken apart comes as a RowError.

    After an unclosed quote reading goes on with the line after the one that opened it. `is_row` knows a line
    that is a good row by itself: where a quoted text holds one, its quote was not closed, and would swallow it.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    reread = 0
    while True:
        lines.begin_record()
        first = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = None
        if cells is None or (len(lines.taken) > 1 and any(map(is_row, lines.taken[1:]))):
            reread += sum(map(len, lines.taken[1:]))
            if reread > REREAD_LIMIT:
                raise ExchangeFormatError(
                    "In dit bestand staan te veel aanhalingstekens die niet gesloten zijn, "
                    f"het laatste op regel {first}; {_SAVE_AGAIN}."
                )
            lines.keep_only_first()
            yield first, first, _quote_error(first)
        elif any("\0" in text for text in lines.taken):
            yield first, lines.number, RowError(first, "", "een nulteken", "leesbare tekst")
        elif lines.is_broken_off:
            yield (
                first,
                lines.number,
                RowError(first, "", "een half teken aan het einde", "een volledige regel"),
            )
        else:
            yield first, lines.number, cells


def _quote_error(line: int) -> RowError:
    return RowError(
        line, "", 'een aanhalingsteken (") dat niet klopt', 'een tekst die met " begint en met " eindigt'
    )


def _check_start(stream: BinaryIO) -> None:
    """Refuse what is clearly no exchange file by looking at its size and first block only."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    block = stream.read(_FIRST_BLOCK)
    stream.seek(0)
    if not block.removeprefix(BOM).strip():
        raise ExchangeFormatError("Dit bestand is leeg.")
    if block.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ExchangeFormatError("Dit is een Excel-bestand; bewaar het als “CSV UTF-8” en kies dat bestand.")
    if block.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ExchangeFormatError(
            f"Dit bestand is in UTF-16 (“Unicode-tekst”), niet in UTF-8; {_SAVE_AGAIN}."
        )
    if b"\0" in block:
        raise ExchangeFormatError("Dit is geen tekstbestand (er staan nultekens in); kies een CSV-bestand.")
    if size > FILE_LIMIT:
        raise ExchangeFormatError(
            f"Dit bestand is {size // 1_000_000} MB groot; verwacht hoogstens {FILE_LIMIT // 1_000_000} MB."
        )


def _not_utf8(raw: bytes, line: int) -> ExchangeFormatError:
    try:
        raw.decode("cp1252")
    except UnicodeDecodeError:
        return ExchangeFormatError(f"Dit bestand is niet in UTF-8 (regel {line}); {_SAVE_AGAIN}.")
    return ExchangeFormatError(
        f"Dit bestand is niet in UTF-8 (regel {line}) maar waarschijnlijk in Windows-1252; {_SAVE_AGAIN}."
    )
