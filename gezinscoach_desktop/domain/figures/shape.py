"""Figures: counts and distributions of a period in one shape, for the screen, the yearly report, exports and the council.

Every figure is a cell of a table, and every cell knows how many different families it is about, so that what concerns
fewer than a handful can be hidden, also where the cell counts contacts, children or euros. Levels are ordinal: no averages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from gezinscoach_desktop.domain.trajectory import Phase


class FigureBlock(StrEnum):
    """The blocks of the figures and of the yearly report, in their order (dossiers.md)."""

    ACCESS = "access"
    REACH = "reach"
    PROFILE = "profile"
    WORK = "work"
    RESULTS = "results"
    RIGHTS = "rights"
    NETWORK = "network"
    SIGNALS = "signals"
    QUALITY = "quality"

    @property
    def label(self) -> str:
        return {
            "access": "Toegang",
            "reach": "Bereik",
            "profile": "Profiel",
            "work": "Werk",
            "results": "Resultaten",
            "rights": "Rechten",
            "network": "Netwerk",
            "signals": "Signalen",
            "quality": "Kwaliteit van de gegevens",
        }[self.value]


class Counted(StrEnum):
    """What the number of a cell is."""

    FAMILIES = "families"
    PERSONS = "persons"
    REFERRALS = "referrals"
    CONTACTS = "contacts"
    MINUTES = "minutes"
    CENTS = "cents"
    RIGHTS = "rights"
    SIGNALS = "signals"
    SNAPSHOTS = "snapshots"
    ITEMS = "items"
    """Places of the balance: an item of the household or of one person."""
    DAYS = "days"
    """A length of time, which never adds up."""
    FAMILIES_PER_COACH = "families_per_coach"


class TimeInSupport(StrEnum):
    """How long a family is supported, on the last day of the period."""

    UNDER_6_MONTHS = "under_6_months"
    UNDER_1_YEAR = "under_1_year"
    UNDER_2_YEARS = "under_2_years"
    FROM_2_YEARS = "from_2_years"

    @property
    def label(self) -> str:
        return {
            "under_6_months": "Minder dan 6 maanden",
            "under_1_year": "6 maanden tot 1 jaar",
            "under_2_years": "1 tot 2 jaar",
            "from_2_years": "2 jaar en langer",
        }[self.value]


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """Which families, in which period: `since` ≤ day < `until`. Empty is no limit."""

    since: date
    until: date
    municipalities: tuple[str, ...] = ()
    coaches: tuple[UUID, ...] = ()
    organisations: tuple[UUID, ...] = ()
    phases: tuple[Phase, ...] = ()
    """On the last day of the period."""
    time_in_support: tuple[TimeInSupport, ...] = ()
    profile_id: str | None = None
    """None is the profile of the office."""

    def last_day(self, on: date) -> date:
        """The last day that counts when it is counted `on` a day: of a period that is not over, that day itself."""
        return min(self.until - timedelta(days=1), on)

    def is_over(self, on: date) -> bool:
        """Whether every day of the period counts by then."""
        return self.until <= on + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Label:
    """A row or column: what it is called here, and what a person reads."""

    key: str
    text: str
    is_total: bool = False
    """The sum of the others of its table: what suppression has to reckon with."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, and how many different families it is about. `value` None is hidden, or does not apply when families is 0."""

    value: int | None
    families: int


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One table of figures: `cells[row][column]`."""

    key: str
    """`block.name`, the same from year to year."""
    block: FigureBlock
    title: str
    counted: Counted
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[tuple[Cell, ...], ...]
    n: int
    """Over how many families it was counted; of the block access over how many referrals."""
    note: str = ""
    """What has to be said with it, in one plain sentence: who is left out and why."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one period for one selection."""

    filter: FigureFilter
    extracted_on: date
    profile: str
    """Name and version of the index profile it was counted with."""
    families: int
    tables: tuple[FigureTable, ...] = ()
    deprived_from: int = 3
    """From how many weak domains a family counts as deprived, by that profile."""

    @property
    def last_day(self) -> date:
        """Up to and including which day was counted: the last of the period, or the day it was counted on."""
        return self.filter.last_day(self.extracted_on)

    @property
    def is_over(self) -> bool:
        """Whether every day of the period is counted."""
        return self.filter.is_over(self.extracted_on)

    def of(self, block: FigureBlock) -> tuple[FigureTable, ...]:
        """The tables of one block."""
        return tuple(table for table in self.tables if table.block is block)

    def table(self, key: str) -> FigureTable:
        """The table with this key; raises KeyError."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class FiguresPerMunicipality:
    """The same tables per municipality ('' where it is not known) and over all of them together."""

    total: Figures
    municipalities: Mapping[str, Figures] = field(default_factory=dict)


def to_json(tables: Iterable[FigureTable]) -> dict[str, Any]:
    """Tables as plain values, for keeping."""
    return {
        "tables": [
            {
                "key": table.key,
                "block": table.block.value,
                "title": table.title,
                "counted": table.counted.value,
                "rows": [[row.key, row.text, row.is_total] for row in table.rows],
                "columns": [[column.key, column.text, column.is_total] for column in table.columns],
                "cells": [[[cell.value, cell.families] for cell in row] for row in table.cells],
                "n": table.n,
                "note": table.note,
            }
            for table in tables
        ]
    }


def from_json(kept: Mapping[str, Any]) -> tuple[FigureTable, ...]:
    """The tables that `to_json` wrote; raises KeyError or ValueError on anything else."""
    return tuple(
        FigureTable(
            key=each["key"],
            block=FigureBlock(each["block"]),
            title=each["title"],
            counted=Counted(each["counted"]),
            rows=tuple(Label(*row) for row in each["rows"]),
            columns=tuple(Label(*column) for column in each["columns"]),
            cells=tuple(tuple(Cell(*cell) for cell in row) for row in each["cells"]),
            n=each["n"],
            note=each["note"],
        )
        for each in kept["tables"]
    )
