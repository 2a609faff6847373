"""The yearly report as a coordinator makes it, on every kind of office."""

from __future__ import annotations

from pathlib import Path

import pytest

from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.exchange import import_file, preview_import
from gezinscoach_desktop.services.yearly_report import ReportFormat, ReportYearInput, keep_report_year, make_report
from tests.data.office_factory import at_desk

PILOT = resource_path("practice", "pilot-90.csv")


def test_the_report_of_the_pilots_is_made_in_both_forms(desk: Desk, tmp_path: Path) -> None:
    import_file(desk, preview_import(desk, PILOT))
    keep_report_year(desk, ReportYearInput(2022, {"foreword": "Een jaar met veel gezinnen."}), None)

    paths = make_report(at_desk(desk), 2022, tuple(ReportFormat), tmp_path)

    assert [path.name for path in paths] == ["jaarverslag-2022.pdf", "jaarverslag-2022.docx"]
    assert paths[0].read_bytes().startswith(b"%PDF")
