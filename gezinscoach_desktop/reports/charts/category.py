"""The 7 × 7 matrix of a cohort: weak domains at the baseline against those at the follow-up, with a sign per class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.evolution import Cohort
from gezinscoach_desktop.reports.palette import PAPER, ChartPalette

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing


def category_matrix(
    cohort: Cohort, *, deprived_from: int, width: float, palette: ChartPalette = PAPER, text_size: float = 8.0
) -> Drawing:
    """Rows are the baseline, columns the follow-up; cells without families stay pale."""
    raise NotImplementedError


def describe_categories(cohort: Cohort) -> str:
    """What the chart shows in one Dutch sentence, for whoever cannot see it."""
    raise NotImplementedError
