"""Better, the same and less good per row: to the right of the middle what got better, to the left what did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.evolution import Direction, Sign
from gezinscoach_desktop.reports.charts.signs import draw_direction
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import PAPER, ChartPalette
from gezinscoach_desktop.reports.wrap import shortened

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_ROW = 1.9  # all sizes below are multiples of the text size
_HEAD = 2.4
_LABEL_PART = 0.4
_MOST_LABEL = 26
_SAME = 5.5


@dataclass(frozen=True, slots=True)
class MoveRow:
    """How many places went each way."""

    label: str
    up: int
    same: int
    down: int


def moves_height(rows: int, *, text_size: float = 8.0) -> float:
    """As high as its rows need."""
    return (_HEAD + rows * _ROW + 0.4) * text_size


def move_middles(rows: int, *, text_size: float = 8.0) -> tuple[float, ...]:
    """How far below the top the middle of each row lies."""
    return tuple((_HEAD + (place + 0.5) * _ROW) * text_size for place in range(rows))


def moves_chart(
    rows: tuple[MoveRow, ...], *, width: float, palette: ChartPalette = PAPER, text_size: float = 8.0
) -> Drawing:
    """Both sides to one scale; how many stayed the same stands in the middle."""
    sketch = Sketch(width, moves_height(len(rows), text_size=text_size))
    widest = max((width_of(row.label, Face.REGULAR, text_size) for row in rows), default=0)
    left = min(width * _LABEL_PART, _MOST_LABEL * text_size, widest + text_size * 1.5)
    side = max((width - left - (_SAME + 7) * text_size) / 2, text_size)
    low = left + text_size * 3.5 + side
    high = low + _SAME * text_size
    most = max((number for row in rows for number in (row.up, row.down)), default=0) or 1
    _draw_head(sketch, low, high, palette, text_size)
    for y, row in zip(move_middles(len(rows), text_size=text_size), rows, strict=True):
        label = shortened(row.label, Face.REGULAR, text_size, left - text_size)
        sketch.text(0, y + text_size * 0.36, label, size=text_size, fill=palette.ink)
        sketch.text((low + high) / 2, y + text_size * 0.36, str(row.same), size=text_size,
                    fill=palette.secondary, anchor=Anchor.MIDDLE)  # fmt: skip
        down, up = side * row.down / most, side * row.up / most
        if down:
            sketch.box(
                low - down, y - text_size * 0.55, down, text_size * 1.1, fill=palette.signs[Sign.WORSE]
            )
        if up:
            sketch.box(high, y - text_size * 0.55, up, text_size * 1.1, fill=palette.signs[Sign.BETTER])
        sketch.text(low - down - text_size * 0.4, y + text_size * 0.36, str(row.down), size=text_size,
                    fill=palette.ink, anchor=Anchor.END)  # fmt: skip
        sketch.text(high + up + text_size * 0.4, y + text_size * 0.36, str(row.up), size=text_size,
                    fill=palette.ink)  # fmt: skip
    bottom = moves_height(len(rows), text_size=text_size)
    for x in (low, high):
        sketch.line(x, _HEAD * text_size * 0.8, x, bottom, stroke=palette.rule, width=0.8)
    return sketch.drawing


def _draw_head(sketch: Sketch, low: float, high: float, palette: ChartPalette, text_size: float) -> None:
    y = text_size * 1.1
    middle = y - text_size * 0.36

    def sign(direction: Direction, x: float) -> None:
        draw_direction(sketch, direction, x=x, y=middle, size=text_size, palette=palette)

    words = width_of("minder goed", Face.REGULAR, text_size)
    sketch.text(low - text_size * 0.4, y, "minder goed", size=text_size, fill=palette.secondary,
                anchor=Anchor.END)  # fmt: skip
    sign(Direction.DOWN, low - words - text_size * 1.4)
    sketch.text((low + high) / 2, y, "gelijk", size=text_size, fill=palette.secondary, anchor=Anchor.MIDDLE)
    sign(Direction.UP, high + text_size)
    sketch.text(high + text_size * 2, y, "beter", size=text_size, fill=palette.secondary)


def describe_moves(rows: tuple[MoveRow, ...]) -> str:
    """What the chart shows, for whoever cannot see it."""
    return (
        "; ".join(f"{row.label}: {row.up} beter, {row.same} gelijk, {row.down} minder goed" for row in rows)
        + "."
    )
