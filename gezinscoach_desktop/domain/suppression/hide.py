"""Hiding in figures what may not be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from gezinscoach_desktop.domain.figures import Cell, Figures, FiguresPerMunicipality, FigureTable
from gezinscoach_desktop.domain.suppression.moves import Cover
from gezinscoach_desktop.domain.suppression.system import NOT_ADDED, System, system_of
from gezinscoach_desktop.domain.suppression.terms import N

THRESHOLD: Final = 5
"""What is about fewer families, but about some, is hidden."""
HIDDEN_N: Final = -1
"""`FigureTable.n` where the number of families itself is hidden."""
_HIDDEN = Cell(None, 1)
_NOTHING = Cell(None, 0)


def is_hidden(cell: Cell) -> bool:
    """Of suppressed figures: whether something stands here that is not shown."""
    return cell.value is None and cell.families > 0


def suppressed(figures: FiguresPerMunicipality) -> FiguresPerMunicipality:
    """The figures of one year as they may be published, all of them together."""
    return suppressed_years({0: figures})[0]


def suppressed_years(
    years: Mapping[int, FiguresPerMunicipality],
) -> Mapping[int, FiguresPerMunicipality]:
    """The figures of several years as they may be published beside each other.

    A hidden cell has no value; `families` of the others says no more than whether there are any. The same figures always
    hide the same cells.
    """
    system = system_of(years)
    cover = Cover(system)
    primary = tuple(_primary(system))
    for layer, variable in primary:
        cover.hidden[layer][variable] = 1
    for layer, variable in primary:
        if not cover.is_certified(layer, variable):
            cover.protect(layer, variable)
    return {year: _hidden(year, figures, system, cover) for year, figures in years.items()}


def _primary(system: System) -> Iterator[tuple[int, int]]:
    """The cells about a handful of families; those of the whole first, since they bind most."""
    for layer in (system.whole, *range(system.whole)):
        for variable, families in enumerate(system.families[layer]):
            if 0 < families < THRESHOLD and system.values[layer][variable] and system.weights[variable]:
                yield layer, variable


def _hidden(
    year: int, figures: FiguresPerMunicipality, system: System, cover: Cover
) -> FiguresPerMunicipality:
    lengths = _hidden_lengths(figures)
    whole = {table.key: table for table in figures.total.tables}

    def n(layer: int, key: str, count: int) -> int:
        variable = system.place.get((year, key, N, ""))
        is_shown = not count if variable is None else not cover.hidden[layer][variable]
        return count if is_shown else HIDDEN_N

    def of(shown: Figures, layer: int, name: str | None) -> Figures:
        tables = []
        for table in shown.tables:
            if table.counted in NOT_ADDED:
                tables.append(replace(_not_added(table, lengths, name), n=n(layer, table.key, table.n)))
            else:
                told = _table(year, _with_rows_of(whole.get(table.key), table), system, cover.hidden[layer])
                tables.append(replace(told, n=n(layer, table.key, table.n)))
        return replace(shown, families=n(layer, "", shown.families), tables=tuple(tables))

    return FiguresPerMunicipality(
        of(figures.total, system.whole, None),
        {
            name: of(figures.municipalities[name], layer, name)
            for layer, name in enumerate(system.layers)
            if name in figures.municipalities
        },
    )


def _table(year: int, table: FigureTable, system: System, hidden: bytearray) -> FigureTable:
    place = system.place

    def shown(row: str, column: str, cell: Cell) -> Cell:
        variable = place.get((year, table.key, row, column))
        if variable is None:  # a row that the whole does not have: shown nowhere, so that it tells nothing
            return _HIDDEN if cell.value else _told(cell)
        return _HIDDEN if hidden[variable] else _told(cell)

    return replace(
        table,
        cells=tuple(
            tuple(shown(row.key, column.key, cell) for column, cell in zip(table.columns, line, strict=True))
            for row, line in zip(table.rows, table.cells, strict=True)
        ),
    )


def _with_rows_of(whole: FigureTable | None, table: FigureTable) -> FigureTable:
    """With a row of zeros for each that only the whole has: one that is not printed would tell that it is zero."""
    if whole is None or table is whole:
        return table
    own = {row.key: line for row, line in zip(table.rows, table.cells, strict=True)}
    extra = tuple(row for row in table.rows if row.key not in {each.key for each in whole.rows})
    nothing = tuple(Cell(0, 0) for _ in table.columns)
    rows = (*whole.rows, *extra)
    return replace(table, rows=rows, cells=tuple(own.get(row.key, nothing) for row in rows))


def _told(cell: Cell) -> Cell:
    return _NOTHING if cell.value is None else Cell(cell.value, THRESHOLD if cell.value else 0)


def _hidden_lengths(figures: FiguresPerMunicipality) -> frozenset[tuple[str, str, str, str | None]]:
    """Where lengths of time and the like are hidden, by table, row, column and municipality (None is the whole).

    They do not add up, but the longest of all is that of one municipality, and a mean can be taken apart: so what is
    hidden in one is hidden in a second one, or in the whole where there is none.
    """
    found: set[tuple[str, str, str, str | None]] = set()
    layers: dict[str | None, Figures] = {None: figures.total}
    layers.update(figures.municipalities)
    counts: dict[tuple[str, str, str], dict[str | None, int]] = {}
    for name, shown in layers.items():
        for table in shown.tables:
            if table.counted in NOT_ADDED:
                for row, line in zip(table.rows, table.cells, strict=True):
                    for column, cell in zip(table.columns, line, strict=True):
                        if cell.value is not None and cell.families:
                            counts.setdefault((table.key, row.key, column.key), {})[name] = cell.families
    for place, families in counts.items():
        small = {name for name, count in families.items() if count < THRESHOLD}
        municipal = small - {None}
        others = sorted(
            (count, name) for name, count in families.items() if name is not None and name not in small
        )
        if None not in small and len(municipal) == 1:
            small.add(others[0][1] if others else None)
        found |= {(*place, name) for name in small}
    return frozenset(found)


def _not_added(
    table: FigureTable, hidden: frozenset[tuple[str, str, str, str | None]], name: str | None
) -> FigureTable:
    return replace(
        table,
        cells=tuple(
            tuple(
                _HIDDEN if (table.key, row.key, column.key, name) in hidden else _told(cell)
                for column, cell in zip(table.columns, line, strict=True)
            )
            for row, line in zip(table.rows, table.cells, strict=True)
        ),
    )
