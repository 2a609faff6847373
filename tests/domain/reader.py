"""Somebody who reads what is published with everything in mind that the program knows to add up, and solves for the rest.

The relations are the program's (tests/domain/test_relations.py finds none that is missing); the reckoning is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from gezinscoach_desktop.domain.figures import FiguresPerMunicipality, FigureTable
from gezinscoach_desktop.domain.suppression import HIDDEN_N, THRESHOLD, is_hidden
from gezinscoach_desktop.domain.suppression.system import NOT_ADDED, System, system_of
from tests.domain.linear import Span

Years: TypeAlias = Mapping[int, FiguresPerMunicipality]
Unknown: TypeAlias = tuple[int, int]
"""Layer and variable; of room that a bound leaves -1 - its equation."""
Sum: TypeAlias = tuple[dict[Unknown, int], int]
"""What unknowns with their coefficients come to."""
_FAR = 1 << 40


class Reader:
    """What is hidden in `published`, and what can be worked out of it."""

    def __init__(self, counted: Years, published: Years) -> None:
        self.system: System = system_of(counted)
        self.shown: dict[Unknown, int] = {}
        for year, figures in published.items():
            for layer, name in enumerate((*self.system.layers, None)):
                each = figures.total if name is None else figures.municipalities.get(name)
                for table in () if each is None else each.tables:
                    self._read(layer, year, table)
        self._nowhere()
        self.sums = [each for each in self._sums() if each[0]]

    def _read(self, layer: int, year: int, table: FigureTable) -> None:
        place = self.system.place
        if table.n != HIDDEN_N:
            self.shown[layer, place[year, table.key, "n", ""]] = table.n
        if table.counted in NOT_ADDED:
            return
        for row, line in zip(table.rows, table.cells, strict=True):
            for column, cell in zip(table.columns, line, strict=True):
                variable = place.get((year, table.key, row.key, column.key))
                if variable is not None and not is_hidden(cell):
                    assert self.system.values[layer][variable] == (cell.value or 0)
                    self.shown[layer, variable] = cell.value or 0

    def _nowhere(self) -> None:
        """A municipality without a family in a year is not there then: everybody knows that it is nothing."""
        for layer, values in enumerate(self.system.values):
            printed = {variable for each, variable in self.shown if each == layer}
            if not printed and not any(values):
                self.shown |= {(layer, variable): 0 for variable in range(len(values))}

    @property
    def small(self) -> set[Unknown]:
        """Everything about a handful of families."""
        system = self.system
        return {
            (layer, variable)
            for layer, families in enumerate(system.families)
            for variable, count in enumerate(families)
            if 0 < count < THRESHOLD and system.values[layer][variable] and system.weights[variable]
        }

    def _sums(self) -> Iterator[Sum]:
        system = self.system
        for number, equation in enumerate(system.equations):
            for layer in range(len(system.values)):
                terms = [((layer, variable), factor) for variable, factor in equation]
                if number in system.room:
                    terms.append(((layer, -1 - number), -1))
                yield self._with_what_is_shown(terms)
        for variable in range(len(system.weights)):
            values = [layer[variable] for layer in system.values]
            if (
                sum(values[: system.whole]) == values[system.whole]
            ):  # a signal may be of no family, and nowhere
                parts = [((layer, variable), 1) for layer in range(system.whole)]
                yield self._with_what_is_shown([*parts, ((system.whole, variable), -1)])
        for layer, variable in system.fixed:
            yield self._with_what_is_shown([((layer, variable), 1)])

    def _with_what_is_shown(self, terms: list[tuple[Unknown, int]]) -> Sum:
        left: dict[Unknown, int] = defaultdict(int)
        rest = 0
        for unknown, factor in terms:
            if unknown in self.shown:
                rest -= factor * self.shown[unknown]
            else:
                left[unknown] += factor
        found = {unknown: factor for unknown, factor in left.items() if factor}
        assert found or not rest, "what is printed does not add up"
        return found, rest

    def solved(self) -> set[Unknown]:
        """What follows by putting equations together."""
        known: Unknown = (_FAR, 0)
        often: dict[Unknown, int] = defaultdict(int)
        for terms, _ in self.sums:
            for unknown in terms:
                often[unknown] += 1
        span: Span[Unknown] = Span(lambda each: (each == known, often[each], each))
        for terms, rest in self.sums:
            span.add({**terms, known: -rest})
        return {each for each, row in span.reduced().items() if row.keys() <= {each, known}}

    def pinned(self) -> set[Unknown]:
        """What can only be one number, by how large and how small everything can be."""
        low: dict[Unknown, int] = defaultdict(int)
        high: dict[Unknown, int] = defaultdict(lambda: _FAR)
        used: dict[Unknown, list[int]] = defaultdict(list)
        for number, (terms, _) in enumerate(self.sums):
            for unknown in terms:
                used[unknown].append(number)
        waiting = dict.fromkeys(range(len(self.sums)))
        steps = 0
        while waiting and steps < 400_000:
            steps += 1
            number = next(iter(waiting))
            del waiting[number]
            for unknown in _tightened(self.sums[number], low, high):
                waiting.update(dict.fromkeys(used[unknown]))
        return {each for each in used if each[1] >= 0 and low[each] == high[each]}


def _tightened(each: Sum, low: dict[Unknown, int], high: dict[Unknown, int]) -> Iterator[Unknown]:
    """The unknowns of which the bounds moved."""
    terms, rest = each
    least = sum(factor * (low if factor > 0 else high)[unknown] for unknown, factor in terms.items())
    most = sum(factor * (high if factor > 0 else low)[unknown] for unknown, factor in terms.items())
    for unknown, factor in terms.items():
        below, above = low[unknown], high[unknown]
        own_least, own_most = (
            (factor * below, factor * above) if factor > 0 else (factor * above, factor * below)
        )
        floor, ceiling = rest - (most - own_most), rest - (least - own_least)
        if factor < 0:
            floor, ceiling = ceiling, floor
        lowest, highest = -(-floor // factor), ceiling // factor
        if max(below, lowest) > below or min(above, highest) < above:
            low[unknown], high[unknown] = max(below, lowest), min(above, highest)
            assert low[unknown] <= high[unknown], "what is printed contradicts itself"
            moved = True
        else:
            moved = False
        if moved:
            yield unknown
            least = sum(f * (low if f > 0 else high)[u] for u, f in terms.items())
            most = sum(f * (high if f > 0 else low)[u] for u, f in terms.items())
