"""The timeline matrix: every item at every snapshot, filled where entered and on a dotted line where carried forward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.palette import PAPER, ChartPalette

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing


@dataclass(frozen=True, slots=True)
class TimelineCell:
    """A value at a snapshot: `level` None is n.v.t.; not `is_entered` is carried forward."""

    level: int | None
    is_entered: bool


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One item; a cell is None where nothing was registered yet. `change` is None where two levels cannot be compared."""

    label: str
    cells: tuple[TimelineCell | None, ...]
    change: int | None
    wished: int | None = None
    """The level the family wishes for, in a column of its own."""


@dataclass(frozen=True, slots=True)
class TimelineGroup:
    """The household or one person; `detail` is the age."""

    title: str
    detail: str
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """`columns` are the snapshots' dates from old to new; `baseline` is the index of the column that is the nulmeting."""

    columns: tuple[date, ...]
    groups: tuple[TimelineGroup, ...]
    baseline: int = 0
    keeps_wishes: bool = False
    """For a piece of a larger one in which somebody has a wish: its columns stand where they stood."""

    @property
    def has_wishes(self) -> bool:
        return self.keeps_wishes or any(row.wished is not None for group in self.groups for row in group.rows)


def timeline_matrix(
    timeline: Timeline, *, width: float, palette: ChartPalette = PAPER, text_size: float = 8.0
) -> Drawing:
    """The whole matrix in one drawing, as high as its rows need."""
    from gezinscoach_desktop.reports.charts.timeline_drawing import draw_timeline

    return draw_timeline(timeline, width=width, palette=palette, text_size=text_size, has_legend=True)


def describe_timeline(timeline: Timeline) -> str:
    """What the chart shows in one Dutch sentence, for whoever cannot see it."""
    changes = [row.change for group in timeline.groups for row in group.rows if row.change is not None]
    better, worse = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
    items = sum(len(group.rows) for group in timeline.groups)
    when = ", ".join(format_date(day) for day in timeline.columns)
    return (
        f"{counted(items, 'item', 'items')} op {counted(len(timeline.columns), 'moment', 'momenten')} ({when}): "
        f"{better} beter, {len(changes) - better - worse} gelijk, {worse} minder goed sinds de nulmeting."
    )
