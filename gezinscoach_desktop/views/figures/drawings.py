"""The charts of figures as SVG. Pure functions over frozen data: they run on the drawing worker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.evolution import Category, Cohort, Direction, Sign
from gezinscoach_desktop.domain.figures import Counted, Figures, FigureTable, keys
from gezinscoach_desktop.domain.figures.evolved import later_moment
from gezinscoach_desktop.domain.instrument import LEVELS
from gezinscoach_desktop.reports.palette import DARK, LIGHT, ChartPalette
from gezinscoach_desktop.views.family.drawings import TEXT_SIZE, Drawn
from gezinscoach_desktop.views.figures.words import cell_text, is_plain

if TYPE_CHECKING:
    from gezinscoach_desktop.reports.charts.bars import BarRow, Bars
    from gezinscoach_desktop.reports.charts.distribution import Spread
    from gezinscoach_desktop.reports.charts.shapes import Drawing

_SPREADS = (keys.ITEMS_BASELINE, keys.ITEMS_NOW, keys.STRESS)
_MOVES = (keys.CHANGES, keys.DOMAINS)
_MATRIX_WIDTH = 560
_SIGN_OF: Mapping[str, Mapping[str, Sign | Direction]] = {
    keys.SIGNS: {"better": Sign.BETTER, "same": Direction.SAME, "worse": Sign.WORSE},
    keys.CLASSES: {category.value: category.sign for category in Category},
}
_MOST_ROWS = 40
"""Of a longer table only the first rows are drawn; the table has them all."""


def draw_table(figures: Figures, table: FigureTable, width: int, is_dark: bool) -> Drawn:
    """The chart that suits a table; `marks` are the heights of its rows."""
    from gezinscoach_desktop.reports.charts.svg import to_svg

    drawing, description, marks = chart_of(
        figures, table, width=width, palette=DARK if is_dark else LIGHT, text_size=TEXT_SIZE
    )
    return Drawn(to_svg(drawing, description=description), description, marks)


def chart_of(
    figures: Figures, table: FigureTable, *, width: float, palette: ChartPalette, text_size: float
) -> tuple[Drawing, str, tuple[float, ...]]:
    """The drawing, what it says in words, and where its rows lie."""
    if table.key in keys.MATRICES:
        return _matrix(figures, table, width=min(width, _MATRIX_WIDTH), palette=palette, text_size=text_size)
    if table.key in _SPREADS:
        return _spread(figures, table, width=width, palette=palette, text_size=text_size)
    if table.key in _MOVES:
        return _moves(table, width=width, palette=palette, text_size=text_size)
    return _bars(table, width=width, palette=palette, text_size=text_size)


def _bars(
    table: FigureTable, *, width: float, palette: ChartPalette, text_size: float
) -> tuple[Drawing, str, tuple[float, ...]]:
    from gezinscoach_desktop.reports.charts import bars

    chart = bars_of(table)
    return (
        bars.bars_chart(chart, width=width, palette=palette, text_size=text_size),
        bars.describe_bars(chart),
        bars.bar_middles(chart, text_size=text_size),
    )


def bars_of(table: FigureTable) -> Bars:
    """A row for each row but the total, a series for each column but the total."""
    from gezinscoach_desktop.reports.charts.bars import BarRow, Bars

    columns = [
        place
        for place, column in enumerate(table.columns)
        if not column.is_total and not (is_plain(table, place) and table.counted is Counted.DAYS)
    ]
    signs = _SIGN_OF.get(table.key, {})
    rows = tuple(
        BarRow(
            row.text,
            tuple(table.cells[place][column].value for column in columns),
            tuple(cell_text(table, place, column) for column in columns),
        )
        for place, row in enumerate(table.rows)
        if not row.is_total
    )
    if signs:
        return Bars(_signed(table, signs), ("",))
    return Bars(rows[:_MOST_ROWS], tuple(table.columns[column].text for column in columns))


def _signed(table: FigureTable, signs: Mapping[str, Sign | Direction]) -> tuple[BarRow, ...]:
    """A bar of its own colour for each class: of three at every moment, of the many classes now."""
    from gezinscoach_desktop.reports.charts.bars import BarRow

    moments = [
        place
        for place, column in enumerate(table.columns)
        if table.cells[-1][place].value and (table.key == keys.SIGNS or column.key == "now")
    ]
    return tuple(
        BarRow(
            f"{table.columns[column].text}: {row.text[:1].lower()}{row.text[1:]}",
            (table.cells[place][column].value,),
            (cell_text(table, place, column),),
            signs[row.key],
        )
        for column in moments
        for place, row in enumerate(table.rows)
        if row.key in signs
    )


def _spread(
    figures: Figures, table: FigureTable, *, width: float, palette: ChartPalette, text_size: float
) -> tuple[Drawing, str, tuple[float, ...]]:
    from gezinscoach_desktop.reports.charts import distribution as charts

    if table.key == keys.ITEMS_BASELINE:
        later = figures.table(keys.ITEMS_NOW)
        rows = tuple(
            charts.SpreadRow(row.text, (_levels(table, place), _levels(later, place)))
            for place, row in enumerate(table.rows)
        )
        chart = charts.Distribution(rows, ("nulmeting", "nu"))
    else:
        rows = tuple(
            charts.SpreadRow(row.text, (_levels(table, place),)) for place, row in enumerate(table.rows)
        )
        chart = charts.Distribution(rows, ("",))
    return (
        charts.distribution_chart(chart, width=width, palette=palette, text_size=text_size),
        charts.describe_distribution(chart),
        charts.distribution_middles(chart, text_size=text_size),
    )


def _levels(table: FigureTable, row: int) -> Spread:
    from gezinscoach_desktop.reports.charts.distribution import Spread

    places = {column.key: place for place, column in enumerate(table.columns)}
    one, two, three, four, five = (table.cells[row][places[str(level)]].value or 0 for level in LEVELS)
    return Spread((one, two, three, four, five))


def _moves(
    table: FigureTable, *, width: float, palette: ChartPalette, text_size: float
) -> tuple[Drawing, str, tuple[float, ...]]:
    from gezinscoach_desktop.reports.charts import moves

    places = {column.key: place for place, column in enumerate(table.columns)}

    def number(row: int, direction: Direction) -> int:
        return table.cells[row][places[direction.value]].value or 0

    rows = tuple(
        moves.MoveRow(
            row.text,
            number(place, Direction.UP),
            number(place, Direction.SAME),
            number(place, Direction.DOWN),
        )
        for place, row in enumerate(table.rows)
    )
    return (
        moves.moves_chart(rows, width=width, palette=palette, text_size=text_size),
        moves.describe_moves(rows),
        moves.move_middles(len(rows), text_size=text_size),
    )


def _matrix(
    figures: Figures, table: FigureTable, *, width: float, palette: ChartPalette, text_size: float
) -> tuple[Drawing, str, tuple[float, ...]]:
    from gezinscoach_desktop.reports.charts.category import category_matrix, describe_categories

    cohort = cohort_of_table(table, figures.deprived_from)
    drawing = category_matrix(
        cohort,
        deprived_from=figures.deprived_from,
        later=later_moment(table.key),
        width=width,
        palette=palette,
        text_size=text_size,
    )
    return drawing, describe_categories(cohort), ()


def cohort_of_table(table: FigureTable, deprived_from: int) -> Cohort:
    """The matrix of a table as the chart draws one."""
    from gezinscoach_desktop.domain.evolution import category_of

    size = sum(not row.is_total for row in table.rows)
    matrix = tuple(
        tuple(table.cells[row][column].value or 0 for column in range(size)) for row in range(size)
    )
    categories = dict.fromkeys(Category, 0)
    for before, counts in enumerate(matrix):
        for after, count in enumerate(counts):
            categories[category_of(before, after, deprived_from=deprived_from)] += count
    measured = sum(map(sum, matrix))
    return Cohort(measured, measured, 0, 0, matrix, categories)
