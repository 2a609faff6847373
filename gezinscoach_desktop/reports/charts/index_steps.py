"""The deprivation index over the snapshots: the number of weak domains as steps, with what is unknown as a band."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.dates import format_date, format_short
from gezinscoach_desktop.domain.evolution import Sign
from gezinscoach_desktop.reports.charts.axis import date_lines, positions
from gezinscoach_desktop.reports.charts.signs import diamond
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import PAPER, ChartPalette
from gezinscoach_desktop.reports.wording import interval

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing


@dataclass(frozen=True, slots=True)
class IndexPoint:
    """The index lies between `weak` and `weak + unknown`."""

    date: date
    weak: int
    unknown: int

    @property
    def most(self) -> int:
        return self.weak + self.unknown


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
    sketch = Sketch(width, height)
    unit = text_size / 8
    left, right = 18 * unit, width - 22 * unit
    xs = positions(
        [point.date for point in steps.points], left=left + 8 * unit, right=right, least_gap=22 * unit
    )
    lines = date_lines(xs, _telling(steps), width=width_of("00/00/00", Face.REGULAR, text_size) * 1.1)
    deepest = max(lines.values(), default=0)
    line = text_size * 1.2
    plot = _Plot(left, right, 14 * unit, height - 20 * unit - deepest * line, steps.domains, unit)
    _draw_bands(sketch, steps, xs, plot, palette)
    _draw_grid(sketch, steps, plot, palette, text_size)
    _draw_line(sketch, steps, xs, plot, palette)
    _draw_points(sketch, steps, xs, plot, palette)
    top = height - 4 * unit - deepest * line
    for place, below in sorted(lines.items()):
        y = top + below * line
        if below:
            sketch.line(
                xs[place], plot.bottom + 2 * unit, xs[place], y - text_size, stroke=palette.grid, width=0.75 * unit
            )  # fmt: skip
        sketch.text(
            xs[place], y, format_short(steps.points[place].date), size=text_size, fill=palette.secondary,
            anchor=Anchor.MIDDLE,
        )  # fmt: skip
    return sketch.drawing


def describe_index(steps: IndexSteps) -> str:
    """What the chart shows in one Dutch sentence, for whoever cannot see it."""
    told = ", ".join(
        f"{interval(point.weak, point.most)} op {format_date(point.date)}" for point in steps.points
    )
    return f"Zwakke domeinen van de {steps.domains}: {told or 'nog geen meting'}; kansarm vanaf {steps.deprived_from}."


@dataclass(frozen=True, slots=True)
class _Plot:
    left: float
    right: float
    top: float
    bottom: float
    most: int
    unit: float

    def y(self, number: int) -> float:
        return self.bottom - number / max(self.most, 1) * (self.bottom - self.top)


def _draw_grid(
    sketch: Sketch, steps: IndexSteps, plot: _Plot, palette: ChartPalette, text_size: float
) -> None:
    for number in range(steps.domains + 1):
        y = plot.y(number)
        is_cut = number == steps.deprived_from
        sketch.line(
            plot.left, y, plot.right + 22 * plot.unit, y,
            stroke=palette.signs[Sign.WORSE] if is_cut else palette.grid,
            width=(1.0 if is_cut else 0.75) * plot.unit,
        )  # fmt: skip
        sketch.text(
            plot.left - 6 * plot.unit, y + text_size * 0.36, str(number), size=text_size, fill=palette.secondary,
            anchor=Anchor.END, face=Face.SEMIBOLD if is_cut else Face.REGULAR,
        )  # fmt: skip
    if steps.deprived_from <= steps.domains:
        _draw_cut_word(sketch, steps, plot, palette, text_size)


def _draw_cut_word(
    sketch: Sketch, steps: IndexSteps, plot: _Plot, palette: ChartPalette, text_size: float
) -> None:
    """At the right end under the line, or above it when the last number lies just below."""
    lies_below = bool(steps.points) and steps.points[-1].weak == steps.deprived_from - 1
    y = plot.y(steps.deprived_from)
    sketch.text(
        plot.right + 22 * plot.unit, y - 3 * plot.unit if lies_below else y + text_size * 1.05,
        f"kansarm vanaf {steps.deprived_from}",
        size=text_size * 0.94, fill=palette.signs[Sign.WORSE], anchor=Anchor.END,
    )  # fmt: skip


def _draw_bands(
    sketch: Sketch, steps: IndexSteps, xs: tuple[float, ...], plot: _Plot, palette: ChartPalette
) -> None:
    """From what is surely weak up to what may be, until the next measurement."""
    ends = (*xs[1:], plot.right + 22 * plot.unit)
    for point, x, end in zip(steps.points, xs, ends, strict=False):
        if point.unknown:
            y = plot.y(point.most)
            sketch.box(x, y, end - x, plot.y(point.weak) - y, fill=palette.band)
            sketch.line(x, y, end, y, stroke=palette.carried, width=0.9 * plot.unit, is_dotted=True)


def _draw_line(
    sketch: Sketch, steps: IndexSteps, xs: tuple[float, ...], plot: _Plot, palette: ChartPalette
) -> None:
    stroke = 1.5 * plot.unit
    for (x1, before), (x2, after) in pairwise(zip(xs, steps.points, strict=True)):
        y1, y2 = plot.y(before.weak), plot.y(after.weak)
        sketch.line(x1, y1, x2, y1, stroke=palette.accent, width=stroke)
        if y1 != y2:
            half = stroke / 2 if y2 < y1 else -stroke / 2
            sketch.line(x2, y1 + half, x2, y2, stroke=palette.accent, width=stroke)


def _draw_points(
    sketch: Sketch, steps: IndexSteps, xs: tuple[float, ...], plot: _Plot, palette: ChartPalette
) -> None:
    """The number stands right above its point, clear of a step down."""
    for point, x in zip(steps.points, xs, strict=True):
        y = plot.y(point.weak)
        if point.date == steps.baseline:
            sketch.polygon(diamond(x, y, 9 * plot.unit), fill=palette.accent)
        else:
            sketch.dot(x, y, 3.2 * plot.unit, fill=palette.accent)
        sketch.text(
            x + 4 * plot.unit, y - 5 * plot.unit, interval(point.weak, point.most),
            size=9 * plot.unit, fill=palette.ink, face=Face.SEMIBOLD,
        )  # fmt: skip


def _telling(steps: IndexSteps) -> tuple[int, ...]:
    """The moments whose date matters most: the first and the last, then the baseline and where the index changed."""
    points = steps.points
    changed = [
        place
        for place, (before, after) in enumerate(pairwise(points), start=1)
        if (before.weak, before.unknown) != (after.weak, after.unknown)
    ]
    baseline = [place for place, point in enumerate(points) if point.date == steps.baseline]
    return tuple(dict.fromkeys((*range(len(points))[:1], *range(len(points))[-1:], *baseline, *changed)))
