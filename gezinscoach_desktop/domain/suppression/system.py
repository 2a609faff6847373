"""What is published as one system: variables, what they come to in every municipality, and what adds up to what.

Every equation holds in each municipality and in the whole; the whole is the sum of the municipalities. Cells that show
the same number in another table are one variable, so that hiding one hides all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from gezinscoach_desktop.domain.figures import Cell, Counted, FiguresPerMunicipality, FigureTable, Label, keys
from gezinscoach_desktop.domain.suppression.relations import Relation, group_of, relations
from gezinscoach_desktop.domain.suppression.terms import N

NOT_ADDED: Final = frozenset({Counted.DAYS})
"""What never adds up: hidden by itself, not with equations."""
MARGIN: Final = 400
"""The weight of a number of families, which stands in many tables at once."""
_LARGE = 5
_SIDE_BY_SIDE: Final = frozenset(
    {
        keys.INDEX,
        keys.DEPRIVED,
        keys.WEAK,
        keys.CLASSES,
        keys.SIGNS,
        keys.LEFT_OUT,
        keys.SETBACKS,
        keys.CASELOAD,
    }
)
"""Tables of which the columns are about the same families: a row comes to nothing that says anything."""

Place: TypeAlias = tuple[int, str, str, str]
"""Year, table, row and column."""
_Margin: TypeAlias = tuple[int, Counted, tuple[int, ...], str]
"""Year, what is counted, what it comes to in every layer, and whose margin it is; see `_label`."""
Term: TypeAlias = tuple[int, int]
"""A variable and its coefficient."""


@dataclass(slots=True)
class System:
    """`values[layer][variable]`; the last layer is the whole."""

    layers: tuple[str, ...]
    whole: int
    """The layer of all municipalities together."""
    values: list[list[int]]
    families: list[list[int]]
    weights: list[int] = field(default_factory=list)
    """How dear it is to miss a variable; 0 for one that is nowhere shown."""
    equations: list[tuple[Term, ...]] = field(default_factory=list)
    used_in: list[list[tuple[int, int]]] = field(default_factory=list)
    """The equations of each variable, with its coefficient there."""
    room: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Of an equation that only has to come to nothing or more: what it comes to in every layer."""
    fixed: set[tuple[int, int]] = field(default_factory=set)
    """Layer and variable of what is zero because it cannot be anything else, as everybody knows."""
    place: dict[Place, int] = field(default_factory=dict)
    _known: set[tuple[Term, ...]] = field(default_factory=set)

    def add_equation(self, terms: Iterable[Term]) -> None:
        """Unless it says nothing, or does not hold: a sum over families that are counted twice is none."""
        kept = _summed(terms)
        if len(kept) > 1 and not any(self._sums(kept)):
            self._add(kept)

    def add_bound(self, terms: Iterable[Term]) -> None:
        """What comes to nothing or more, unless it does not: a part is at most the whole."""
        kept = _summed(terms)
        sums = self._sums(kept)
        if len(kept) > 1 and min(sums) >= 0 and self._add(kept):
            self.room[len(self.equations) - 1] = sums

    def _sums(self, terms: tuple[Term, ...]) -> tuple[int, ...]:
        return tuple(sum(values[v] * c for v, c in terms) for values in self.values)

    def _add(self, terms: tuple[Term, ...]) -> bool:
        if terms in self._known:
            return False
        self._known.add(terms)
        for variable, coefficient in terms:
            self.used_in[variable].append((len(self.equations), coefficient))
        self.equations.append(terms)
        return True


