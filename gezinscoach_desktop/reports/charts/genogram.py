"""The genogram of a household: squares and circles by generation, with who is or was whose partner, and whose child."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.genogram import Couple, Descent, Genogram, Kin, Shape, Spot
from gezinscoach_desktop.reports.charts.sketch import Anchor, Points, Sketch
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import PAPER, ChartPalette
from gezinscoach_desktop.reports.wrap import shortened, wrapped

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_TEXT, _SMALL = 12.0, 11.0
_COLUMN, _HALF = 124.0, 17.0
_NAME_WIDTH = 112.0
_LABEL = 46.0
_LANE = 9.0
_BELOW = 20.0
_LINE = 1.25
_DASH = 4.5


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a drawing needs everywhere: columns and rows in its own measures."""

    sketch: Sketch
    genogram: Genogram
    palette: ChartPalette
    factor: float
    left: float

    def x(self, spot: Spot) -> float:
        return self.left + (spot.x + 0.5) * _COLUMN * self.factor

    def y(self, row: int) -> float:
        """The middle of the signs of a row."""
        return (4 + _HALF + row * self.row_height) * self.factor

    @property
    def row_height(self) -> float:
        lanes = max((descent.lane for descent in self.genogram.descents), default=0)
        return 2 * _HALF + _LABEL + 2 * _BELOW + (lanes + 1) * _LANE


def genogram_chart(
    genogram: Genogram, *, width: float, palette: ChartPalette = PAPER, text_size: float = 8.0
) -> Drawing:
    """As wide as `width`; smaller than `text_size` asks for only where the people need more room than that."""
    natural = max(genogram.columns, 1.0) * _COLUMN
    factor = min(text_size / _TEXT, width / natural)
    legend = _legend(genogram)
    lanes = max((descent.lane for descent in genogram.descents), default=0)
    row_height = 2 * _HALF + _LABEL + 2 * _BELOW + (lanes + 1) * _LANE
    last = 2 * _HALF + _LABEL + _BELOW
    high = (max(genogram.rows - 1, 0) * row_height + last + 8 + (20 if legend else 0)) * factor
    sketch = Sketch(width, high)
    sheet = _Sheet(sketch, genogram, palette, factor, (width - natural * factor) / 2)
    for descent in genogram.descents:
        _draw_descent(sheet, descent)
    for couple in genogram.couples:
        _draw_couple(sheet, couple)
    for spot in genogram.spots:
        _draw_kin(sheet, spot)
    x = 2.0 * factor
    for text in legend:
        sketch.text(x, high - 4 * factor, text, size=_SMALL * factor, fill=palette.secondary)
        x += width_of(text, Face.REGULAR, _SMALL * factor) + 18 * factor
    return sketch.drawing


def describe_genogram(genogram: Genogram) -> str:
    """What the chart shows in Dutch, for whoever cannot see it."""
    if not genogram.spots:
        return "Genogram: er staat nog niemand in het gezin."
    names = {spot.kin.key: spot.kin.name for spot in genogram.spots}
    told = [f"{names[key.left]} en {names[key.right]} {_together(key)}" for key in genogram.couples]
    for descent in genogram.descents:
        parents = " en ".join(names[key] for key in descent.parents)
        children = ", ".join(names[key] for key in descent.children)
        told.append(f"{children} van {parents}")
    people = ", ".join(
        f"{spot.kin.name} ({spot.kin.note})" if spot.kin.note else spot.kin.name for spot in genogram.spots
    )
    return f"Genogram: {people}.{' ' if told else ''}{'; '.join(told)}{'.' if told else ''}"


def _together(couple: Couple) -> str:
    return "waren partners" if couple.is_ended else "zijn partners"


def _legend(genogram: Genogram) -> list[str]:
    """In words, only of what is there."""
    kin = [spot.kin for spot in genogram.spots]
    told = []
    if any(each.is_outside for each in kin):
        told.append("streepjes: hoort niet bij het huishouden")
    if any(each.is_partly for each in kin):
        told.append("dubbele rand: deels hier")
    if any(each.has_left for each in kin):
        told.append("grijs: vertrok")
    if any(couple.is_ended for couple in genogram.couples):
        told.append("//: vroegere partners")
    return told


def _draw_couple(sheet: _Sheet, couple: Couple) -> None:
    """Beside each other a line between the signs, else a bow under the names."""
    left, right = sheet.genogram.spot(couple.left), sheet.genogram.spot(couple.right)
    factor, y = sheet.factor, sheet.y(left.row)
    x1, x2 = sheet.x(left), sheet.x(right)
    ink, width = sheet.palette.ink, 1.6 * factor
    if couple.is_beside:
        room = _HALF * factor
        sheet.sketch.line(x1 + room, y, x2 - room, y, stroke=ink, width=width)
        middle = ((x1 + x2) / 2, y)
    else:
        bow = _bow(sheet, left.row)
        for x in (x1, x2):
            sheet.sketch.line(x, y, x, bow, stroke=ink, width=width)
        sheet.sketch.line(x1, bow, x2, bow, stroke=ink, width=width)
        middle = (x1 + (x2 - x1) * 0.25, bow)
    if couple.is_ended:
        if couple.is_beside:
            middle = (middle[0] - 14 * factor, middle[1])
        for shift in (-2.5, 2.5):
            x = middle[0] + shift * factor
            sheet.sketch.line(
                x - 3 * factor, middle[1] + 7 * factor, x + 3 * factor, middle[1] - 7 * factor,
                stroke=ink, width=width,
            )  # fmt: skip


