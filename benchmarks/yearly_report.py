"""The yearly report of a whole office: counting three years, hiding small numbers, and setting it in both forms."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.figures import _add_contacts as add_contacts
from benchmarks.generated import TODAY, office_of, own_copy
from benchmarks.measure import Line
from gezinscoach_desktop.domain.yearly_report import ReportYearInput
from gezinscoach_desktop.services.figures import forget_figures
from gezinscoach_desktop.services.yearly_report import (
    ReportFormat,
    counted_years,
    keep_report_year,
    make_report,
    published,
)

_COMPARED = 2
_MOST_FAMILIES = 2_000
"""What the promise is about."""


def run(families: int) -> list[Line]:
    """Cold: nothing was counted before. Each step by itself, and the PDF as a user makes it."""
    families = min(families, _MOST_FAMILIES)
    with own_copy(office_of(families)) as office, TemporaryDirectory() as folder:
        add_contacts(office)
        desk = office.desk()
        keep_report_year(desk, ReportYearInput(TODAY.year, compare_years=_COMPARED), None)
        forget_figures(desk)
        began = perf_counter()
        make_report(desk, TODAY.year, (ReportFormat.PDF,), Path(folder))
        whole = _since(began)
        began = perf_counter()
        make_report(desk, TODAY.year, (ReportFormat.DOCX,), Path(folder))
        word = _since(began)
        began = perf_counter()
        years = counted_years(desk, TODAY.year, _COMPARED)
        counting = _since(began)
        began = perf_counter()
        published(years)
        hiding = _since(began)
        desk.office.close()
    what = f"yearly report of {families} families, {_COMPARED} earlier years beside it"
    return [
        Line("report pdf", f"{what}: from the button to the PDF", whole, 10_000),
        Line("report docx", f"{what}: to the Word document, the figures read before", word, 10_000),
        Line("report counting", f"{what}: counting again", counting, 5_000),
        Line("report hiding", f"{what}: hiding what is small", hiding, 5_000),
    ]


def _since(began: float) -> float:
    return (perf_counter() - began) * 1000
