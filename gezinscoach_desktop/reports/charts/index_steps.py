"""The deprivation index over the snapshots: the number of weak domains as steps, with what is unknown as a band."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gezinscoach_desktop.reports.palette import PAPER, ChartPalette

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing


@dataclass(frozen=True, slots=True)
class IndexPoint:
    """The index lies between `weak` and `weak + unknown`."""

    date: date
    weak: int
    unknown: int


@dataclass(frozen=True, slots=True)
class IndexSteps:
    """`domains` is how many the profile has; from `deprived_from` weak ones a family counts as deprived."""

    points: tuple[IndexPoint, ...]
    domains: int
    deprived_from: int
    baseline: date | None = None


def index_chart(
    steps: IndexSteps, *, width: float, height: float, palette: ChartPalette = PAPER, text_size: float = 8.0
) -> Drawing:
    """Points are labelled with the number, or with the interval where a domain is unknown."""
    raise NotImplementedError


def describe_index(steps: IndexSteps) -> str:
    """What the chart shows in one Dutch sentence, for whoever cannot see it."""
    raise NotImplementedError
