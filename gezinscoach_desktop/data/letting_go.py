"""Requests of people, their own views, and files that are let go."""

from __future__ import annotations

from typing import Final

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import DisposalRow, OwnViewRow, PersonRequestRow
from gezinscoach_desktop.domain.letting_go import DisposalInput, OwnViewInput, PersonRequestInput

PERSON_REQUESTS: Final = KeptTable(PersonRequestRow, PersonRequestInput)
OWN_VIEWS: Final = KeptTable(OwnViewRow, OwnViewInput)
DISPOSALS: Final = KeptTable(DisposalRow, DisposalInput)
