"""Writing the exchange format: one way only, so that the same registrations always give the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import BinaryIO

from gezinscoach_desktop.domain.exchange.cell import neutralise
from gezinscoach_desktop.domain.exchange.header import COLUMNS
from gezinscoach_desktop.domain.exchange.row import ExchangeRow, level_word
from gezinscoach_desktop.domain.household import Stay
from gezinscoach_desktop.domain.instrument import Instrument


def write_exchange(stream: BinaryIO, rows: Iterable[ExchangeRow], instrument: Instrument) -> int:
    """Write `rows` and return how many; families come in the order that `sorted` gives their codes.

    Within a family the order is free: rows are written by date, person and item. UTF-8 with BOM (Excel shows
    accents only with it), semicolons, CRLF. Raises ValueError on families out of order.
    """
    positions = instrument.positions
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(COLUMNS)
        before = ""
        written = 0
        for family, members in groupby(rows, key=lambda row: row.family):
            if family <= before:
                raise ValueError(f"family {family!r} comes after {before!r}: sort families by code")
            before = family
            ordered = sorted(members, key=lambda row: (row.date, row.person, positions[row.item]))
            writer.writerows(map(_cells, ordered))
            written += len(ordered)
    finally:
        text.flush()
        text.detach()
    return written


def quarter_start(day: date) -> date:
    """The first day of the quarter of `day`: how the pseudonymised export gives birth dates."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def stay_for(stays: Sequence[Stay], day: date) -> Stay:
    """The stay to write a score of `day` with: covering it, else the last begun by then, else the first."""
    ordered = sorted(stays, key=lambda stay: stay.joined or date.min)
    covering = [stay for stay in ordered if stay.covers(day)]
    begun = [stay for stay in ordered if stay.joined is None or stay.joined <= day]
    return (covering or begun[-1:] or ordered[:1] or [Stay()])[0]


def _cells(row: ExchangeRow) -> tuple[str, ...]:
    return (
        neutralise(row.family),
        neutralise(row.municipality),
        neutralise(row.person),
        "" if row.role is None else row.role.value,
        _iso(row.birth_date),
        _iso(row.joined),
        _iso(row.left),
        _iso(row.date),
        row.item,
        level_word(row.level),
        "" if row.note is None or row.note.isspace() else neutralise(row.note),
    )


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