def _bow(sheet: _Sheet, row: int) -> float:
    return sheet.y(row) + (_HALF + _LABEL + 6) * sheet.factor


def _draw_descent(sheet: _Sheet, descent: Descent) -> None:
    """From the parents down to a bar, and from the bar to each child."""
    spots = [sheet.genogram.spot(key) for key in descent.parents]
    children = [sheet.genogram.spot(key) for key in descent.children]
    row = max(spot.row for spot in spots)
    ink, width = sheet.palette.ink, 1.2 * sheet.factor
    middle = sum(sheet.x(spot) for spot in spots) / len(spots)
    bar = sheet.y(row) + (_HALF + _LABEL + _BELOW + descent.lane * _LANE) * sheet.factor
    pairs = {frozenset((couple.left, couple.right)): couple for couple in sheet.genogram.couples}
    couple = pairs.get(frozenset(descent.parents))
    start = sheet.y(row) if couple is None or couple.is_beside else _bow(sheet, row)
    if len(spots) > 1 and couple is None:
        start = _bow(sheet, row)
        for spot in spots:
            x = sheet.x(spot)
            sheet.sketch.line(x, sheet.y(spot.row), x, start, stroke=ink, width=width, is_dotted=True)
        xs = [sheet.x(spot) for spot in spots]
        sheet.sketch.line(min(xs), start, max(xs), start, stroke=ink, width=width, is_dotted=True)
    sheet.sketch.line(middle, start, middle, bar, stroke=ink, width=width)
    xs = [middle, *(sheet.x(child) for child in children)]
    sheet.sketch.line(min(xs), bar, max(xs), bar, stroke=ink, width=width)
    for child in children:
        x = sheet.x(child)
        sheet.sketch.line(x, bar, x, sheet.y(child.row) - _HALF * sheet.factor, stroke=ink, width=width)


def _draw_kin(sheet: _Sheet, spot: Spot) -> None:
    kin, palette, factor = spot.kin, sheet.palette, sheet.factor
    x, y = sheet.x(spot), sheet.y(spot.row)
    edge = palette.rule if kin.has_left else palette.ink
    outline = _outline(kin.shape, x, y, _HALF * factor)
    if kin.is_outside:
        sheet.sketch.polygon(outline, fill=palette.page)
        _draw_dashed(sheet, outline, edge)
    else:
        sheet.sketch.polygon(
            outline,
            fill=palette.panel if kin.has_left else palette.page,
            stroke=edge,
            stroke_width=1.8 * factor,
        )
    if kin.is_partly:
        inner = _outline(kin.shape, x, y, (_HALF - 5) * factor)
        sheet.sketch.polygon(inner, stroke=edge, stroke_width=1.0 * factor)
    _draw_name(sheet, kin, x, y + (_HALF + 3) * factor)


def _draw_name(sheet: _Sheet, kin: Kin, x: float, top: float) -> None:
    factor, palette = sheet.factor, sheet.palette
    size, small = _TEXT * factor, _SMALL * factor
    room = _NAME_WIDTH * factor
    note = shortened(kin.note, Face.REGULAR, small, room) if kin.note else ""
    lines = wrapped(kin.name, Face.SEMIBOLD, size, room, at_most=1 if note else 2)
    widest = max(
        [width_of(line, Face.SEMIBOLD, size) for line in lines] + [width_of(note, Face.REGULAR, small)]
    )
    high = len(lines) * size * _LINE + (small * _LINE if note else 0)
    sheet.sketch.box(x - widest / 2 - 2, top, widest + 4, high, fill=palette.page)
    y = top
    for line in lines:
        y += size * _LINE
        sheet.sketch.text(
            x, y - size * 0.3, line, size=size, face=Face.SEMIBOLD, anchor=Anchor.MIDDLE,
            fill=palette.secondary if kin.has_left else palette.ink,
        )  # fmt: skip
    if note:
        sheet.sketch.text(x, y + small * 0.95, note, size=small, fill=palette.secondary, anchor=Anchor.MIDDLE)


def _outline(shape: Shape, x: float, y: float, half: float) -> Points:
    match shape:
        case Shape.SQUARE:
            side = half * 0.94
            return ((x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side))
        case Shape.DIAMOND:
            return ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
        case Shape.TRIANGLE:
            return ((x, y - half), (x + half, y + half * 0.85), (x - half, y + half * 0.85))
        case Shape.CIRCLE:
            turns = (math.radians(angle) for angle in range(0, 360, 6))
            return tuple((x + math.sin(turn) * half, y - math.cos(turn) * half) for turn in turns)


def _draw_dashed(sheet: _Sheet, outline: Points, edge: str) -> None:
    """Drawn stroke by stroke: a polygon has no dashes on screen and on paper alike."""
    step = _DASH * sheet.factor
    is_drawn, left = True, step
    for (x1, y1), (x2, y2) in zip(outline, [*outline[1:], outline[0]], strict=True):
        length, at = math.dist((x1, y1), (x2, y2)), 0.0
        while length - at > 1e-6:
            until = min(at + left, length)
            if is_drawn:
                sheet.sketch.line(
                    x1 + (x2 - x1) * at / length, y1 + (y2 - y1) * at / length,
                    x1 + (x2 - x1) * until / length, y1 + (y2 - y1) * until / length,
                    stroke=edge, width=1.5 * sheet.factor,
                )  # fmt: skip
            left -= until - at
            at = until
            if left <= 1e-6:
                is_drawn, left = not is_drawn, step
