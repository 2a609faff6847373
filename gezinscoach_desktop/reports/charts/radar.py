"""A radar of a few items, for talking with a family: then and now, without a digit. Never a figure by itself."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.instrument import HIGHEST_LEVEL
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.palette import PAPER, ChartPalette
from gezinscoach_desktop.reports.wrap import wrapped

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

FEWEST_SPOKES = 3
_LABEL = 112.0


@dataclass(frozen=True, slots=True)
class Spoke:
    """An item with its level then and now; None where it is not known or does not apply."""

    name: str
    then: int | None
    now: int | None


def radar_chart(
    spokes: tuple[Spoke, ...], *, width: float, height: float, text_size: float, palette: ChartPalette = PAPER
) -> Drawing:
    """The further from the middle the better; then as an open dotted line, now as a closed one with dots."""
    sketch = Sketch(width, height)
    legend = text_size * 2.2
    middle, centre = width / 2, (height - legend) / 2
    radius = min(width / 2 - _LABEL, centre - text_size * 2.4)
    _draw_grid(sketch, len(spokes), middle, centre, radius, palette)
    for which, is_now in (("then", False), ("now", True)):
        levels = [getattr(spoke, which) for spoke in spokes]
        if not is_now and levels == [spoke.now for spoke in spokes]:
            continue
        _draw_line(sketch, levels, middle, centre, radius, palette, is_now=is_now)
    for place, spoke in enumerate(spokes):
        _draw_label(sketch, spoke.name, place / len(spokes), middle, centre, radius, text_size, palette)
    _draw_legend(sketch, middle, height - legend / 2, text_size, palette)
    return sketch.drawing


def _point(share: float, level: float, middle: float, centre: float, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * share
    away = radius * level / HIGHEST_LEVEL
    return middle + away * math.sin(angle), centre - away * math.cos(angle)


def _draw_grid(
    sketch: Sketch, spokes: int, middle: float, centre: float, radius: float, palette: ChartPalette
) -> None:
    for level in range(1, HIGHEST_LEVEL + 1):
        ring = [_point(place / spokes, level, middle, centre, radius) for place in range(spokes)]
        sketch.polygon(ring, stroke=palette.grid, stroke_width=0.75)
    for place in range(spokes):
        x, y = _point(place / spokes, HIGHEST_LEVEL, middle, centre, radius)
        sketch.line(middle, centre, x, y, stroke=palette.grid, width=0.75)


def _draw_line(
    sketch: Sketch,
    levels: list[int | None],
    middle: float,
    centre: float,
    radius: float,
    palette: ChartPalette,
    *,
    is_now: bool,
) -> None:
    """Between neighbours that are both known: a gap stays a gap."""
    count = len(levels)
    points = [
        None if level is None else _point(place / count, level, middle, centre, radius)
        for place, level in enumerate(levels)
    ]
    stroke = palette.level(2).fill if is_now else palette.carried
    for place, point in enumerate(points):
        following = points[(place + 1) % count]
        if point is not None and following is not None:
            sketch.line(*point, *following, stroke=stroke, width=2.4 if is_now else 1.4, is_dotted=not is_now)
    for point in points:
        if point is not None and is_now:
            sketch.dot(*point, 4.0, fill=stroke)
        elif point is not None:
            sketch.dot(*point, 3.0, fill=palette.page, stroke=stroke, stroke_width=1.2)


def _draw_label(
    sketch: Sketch,
    name: str,
    share: float,
    middle: float,
    centre: float,
    radius: float,
    size: float,
    palette: ChartPalette,
) -> None:
    x, y = _point(share, HIGHEST_LEVEL, middle, centre, radius + size)
    side = math.sin(2 * math.pi * share)
    anchor = Anchor.MIDDLE if abs(side) < 0.2 else Anchor.START if side > 0 else Anchor.END
    lines = wrapped(name, Face.REGULAR, size, _LABEL, 3)
    above = math.cos(2 * math.pi * share)
    top = y + size * 0.36 - (len(lines) - 1) * size * 1.2 * (0.5 + above / 2)
    for place, line in enumerate(lines):
        sketch.text(x, top + place * size * 1.2, line, size=size, fill=palette.ink, anchor=anchor)


def _draw_legend(sketch: Sketch, middle: float, y: float, size: float, palette: ChartPalette) -> None:
    for left, word, stroke, is_dotted in (
        (middle - 88, "toen", palette.carried, True),
        (middle + 12, "nu", palette.level(2).fill, False),
    ):
        sketch.line(left, y, left + 26, y, stroke=stroke, width=2, is_dotted=is_dotted)
        sketch.text(left + 34, y + size * 0.36, word, size=size, fill=palette.ink)
