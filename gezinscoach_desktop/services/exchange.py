"""Reading registrations in from, and writing them to, the exchange format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.exchange import ExchangeFile, RowError
from gezinscoach_desktop.services.desk import Desk

Report = Callable[[int, int], None]
"""Called with (done, total); raises Cancelled to stop a task, of which nothing is then kept."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What will come in, before anything does. Counts: families, persons, snapshots, scores, and how many of each are new."""

    path: Path
    file: ExchangeFile
    families: int
    new_families: int
    persons: int
    new_persons: int
    snapshots: int
    new_snapshots: int
    scores: int
    new_scores: int
    errors: tuple[RowError, ...]
    error_count: int
    ignored_columns: tuple[str, ...]
    per_municipality: Mapping[str, int]
    first_date: str
    last_date: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came in; `bad_rows_path` is where skipped rows were written, None when there were none."""

    done: Done
    families: int
    persons: int
    snapshots: int
    scores: int
    skipped: int
    bad_rows_path: Path | None


def preview_import(desk: Desk, path: Path, *, report: Report | None = None) -> ImportPreview:
    """Read and check a file without keeping anything; raises ExchangeFormatError when it cannot be read at all."""
    raise NotImplementedError


def import_file(
    desk: Desk, preview: ImportPreview, *, skip_bad: bool = False, report: Report | None = None
) -> ImportResult:
    """Keep everything in one transaction; raises InvalidInput when there are bad rows and `skip_bad` is not chosen."""
    raise NotImplementedError


def export_file(desk: Desk, path: Path, *, pseudonymised: bool = False, report: Report | None = None) -> int:
    """Write the exchange format, complete unless pseudonymised; returns the number of rows. Replaces the file at once or not at all."""
    raise NotImplementedError
