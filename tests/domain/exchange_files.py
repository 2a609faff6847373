"""Exchange files as text, and what was read from them."""

from __future__ import annotations

import io
from datetime import date

from gezinscoach_desktop.domain.exchange import (
    COLUMNS,
    ExchangeFile,
    ExchangeRow,
    read_exchange,
    write_exchange,
)
from tests.factories import load_instrument

TODAY = date(2026, 11, 14)
HEADER = ";".join(COLUMNS)


def make_line(**cells: str) -> str:
    """A good row about the income of a household, but for the cells given."""
    usual = {"family": "G1", "municipality": "Mol", "date": "2026-03-01", "item": "income", "level": "3"}
    return ";".join((usual | cells).get(column, "") for column in COLUMNS)


def child_line(**cells: str) -> str:
    """A good row about how a child learns, but for the cells given."""
    return make_line(**({"person": "K1", "role": "child", "item": "learning"} | cells))


def read_bytes(content: bytes, *, error_limit: int = 1000) -> ExchangeFile:
    return read_exchange(io.BytesIO(content), load_instrument(), today=TODAY, error_limit=error_limit)


def read_lines(*lines: str, header: str = HEADER) -> ExchangeFile:
    """Read rows under the usual header; the first row stands on line 2."""
    return read_bytes("\r\n".join((header, *lines, "")).encode())


def rows_of(file: ExchangeFile) -> list[ExchangeRow]:
    return [row for family in file.families for snapshot in family.snapshots for row in snapshot.scores]


def sentences(file: ExchangeFile) -> list[str]:
    return [error.sentence for error in file.errors]


def written(rows: list[ExchangeRow]) -> bytes:
    stream = io.BytesIO()
    write_exchange(stream, rows, load_instrument())
    return stream.getvalue()
