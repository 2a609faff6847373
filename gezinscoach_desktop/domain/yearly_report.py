"""What the coordinator writes and chooses for the yearly report of one year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from gezinscoach_desktop.domain.kept import Kept


@dataclass(frozen=True, slots=True)
class ReportYearInput:
    """Texts and choices for one year; the figures themselves are counted anew each time."""

    year: int
    texts: Mapping[str, str] = field(default_factory=dict)
    """The words beside the figures, by the key of the block."""
    left_out: tuple[str, ...] = ()
    """Blocks that are not printed."""
    stories: tuple[UUID, ...] = ()
    """Released stories, in the order in which they are printed."""
    bundles: tuple[UUID, ...] = ()
    """Bundles of signals, in that order."""
    compare_years: int = 2
    """So many earlier years stand beside this one, 0 to 5."""


ReportYearRecord = Kept[ReportYearInput]
