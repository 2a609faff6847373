"""Which families of the list are shown."""

from __future__ import annotations

from dataclasses import dataclass

from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.services.family import FamilyRow


@dataclass(frozen=True, slots=True)
class FamilyFilter:
    """What the user asked to see beside the search; empty means everything."""

    only_mine: bool = False
    only_due: bool = False
    phase: Phase | None = None
    municipality: str = ""

    @property
    def is_empty(self) -> bool:
        return self == FamilyFilter()

    def keeps(self, row: FamilyRow) -> bool:
        """True for a family that is to be shown."""
        return not (
            (self.only_mine and not row.is_mine)
            or (self.only_due and not row.due.state.is_due)
            or (self.phase is not None and row.phase is not self.phase)
            or (self.municipality and row.municipality != self.municipality)
        )
