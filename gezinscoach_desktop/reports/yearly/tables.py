"""A table of figures as parts: its name, a chart where one helps, the numbers, and what is said with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from gezinscoach_desktop.domain.figures import Cell, FigureTable, Label, keys
from gezinscoach_desktop.reports.yearly import charts
from gezinscoach_desktop.reports.yearly.parts import Grid, Line, Part, Picture, Text, Title
from gezinscoach_desktop.reports.yearly.words import figure, told_of

_BARS: Final = {
    keys.MONTHS: 0, keys.SOURCE: -1, keys.PEOPLE: 0, keys.HOUSEHOLD: 0, keys.AGES: 0, keys.INCOME: 0, keys.HOUSING: 0,
    keys.CONTACTS: 0, keys.CONTACT_MONTHS: 0, keys.REFERRED_OUT: 0, keys.THEMES: 0, keys.CLASSES: -1,
}  # fmt: skip
"""Tables with a bar per row, and of which column."""
_MANY_ROWS: Final = 14
_ROWS_ON_A_CHART: Final = 16
COMPARED: Final = {
    keys.SOURCE: keys.TOTAL, keys.FLOW: keys.COUNT, keys.PEOPLE: keys.COUNT, keys.HOUSEHOLD: keys.COUNT,
    keys.CONTACTS: keys.COUNT, keys.TIME: keys.COUNT, keys.SIGNS: "now", keys.DEPRIVED: "now", keys.IN_TIME: keys.COUNT,
    keys.RIGHT_STATES: "granted", keys.WORTH: "monthly", keys.REFERRED_OUT: keys.COUNT, keys.THEMES: keys.COUNT,
}  # fmt: skip
"""Tables of which a column stands beside that of earlier years."""
COMPARED_BRIEFLY: Final = frozenset({keys.FLOW, keys.CONTACTS})
"""The ones that do so in the chapter of a municipality."""
TOO_LONG: Final = frozenset(
    {keys.ITEMS_BASELINE, keys.ITEMS_NOW, keys.MATRIX_6, keys.MATRIX_12, keys.MATRIX_NOW, keys.CONTACT_MONTHS}
)
"""What a brief chapter does without."""


def is_empty(table: FigureTable) -> bool:
    """Nothing was counted."""
    return not any(cell.value or cell.families for line in table.cells for cell in line)


def is_all_hidden(table: FigureTable) -> bool:
    """No number but zeros is shown."""
    return not any(cell.value for line in table.cells for cell in line)


def table_parts(table: FigureTable, *, deprived_from: int, is_brief: bool) -> Iterator[Part]:
    """The table with its chart; in a brief chapter without, and without rows of zeros."""
    yield Title(table.title, 3)
    if not is_brief and _has_something_to_draw(table):
        yield from _charts(table, deprived_from)
    yield _grid(table, _shown_rows(table, is_brief=is_brief))
    yield Text(told_of(table), is_note=True)


def beside(tables: Sequence[tuple[str, FigureTable]]) -> Iterator[Part]:
    """Charts of two tables with the same rows, the one above the other for each row."""
    first = tables[0][1]
    present = [
        row
        for row in first.rows
        if not row.is_total and any(_has_numbers(table, row.key) for _, table in tables)
    ]
    columns = charts.level_colours(first.columns)
    if not columns:
        return
    for place in range(0, len(present), _ROWS_ON_A_CHART):
        rows = present[place : place + _ROWS_ON_A_CHART]
        names = " en ".join(word for word, _ in tables)
        yield Picture(charts.distributions(tables, rows, columns), f"Verdeling per item, {names}")


def compared(tables: Mapping[int, FigureTable]) -> Iterator[Part]:
    """A column of the same table for every year that has it, this year first."""
    newest = tables[max(tables)]
    wanted = COMPARED[newest.key]
    column = next((column for column in newest.columns if column.key == wanted), newest.columns[0])
    found = {year: _column(table, column.key) for year, table in tables.items()}
    rows = {row.key: row for year in sorted(tables) for row in tables[year].rows}
    ordered = [
        *(row.key for row in newest.rows),
        *(key for key in rows if key not in {r.key for r in newest.rows}),
    ]
    years = sorted(tables, reverse=True)
    lines = tuple(
        Line(
            (rows[key].text, *(figure(newest.counted, found[year].get(key, _NOTHING)) for year in years)),
            rows[key].is_total,
        )
        for key in sorted(ordered, key=lambda each: rows[each].is_total)
        if rows[key].is_total or any(_tells(found[year].get(key, _NOTHING)) for year in years)
    )
    if not lines:
        return
    detail = "" if len(newest.columns) == 1 else f" ({column.text.lower()})"
    yield Title(f"{newest.title}{detail}, jaar na jaar", 3)
    yield Grid(("", *(str(year) for year in years)), lines)


_NOTHING = Cell(0, 0)


def _column(table: FigureTable, key: str) -> Mapping[str, Cell]:
    place = next((place for place, column in enumerate(table.columns) if column.key == key), 0)
    return {row.key: line[place] for row, line in zip(table.rows, table.cells, strict=True)}


def _has_something_to_draw(table: FigureTable) -> bool:
    """Totals apart: a chart of hidden cells only takes room."""
    return any(
        cell.value
        for row, line in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, line, strict=True)
        if not row.is_total and not column.is_total
    )


def _charts(table: FigureTable, deprived_from: int) -> Iterator[Part]:
    if table.key in _BARS and 1 < len(table.rows) <= _MANY_ROWS * 2:
        yield Picture(charts.bars(table, _BARS[table.key]), f"Staven bij {table.title}")
    elif table.key == keys.DOMAINS:
        rows = [row for row in table.rows if not row.is_total]
        yield Picture(
            charts.distributions((("", table),), rows, charts.move_colours()), f"Staven bij {table.title}"
        )
    elif table.key == keys.STRESS:
        rows = [row for row in table.rows if not row.is_total]
        columns = charts.level_colours(table.columns)
        yield Picture(charts.distributions((("", table),), rows, columns), f"Staven bij {table.title}")
    elif table.key in keys.MATRICES:
        yield Picture(charts.matrix(table, deprived_from), f"Matrix bij {table.title}")


def _shown_rows(table: FigureTable, *, is_brief: bool) -> Iterable[tuple[Label, tuple[Cell, ...]]]:
    """All of a short table; of a long one, and in a brief chapter, the rows in which something stands."""
    lines = tuple(zip(table.rows, table.cells, strict=True))
    if table.key in keys.MATRICES or (not is_brief and len(lines) <= _MANY_ROWS):
        return lines
    return tuple((row, cells) for row, cells in lines if row.is_total or any(map(_tells, cells)))


def _tells(cell: Cell) -> bool:
    return bool(cell.value) or cell.families > 0


def _has_numbers(table: FigureTable, key: str) -> bool:
    return any(
        row.key == key and any(map(_tells, line)) for row, line in zip(table.rows, table.cells, strict=True)
    )


def _grid(table: FigureTable, rows: Iterable[tuple[Label, tuple[Cell, ...]]]) -> Grid:
    return Grid(
        ("", *(column.text for column in table.columns)),
        tuple(
            Line((row.text, *(figure(table.counted, cell) for cell in cells)), row.is_total)
            for row, cells in rows
        ),
    )
