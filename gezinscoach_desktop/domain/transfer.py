"""What left the office as data, and what was brought in: so that it can be accounted for, and an import undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from gezinscoach_desktop.domain.kept import Kept


class ExportKind(StrEnum):
    """In which shape."""

    EXCHANGE = "exchange"
    XLSX = "xlsx"
    SPSS = "spss"

    @property
    def label(self) -> str:
        return {"exchange": "Uitwisselformaat (CSV)", "xlsx": "Excel (XLSX)", "spss": "SPSS (CSV en syntax)"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class ExportRecordInput:
    """One export: what for, for whom, how it was coarsened. Never what stood in it."""

    kind: ExportKind
    on: date
    project: str
    """The codes of families are made with it: the same family has another code in another project."""
    recipient: str = ""
    purpose: str = ""
    is_pseudonymised: bool = True
    families: int = 0
    rows: int = 0
    smallest_group: int | None = None
    """The k that was found over the columns that could tell who it is; None when it was not asked."""
    coarsened: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """Names with the SHA-256 of what was written, as `naam.csv ab12…`."""


ExportRecord = Kept[ExportRecordInput]


@dataclass(frozen=True, slots=True)
class ImportRunInput:
    """One import: from where, what it added, and whether it was undone."""

    source: str
    """The name of the file, without its folder."""
    sha256: str
    on: date
    mapping: Mapping[str, Any] = field(default_factory=dict)
    """How columns and values were read; remembered for the next file of this source."""
    families: tuple[UUID, ...] = ()
    """That it added."""
    snapshots: tuple[UUID, ...] = ()
    """That it added, also those of families that were there."""
    members: tuple[UUID, ...] = ()
    """That it added to families that were there."""
    rows: int = 0
    skipped: int = 0
    undone_on: date | None = None


ImportRunRecord = Kept[ImportRunInput]
