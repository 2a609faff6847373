"""Baseline beside now, one line per item: a ring where it was, an arrowhead where it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gezinscoach_desktop.reports.palette import PAPER, ChartPalette

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing


@dataclass(frozen=True, slots=True)
class DumbbellRow:
    """One item with a level at both moments."""

    label: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """The items of one person, in the order in which they are drawn: see `sorted_by_change`."""

    rows: tuple[DumbbellRow, ...]
    before: date
    after: date


def dumbbell_chart(
    dumbbell: Dumbbell, *, width: float, palette: ChartPalette = PAPER, text_size: float = 8.0
) -> Drawing:
    """As high as its rows need."""
    raise NotImplementedError


def describe_dumbbell(dumbbell: Dumbbell) -> str:
    """What the chart shows in one Dutch sentence, for whoever cannot see it."""
    raise NotImplementedError
