"""Reading an exchange file as a whole, without keeping its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

    `rows` counts every row, good or bad; `duplicates` the good ones that say again what another row says;
    `last_lines` tells where a row ends that takes more than one line.
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
    last_lines: Mapping[int, int]

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
    raw_header, bad_lines = _raw_rows(stream, sorted(intake.bad_lines), intake.last_lines)
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
        last_lines=intake.last_lines,
    )


def raw_rows(stream: BinaryIO, file: ExchangeFile, lines: Iterable[int]) -> tuple[BadLine, ...]:
    """Rows of the file once more, as they are written: for good ones that turn out not to fit the office."""
    return _raw_rows(stream, sorted(lines), file.last_lines)[1]


def write_bad_lines(stream: BinaryIO, file: ExchangeFile, also: Iterable[BadLine] = ()) -> None:
    """The rows that were left out, and `also` these, under their own header: to be mended and imported again."""
    raw_of = {bad.line: bad.raw for bad in (*file.bad_lines, *also)}
    raws = (BOM + file.header, *(raw_of[line] for line in sorted(raw_of)))
    stream.writelines(raw if raw.endswith(b"\n") else raw + b"\r\n" for raw in raws)


class _Intake:
    """Rows on their way to families, and what is wrong with them."""

    def __init__(self, error_limit: int) -> None:
        self.rows = 0
        self.duplicates = 0
        self.error_count = 0
        self.bad_lines: set[int] = set()
        self.last_lines: dict[int, int] = {}
        self._error_limit = error_limit
        self._errors: list[RowError] = []
        self._by_family: defaultdict[str, list[ExchangeRow]] = defaultdict(list)

    def take(self, read: ExchangeRow | tuple[RowError, ...], first: int, last: int) -> None:
        """One row, from line `first` to `last`, or what is wrong with it."""
        self.rows += 1
        if self.rows > ROW_LIMIT:
            raise ExchangeFormatError(
                f"Dit bestand telt meer dan {ROW_LIMIT} rijen; deel het op in kleinere bestanden."
            )
        if last > first:
            self.last_lines[first] = last
        if isinstance(read, ExchangeRow):
            self._by_family[read.family].append(read)
        else:
            self._note_errors(read)
            self.bad_lines.add(first)

    def families(self, instrument: Instrument) -> Iterator[ExchangeFamily]:
        """The families with a good row, in order of code; their rows are let go one family at a time."""
        for code in sorted(self._by_family):
            settled = settle(code, self._by_family.pop(code), instrument)
            self._note_errors(settled.errors)
            self.bad_lines |= settled.bad_lines
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


def _raw_rows(
    stream: BinaryIO, lines: Sequence[int], last_lines: Mapping[int, int]
) -> tuple[bytes, tuple[BadLine, ...]]:
    """The header and the rows that begin on `lines`, from a second look: no row is kept as text the first time."""
    stream.seek(0)
    header = stream.readline().removeprefix(BOM)
    found: list[BadLine] = []
    at = 1
    for first in lines:
        for _ in range(at + 1, first):
            stream.readline()
        at = last_lines.get(first, first)
        found.append(BadLine(first, b"".join(stream.readline() for _ in range(first, at + 1))))
    return header, tuple(found)
