"""The steps of one item over time: levels 1–5 are ordinal, so the line stays level until the next measurement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.dates import format_date, format_short
from gezinscoach_desktop.domain.evolution import Sign
from gezinscoach_desktop.domain.instrument import HIGHEST_LEVEL, LEVELS, LOWEST_LEVEL
from gezinscoach_desktop.reports.charts.axis import positions
from gezinscoach_desktop.reports.charts.signs import diamond, draw_wish
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import PAPER, ChartPalette
from gezinscoach_desktop.reports.wrap import wrapped

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing


_WISH = "wens"
_NAME = 0.94


@dataclass(frozen=True, slots=True)
class StepPoint:
    """The value in force on a snapshot's date. `level` None is n.v.t.; not `is_entered` is carried forward."""

    date: date
    level: int | None
    is_entered: bool


@dataclass(frozen=True, slots=True)
class Steps:
    """One item of one person, from old to new; `baseline` is the date that gets the diamond.

    `axis` holds every snapshot's date, so that charts beside each other share their time; empty is the points' own.
    """

    title: str
    points: tuple[StepPoint, ...]
    baseline: date | None = None
    axis: tuple[date, ...] = ()
    wished: int | None = None
    """The level the family wishes for: a diamond at the right end, with “wens” beside it."""

    @property
    def moments(self) -> tuple[date, ...]:
        return self.axis or tuple(point.date for point in self.points)


def step_chart(
    steps: Steps, *, width: float, height: float, palette: ChartPalette = PAPER, text_size: float = 8.0,
    has_legend: bool = True,
) -> Drawing:  # fmt: skip
    """The full chart without its title: level numbers, first and last date, and what the marks mean."""
    sketch = Sketch(width, height)
    unit = text_size / 8
    legend = 16 * unit if has_legend else 0.0
    plot = _Plot(
        left=18 * unit, right=width - max((6 + _wish_room(steps)) * unit, _name_room(steps, text_size)), top=8 * unit,
        bottom=height - 22 * unit - legend, radius=3.4 * unit, stroke=1.5 * unit,
    )  # fmt: skip
    for level in LEVELS:
        y = plot.y(level)
        sketch.line(plot.left - 6 * unit, y, width, y, stroke=palette.grid, width=0.75 * unit)
        sketch.text(
            plot.left - 10 * unit, y + text_size * 0.36, str(level),
            size=text_size, fill=palette.secondary, anchor=Anchor.END,
        )  # fmt: skip
    _draw_steps(sketch, steps, plot, palette)
    _draw_wish(sketch, steps, plot, x=width - 6 * unit, palette=palette)
    _name_wish(sketch, steps, plot, right=width, text_size=text_size * _NAME, palette=palette)
    _draw_dates(sketch, steps, plot, palette, text_size)
    if has_legend:
        _draw_legend(sketch, steps, y=height - 4 * unit, unit=unit, palette=palette)
    return sketch.drawing


def small_step_chart(
    steps: Steps, *, width: float, height: float, palette: ChartPalette = PAPER, text_size: float = 7.0
) -> Drawing:
    """The same as a small multiple: the title above on at most two lines, no axis texts."""
    sketch = Sketch(width, height)
    unit = text_size / 7
    plot = _Plot(
        left=4 * unit, right=width - (4 + _wish_room(steps) * 0.7) * unit,
        top=text_size * 2.5 + 6 * unit, bottom=height - 7 * unit,
        radius=2.2 * unit, stroke=0.9 * unit,
    )  # fmt: skip
    for level in LEVELS:
        sketch.line(0, plot.y(level), width, plot.y(level), stroke=palette.grid, width=0.6 * unit)
    _draw_steps(sketch, steps, plot, palette)
    _draw_wish(sketch, steps, plot, x=width - 4 * unit, palette=palette)
    for place, line in enumerate(wrapped(steps.title, Face.REGULAR, text_size, width, at_most=2)):
        sketch.text(0, text_size + place * text_size * 1.25, line, size=text_size, fill=palette.ink)
    return sketch.drawing


def describe_steps(steps: Steps) -> str:
    """What the chart shows in one Dutch sentence, for whoever cannot see it."""
    wish = "" if steps.wished is None else f", het gezin wil naar niveau {steps.wished}"
    if not steps.points:
        return f"{steps.title}: nog niets ingevuld{wish}."
    told = [
        f"{'n.v.t.' if point.level is None else f'niveau {point.level}'} op {format_date(point.date)}"
        f"{'' if point.is_entered else ' (overgenomen)'}"
        for point in steps.points
    ]
    return f"{steps.title}: {', '.join(told)}{wish}."


def _wish_room(steps: Steps) -> float:
    """So much of the width the wish takes at the right, in units."""
    return 0.0 if steps.wished is None else 12.0


def _name_room(steps: Steps, text_size: float) -> float:
    """So much the name of the wish takes there: a step that ends at the last moment does not run through it."""
    if steps.wished is None:
        return 0.0
    return width_of(_WISH, Face.REGULAR, text_size * _NAME) + text_size * 0.5


@dataclass(frozen=True, slots=True)
class _Plot:
    """The area between lowest and highest level, and how heavy its marks are."""

    left: float
    right: float
    top: float
    bottom: float
    radius: float
    stroke: float

    def y(self, level: int) -> float:
        part = (level - LOWEST_LEVEL) / (HIGHEST_LEVEL - LOWEST_LEVEL)
        return self.bottom - part * (self.bottom - self.top)


