"""Five levels as parts of one bar, the baseline above now: distributions beside each other, with how many they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.instrument import LEVELS
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import PAPER, ChartPalette
from gezinscoach_desktop.reports.wrap import shortened

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_BAR = 1.45  # all sizes below are multiples of the text size
_GAP = 0.9
_HEAD = 2.4
_LABEL_PART = 0.34
_MOST_LABEL = 22
_WORDS = {1: "1 meest kwetsbaar", 2: "2", 3: "3", 4: "4", 5: "5 sterkst"}


@dataclass(frozen=True, slots=True)
class Spread:
    """How many places stand at level 1 to 5."""

    levels: tuple[int, int, int, int, int]

    @property
    def n(self) -> int:
        return sum(self.levels)


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One item, or whatever was measured, with a bar for each moment."""

    label: str
    spreads: tuple[Spread, ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """`moments` names the bars of each row, from above: nulmeting, nu."""

    rows: tuple[SpreadRow, ...]
    moments: tuple[str, ...]


def _row_height(distribution: Distribution) -> float:
    return len(distribution.moments) * _BAR + _GAP


def distribution_height(distribution: Distribution, *, text_size: float = 8.0) -> float:
    """As high as its rows need."""
    return (_HEAD + len(distribution.rows) * _row_height(distribution)) * text_size


def distribution_middles(distribution: Distribution, *, text_size: float = 8.0) -> tuple[float, ...]:
    """How far below the top the middle of each row lies."""
    high = _row_height(distribution)
    return tuple((_HEAD + (place + 0.5) * high) * text_size for place in range(len(distribution.rows)))


def distribution_chart(
    distribution: Distribution, *, width: float, palette: ChartPalette = PAPER, text_size: float = 8.0
) -> Drawing:
    """Every bar is as long as the others: its parts are shares, its numbers are counts."""
    sketch = Sketch(width, distribution_height(distribution, text_size=text_size))
    small = text_size * 0.92
    widest = max((width_of(row.label, Face.REGULAR, text_size) for row in distribution.rows), default=0)
    left = min(width * _LABEL_PART, _MOST_LABEL * text_size, widest + text_size * 1.5)
    moments = max((width_of(name, Face.REGULAR, small) for name in distribution.moments), default=0)
    start = left + (moments + text_size if len(distribution.moments) > 1 else 0)
    room = max(width - start - text_size * 4.5, text_size)
    _draw_legend(sketch, palette, text_size)
    for y, row in zip(
        distribution_middles(distribution, text_size=text_size), distribution.rows, strict=True
    ):
        label = shortened(row.label, Face.REGULAR, text_size, left - text_size)
        sketch.text(0, y + text_size * 0.36, label, size=text_size, fill=palette.ink)
        top = y - len(row.spreads) * _BAR * text_size / 2
        for place, (name, spread) in enumerate(zip(distribution.moments, row.spreads, strict=True)):
            at = top + (place + 0.5) * _BAR * text_size
            if len(distribution.moments) > 1:
                sketch.text(left, at + small * 0.36, name, size=small, fill=palette.secondary)
            _draw_bar(sketch, spread, x=start, y=at, room=room, palette=palette, text_size=text_size)
    return sketch.drawing


def _draw_bar(
    sketch: Sketch,
    spread: Spread,
    *,
    x: float,
    y: float,
    room: float,
    palette: ChartPalette,
    text_size: float,
) -> None:
    high = text_size * 1.25
    small = text_size * 0.88
    at = x
    for level, count in zip(LEVELS, spread.levels, strict=True):
        if not count:
            continue
        long = room * count / spread.n
        look = palette.level(level)
        sketch.box(at, y - high / 2, long, high, fill=look.fill, stroke=look.edge, stroke_width=0.5)
        if width_of(str(count), Face.REGULAR, small) + 3 <= long:
            sketch.text(at + long / 2, y + small * 0.36, str(count), size=small, fill=look.text,
                        anchor=Anchor.MIDDLE)  # fmt: skip
        at += long
    if not spread.n:
        sketch.line(x, y, x + room, y, stroke=palette.rule, width=0.8, is_dotted=True)
    sketch.text(x + room + text_size * 0.5, y + text_size * 0.36, f"n {spread.n}", size=small,
                fill=palette.secondary)  # fmt: skip


def _draw_legend(sketch: Sketch, palette: ChartPalette, text_size: float) -> None:
    x = 0.0
    for level, word in _WORDS.items():
        look = palette.level(level)
        sketch.box(x, text_size * 0.2, text_size, text_size, fill=look.fill, stroke=look.edge)
        sketch.text(x + text_size * 1.4, text_size * 1.1, word, size=text_size, fill=palette.secondary)
        x += width_of(word, Face.REGULAR, text_size) + text_size * 2.8


def describe_distribution(distribution: Distribution) -> str:
    """What the chart shows, for whoever cannot see it."""
    lines = []
    for row in distribution.rows:
        parts = [
            f"{name} {' '.join(f'{count} op {level}' for level, count in enumerate(spread.levels, 1))}"
            for name, spread in zip(distribution.moments, row.spreads, strict=True)
        ]
        lines.append(f"{row.label}: {', '.join(parts)}")
    return "; ".join(lines) + "."
