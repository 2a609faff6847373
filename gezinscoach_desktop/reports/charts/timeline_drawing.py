"""How the timeline matrix is drawn, whole or a piece of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.dates import format_short
from gezinscoach_desktop.domain.evolution import Direction
from gezinscoach_desktop.domain.instrument import LEVELS
from gezinscoach_desktop.reports.charts.signs import draw_direction, draw_wish
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.charts.timeline import Timeline, TimelineCell, TimelineGroup, TimelineRow
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import ChartPalette
from gezinscoach_desktop.reports.wording import signed
from gezinscoach_desktop.reports.wrap import shortened

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

# Heights as multiples of the text size.
HEAD, TITLE, ROW, LEGEND = 3.0, 2.6, 2.1, 3.2
_CELL = 1.65


def timeline_height(timeline: Timeline, *, text_size: float, has_legend: bool) -> float:
    rows = sum(len(group.rows) for group in timeline.groups)
    parts = HEAD + TITLE * len(timeline.groups) + ROW * rows + (LEGEND if has_legend else 0.0)
    return parts * text_size


def draw_timeline(
    timeline: Timeline, *, width: float, palette: ChartPalette, text_size: float, has_legend: bool
) -> Drawing:
    height = timeline_height(timeline, text_size=text_size, has_legend=has_legend)
    grid = _Grid.of(timeline, width, text_size)
    sketch = Sketch(width, height)
    _draw_head(sketch, timeline, grid, palette)
    y = HEAD * text_size
    for group in timeline.groups:
        _draw_title(sketch, group, y=y, grid=grid, palette=palette)
        y += TITLE * text_size
        for row in group.rows:
            _draw_row(sketch, row, y=y, grid=grid, palette=palette)
            y += ROW * text_size
    if has_legend:
        _draw_legend(sketch, y=y + text_size, grid=grid, palette=palette)
    return sketch.drawing


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the columns lie; `label` is the width of the names, `column` that of one snapshot."""

    width: float
    size: float
    label: float
    column: float
    count: int
    wish: float = 0.0
    """The width of the column of wishes; 0 where nobody has one."""

    @classmethod
    def of(cls, timeline: Timeline, width: float, size: float) -> _Grid:
        """Columns as wide as there is room for, up to a comfortable width; the names get what is left."""
        count = len(timeline.columns)
        wish = size * 4 if timeline.has_wishes else 0.0
        change = size * 5 + wish
        column = min((width * 0.66 - change) / count, size * 6.75)
        return cls(width, size, width - change - column * count, column, count, wish)

    def x(self, place: int) -> float:
        return self.label + place * self.column

    @property
    def change_x(self) -> float:
        return self.x(self.count) + self.size * 0.8

    @property
    def wish_x(self) -> float:
        return self.width - self.wish


def _draw_head(sketch: Sketch, timeline: Timeline, grid: _Grid, palette: ChartPalette) -> None:
    size = min(grid.size * 0.95, grid.column / 4.6)
    y = HEAD * grid.size - grid.size * 0.9
    for place, day in enumerate(timeline.columns):
        x = grid.x(place) + grid.column / 2
        sketch.text(x, y, format_short(day), size=size, fill=palette.secondary, anchor=Anchor.MIDDLE)
        if place == timeline.baseline:
            sketch.text(
                x, y - size * 1.3, "nulmeting", size=size, fill=palette.secondary, anchor=Anchor.MIDDLE
            )  # fmt: skip
    if any(row.change is not None for group in timeline.groups for row in group.rows):
        sketch.text(grid.change_x, y, "verschil", size=size, fill=palette.secondary)
    if grid.wish:
        sketch.text(grid.wish_x, y, "wens", size=size, fill=palette.secondary)


def _draw_title(
    sketch: Sketch, group: TimelineGroup, *, y: float, grid: _Grid, palette: ChartPalette
) -> None:
    size = grid.size * 1.12
    line = y + TITLE * grid.size - grid.size * 0.9
    detail_width = width_of(group.detail, Face.REGULAR, grid.size) if group.detail else 0.0
    title = shortened(group.title, Face.SEMIBOLD, size, grid.width - detail_width - grid.size * 2)
    sketch.text(0, line, title, size=size, fill=palette.ink, face=Face.SEMIBOLD)
    if group.detail:
        x = width_of(title, Face.SEMIBOLD, size) + grid.size * 0.8
        sketch.text(x, line, group.detail, size=grid.size, fill=palette.secondary)