def _draw_steps(sketch: Sketch, steps: Steps, plot: _Plot, palette: ChartPalette) -> None:
    moments = steps.moments
    places = positions(moments, left=plot.left, right=plot.right, least_gap=plot.radius * 3)
    where = dict(zip(moments, places, strict=True))
    xs = tuple(where[point.date] for point in steps.points)
    for x1, x2, before, after in _stretches(steps, xs):
        y = plot.y(before)
        sketch.line(
            x1, y, x2, y, stroke=palette.accent, width=plot.stroke, is_dotted=not after.is_entered
        )  # fmt: skip
        if after.level is not None and after.level != before:
            half = plot.stroke / 2 if plot.y(after.level) < y else -plot.stroke / 2
            sketch.line(
                x2, y + half, x2, plot.y(after.level), stroke=palette.accent, width=plot.stroke
            )  # fmt: skip
    gap = min((b - a for a, b in pairwise(places)), default=plot.radius * 3)
    radius = max(min(plot.radius, gap * 0.42), plot.radius * 0.4)
    for point, x in zip(steps.points, xs, strict=True):
        _draw_point(sketch, point, x=x, is_baseline=point.date == steps.baseline, radius=radius, plot=plot,
                    palette=palette)  # fmt: skip


def _draw_wish(sketch: Sketch, steps: Steps, plot: _Plot, *, x: float, palette: ChartPalette) -> None:
    if steps.wished is not None:
        draw_wish(sketch, x=x, y=plot.y(steps.wished), size=plot.radius * 3, palette=palette)


def _name_wish(
    sketch: Sketch, steps: Steps, plot: _Plot, *, right: float, text_size: float, palette: ChartPalette
) -> None:
    """Below the diamond, or above it on the lowest line: beside it there is no room for a legend to grow."""
    if steps.wished is None:
        return
    off = plot.radius * 2.2
    below = off + text_size * 0.75 if steps.wished > LOWEST_LEVEL else -off
    sketch.text(
        right, plot.y(steps.wished) + below, _WISH,
        size=text_size, fill=palette.signs[Sign.BETTER], anchor=Anchor.END,
    )  # fmt: skip


def _stretches(steps: Steps, xs: tuple[float, ...]) -> Iterator[tuple[float, float, int, StepPoint]]:
    """The level pieces between two measurements; none leaves from n.v.t., and none runs into it."""
    for (x1, before), (x2, after) in pairwise(zip(xs, steps.points, strict=True)):
        if before.level is not None and after.level is not None:
            yield x1, x2, before.level, after


def _draw_point(
    sketch: Sketch, point: StepPoint, *, x: float, is_baseline: bool, radius: float, plot: _Plot,
    palette: ChartPalette,
) -> None:  # fmt: skip
    """Filled when entered, hollow when carried; a short bar below the lowest line for n.v.t."""
    if point.level is None:
        y = plot.bottom + plot.radius * 1.5
        ink = palette.ink if point.is_entered else palette.carried
        sketch.line(x - radius, y, x + radius, y, stroke=ink, width=plot.stroke)
        return
    fill = palette.accent if point.is_entered else palette.page
    y = plot.y(point.level)
    if is_baseline:
        sketch.polygon(
            diamond(x, y, radius * 2.9), fill=fill, stroke=palette.accent, stroke_width=plot.stroke * 0.7
        )
    else:
        sketch.dot(x, y, radius, fill=fill, stroke=palette.accent, stroke_width=plot.stroke * 0.8)


def _draw_dates(sketch: Sketch, steps: Steps, plot: _Plot, palette: ChartPalette, text_size: float) -> None:
    if not steps.points:
        return
    y = plot.bottom + text_size * 2.1
    first, last = steps.moments[0], steps.moments[-1]
    room = (plot.right - plot.left) / 2.2
    written = format_date if width_of("00/00/0000", Face.REGULAR, text_size) < room else format_short
    sketch.text(plot.left - plot.radius, y, written(first), size=text_size, fill=palette.secondary)
    if last != first:
        sketch.text(
            plot.right + plot.radius, y, written(last),
            size=text_size, fill=palette.secondary, anchor=Anchor.END,
        )  # fmt: skip


def _draw_legend(sketch: Sketch, steps: Steps, *, y: float, unit: float, palette: ChartPalette) -> None:
    """Only the marks that this chart shows."""
    size, x, middle = 7.5 * unit, 0.0, y - 2.7 * unit
    ink = palette.secondary

    def word(text: str, start: float) -> float:
        sketch.text(start + 10 * unit, y, text, size=size, fill=ink)
        return start + 10 * unit + width_of(text, Face.REGULAR, size) + 12 * unit

    baseline = next((point for point in steps.points if point.date == steps.baseline), None)
    if baseline is not None and baseline.level is not None:
        mark = diamond(x + 4 * unit, middle, 7 * unit)
        if baseline.is_entered:
            sketch.polygon(mark, fill=ink)
        else:
            sketch.polygon(mark, fill=palette.page, stroke=ink, stroke_width=0.9 * unit)
        x = word("nulmeting" if baseline.is_entered else "nulmeting, overgenomen", x)
    sketch.dot(x + 4 * unit, middle, 2.8 * unit, fill=ink)
    x = word("ingevuld", x)
    if not all(point.is_entered for point in steps.points):
        sketch.dot(x + 4 * unit, middle, 2.6 * unit, stroke=ink, stroke_width=0.9 * unit)
        x = word("overgenomen", x)
    if any(point.level is None for point in steps.points):
        sketch.line(x + 1 * unit, middle, x + 7 * unit, middle, stroke=ink, width=1.4 * unit)
        word("n.v.t.", x)
