"""Sums of cells: what relations are put together from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from gezinscoach_desktop.domain.figures import keys

Spot: TypeAlias = tuple[str, str, str]
"""Table, row and column."""
Terms: TypeAlias = Mapping[Spot, int]
"""Cells with a coefficient."""
N: Final = "n"
"""The row of the variable that is the number of families of a whole table."""


def cell(table: str, row: str, column: str) -> Terms:
    return {(table, row, column): 1}


def count(table: str, row: str) -> Terms:
    """A cell of a table that has one column."""
    return cell(table, row, keys.COUNT)


def n(table: str) -> Terms:
    """Over how many a table was counted."""
    return {(table, N, ""): 1}


def add(terms: Terms, others: Terms, times: int = 1) -> Terms:
    """The one sum and `times` the other."""
    found = dict(terms)
    for spot, factor in others.items():
        found[spot] = found.get(spot, 0) + times * factor
    return found


def at_most(part: Terms, whole: Terms) -> Terms:
    """What is left of the whole, which is nothing or more."""
    return add(whole, part, -1)
