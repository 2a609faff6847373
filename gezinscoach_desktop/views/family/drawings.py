"""The charts of the family page as SVG. Pure functions over frozen data: they run on the drawing worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gezinscoach_desktop.domain.index import IndexResult, Profile
from gezinscoach_desktop.reports.palette import DARK, LIGHT, ChartPalette
from gezinscoach_desktop.views.family.history import Cell

TEXT_SIZE = 12.0
_SMALL = 11.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart for the screen, and in words for who cannot see it. `marks` are the heights of lines one can choose."""

    svg: bytes
    description: str
    marks: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemSteps:
    """One item of one person at every snapshot."""

    title: str
    dates: tuple[date, ...]
    cells: tuple[Cell | None, ...]
    baseline: date | None
    wished: int | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """One item with a level at the baseline and now."""

    label: str
    before: int
    after: int
    wished: int | None = None


@dataclass(frozen=True, slots=True)
class BaselineNow:
    """Lines in the order in which they are drawn."""

    rows: tuple[Moved, ...]
    before: date
    after: date


@dataclass(frozen=True, slots=True)
class IndexHistory:
    """The index at every snapshot date."""

    indexes: tuple[IndexResult, ...]
    profile: Profile
    baseline: date | None


def draw_steps(steps: ItemSteps, height: int, width: int, is_dark: bool) -> Drawn:
    """How one item went."""
    from gezinscoach_desktop.reports.charts.step import StepPoint, Steps, describe_steps, step_chart
    from gezinscoach_desktop.reports.charts.svg import to_svg

    points = tuple(
        StepPoint(day, cell.level, cell.is_entered)
        for day, cell in zip(steps.dates, steps.cells, strict=True)
        if cell is not None
    )
    chart = Steps(steps.title, points, steps.baseline, wished=steps.wished)
    description = describe_steps(chart)
    drawing = step_chart(chart, width=width, height=height, palette=_palette(is_dark), text_size=_SMALL)
    return Drawn(to_svg(drawing, description=description), description)


def draw_baseline_now(rows: BaselineNow, width: int, is_dark: bool) -> Drawn:
    """Where every item was, and where it is."""
    from gezinscoach_desktop.reports.charts import dumbbell
    from gezinscoach_desktop.reports.charts.svg import to_svg

    chart = dumbbell.Dumbbell(
        tuple(dumbbell.DumbbellRow(row.label, row.before, row.after, row.wished) for row in rows.rows),
        rows.before,
        rows.after,
    )
    description = dumbbell.describe_dumbbell(chart)
    drawing = dumbbell.dumbbell_chart(chart, width=width, palette=_palette(is_dark), text_size=TEXT_SIZE)
    return Drawn(
        to_svg(drawing, description=description),
        description,
        dumbbell.row_middles(len(rows.rows), text_size=TEXT_SIZE),
    )


def draw_index(history: IndexHistory, height: int, width: int, is_dark: bool) -> Drawn:
    """The number of weak domains over time."""
    from gezinscoach_desktop.reports.charts.index_steps import (
        IndexPoint,
        IndexSteps,
        describe_index,
        index_chart,
    )
    from gezinscoach_desktop.reports.charts.svg import to_svg

    steps = IndexSteps(
        tuple(IndexPoint(index.date, index.weak, index.unknown) for index in history.indexes),
        len(history.profile.domains),
        history.profile.deprived_from,
        history.baseline,
    )
    description = describe_index(steps)
    drawing = index_chart(steps, width=width, height=height, palette=_palette(is_dark), text_size=TEXT_SIZE)
    return Drawn(to_svg(drawing, description=description), description)


def _palette(is_dark: bool) -> ChartPalette:
    return DARK if is_dark else LIGHT
