"""The progress report of a family with eight snapshots, from the office to the PDF."""

from __future__ import annotations

from itertools import count

from benchmarks.generated import family_id, office_of, own_copy
from benchmarks.measure import Line, milliseconds
from gezinscoach_desktop.reports.content import PaperOptions
from gezinscoach_desktop.services.dossier import progress_report


def run(families: int) -> list[Line]:
    """Each time another family; the first one pays for loading fonts and is not counted."""
    with own_copy(office_of(families)) as office:
        desk = office.desk()
        numbers = count(3, 11)
        measured = milliseconds(
            lambda: progress_report(desk, family_id(next(numbers) % families), PaperOptions()), times=21
        )
        desk.office.close()
    return [Line("report", "progress report as PDF", measured, 400)]