def _summed(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Each variable once; without what comes to nothing."""
    summed: dict[int, int] = defaultdict(int)
    for variable, coefficient in terms:
        summed[variable] += coefficient
    return tuple((variable, coefficient) for variable, coefficient in sorted(summed.items()) if coefficient)


def system_of(years: Mapping[int, FiguresPerMunicipality]) -> System:
    """The system of everything that stands in one publication."""
    layers = tuple(sorted({name for each in years.values() for name in each.municipalities}))
    whole = len(layers)
    system = System(layers, whole, [[] for _ in range(whole + 1)], [[] for _ in range(whole + 1)])
    builder = _Builder(system)
    for year, figures in sorted(years.items()):
        builder.add_year(year, figures)
    builder.match_sums()
    for relation in relations(years):
        builder.relate(relation)
    return system


@dataclass(frozen=True, slots=True)
class _Sum:
    """Cells that add up to something that is not printed in their own table."""

    year: int
    counted: Counted
    label: str
    values: tuple[int, ...]
    cells: tuple[int, ...]


class _Builder:
    """Puts the system together; margins of several tables that come to the same everywhere are taken for one variable.

    A margin over everything may be that of any other table; one of a single row or column only that of its namesake.
    """

    def __init__(self, system: System) -> None:
        self._system = system
        self._margins: dict[_Margin, int] = {}
        self._unprinted: list[_Sum] = []

    def add_year(self, year: int, figures: FiguresPerMunicipality) -> None:
        """Margins first, so that a single number can be known as one of them."""
        tables = [table for table in figures.total.tables if table.counted not in NOT_ADDED]
        readings = {table.key: self._readings(table, figures) for table in figures.total.tables}
        for table in figures.total.tables:
            self._add_n(year, table.key, tuple(reading.n for reading in readings[table.key]))
        everybody = (figures.municipalities.get(name) for name in self._system.layers)
        counts = (0 if each is None else each.families for each in everybody)
        self._add_n(year, "", (*counts, figures.total.families))
        for is_margin in (True, False):
            for table in tables:
                self._add_cells(year, table, readings[table.key], margins=is_margin)
        for table in tables:
            self._add_sums(year, table)

    def match_sums(self) -> None:
        """What adds up to a number that stands elsewhere, or to the same as its namesakes, is bound by it."""
        by_name: defaultdict[_Margin, list[_Sum]] = defaultdict(list)
        for found in self._unprinted:
            over_all: _Margin = (found.year, found.counted, found.values, "")
            if over_all in self._margins:
                self._bind(found, self._margins[over_all])
            elif found.label:
                by_name[found.year, found.counted, found.values, found.label].append(found)
        for key, namesakes in by_name.items():
            if key in self._margins or len(namesakes) > 1:
                first = namesakes[0]
                total = self._margins.get(key)
                if total is None:
                    total = self._new(first.values, first.values, 0)
                for found in namesakes:
                    self._bind(found, total)

    def relate(self, relation: Relation) -> None:
        """Only of cells that are there."""
        place = self._system.place
        if all(each in place for each, _ in relation.terms):
            terms = [(place[each], coefficient) for each, coefficient in relation.terms]
            if relation.is_bound:
                self._system.add_bound(terms)
            else:
                self._system.add_equation(terms)

    def _readings(self, table: FigureTable, figures: FiguresPerMunicipality) -> list[_Reading]:
        layers = [figures.municipalities.get(name) for name in self._system.layers]
        found = [None if each is None else _table(each.tables, table.key) for each in layers]
        return [_Reading.of(each) for each in (*found, table)]

    def _add_n(self, year: int, key: str, counts: tuple[int, ...]) -> None:
        """The number of families of a table, or with the empty key of everything."""
        margin: _Margin = (year, Counted.FAMILIES, counts, "")
        self._system.place[year, key, N, ""] = self._margin(margin, counts, weight=MARGIN)

    def _add_cells(
        self, year: int, table: FigureTable, readings: Sequence[_Reading], *, margins: bool
    ) -> None:
        for row in table.rows:
            for column in table.columns:
                if (row.is_total or column.is_total) is not margins:
                    continue
                cells = [reading.cell(row.key, column.key) for reading in readings]
                values = tuple(cell.value or 0 for cell in cells)
                families = tuple(cell.families for cell in cells)
                margin: _Margin = (year, table.counted, values, _label(table, row, column))
                if margins and margin[3] == "" and self._is_n(year, table.key, values):
                    # What is counted is told as n as well (referrals): the same number, whatever it is a number of.
                    variable = self._system.place[year, table.key, N, ""]
                    self._lessen(variable, families)
                elif (margins and any(values)) or (
                    len(table.columns) == 1 and values[-1] >= _LARGE and margin in self._margins
                ):
                    variable = self._margin(margin, families, weight=40)
                else:
                    variable = self._new(values, families, 40 if margins else 10)
                self._system.place[year, table.key, row.key, column.key] = variable
                if table.key == keys.REFERRED_FROM and not row.is_total:
                    self._fix(variable, row.key)

    def _fix(self, variable: int, place: str) -> None:
        """In the chapter of a municipality nobody can be referred from another one."""
        own = "" if place == keys.UNKNOWN else place
        self._system.fixed |= {
            (layer, variable) for layer, name in enumerate(self._system.layers) if name != own
        }

    def _is_n(self, year: int, key: str, values: tuple[int, ...]) -> bool:
        variable = self._system.place[year, key, N, ""]
        return any(values) and values == tuple(layer[variable] for layer in self._system.values)

    def _add_sums(self, year: int, table: FigureTable) -> None:
        """Rows and columns of a table with their totals, or with what they come to where none is printed."""
        place = self._system.place
        rows = [row.key for row in table.rows if not row.is_total]
        columns = [column.key for column in table.columns if not column.is_total]
        for column in table.columns:
            cells = [place[year, table.key, key, column.key] for key in rows]
            totals = [place[year, table.key, row.key, column.key] for row in table.rows if row.is_total]
            self._add_up(year, table.counted, "" if len(columns) == 1 else column.key, cells, totals)
        if table.key in _SIDE_BY_SIDE:
            return
        for row in table.rows:
            totals = [
                place[year, table.key, row.key, column.key] for column in table.columns if column.is_total
            ]
            for group in _groups(columns):
                cells = [place[year, table.key, row.key, key] for key in group]
                is_whole_row = len(group) == len(columns)
                self._add_up(year, table.counted, "", cells, totals if is_whole_row else [])

    def _add_up(
        self, year: int, counted: Counted, label: str, cells: Sequence[int], totals: Sequence[int]
    ) -> None:
        for total in totals:
            self._system.add_equation((*((cell, 1) for cell in cells), (total, -1)))
        if totals or len(cells) < 2:
            return
        sums = tuple(sum(values[cell] for cell in cells) for values in self._system.values)
        if any(sums):
            self._unprinted.append(_Sum(year, counted, label, sums, tuple(cells)))

    def _bind(self, found: _Sum, total: int) -> None:
        self._system.add_equation((*((cell, 1) for cell in found.cells), (total, -1)))

    def _margin(self, margin: _Margin, families: tuple[int, ...], *, weight: int) -> int:
        values = margin[2]
        if not any(values):
            return self._new(values, families, weight)
        if margin not in self._margins:
            self._margins[margin] = self._new(values, families, weight)
            return self._margins[margin]
        variable = self._margins[margin]
        self._system.weights[variable] = max(self._system.weights[variable], weight)
        self._lessen(variable, families)
        return variable

    def _lessen(self, variable: int, families: tuple[int, ...]) -> None:
        """A number that stands in several places is about as few families as it is anywhere."""
        for layer, count in zip(self._system.families, families, strict=True):
            layer[variable] = min(filter(None, (layer[variable], count)), default=0)

    def _new(self, values: tuple[int, ...], families: tuple[int, ...], weight: int) -> int:
        system = self._system
        for layer, (value, count) in enumerate(zip(values, families, strict=True)):
            system.values[layer].append(value)
            system.families[layer].append(count)
        system.weights.append(weight)
        system.used_in.append([])
        return len(system.weights) - 1


def _label(table: FigureTable, row: Label, column: Label) -> str:
    """By what a margin is known beside others of its table; empty for one over everything."""
    if row.is_total and not column.is_total and any(each.is_total for each in table.columns):
        return column.key
    if column.is_total and not row.is_total and any(each.is_total for each in table.rows):
        return row.key
    return ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A table by its keys; what a municipality does not have is nothing."""

    n: int
    cells: Mapping[tuple[str, str], Cell]

    @classmethod
    def of(cls, table: FigureTable | None) -> _Reading:
        if table is None:
            return cls(0, {})
        cells = {
            (row.key, column.key): cell
            for row, line in zip(table.rows, table.cells, strict=True)
            for column, cell in zip(table.columns, line, strict=True)
        }
        return cls(table.n, cells)

    def cell(self, row: str, column: str) -> Cell:
        return self.cells.get((row, column), _NOTHING)


_NOTHING = Cell(0, 0)


def _table(tables: Iterable[FigureTable], key: str) -> FigureTable | None:
    return next((table for table in tables if table.key == key), None)


def _groups(columns: Sequence[str]) -> Iterator[Sequence[str]]:
    """All columns, and those that belong together by the first part of their key: a distribution then and now."""
    yield columns
    parts: dict[str, list[str]] = defaultdict(list)
    for key in columns:
        parts[group_of(key)].append(key)
    if 1 < len(parts) < len(columns):
        yield from parts.values()
