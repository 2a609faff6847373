"""Reading an exchange file as a whole, without keeping its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from gezinscoach_desktop.domain.exchange.family import ExchangeFamily, settle
from gezinscoach_desktop.domain.exchange.header import parse_header
from gezinscoach_desktop.domain.exchange.problem import ExchangeFormatError, RowError
from gezinscoach_desktop.domain.exchange.record import BOM, Lines, records
from gezinscoach_desktop.domain.exchange.row import ExchangeRow, RowReader
from gezinscoach_desktop.domain.instrument import Instrument

ROW_LIMIT = 1_000_000
ERROR_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class BadLine:
    """A row that is left out, byte for byte as the file has it; `line` is where it begins."""

    line: int
    raw: bytes


@dataclass(frozen=True, slots=True)
class ExchangeFile:
    """What a file holds: `families` the good rows only, `errors` the first ones of `error_count`.

    `rows` counts every row, good or bad; `duplicates` the good ones that say again what another row says.
    """

    delimiter: str
    header: bytes
    ignored_columns: tuple[str, ...]
    rows: int
    families: tuple[ExchangeFamily, ...]
    duplicates: int
    errors: tuple[RowError, ...]
    error_count: int
    bad_lines: tuple[BadLine, ...]

    @property
    def scores(self) -> int:
        """How many registrations there are to import."""
        return sum(len(snapshot.scores) for family in self.families for snapshot in family.snapshots)


def read_exchange(
    stream: BinaryIO,
    instrument: Instrument,
    *,
    today: date,
    on_progress: Callable[[int], None] | None = None,
    error_limit: int = ERROR_LIMIT,
) -> ExchangeFile:
    """Read a seekable `stream` from its start; raises ExchangeFormatError when it cannot be read at all.

    `on_progress` gets the number of bytes read and may raise Cancelled to stop.
    """
    lines = Lines(stream, on_progress=on_progress)
    header = parse_header(next(lines))
    reader = RowReader(header, instrument, today=today)
    intake = _Intake(error_limit)
    for first, last, cells in records(lines, delimiter=header.delimiter, is_row=reader.is_row):
        if isinstance(cells, RowError):
            intake.take((cells,), first, last)
        elif any(cells):
            intake.take(reader.read(first, cells), first, last)
    families = tuple(intake.families(instrument))
    raw_header, bad_lines = _raw_lines(stream, intake.bad_spans)
    return ExchangeFile(
        delimiter=header.delimiter,
        header=raw_header,
        ignored_columns=header.ignored,
        rows=intake.rows,
        families=families,
        duplicates=intake.duplicates,
        errors=intake.first_errors(),
        error_count=intake.error_count,
        bad_lines=bad_lines,
    )


def write_bad_lines(stream: BinaryIO, file: ExchangeFile) -> None:
    """The rows that were left out, under the header of their own file, to be mended and imported again."""
    raws = (BOM + file.header, *(bad.raw for bad in file.bad_lines))
    stream.writelines(raw if raw.endswith(b"\n") else raw + b"\r\n" for raw in raws)


class _Intake:
    """Rows on their way to families, and what is wrong with them."""

    def __init__(self, error_limit: int) -> None:
        self.rows = 0
        self.duplicates = 0
        self.error_count = 0
        self.bad_spans: dict[int, int] = {}
        self._error_limit = error_limit
        self._errors: list[RowError] = []
        self._by_family: defaultdict[str, list[ExchangeRow]] = defaultdict(list)
        self._last_lines: dict[int, int] = {}  # of the rows with a line break in their note

    def take(self, read: ExchangeRow | tuple[RowError, ...], first: int, last: int) -> None:
        """One row, from line `first` to `last`, or what is wrong with it."""
        self.rows += 1
        if self.rows > ROW_LIMIT:
            raise ExchangeFormatError(
                f"Dit bestand telt meer dan {ROW_LIMIT} rijen; deel het op in kleinere bestanden."
            )
        if isinstance(read, ExchangeRow):
            self._by_family[read.family].append(read)
            if last > first:
                self._last_lines[first] = last
        else:
            self._note_errors(read)
            self.bad_spans[first] = last

    def families(self, instrument: Instrument) -> Iterator[ExchangeFamily]:
        """The families with a good row, in order of code; their rows are let go one family at a time."""
        for code in sorted(self._by_family):
            settled = settle(code, self._by_family.pop(code), instrument)
            self._note_errors(settled.errors)
            self.bad_spans.update((line, self._last_lines.get(line, line)) for line in settled.bad_lines)
            self.duplicates += settled.duplicates
            if settled.family is not None:
                yield settled.family

    def first_errors(self) -> tuple[RowError, ...]:
        """The errors that come first in the file, up to the limit."""
        return tuple(sorted(self._errors, key=lambda error: error.line)[: self._error_limit])

    def _note_errors(self, errors: tuple[RowError, ...]) -> None:
        self.error_count += len(errors)
        self._errors.extend(errors)
        if len(self._errors) > 2 * self._error_limit:
            self._errors = list(self.first_errors())


def _raw_lines(stream: BinaryIO, spans: Mapping[int, int]) -> tuple[bytes, tuple[BadLine, ...]]:
    """The header and the bad rows, from a second look at the file: no row is kept as text the first time."""
    stream.seek(0)
    header = stream.readline().removeprefix(BOM)
    bad: list[BadLine] = []
    if spans:
        until = 0
        for line, raw in enumerate(stream, start=2):
            if line in spans:
                until = spans[line]
                bad.append(BadLine(line, raw))
            elif line <= until:
                bad[-1] = BadLine(bad[-1].line, bad[-1].raw + raw)
    return header, tuple(bad)