def _draw_row(sketch: Sketch, row: TimelineRow, *, y: float, grid: _Grid, palette: ChartPalette) -> None:
    size = grid.size
    middle = y + ROW * size / 2
    label = shortened(row.label, Face.REGULAR, size, grid.label - size * 2)
    sketch.text(size, middle + size * 0.36, label, size=size, fill=palette.ink)
    for place, cell in enumerate(row.cells):
        if cell is not None:
            _draw_cell(sketch, cell, x=grid.x(place), middle=middle, grid=grid, palette=palette)
    if row.change is not None:
        _draw_change(sketch, row.change, middle=middle, grid=grid, palette=palette)
    if row.wished is not None:
        draw_wish(sketch, x=grid.wish_x + size * 0.6, y=middle, size=size * 1.2, palette=palette)
        sketch.text(
            grid.wish_x + size * 1.6, middle + size * 0.36, str(row.wished), size=size, fill=palette.ink
        )


def _draw_cell(
    sketch: Sketch, cell: TimelineCell, *, x: float, middle: float, grid: _Grid, palette: ChartPalette
) -> None:
    """Entered: a filled box. Carried: the digit on a dotted line. N.v.t.: a bar instead of a digit, the box hollow."""
    size, inset = grid.size, grid.size * 0.35
    left, right, centre = x + inset, x + grid.column - inset, x + grid.column / 2
    high = _CELL * size
    ink = palette.secondary
    face = Face.REGULAR
    if cell.is_entered:
        fill, edge = palette.page, palette.carried
        if cell.level is not None:
            tint = palette.level(cell.level)
            fill, edge, ink, face = tint.fill, tint.edge, tint.text, Face.SEMIBOLD
        sketch.box(
            left, middle - high / 2, right - left, high, fill=fill, stroke=edge, stroke_width=size * 0.06
        )
    else:
        room = size * 0.75
        for start, end in ((left, centre - room), (centre + room, right)):
            if end > start:
                sketch.line(
                    start, middle, end, middle, stroke=palette.carried, width=size * 0.08, is_dotted=True
                )  # fmt: skip
    if cell.level is None:
        sketch.line(
            centre - size * 0.4, middle, centre + size * 0.4, middle, stroke=ink, width=size * 0.11
        )  # fmt: skip
        return
    sketch.text(
        centre, middle + size * 0.36, str(cell.level), size=size, fill=ink, face=face, anchor=Anchor.MIDDLE
    )


def _draw_change(sketch: Sketch, change: int, *, middle: float, grid: _Grid, palette: ChartPalette) -> None:
    size = grid.size
    if change == 0:
        sketch.text(grid.change_x, middle + size * 0.36, "=", size=size, fill=palette.secondary)
        return
    sketch.text(
        grid.change_x, middle + size * 0.36, signed(change),
        size=size, fill=palette.ink, face=Face.SEMIBOLD,
    )  # fmt: skip
    direction = Direction.UP if change > 0 else Direction.DOWN
    draw_direction(
        sketch, direction, x=grid.change_x + size * 2.9, y=middle, size=size * 1.1, palette=palette
    )  # fmt: skip


def _draw_legend(sketch: Sketch, *, y: float, grid: _Grid, palette: ChartPalette) -> None:
    size = grid.size * 0.94
    wide, high = size * 2.4, size * 1.5
    middle = y + high / 2
    for level in LEVELS:
        tint = palette.level(level)
        x = (level - 1) * (wide + size * 0.3)
        sketch.box(x, y, wide, high, fill=tint.fill, stroke=tint.edge, stroke_width=size * 0.06)
        sketch.text(
            x + wide / 2, middle + size * 0.36, str(level),
            size=size, fill=tint.text, face=Face.SEMIBOLD, anchor=Anchor.MIDDLE,
        )  # fmt: skip
    words = (
        "donker = meest ondersteuning nodig · vak = ingevuld · stippellijn = overgenomen · streepje = n.v.t."
    )
    x = len(LEVELS) * (wide + size * 0.3) + size * 0.8
    sketch.text(
        x, middle + size * 0.36, shortened(words, Face.REGULAR, size, grid.width - x),
        size=size, fill=palette.secondary,
    )  # fmt: skip
