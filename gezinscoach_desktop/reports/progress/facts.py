"""A family's story as the reader may see it: names hidden and domains left out once, before any section sees a thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.evolution import LevelChange
from gezinscoach_desktop.domain.index import IndexResult
from gezinscoach_desktop.domain.instrument import Item
from gezinscoach_desktop.domain.snapshot import Reason, Setback, Snapshot
from gezinscoach_desktop.reports.content import LeftOut


@dataclass(frozen=True, slots=True)
class Cell:
    """The value in force at a moment, and whether it was registered on that day."""

    level: int | None
    since: date
    is_entered: bool
    note: str | None = None
    reason: Reason | None = None
    setback: Setback | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What was written beside a score on a day."""

    date: date
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One item of one person at every moment; a cell is None before the first score and while the person was away."""

    item: Item
    domain: str
    cells: tuple[Cell | None, ...]
    change: LevelChange
    notes: tuple[Note, ...]
    is_current: bool = True
    """False for what a grown child was measured with before: history, which counts as no change."""
    wished: int | None = None
    """The level the family wishes to come to; None without a running goal."""

    @property
    def has_moved(self) -> bool:
        """True when two moments show different levels, also when it ended where it began."""
        return len({cell.level for cell in self.cells if cell is not None}) > 1


@dataclass(frozen=True, slots=True)
class Group:
    """The household or one member. `is_present` tells who belongs to the household now and is counted."""

    person: UUID | None
    title: str
    detail: str
    is_present: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member as the first page lists them."""

    name: str
    role: str
    age: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`baseline`, `previous` and `now` are places in `moments`; all are None and `moments` empty before any snapshot."""

    title: str
    moments: tuple[date, ...]
    baseline: int | None
    previous: int | None
    now: int | None
    is_revised: bool
    snapshots: tuple[Snapshot, ...]
    members: tuple[MemberLine, ...]
    groups: tuple[Group, ...]
    indexes: tuple[IndexResult, ...]
    hides_health: bool
    is_short: bool
    left_out: tuple[LeftOut, ...]
    is_past: bool = False
    """True for how it was at the baseline: what came later is not in it, so nothing of it is called “nu”."""

    @property
    def has_evolution(self) -> bool:
        """True when there is a moment to compare with the baseline."""
        return self.baseline is not None and self.baseline != self.now

    @property
    def present_groups(self) -> Sequence[Group]:
        return tuple(group for group in self.groups if group.is_present)

    @property
    def shown_groups(self) -> Sequence[Group]:
        """Who is listed item by item: everything, or in a short report what changed since the baseline.

        Before there is anything to compare with, a short report shows everything too.
        """
        if not self.is_short or not self.has_evolution:
            return self.present_groups
        changed = (
            replace(group, rows=tuple(row for row in group.rows if row.change.steps))
            for group in self.present_groups
        )
        return tuple(group for group in changed if group.rows)

    @property
    def baseline_date(self) -> date | None:
        return None if self.baseline is None else self.moments[self.baseline]

    @property
    def changes(self) -> tuple[LevelChange, ...]:
        """The changes that are counted: of whoever belongs to the household now."""
        return tuple(row.change for group in self.present_groups for row in group.rows if row.is_current)
