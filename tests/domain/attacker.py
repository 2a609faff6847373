"""Somebody who works out what was hidden, with everything that is printed and everything anybody knows of how it adds up.

Independent of the program's own suppression: exact elimination, and bounds that are tightened until nothing moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm
from typing import TypeAlias

from gezinscoach_desktop.domain.figures import Counted, FiguresPerMunicipality

WHOLE = "(whole)"
_MOST_ROUNDS = 60

Unknown: TypeAlias = tuple[str, str, str, str]
"""Municipality, table, row and column; the row `n` is the number of families of the table."""
Sum: TypeAlias = tuple[dict[Unknown, Fraction], Fraction]
"""What the unknowns with their coefficients come to."""
WholeSum: TypeAlias = tuple[dict[Unknown, int], int]


class Attack:
    """`shown` is everything that is printed, None where it is hidden."""

    def __init__(self, published: FiguresPerMunicipality) -> None:
        self.shown: dict[Unknown, int | None] = {}
        self.sums: list[Sum] = []
        for place, figures in ((WHOLE, published.total), *published.municipalities.items()):
            for table in figures.tables:
                if table.counted is Counted.DAYS:
                    continue
                self.shown[place, table.key, "n", ""] = table.n if table.n >= 0 else None
                for row, line in zip(table.rows, table.cells, strict=True):
                    for column, cell in zip(table.columns, line, strict=True):
                        hidden = cell.value is None and cell.families > 0
                        self.shown[place, table.key, row.key, column.key] = (
                            None if hidden else cell.value or 0
                        )
        self._add_totals(published)

    def _add_totals(self, published: FiguresPerMunicipality) -> None:
        layers = {WHOLE: published.total, **published.municipalities}
        for place, figures in layers.items():
            for table in figures.tables:
                if table.counted is Counted.DAYS:
                    continue
                rows = [row.key for row in table.rows if not row.is_total]
                columns = [column.key for column in table.columns if not column.is_total]
                for total in (row.key for row in table.rows if row.is_total):
                    for column in table.columns:
                        self.knows(
                            [(place, table.key, row, column.key) for row in rows],
                            (place, table.key, total, column.key),
                        )
                for total in (column.key for column in table.columns if column.is_total):
                    for row in table.rows:
                        self.knows(
                            [(place, table.key, row.key, column) for column in columns],
                            (place, table.key, row.key, total),
                        )
        for unknown in [each for each in self.shown if each[0] == WHOLE]:
            parts = [(place, *unknown[1:]) for place in published.municipalities]
            self.knows([part for part in parts if part in self.shown], unknown)

    def knows(self, parts: Iterable[Unknown], total: Unknown, minus: Iterable[Unknown] = ()) -> None:
        """The parts add up to the total."""
        terms: dict[Unknown, Fraction] = {}
        rest = Fraction(0)
        for unknown, sign in (*((p, 1) for p in parts), *((m, -1) for m in minus), (total, -1)):
            value = self.shown[unknown]
            if value is None:
                terms[unknown] = terms.get(unknown, Fraction(0)) + sign
            else:
                rest -= sign * value
        terms = {unknown: factor for unknown, factor in terms.items() if factor}
        if terms:
            self.sums.append((terms, rest))
        elif rest:
            raise AssertionError(f"what is printed does not add up at {total}")

    def pinned(self, *, eliminates: bool = True) -> Mapping[Unknown, int]:
        """Every hidden number that can only be one; without eliminating, by bounds alone, for what is large."""
        solved = _eliminated(self.sums) if eliminates else []
        known = [_whole(each) for each in (*self.sums, *solved)]
        low = {unknown: 0 for unknown, value in self.shown.items() if value is None}
        high: dict[Unknown, int | None] = dict.fromkeys(low)
        for _ in range(_MOST_ROUNDS):
            if sum(_tighten(each, low, high) for each in known) == 0:
                break
        return {unknown: least for unknown, least in low.items() if high[unknown] == least}


def _eliminated(sums: Iterable[Sum]) -> list[Sum]:
    """The same equations in reduced form, so that what follows from several of them stands in one."""
    solved: dict[Unknown, Sum] = {}
    for terms, rest in sums:
        terms = dict(terms)
        for unknown in [each for each in terms if each in solved]:
            terms, rest = _minus((terms, rest), solved[unknown], unknown)
        if not terms:
            assert rest == 0, "what is printed contradicts itself"
            continue
        pivot = min(terms)
        factor = terms[pivot]
        new = ({unknown: value / factor for unknown, value in terms.items()}, rest / factor)
        for key, each in solved.items():
            if pivot in each[0]:
                solved[key] = _minus(each, new, pivot)
        solved[pivot] = new
    return list(solved.values())


def _minus(equation: Sum, other: Sum, unknown: Unknown) -> Sum:
    terms, factor = dict(equation[0]), equation[0].get(unknown, Fraction(0))
    if not factor:
        return equation
    for each, value in other[0].items():
        left = terms.get(each, Fraction(0)) - factor * value
        if left:
            terms[each] = left
        else:
            terms.pop(each, None)
    return terms, equation[1] - factor * other[1]


def _whole(equation: Sum) -> WholeSum:
    """The same without fractions, which take many times as long to reckon with."""
    terms, rest = equation
    scale = lcm(rest.denominator, *(factor.denominator for factor in terms.values()))
    return {unknown: int(factor * scale) for unknown, factor in terms.items()}, int(rest * scale)


def _tighten(equation: WholeSum, low: dict[Unknown, int], high: dict[Unknown, int | None]) -> bool:
    """Bounds of each unknown from those of the others; True when one moved."""
    terms, rest = equation
    moved = False
    for unknown, factor in terms.items():
        least, most = _range(((each, value) for each, value in terms.items() if each != unknown), low, high)
        # factor * unknown = rest - others
        low_others, high_others = (most, least) if factor > 0 else (least, most)
        if low_others is not None and (lowest := -((low_others - rest) // factor)) > low[unknown]:
            low[unknown], moved = lowest, True
        above = high[unknown]
        if high_others is not None and (above is None or (rest - high_others) // factor < above):
            high[unknown], moved = (rest - high_others) // factor, True
    return moved


def _range(
    terms: Iterable[tuple[Unknown, int]], low: dict[Unknown, int], high: dict[Unknown, int | None]
) -> tuple[int | None, int | None]:
    least: int | None = 0
    most: int | None = 0
    for unknown, factor in terms:
        below, above = (low[unknown], high[unknown]) if factor > 0 else (high[unknown], low[unknown])
        least = None if least is None or below is None else least + factor * below
        most = None if most is None or above is None else most + factor * above
        if least is None and most is None:
            break
    return least, most
