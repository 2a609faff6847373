"""The signs of charts and tables as shapes, since fonts lack them; also without colour each is told from the others."""

from __future__ import annotations

from gezinscoach_desktop.domain.evolution import Direction, Sign
from gezinscoach_desktop.reports.charts.sketch import Points, Sketch
from gezinscoach_desktop.reports.palette import ChartPalette


def triangle_up(x: float, y: float, size: float) -> Points:
    half, height = size / 2, size * 0.43
    return ((x - half, y + height), (x + half, y + height), (x, y - height))


def triangle_down(x: float, y: float, size: float) -> Points:
    half, height = size / 2, size * 0.43
    return ((x - half, y - height), (x + half, y - height), (x, y + height))


def arrowhead(x: float, y: float, size: float, *, pointing_right: bool) -> Points:
    """A triangle whose tip is at (x, y)."""
    back = x - size if pointing_right else x + size
    return ((back, y - size * 0.55), (back, y + size * 0.55), (x, y))


def diamond(x: float, y: float, size: float) -> Points:
    half = size / 2
    return ((x, y - half), (x + half, y), (x, y + half), (x - half, y))


def draw_wish(sketch: Sketch, *, x: float, y: float, size: float, palette: ChartPalette) -> None:
    """The level a family wishes for: a hollow diamond with a dot in it, unlike the diamond of the baseline."""
    ink = palette.signs[Sign.BETTER]
    sketch.polygon(diamond(x, y, size), fill=palette.page, stroke=ink, stroke_width=size * 0.13)
    sketch.dot(x, y, size * 0.13, fill=ink)


def draw_direction(
    sketch: Sketch, direction: Direction, *, x: float, y: float, size: float, palette: ChartPalette
) -> None:
    """Up and down as triangles, the same as two short lines; (x, y) is the middle."""
    match direction:
        case Direction.UP:
            sketch.polygon(triangle_up(x, y, size), fill=palette.signs[Sign.BETTER])
        case Direction.DOWN:
            sketch.polygon(triangle_down(x, y, size), fill=palette.signs[Sign.WORSE])
        case Direction.SAME:
            for offset in (-size * 0.16, size * 0.16):
                sketch.line(
                    x - size * 0.32, y + offset, x + size * 0.32, y + offset,
                    stroke=palette.unchanged, width=size * 0.12,
                )  # fmt: skip


def draw_sign(
    sketch: Sketch, sign: Sign, *, x: float, y: float, size: float, fill: str, edge: str | None = None
) -> None:
    """The sign of a pre/post class with (x, y) as its middle."""
    match sign:
        case Sign.BETTER:
            sketch.polygon(triangle_up(x, y, size), fill=fill, stroke=edge, stroke_width=size * 0.08)
        case Sign.WORSE:
            sketch.polygon(triangle_down(x, y, size), fill=fill, stroke=edge, stroke_width=size * 0.08)
        case Sign.STAYS_DEPRIVED:
            side = size * 0.84
            sketch.box(
                x - side / 2, y - side / 2, side, side, fill=fill, stroke=edge, stroke_width=size * 0.08
            )
        case Sign.STAYS_OUT:
            sketch.dot(x, y, size * 0.45, fill=fill, stroke=edge, stroke_width=size * 0.08)
