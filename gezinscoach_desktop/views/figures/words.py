"""How figures are written: numbers in Flemish notation, amounts in euros, time in hours."""

from __future__ import annotations

from gezinscoach_desktop.domain.figures import Cell, Counted, FigureBlock, FigureTable, keys
from gezinscoach_desktop.domain.figures.evolved import later_moment
from gezinscoach_desktop.domain.money import format_cents
from gezinscoach_desktop.domain.text import counted as counted_words

HIDDEN = "–"
_WHAT = {
    Counted.MINUTES: "in uren en minuten",
    Counted.CENTS: "in euro",
    Counted.ITEMS: "geteld in scores",
    Counted.DAYS: "in dagen",
}
_OWN_WORDS = {
    Counted.SIGNALS: ("signaal", "signalen"),
    Counted.CONTACTS: ("contactmoment", "contactmomenten"),
}
"""What is counted over all families together: how many there are says more than how many families."""
_PER_MOMENT = (keys.SIGNS, keys.CLASSES)


def written(value: int | None, counted: Counted) -> str:
    """A value as one reads it."""
    if value is None:
        return HIDDEN
    if counted is Counted.CENTS:
        return format_cents(value)
    if counted is Counted.MINUTES:
        hours, minutes = divmod(value, 60)
        return f"{_apart(hours)} u {minutes:02}" if minutes else f"{_apart(hours)} u"
    return _apart(value)


def cell_text(table: FigureTable, row: int, column: int) -> str:
    """What stands in a cell; a number of families among amounts or days stays a number."""
    cell = table.cells[row][column]
    return written(cell.value, Counted.FAMILIES if is_plain(table, column) else table.counted)


def is_plain(table: FigureTable, column: int) -> bool:
    """Whether a column of days or amounts holds a count instead."""
    return table.columns[column].key in ("n", "families")


def over(table: FigureTable) -> str:
    """Over how many it was counted, and in what where its columns do not say so."""
    if table.key in _PER_MOMENT:
        return _over_each_moment(table)
    if table.counted in _OWN_WORDS and (total := _total(table, 0)) is not None:
        return f"n = {counted_words(total, *_OWN_WORDS[table.counted])}"
    words = ("aanmelding", "aanmeldingen") if table.block is FigureBlock.ACCESS else ("gezin", "gezinnen")
    told = f"n = {counted_words(table.n, *words)}"
    return f"{told} · {_WHAT[table.counted]}" if table.counted in _WHAT else told


def _over_each_moment(table: FigureTable) -> str:
    """Not every family is as far: how many were compared at each moment."""
    told = [
        f"{_apart(number)} {column.text.lower()}"
        for place, column in enumerate(table.columns)
        if (number := _total(table, place))
    ]
    return f"n = {', '.join(told)}" if told else "n = 0 gezinnen"


def _total(table: FigureTable, column: int) -> int | None:
    lines = zip(table.rows, table.cells, strict=True)
    return next((cells[column].value for row, cells in lines if row.is_total), None)


def about(table: FigureTable, row: str, column: str) -> str:
    """Which number of a table it is, in plain words; rows and columns by their keys."""
    row_label = next((each for each in table.rows if each.key == row), None)
    column_label = next((each for each in table.columns if each.key == column), None)
    told = []
    if row_label is not None and not row_label.is_total:
        told.append(f"{row_label.text} bij de nulmeting" if table.key in keys.MATRICES else row_label.text)
    if column_label is not None and not column_label.is_total and column != keys.COUNT:
        text = column_label.text.lower()
        told.append(f"{text} {later_moment(table.key)}" if table.key in keys.MATRICES else text)
    return f"{table.title}: {', '.join(told) or 'alles samen'}"


def behind(cell: Cell) -> str:
    """How many families a cell is about."""
    return f"over {_apart(cell.families)} {'gezin' if cell.families == 1 else 'gezinnen'}"


def as_rows(table: FigureTable) -> list[list[str]]:
    """The table as lines of text, its heading first: for the clipboard and for a file."""
    heading = [table.title, *(column.text for column in table.columns)]
    lines = [
        [row.text, *(cell_text(table, place, column) for column in range(len(table.columns)))]
        for place, row in enumerate(table.rows)
    ]
    return [heading, *lines]


def _apart(number: int) -> str:
    return f"{number:,}".replace(",", ".")
