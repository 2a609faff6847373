"""Texts and choices of yearly reports."""

from __future__ import annotations

from typing import Final

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import ReportYearRow
from gezinscoach_desktop.domain.yearly_report import ReportYearInput

REPORT_YEARS: Final = KeptTable(ReportYearRow, ReportYearInput)
