"""The lines and signs of an ecogram, and the legend that says what they mean."""

from __future__ import annotations

import math
from collections.abc import Sequence

from gezinscoach_desktop.domain.evolution import Sign
from gezinscoach_desktop.domain.network import Ring, Strength, TieInput, TieKind
from gezinscoach_desktop.reports.charts.sketch import Points, Sketch
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import ChartPalette

SMALL = 11.0
WIDTHS = {Strength.STRONG: 3.6, Strength.NORMAL: 1.7, Strength.WEAK: 0.8, Strength.BROKEN: 1.2}
_DASH = (7.0, 6.0)
_WORDS = {
    Strength.WEAK: "zwakke band",
    Strength.NORMAL: "gewone band",
    Strength.STRONG: "sterke band",
    Strength.BROKEN: "verbroken band",
}


def draw_stroke(
    sketch: Sketch,
    start: tuple[float, float],
    end: tuple[float, float],
    strength: Strength,
    ink: str,
    factor: float,
) -> None:
    width = WIDTHS[strength] * factor
    if strength is not Strength.BROKEN:
        sketch.line(*start, *end, stroke=ink, width=width)
        return
    length = math.dist(start, end)
    dash, gap = (part * factor for part in _DASH)
    at = 0.0
    while at < length:
        until = min(at + dash, length)
        sketch.line(
            *between(start, end, at / length), *between(start, end, until / length), stroke=ink, width=width
        )
        at = until + gap


def draw_tension(
    sketch: Sketch, start: tuple[float, float], end: tuple[float, float], shade: str, factor: float
) -> None:
    """Strokes across the middle of the line."""
    length = max(math.dist(start, end), 1e-6)
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    slant = (along[0] * 2.5 - along[1] * 6, along[1] * 2.5 + along[0] * 6)
    for number in (-1.5, -0.5, 0.5, 1.5):
        x, y = between(start, end, 0.5 + number * 5.5 * factor / length)
        sketch.line(
            x - slant[0] * factor, y - slant[1] * factor, x + slant[0] * factor, y + slant[1] * factor,
            stroke=shade, width=1.4 * factor,
        )  # fmt: skip


def draw_symbol(
    sketch: Sketch, kind: TieKind, x: float, y: float, half: float, edge: str, palette: ChartPalette, factor: float
) -> None:  # fmt: skip
    width = 1.6 * factor
    if kind is TieKind.PERSON:
        sketch.dot(x, y, half, fill=palette.page, stroke=edge, stroke_width=width)
        return
    side = half * 0.9
    sketch.box(x - side, y - side, 2 * side, 2 * side, fill=palette.page, stroke=edge, stroke_width=width)


_RINGS = f"van binnen naar buiten: {', '.join(ring.label.lower() for ring in Ring)}"


class Legend:
    """What the lines and signs mean, only those that are there, over as many rows as it takes."""

    def __init__(self, ties: Sequence[TieInput], factor: float, width: float) -> None:
        self._factor = factor
        self._size = SMALL * factor
        entries: list[tuple[str, str]] = []
        entries += [("person", "persoon")] if any(tie.kind is TieKind.PERSON for tie in ties) else []
        entries += [("service", "dienst")] if any(tie.kind is TieKind.SERVICE for tie in ties) else []
        entries += [
            (strength.value, _WORDS[strength])
            for strength in Strength
            if any(tie.strength is strength for tie in ties)
        ]
        entries += [("tense", "spanning")] if any(tie.is_tense for tie in ties) else []
        entries += [("arrow", "naar wie de steun gaat"), ("rings", _RINGS)] if ties else []
        rows: list[list[tuple[str, str, float]]] = [[]]
        at = 0.0
        for mark, text in entries:
            taken = 24 * factor + width_of(text, Face.REGULAR, self._size) + 16 * factor
            if rows[-1] and at + taken > width:
                rows.append([])
                at = 0.0
            rows[-1].append((mark, text, at))
            at += taken
        self._rows = [row for row in rows if row]

    @property
    def height(self) -> float:
        return (len(self._rows) * 18 + 10) * self._factor if self._rows else 0.0

    def draw(self, sketch: Sketch, top: float, palette: ChartPalette) -> None:
        factor = self._factor
        for number, row in enumerate(self._rows):
            y = top + (18 * number + 14) * factor
            for mark, text, x in row:
                self._draw_mark(sketch, mark, x, y, palette)
                sketch.text(
                    x + 24 * factor, y + self._size * 0.36, text, size=self._size, fill=palette.secondary
                )

    def _draw_mark(self, sketch: Sketch, mark: str, x: float, y: float, palette: ChartPalette) -> None:
        factor, ink = self._factor, palette.ink
        start, end = (x, y), (x + 20 * factor, y)
        if mark in ("person", "service"):
            draw_symbol(sketch, TieKind(mark), x + 12 * factor, y, 6 * factor, ink, palette, factor)
        elif mark == "tense":
            sketch.line(*start, *end, stroke=ink, width=1.7 * factor)
            draw_tension(sketch, start, end, palette.signs[Sign.WORSE], factor * 0.6)
        elif mark == "rings":
            for radius in (7 * factor, 3 * factor):
                sketch.dot(x + 12 * factor, y, radius, stroke=palette.secondary, stroke_width=0.9 * factor)
        elif mark == "arrow":
            sketch.line(*start, *end, stroke=ink, width=1.7 * factor)
            sketch.polygon(arrow(end, (1.0, 0.0), 8 * factor), fill=ink)
        else:
            draw_stroke(sketch, start, end, Strength(mark), ink, factor)


def arrow(tip: tuple[float, float], along: tuple[float, float], size: float) -> Points:
    """A triangle that points along with its tip there."""
    back = (tip[0] - along[0] * size, tip[1] - along[1] * size)
    side = (-along[1] * size * 0.5, along[0] * size * 0.5)
    return ((back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]), tip)


def between(start: tuple[float, float], end: tuple[float, float], part: float) -> tuple[float, float]:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
