"""Exports of a whole office: looking for small groups, and writing every subject in each shape, with the memory it takes."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.generated import office_of
from benchmarks.measure import Line
from gezinscoach_desktop.domain.coarsening import Quasi
from gezinscoach_desktop.domain.export import Alone, ExportChoice
from gezinscoach_desktop.domain.transfer import ExportKind
from gezinscoach_desktop.services.export import check_export, export_data

_SECONDS = {ExportKind.EXCHANGE: 90, ExportKind.SPSS: 180, ExportKind.XLSX: 180}
"""What somebody may wait for with 10 000 families, with progress and a button to stop."""
_MEGABYTES = 600


def run(families: int) -> list[Line]:
    """Each once: a minute's work says enough, and takes a minute."""
    desk = office_of(families).desk()
    choice = ExportChoice(
        project="Onderzoek",
        recipient="Hogeschool",
        checked=tuple(quasi.value for quasi in Quasi),
        alone=Alone.BLANK,
    )
    lines = [
        Line(
            "export groups",
            f"small groups of {families} families over eight columns, with a proposal",
            _took(partial(check_export, desk, choice)),
            10_000,
        )
    ]
    with tempfile.TemporaryDirectory() as folder:
        for kind, seconds in _SECONDS.items():
            path = Path(folder) / f"uit-{kind.value}"
            kept = replace(choice, kind=kind, checked=())
            took = _took(partial(export_data, desk, kept, path))
            what = f"{kind.label}, {families} families with everything about them"
            lines.append(Line(f"export {kind.value}", what, took, 1000 * seconds))
    desk.office.close()
    what = f"memory of the program after exporting {families} families, at most"
    lines.append(Line("export memory", what, _megabytes(), _MEGABYTES, unit="MB"))
    return lines


def _took(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - began)


def _megabytes() -> float:
    """The most memory that this program ever had."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)
