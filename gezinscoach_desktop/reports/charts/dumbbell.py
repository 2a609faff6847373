"""Baseline beside now, one line per item: a ring where it was, an arrowhead where it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.evolution import Sign
from gezinscoach_desktop.domain.instrument import HIGHEST_LEVEL, LEVELS, LOWEST_LEVEL
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.charts.signs import arrowhead, draw_wish
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import PAPER, ChartPalette
from gezinscoach_desktop.reports.wrap import shortened

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_ROW = 1.9  # all sizes below are multiples of the text size
_HEAD = 2.2
_LEGEND = 2.6
_LABEL_PART = 0.44


@dataclass(frozen=True, slots=True)
class DumbbellRow:
    """One item with a level at both moments."""

    label: str
    before: int
    after: int
    wished: int | None = None
    """The level the family wishes for: a diamond on the row, in the legend as “wens”."""

    @property
    def steps(self) -> int:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """The items of one person, drawn in this order: most improved first, then unchanged, then worse."""

    rows: tuple[DumbbellRow, ...]
    before: date
    after: date


def row_middles(rows: int, *, text_size: float = 8.0) -> tuple[float, ...]:
    """How far below the top of the chart the middle of each row lies, for whoever wants to point at one."""
    return tuple((_HEAD + (place + 0.5) * _ROW) * text_size for place in range(rows))


def dumbbell_height(rows: int, *, text_size: float = 8.0) -> float:
    return (_HEAD + _LEGEND + _ROW * rows) * text_size


def rows_within(height: float, *, text_size: float = 8.0) -> int:
    """How many rows a chart of this height has room for."""
    return max(int((height / text_size - _HEAD - _LEGEND) / _ROW), 0)


def dumbbell_chart(
    dumbbell: Dumbbell, *, width: float, palette: ChartPalette = PAPER, text_size: float = 8.0
) -> Drawing:
    """As high as its rows need."""
    height = dumbbell_height(len(dumbbell.rows), text_size=text_size)
    sketch = Sketch(width, height)
    left, right = width * _LABEL_PART, width - text_size * 2
    gap = (right - left) / (HIGHEST_LEVEL - LOWEST_LEVEL)
    xs = {level: left + (level - LOWEST_LEVEL) * gap for level in LEVELS}
    top, bottom = _HEAD * text_size, height - _LEGEND * text_size
    middles = row_middles(len(dumbbell.rows), text_size=text_size)
    for y in middles:
        sketch.line(left, y, right, y, stroke=palette.grid, width=text_size * 0.075)
    for level, x in xs.items():
        sketch.line(x, top, x, bottom, stroke=palette.grid, width=text_size * 0.075)
        sketch.text(
            x, text_size, str(level), size=text_size, fill=palette.secondary, anchor=Anchor.MIDDLE
        )  # fmt: skip
    for y, row in zip(middles, dumbbell.rows, strict=True):
        label = shortened(row.label, Face.REGULAR, text_size, left - text_size * 1.5)
        sketch.text(0, y + text_size * 0.36, label, size=text_size, fill=palette.ink)
        _draw_row(sketch, row, y=y, xs=xs, palette=palette, text_size=text_size)
    _draw_legend(sketch, dumbbell, y=height - text_size * 0.5, palette=palette, text_size=text_size * 0.94)
    return sketch.drawing


def describe_dumbbell(dumbbell: Dumbbell) -> str:
    """What the chart shows in one Dutch sentence, for whoever cannot see it."""
    better = sum(row.steps > 0 for row in dumbbell.rows)
    worse = sum(row.steps < 0 for row in dumbbell.rows)
    same = len(dumbbell.rows) - better - worse
    return (
        f"Van {format_date(dumbbell.before)} tot {format_date(dumbbell.after)}: "
        f"{counted(better, 'item', 'items')} beter, {same} gelijk, {worse} minder goed."
    )


def _draw_row(
    sketch: Sketch, row: DumbbellRow, *, y: float, xs: dict[int, float], palette: ChartPalette, text_size: float
) -> None:  # fmt: skip
    before, after = xs[row.before], xs[row.after]
    radius, head, stroke = text_size * 0.4, text_size * 0.85, text_size * 0.17
    if row.wished is not None:
        draw_wish(sketch, x=xs[row.wished], y=y, size=text_size * 1.25, palette=palette)
    if row.steps == 0:
        sketch.dot(after, y, radius, fill=palette.unchanged)
        return
    goes_right = row.steps > 0
    ink = palette.accent if goes_right else palette.signs[Sign.WORSE]
    toward = 1 if goes_right else -1
    sketch.line(
        before + toward * radius, y, after - toward * head * 0.8, y, stroke=ink, width=stroke
    )  # fmt: skip
    sketch.dot(before, y, radius, fill=palette.page, stroke=ink, stroke_width=stroke * 0.9)
    sketch.polygon(arrowhead(after + toward * head * 0.35, y, head, pointing_right=goes_right), fill=ink)


def _draw_legend(
    sketch: Sketch, dumbbell: Dumbbell, *, y: float, palette: ChartPalette, text_size: float
) -> None:
    """Only the marks that this chart shows."""
    middle, x = y - text_size * 0.36, text_size * 0.4
    radius, head = text_size * 0.38, text_size * 0.8

    def word(text: str, start: float) -> float:
        sketch.text(start, y, text, size=text_size, fill=palette.secondary)
        return start + width_of(text, Face.REGULAR, text_size) + text_size * 1.8

    moved = [row.steps for row in dumbbell.rows if row.steps]
    if moved:
        sketch.dot(x, middle, radius, stroke=palette.secondary, stroke_width=text_size * 0.13)
        x = word(f"nulmeting {format_date(dumbbell.before)}", x + text_size)
        if any(steps > 0 for steps in moved):
            sketch.polygon(arrowhead(x + head * 0.6, middle, head, pointing_right=True), fill=palette.accent)
            x += text_size * 1.1
        if any(steps < 0 for steps in moved):
            tip = x - head * 0.2
            worse = palette.signs[Sign.WORSE]
            sketch.polygon(arrowhead(tip, middle, head, pointing_right=False), fill=worse)
            x += text_size * 1.1
        x = word(f"nu {format_date(dumbbell.after)}", x)
    if len(moved) < len(dumbbell.rows):
        sketch.dot(x, middle, radius, fill=palette.unchanged)
        x = word("ongewijzigd", x + text_size)
    if any(row.wished is not None for row in dumbbell.rows):
        draw_wish(sketch, x=x + text_size * 0.2, y=middle, size=text_size * 1.1, palette=palette)
        word("wens", x + text_size * 1.1)
