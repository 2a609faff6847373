"""Charts of suppressed figures: what is hidden has no bar, so that no length tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from gezinscoach_desktop.domain.evolution import Sign, category_of
from gezinscoach_desktop.domain.figures import Cell, FigureTable, Label
from gezinscoach_desktop.domain.figures.evolved import later_moment
from gezinscoach_desktop.domain.suppression import is_hidden
from gezinscoach_desktop.reports.charts.category import axes_in_words
from gezinscoach_desktop.reports.charts.signs import draw_sign
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.wrap import shortened
from gezinscoach_desktop.reports.yearly.words import HIDDEN, figure

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_TEXT: Final = 7.5
_NAME: Final = 168.0
_ROW: Final = 15.0
_THIN: Final = 7.0
_LEGEND: Final = 18.0
Draw = Callable[[float], "Drawing"]

_LEVELS: Final = ("1", "2", "3", "4", "5")
_REST: Final = {"na": "n.v.t.", "none": "geen niveau"}
_MOVES: Final = {"up": Sign.BETTER, "same": None, "down": Sign.WORSE}
_SIDE: Final = 30.0


def bars(table: FigureTable, column: int = 0) -> Draw:
    """A bar per row of one column."""
    lines = [
        (row.text, line[column])
        for row, line in zip(table.rows, table.cells, strict=True)
        if not row.is_total
    ]

    def draw(width: float) -> Drawing:
        sketch = Sketch(width, _ROW * len(lines) + 4)
        largest = max((cell.value or 0 for _, cell in lines), default=0) or 1
        room = width - _NAME - 56
        for place, (name, cell) in enumerate(lines):
            line = place * _ROW + _ROW * 0.7
            _name(sketch, name, line)
            length = room * (cell.value or 0) / largest
            if length:
                sketch.box(_NAME, place * _ROW + 3, length, _ROW - 6, fill=PAPER.levels[1].fill)
            sketch.text(
                _NAME + length + 4, line, figure(table.counted, cell), size=_TEXT, fill=PAPER.secondary
            )
        return sketch.drawing

    return draw


def distributions(
    tables: Sequence[tuple[str, FigureTable]], rows: Sequence[Label], columns: Mapping[str, str | None]
) -> Draw:
    """Per row a bar for each of `tables` (before, now), cut in the columns; `columns` has their colours, None is pale."""

    def draw(width: float) -> Drawing:
        high = _THIN * len(tables) + 8
        sketch = Sketch(width, high * len(rows) + _LEGEND)
        names = _column_names(tables[0][1], columns)
        _legend(sketch, names, columns)
        room = width - _NAME - 64
        lines = {row.key: [_cells_of(table, row.key, columns) for _, table in tables] for row in rows}
        largest = max((sum(c.value or 0 for c in cells.values()) for line in lines.values() for cells in line),
                      default=0) or 1  # fmt: skip
        for place, row in enumerate(rows):
            top = _LEGEND + place * high
            _name(sketch, row.text, top + _THIN * (len(tables) + 1) / 2)
            for order, ((word, _), cells) in enumerate(zip(tables, lines[row.key], strict=True)):
                y = top + order * _THIN
                sketch.text(
                    _NAME + 38, y + _THIN * 0.85, word, size=6.5, fill=PAPER.secondary, anchor=Anchor.END
                )
                _stack(sketch, cells, columns, x=_NAME + 42, y=y, scale=room / largest)
        return sketch.drawing

    return draw


def level_colours(columns: Sequence[Label]) -> Mapping[str, str | None]:
    """The columns of a distribution over levels, dark is most need."""
    found = [column.key for column in columns if not column.is_total]
    return {
        key: PAPER.level(int(key)).fill if key in _LEVELS else None
        for key in found
        if key in (*_LEVELS, *_REST)
    }


def move_colours() -> Mapping[str, str | None]:
    """Better, the same, less good."""
    return {key: PAPER.unchanged if sign is None else PAPER.signs[sign] for key, sign in _MOVES.items()}


def matrix(table: FigureTable, deprived_from: int) -> Draw:
    """The 7 × 7 matrix: rows are the baseline, columns the follow-up, with the sign of the class."""
    rows = [place for place, row in enumerate(table.rows) if not row.is_total]
    columns = [place for place, column in enumerate(table.columns) if not column.is_total]
    size = len(rows)

    def draw(width: float) -> Drawing:
        side = min((width - 60) / size, 44.0)
        sketch = Sketch(width, 34 + size * _SIDE)
        sketch.text(0, 8, axes_in_words(later_moment(table.key)), size=_TEXT, fill=PAPER.secondary)
        for after, place in enumerate(columns):
            x = 52 + (after + 0.5) * side
            text = table.columns[place].text
            sketch.text(x, 24, text, size=_TEXT, fill=PAPER.secondary, anchor=Anchor.MIDDLE)
        for before, line in enumerate(rows):
            y = 32 + before * _SIDE
            text = table.rows[line].text
            sketch.text(44, y + _SIDE * 0.6, text, size=_TEXT, fill=PAPER.secondary, anchor=Anchor.END)
            for after, place in enumerate(columns):
                sign = category_of(before, after, deprived_from=deprived_from).sign
                _matrix_cell(sketch, sign, table.cells[line][place], 52 + after * side, y, side)
        return sketch.drawing

    return draw


def _matrix_cell(sketch: Sketch, sign: Sign, cell: Cell, x: float, y: float, side: float) -> None:
    """What is hidden looks like what is empty, but for its mark: a filled square would tell that it is not zero."""
    is_filled = bool(cell.value)
    fill = PAPER.signs[sign] if is_filled else PAPER.panel
    ink = PAPER.on_signs[sign] if is_filled else PAPER.secondary
    sketch.box(x + 1, y + 1, side - 2, _SIDE - 2, fill=fill)
    mark = ink if is_filled else PAPER.panel
    draw_sign(
        sketch, sign, x=x + 9, y=y + _SIDE / 2, size=7, fill=mark, edge=None if is_filled else PAPER.rule
    )
    text = HIDDEN if is_hidden(cell) else str(cell.value) if is_filled else ""
    sketch.text(
        x + side * 0.62, y + _SIDE * 0.62, text, size=9.5, fill=ink, face=Face.SEMIBOLD, anchor=Anchor.MIDDLE
    )


def _cells_of(table: FigureTable, key: str, columns: Mapping[str, str | None]) -> Mapping[str, Cell]:
    for row, line in zip(table.rows, table.cells, strict=True):
        if row.key == key:
            found = {column.key: cell for column, cell in zip(table.columns, line, strict=True)}
            return {column: found[column] for column in columns if column in found}
    return {}


def _stack(
    sketch: Sketch, cells: Mapping[str, Cell], columns: Mapping[str, str | None], *,
    x: float, y: float, scale: float,
) -> None:  # fmt: skip
    """What is hidden is left out of the bar and told behind it."""
    is_partly_hidden = False
    for key, cell in cells.items():
        is_partly_hidden = is_partly_hidden or is_hidden(cell)
        length = scale * (cell.value or 0)
        if length:
            fill = columns[key]
            sketch.box(
                x,
                y,
                length,
                _THIN - 1,
                fill=fill or PAPER.page,
                stroke=PAPER.carried if fill is None else None,
            )
            x += length
    if is_partly_hidden:
        sketch.text(x + 3, y + _THIN * 0.85, HIDDEN, size=6.5, fill=PAPER.secondary)


def _column_names(table: FigureTable, columns: Mapping[str, str | None]) -> Mapping[str, str]:
    return {column.key: column.text for column in table.columns if column.key in columns}


def _legend(sketch: Sketch, names: Mapping[str, str], columns: Mapping[str, str | None]) -> None:
    x = 0.0
    for key, name in names.items():
        fill = columns[key]
        sketch.box(x, 2, 8, 8, fill=fill or PAPER.page, stroke=PAPER.carried)
        sketch.text(x + 11, 9, name, size=_TEXT, fill=PAPER.secondary)
        x += width_of(name, Face.REGULAR, _TEXT) + 23


def _name(sketch: Sketch, name: str, line: float) -> None:
    sketch.text(0, line, shortened(name, Face.REGULAR, _TEXT, _NAME - 8), size=_TEXT, fill=PAPER.ink)
