"""The exchange format for registrations: one CSV, read and written without loss. Streams in, values out."""

from gezinscoach_desktop.domain.exchange.cell import neutralise, restore, visible
from gezinscoach_desktop.domain.exchange.family import ExchangeFamily, ExchangePerson, ExchangeSnapshot
from gezinscoach_desktop.domain.exchange.file import (
    BadLine,
    ExchangeFile,
    raw_rows,
    read_exchange,
    write_bad_lines,
)
from gezinscoach_desktop.domain.exchange.header import COLUMNS, REQUIRED
from gezinscoach_desktop.domain.exchange.problem import ExchangeFormatError, RowError
from gezinscoach_desktop.domain.exchange.row import CODE_LIMIT, MUNICIPALITY_LIMIT, NOTE_LIMIT, ExchangeRow
from gezinscoach_desktop.domain.exchange.write import quarter_start, stay_for, write_exchange

__all__ = [
    "CODE_LIMIT",
    "COLUMNS",
    "MUNICIPALITY_LIMIT",
    "NOTE_LIMIT",
    "REQUIRED",
    "BadLine",
    "ExchangeFamily",
    "ExchangeFile",
    "ExchangeFormatError",
    "ExchangePerson",
    "ExchangeRow",
    "ExchangeSnapshot",
    "RowError",
    "neutralise",
    "quarter_start",
    "raw_rows",
    "read_exchange",
    "restore",
    "stay_for",
    "visible",
    "write_bad_lines",
    "write_exchange",
]
