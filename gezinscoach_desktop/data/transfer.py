"""The export log and what imports added."""

from __future__ import annotations

from typing import Final

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import ExportRecordRow, ImportRunRow
from gezinscoach_desktop.domain.transfer import ExportRecordInput, ImportRunInput

EXPORT_RECORDS: Final = KeptTable(ExportRecordRow, ExportRecordInput)
IMPORT_RUNS: Final = KeptTable(ImportRunRow, ImportRunInput)
