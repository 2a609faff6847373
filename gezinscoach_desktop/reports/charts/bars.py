"""Bars that lie: one line per row, one bar per series, the number behind each; a class has its sign and its colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.evolution import Direction, Sign
from gezinscoach_desktop.reports.charts.signs import draw_direction, draw_sign
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import PAPER, ChartPalette
from gezinscoach_desktop.reports.wrap import wrapped

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_BAR = 1.25  # all sizes below are multiples of the text size
_GAP = 0.75
_HEAD = 2.2
_FOOT = 0.6
_LINE = 1.2
_LABEL_PART = 0.42
_MOST_LABEL = 24


@dataclass(frozen=True, slots=True)
class BarRow:
    """A row with a value per series; None is hidden or does not apply. `texts` are the numbers as one reads them."""

    label: str
    values: tuple[int | None, ...]
    texts: tuple[str, ...]
    sign: Sign | Direction | None = None
    """A direction where one bar holds several classes, such as all that stayed the same."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows in the order in which they are drawn; the names of series are told only when there is more than one."""

    rows: tuple[BarRow, ...]
    series: tuple[str, ...]


def _row_height(series: int) -> float:
    return series * _BAR + _GAP


def bars_height(bars: Bars, *, text_size: float = 8.0) -> float:
    """As high as its rows need."""
    head = _HEAD if len(bars.series) > 1 else 0
    return (head + _FOOT + len(bars.rows) * _row_height(len(bars.series))) * text_size


def bar_middles(bars: Bars, *, text_size: float = 8.0) -> tuple[float, ...]:
    """How far below the top the middle of each row lies, for whoever wants to point at one."""
    head, high = _HEAD if len(bars.series) > 1 else 0, _row_height(len(bars.series))
    return tuple((head + (place + 0.5) * high) * text_size for place in range(len(bars.rows)))


def bars_chart(bars: Bars, *, width: float, palette: ChartPalette = PAPER, text_size: float = 8.0) -> Drawing:
    """Values are drawn to the same length in every series."""
    sketch = Sketch(width, bars_height(bars, text_size=text_size))
    widest = max((width_of(row.label, Face.REGULAR, text_size) for row in bars.rows), default=0)
    left = min(width * _LABEL_PART, _MOST_LABEL * text_size, widest + text_size * 2.6)
    told = max(
        (width_of(text, Face.REGULAR, text_size) for row in bars.rows for text in row.texts), default=0
    )
    room = max(width - left - told - text_size * 1.4, text_size)
    most = max((value for row in bars.rows for value in row.values if value is not None), default=0) or 1
    fills = _fills(palette, len(bars.series))
    if len(bars.series) > 1:
        _draw_series(sketch, bars.series, fills, palette, text_size)
    for y, row in zip(bar_middles(bars, text_size=text_size), bars.rows, strict=True):
        _draw_label(sketch, row, y, left, palette, text_size)
        top = y - len(row.values) * _BAR * text_size / 2
        for place, (value, text) in enumerate(zip(row.values, row.texts, strict=True)):
            at = top + (place + 0.5) * _BAR * text_size
            long = 0.0 if value is None else room * max(value, 0) / most
            fill = fills[place] if row.sign is None else _fill_of(row.sign, palette)
            if long:
                sketch.box(
                    left, at - text_size * 0.5, long, text_size, fill=fill, stroke=_edge(fill, palette)
                )
            if len(row.values) > 1 and not value:
                continue  # zeros one under the other would hide what there is
            ink = palette.ink if value else palette.secondary
            sketch.text(left + long + text_size * 0.5, at + text_size * 0.36, text, size=text_size, fill=ink)
    bottom = bars_height(bars, text_size=text_size) - text_size * _FOOT * 0.5
    sketch.line(left, _HEAD * text_size if len(bars.series) > 1 else 0, left, bottom,
                stroke=palette.rule, width=0.8)  # fmt: skip
    return sketch.drawing


def _draw_label(
    sketch: Sketch, row: BarRow, y: float, left: float, palette: ChartPalette, text_size: float
) -> None:
    """Over as many lines as its bars are high, with its sign before the bars."""
    most = max(1, int(_row_height(len(row.values)) / _LINE))
    lines = wrapped(row.label, Face.REGULAR, text_size, left - text_size * 2.2, most)
    first = y - (len(lines) - 1) * _LINE * text_size / 2 + text_size * 0.36
    for place, line in enumerate(lines):
        sketch.text(0, first + place * _LINE * text_size, line, size=text_size, fill=palette.ink)
    size, x = text_size * 0.9, left - text_size
    if isinstance(row.sign, Direction):
        draw_direction(sketch, row.sign, x=x, y=y, size=size, palette=palette)
    elif row.sign is not None:
        edge = palette.carried if row.sign is Sign.STAYS_OUT else None
        draw_sign(sketch, row.sign, x=x, y=y, size=size, fill=palette.signs[row.sign], edge=edge)


def _fill_of(sign: Sign | Direction, palette: ChartPalette) -> str:
    return palette.signs[sign] if isinstance(sign, Sign) else palette.unchanged


def _fills(palette: ChartPalette, series: int) -> tuple[str, ...]:
    if series == 1:
        return (palette.levels[1].fill,)
    return tuple(palette.levels[(3, 1, 2, 0, 4)[place % 5]].fill for place in range(series))


def _edge(fill: str, palette: ChartPalette) -> str | None:
    pale = (palette.levels[4].fill, palette.levels[3].fill, palette.signs[Sign.STAYS_OUT])
    return palette.carried if fill in pale else None


def _draw_series(
    sketch: Sketch, series: tuple[str, ...], fills: tuple[str, ...], palette: ChartPalette, text_size: float
) -> None:
    x = 0.0
    for name, fill in zip(series, fills, strict=True):
        sketch.box(x, text_size * 0.3, text_size, text_size, fill=fill, stroke=_edge(fill, palette))
        sketch.text(x + text_size * 1.5, text_size * 1.2, name, size=text_size, fill=palette.secondary,
                    anchor=Anchor.START)  # fmt: skip
        x += width_of(name, Face.REGULAR, text_size) + text_size * 3


def describe_bars(bars: Bars) -> str:
    """What the chart shows, for whoever cannot see it."""
    if len(bars.series) == 1:
        return "; ".join(f"{row.label}: {row.texts[0]}" for row in bars.rows) + "."
    return (
        "; ".join(
            f"{row.label}: "
            + ", ".join(f"{name} {text}" for name, text in zip(bars.series, row.texts, strict=True))
            for row in bars.rows
        )
        + "."
    )
