"""Table rows as bands: each cell wraps in its own column and tells how high it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from gezinscoach_desktop.domain.evolution import Direction
from gezinscoach_desktop.reports.charts.signs import arrowhead, draw_direction
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band
from gezinscoach_desktop.reports.paper.measures import BODY, LEADING, SMALL, WIDTH
from gezinscoach_desktop.reports.wording import signed
from gezinscoach_desktop.reports.wrap import wrapped

LINE = BODY * LEADING
_PAD = 3.0
_CHIP_WIDTH, _CHIP_HEIGHT = 20.0, 12.0


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column lies; texts keep within `width`."""

    x: float
    width: float
    anchor: Anchor = Anchor.START

    @property
    def anchored(self) -> float:
        shift = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[self.anchor]
        return self.x + self.width * shift


class TableCell(Protocol):
    """`line` in `paint` is the line on which the first text of the row stands."""

    def height(self, column: Column) -> float: ...

    def paint(self, sketch: Sketch, column: Column, line: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Words:
    """A text over at most `at_most` lines."""

    text: str
    fill: str = PAPER.ink
    face: Face = Face.REGULAR
    size: float = BODY
    at_most: int = 5

    def height(self, column: Column) -> float:
        return len(self._lines(column)) * self.size * LEADING

    def paint(self, sketch: Sketch, column: Column, line: float) -> None:
        for place, text in enumerate(self._lines(column)):
            sketch.text(
                column.anchored, line + place * self.size * LEADING, text,
                size=self.size, fill=self.fill, face=self.face, anchor=column.anchor,
            )  # fmt: skip

    def _lines(self, column: Column) -> tuple[str, ...]:
        return wrapped(self.text, self.face, self.size, column.width, self.at_most)


@dataclass(frozen=True, slots=True)
class Level:
    """A level's digit in its colour: filled when entered, outlined when carried forward; n.v.t. in words."""

    level: int | None
    is_entered: bool = True

    def height(self, _column: Column) -> float:
        return _CHIP_HEIGHT

    def paint(self, sketch: Sketch, column: Column, line: float) -> None:
        draw_level(sketch, self.level, self.is_entered, centre=column.anchored, line=line)


@dataclass(frozen=True, slots=True)
class Change:
    """`+2` with its sign; nothing where two levels cannot be compared."""

    steps: int | None

    def height(self, _column: Column) -> float:
        return LINE

    def paint(self, sketch: Sketch, column: Column, line: float) -> None:
        middle = line - BODY * 0.36
        if self.steps is None:
            return
        if self.steps == 0:
            draw_direction(sketch, Direction.SAME, x=column.x + 4, y=middle, size=9, palette=PAPER)
            return
        direction = Direction.UP if self.steps > 0 else Direction.DOWN
        draw_direction(sketch, direction, x=column.x + 4, y=middle, size=8, palette=PAPER)
        sketch.text(column.x + 12, line, signed(self.steps), size=BODY, fill=PAPER.ink, face=Face.SEMIBOLD)


@dataclass(frozen=True, slots=True)
class FromTo:
    """Two levels with a drawn arrow between them."""

    before: int | None
    after: int | None

    def height(self, _column: Column) -> float:
        return _CHIP_HEIGHT

    def paint(self, sketch: Sketch, column: Column, line: float) -> None:
        first = column.x + _CHIP_WIDTH / 2
        second = first + _CHIP_WIDTH + 20
        draw_level(sketch, self.before, True, centre=first, line=line)
        draw_level(sketch, self.after, True, centre=second, line=line)
        draw_arrow(sketch, first + _CHIP_WIDTH / 2 + 4, second - _CHIP_WIDTH / 2 - 4, line - BODY * 0.36)


EMPTY = Words("")


def row(
    columns: Sequence[Column], cells: Sequence[TableCell], *, has_rule: bool = True, keeps_next: bool = False,
    continued: Band | None = None, pad: float = _PAD,
) -> Band:  # fmt: skip
    """One row, with a hairline above it."""
    pairs = tuple(zip(columns, cells, strict=True))
    height = max((cell.height(column) for column, cell in pairs), default=LINE) + 2 * pad

    def paint(sketch: Sketch, top: float) -> None:
        if has_rule:
            sketch.line(0, top, WIDTH, top, stroke=PAPER.grid, width=0.5)
        for column, cell in pairs:
            cell.paint(sketch, column, top + pad + BODY * 1.08)

    return Band(height, paint, keeps_next=keeps_next, continued=continued)


def head(columns: Sequence[Column], names: Sequence[str]) -> Band:
    """The names of the columns, small and grey, repeated on every page; the longest name decides the height."""
    cells = [Words(name, PAPER.secondary, size=SMALL) for name in names]
    deepest = max(cell.height(column) for column, cell in zip(columns, cells, strict=True))

    def paint(sketch: Sketch, top: float) -> None:
        for column, cell in zip(columns, cells, strict=True):
            lower = deepest - cell.height(column)
            cell.paint(sketch, column, top + lower + SMALL * 1.05)

    return Band(deepest + 4, paint, keeps_next=True)


def group_title(title: str, detail: str = "", *, is_continued: bool = False) -> Band:
    """The household's or a person's name above their rows."""
    text = f"{title} (vervolg)" if is_continued else title
    size = BODY + 1.5

    def paint(sketch: Sketch, top: float) -> None:
        (shown,) = wrapped(text, Face.SEMIBOLD, size, WIDTH * 0.75, 1)
        sketch.text(0, top + 18, shown, size=size, fill=PAPER.ink, face=Face.SEMIBOLD)
        x = width_of(shown, Face.SEMIBOLD, size) + 7
        if detail:
            sketch.text(x, top + 18, detail, size=BODY, fill=PAPER.secondary)

    return Band(26, paint, keeps_next=True)


def draw_level(sketch: Sketch, level: int | None, is_entered: bool, *, centre: float, line: float) -> None:
    """The chip of a level around the text line."""
    top = line - BODY * 0.36 - _CHIP_HEIGHT / 2
    left = centre - _CHIP_WIDTH / 2
    if level is None:
        sketch.text(centre, line, "n.v.t.", size=SMALL, fill=PAPER.secondary, anchor=Anchor.MIDDLE)
        return
    if is_entered:
        tint = PAPER.level(level)
        sketch.box(left, top, _CHIP_WIDTH, _CHIP_HEIGHT, fill=tint.fill, stroke=tint.edge)
        fill, face = tint.text, Face.SEMIBOLD
    else:
        sketch.box(left, top, _CHIP_WIDTH, _CHIP_HEIGHT, stroke=PAPER.carried)
        fill, face = PAPER.secondary, Face.REGULAR
    sketch.text(centre, line, str(level), size=BODY, fill=fill, face=face, anchor=Anchor.MIDDLE)


def draw_arrow(sketch: Sketch, start: float, end: float, y: float, *, size: float = 4.0) -> None:
    """A drawn arrow to the right: fonts lack one."""
    sketch.line(start, y, end - size * 0.8, y, stroke=PAPER.ink, width=size * 0.2)
    sketch.polygon(arrowhead(end, y, size, pointing_right=True), fill=PAPER.ink)
