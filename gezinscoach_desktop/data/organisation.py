"""Municipalities, partner organisations, staff and who is away."""

from __future__ import annotations

from typing import Final

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import AbsenceRow, MunicipalityRow, OrganisationRow, StaffRow
from gezinscoach_desktop.domain.organisation import (
    AbsenceInput,
    MunicipalityInput,
    OrganisationInput,
    StaffInput,
)

MUNICIPALITIES: Final = KeptTable(MunicipalityRow, MunicipalityInput)
ORGANISATIONS: Final = KeptTable(OrganisationRow, OrganisationInput)
STAFF: Final = KeptTable(StaffRow, StaffInput)
ABSENCES: Final = KeptTable(AbsenceRow, AbsenceInput)
