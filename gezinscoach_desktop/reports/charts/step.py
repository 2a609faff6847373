"""The steps of one item over time: levels 1–5 are ordinal, so the line stays level until the next measurement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gezinscoach_desktop.reports.palette import PAPER, ChartPalette

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing


@dataclass(frozen=True, slots=True)
class StepPoint:
    """The value in force on a snapshot's date. `level` None is n.v.t.; not `is_entered` is carried forward."""

    date: date
    level: int | None
    is_entered: bool


@dataclass(frozen=True, slots=True)
class Steps:
    """One item of one person, from old to new; `baseline` is the date that gets the diamond."""

    title: str
    points: tuple[StepPoint, ...]
    baseline: date | None = None


def step_chart(
    steps: Steps, *, width: float, height: float, palette: ChartPalette = PAPER, text_size: float = 8.0,
    has_legend: bool = True,
) -> Drawing:  # fmt: skip
    """The full chart without its title: level numbers, first and last date, and what the marks mean."""
    raise NotImplementedError


def small_step_chart(
    steps: Steps, *, width: float, height: float, palette: ChartPalette = PAPER, text_size: float = 7.0
) -> Drawing:
    """The same as a small multiple: the title above, no axis texts."""
    raise NotImplementedError


def describe_steps(steps: Steps) -> str:
    """What the chart shows in one Dutch sentence, for whoever cannot see it."""
    raise NotImplementedError
